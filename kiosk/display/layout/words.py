"""What is only read: paragraphs, place names, facts, short numbers, where in the checklist one is."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Area, Box, Icon, Map, moved
from kiosk.display.layout.piece import ICON, LONGEST, Piece, column, drawn, paragraph
from kiosk.display.layout.setting import ON, Setting
from kiosk.display.presenters.blocks import (
    Fact,
    PlaceHead,
    Steps,
    Tile,
    Words,
)


@drawn.register
def _(block: Words, width: float, setting: Setting) -> Sequence[Piece]:
    words, second = ON[block.ground]
    colour = second if block.role == "second" else words
    side = ICON * (1.4 if setting.large else 1)
    indent = side + 20 if block.icon else 0
    said = block.brief if block.brief and setting.squeeze == 1 else block.text
    text = setting.least_lines(said, block.role, width - indent, colour)
    gap = setting.gap if block.role in ("title", "question", "head", "ask") else setting.gap * 0.75
    keep = block.role in ("title", "head")
    icon = (Icon(0, max(0, (text.line - side) / 2), side, side, block.icon, colour),) if block.icon else ()
    first, *more = paragraph(text, setting.panel.height * LONGEST, indent, gap, icon)
    return [replace(first, keep=keep), *more]


@drawn.register
def _(block: PlaceHead, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large:  # the top line says it
        return []
    shaped = bool(block.says)
    room = width - 232 if shaped else width
    name = setting.text(block.name, "title", room)
    other = setting.text(block.other, "second", room, "ink2")
    boxes, height = column([name, other])
    if shaped:
        height = max(height, 150 - 30 * setting.squeeze)
        boxes.append(Map(width - 200, 0, 200, height, says=block.says, focus=block.zone, interactive=False))
    return [Piece(height, tuple(boxes), keep=True, gap=setting.gap)]


@drawn.register
def _(block: Fact, width: float, setting: Setting) -> Sequence[Piece]:
    role = "dial" if block.phone and not (setting.large or setting.squeeze == 1) else "strong"
    value = setting.line(block.value, role)
    said = block.brief if block.brief and setting.squeeze == 1 else block.label
    if value.w <= width * 0.5:
        label = setting.text(said, "second", width - value.w - 24, "ink2")
        height = max(label.h, value.h)
        both = (moved(label, 0, (height - label.h) / 2), moved(value, width - value.w, (height - value.h) / 2))
        return [Piece(height, both, gap=setting.gap * 0.6)]
    label = setting.text(said, "second", width, "ink2")
    long = setting.text(block.value, role, width, px=setting.fitting(block.value, role, width))
    boxes, height = column([label, long])
    return [Piece(height, tuple(boxes), gap=setting.gap * 0.6)]


@drawn.register
def _(block: Tile, width: float, setting: Setting) -> Sequence[Piece]:
    value = setting.line(block.value, "dial")
    if setting.large and setting.advance(block.label, "body") <= width - value.w - 40:
        label = setting.line(block.label, "body")
        row = (moved(label, 0, 0), moved(value, width - value.w, (label.h - value.h) / 2))
        return [Piece(max(value.h, label.h), row, gap=setting.gap * 0.6)]
    if setting.large:
        both, height = column([setting.text(block.label, "body", width), value])
        return [Piece(height, tuple(both), gap=setting.gap * 0.6)]
    value = setting.line(block.value, "phone")
    label = setting.text(block.label, "body", width - value.w - 20)
    height = max(value.h, label.h) + 12
    boxes = (
        Area(0, 0, width, 2, fill="line"),
        moved(label, 0, (height - label.h) / 2 + 4),
        moved(value, width - value.w, (height - value.h) / 2 + 4),
    )
    return [Piece(height, boxes, gap=8)]


@drawn.register
def _(block: Steps, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large and setting.squeeze == 1:  # the page's title says which group it is
        return []
    if setting.large:
        text = setting.text(f"{block.current + 1} / {len(block.names)}", "second", width, "ink2")
        return [Piece(text.h, (text,), gap=8)]
    gap, count = 12.0, len(block.names)
    each = (width - gap * (count - 1)) / count
    boxes: list[Box] = []
    tall = 0.0
    for number, name in enumerate(block.names):
        here = number == block.current
        x = number * (each + gap)
        boxes.append(Area(x, 0, each, 12, fill="accent" if here else "control", radius=6))
        px = setting.fitting(name, "strong", each) if here else 0
        text = setting.text(name, "strong" if px else "second", each, "ink" if here else "ink2", px=px)
        boxes.append(moved(text, x, 18))
        tall = max(tall, text.h)
    return [Piece(18 + tall, tuple(boxes), gap=setting.gap)]
