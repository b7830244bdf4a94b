"""Somebody to call or a page to open, with its code."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Area, Box, Code, Text, moved
from kiosk.display.layout.letters import is_tall, size
from kiosk.display.layout.piece import TARGET_GAP, Piece, column, drawn, joined
from kiosk.display.layout.setting import FILL, Setting
from kiosk.display.presenters.blocks import (
    Block,
    Call,
    Words,
)

NUMBER_MODULE, CARD_MODULE, LONG = 7, 6, 60
"""Units of a module: of a number's or an address's code, and of one that holds more signs than that."""


@drawn.register
def _(block: Call, width: float, setting: Setting) -> Sequence[Piece]:
    if not setting.large:
        return [_call(block, width, setting)]
    beside = width - _code(block, setting).w - 20
    numbered = not block.number or setting.fitting(block.number, "phone", beside)
    return [_call(block, width, setting) if numbered and beside > width / 2 else _large_call(block, width, setting)]


def call_foot(block: Call, controls: Sequence[Piece], width: float, setting: Setting, *, numbered: bool) -> list[Piece]:
    """Draw the foot of a page in large text, the better way first: whom to call, the number, below them the code and at its right
    the way on; or, where that is too high, whom to call over the way on beside the code, and the number below them.

    `controls` are as wide as `foot_width` tells. Not `numbered`: the number stands in the dock alone.
    """
    code, room = _code(block, setting), foot_width(block, width, setting)
    px = setting.fitting(block.number, "phone", width)
    number = [setting.text(block.number, "phone", width, px=px)] if numbered else []
    ways = sum(one.height + TARGET_GAP for one in controls) - TARGET_GAP
    over, beside = _foot_title(block, width, setting), _foot_title(block, room, setting)

    def piece(boxes: Sequence[Box], y: float, high: float) -> Piece:
        found = list(boxes)
        for one in controls:
            found += one.at(width - room, y)
            y += one.height + TARGET_GAP
        return Piece(high, tuple(found), touched=True, gap=setting.gap, left_out=_said_later(block, block.lines))

    boxes, low = column([over, *number])
    low += TARGET_GAP
    first = piece([*boxes, moved(code, 0, low)], low, low + max(code.h, ways))
    under = max(beside.h + TARGET_GAP, code.h - ways)
    end = max(code.h, under + ways)
    below, high = column(number, y=end + 4) if number else ([], end)
    return [first, piece([code, moved(beside, width - room, 0), *below], under, high)]


def _foot_title(block: Call, width: float, setting: Setting) -> Text:
    said = block.brief or block.title
    return setting.text(said, "strong" if setting.fitting(said, "strong", width) else "body", width)


def foot_width(block: Call, width: float, setting: Setting) -> float:
    """Tell how wide what stands beside the code in `call_foot` may be."""
    return width - _code(block, setting).w - 20


def _code(block: Call, setting: Setting) -> Code:
    """The code, of the module that phones read off a lit panel (measured on degraded pictures: `tests/display/test_qr.py`)."""
    payload = block.small if block.small and (setting.squeeze == 1 or setting.large) else block.payload
    module = NUMBER_MODULE if len(payload) < LONG else CARD_MODULE
    side = setting.measures.modules(payload) * module
    return Code(0, 0, side, side, payload, module)


def _call(block: Call, width: float, setting: Setting) -> Piece:
    bare = block.ground == "paper" or setting.large  # in large text a frame would touch the words
    pad = 0 if bare else 32 - 8 * setting.squeeze
    inner = width - 2 * pad
    code = _code(block, setting)
    room = inner - code.w - 20
    px = setting.fitting(block.number, "phone", room) if block.number else 0
    air = 8.0 if is_tall(setting.locale) else 2.0  # Khmer letters stand high over their line
    tight = setting.large and setting.squeeze == 1 and block.brief
    texts = [setting.text(block.brief if tight else block.title, "strong", room)]
    if block.number:
        texts.append(setting.text(block.number, "phone", room, px=px or size("strong", "ko", False, 1)))
    texts += [setting.text(one, "second", room, "ink2") for one in (*block.lines, block.scan) if one]
    left: list[str] = []
    while (setting.large or setting.squeeze == 1) and len(texts) > 3 - setting.large and column(texts)[1] > code.h:
        if (words := texts.pop().words) != block.scan:
            left.insert(0, words)  # a later page says it
    _, tall = column(texts, gap=air)
    height = max(tall, code.h) + 2 * pad
    boxes, _ = column(texts, pad, (height - tall) / 2, gap=air)
    ground = () if bare else (Area(0, 0, width, height, FILL[block.ground], "edge", 4, 20),)
    out = _said_later(block, left) if setting.large else ()  # else the page behind the door says it of all
    code = moved(code, width - pad - code.w, (height - code.h) / 2)
    gap = 2.0 if setting.large and setting.squeeze == 1 else setting.gap  # the codes' quiet zones keep them apart
    return Piece(height, (*ground, code, *boxes), gap=gap, left_out=out)


def half_call(block: Call, width: float, setting: Setting) -> Piece:
    """Draw a call in half a wide panel's width in large text."""
    return _large_call(block, width, setting)


def standing_call(block: Call, width: float, setting: Setting) -> Piece:
    """Draw a call in half a page's width: title, number and lines over its code."""
    code = _code(block, setting)
    if code.w > width and block.small:
        code = _code(replace(block, payload=block.small), setting)
    px = setting.fitting(block.number, "dial", width) if block.number else 0
    texts = [setting.text(block.brief if block.brief and setting.squeeze == 1 else block.title, "strong", width)]
    texts += [setting.text(block.number, "dial" if px else "strong", width, px=px)] if block.number else []
    texts += [setting.text(one, "second", width, "ink2") for one in (*block.lines, block.scan) if one]
    boxes, y = column(texts)
    return Piece(y + 8 + code.h, (*boxes, moved(code, 0, y + 8)), gap=setting.gap)


def _large_call(block: Call, width: float, setting: Setting) -> Piece:
    """In large text: the code at the right, beside it the title and as much more as its height holds, below the number."""
    code = _code(block, setting)
    room = width - code.w - 28
    title = setting.text(block.title, "strong", room)
    if block.brief and (setting.squeeze == 1 or title.h > code.h):
        title = setting.text(block.brief, "strong", room)
    texts: list[Text] = [title]
    left: list[str] = []
    for line in (*block.lines, *((block.scan,) if block.scan else ())):
        text = setting.text(line, "second", room, "ink2")
        if left or column([*texts, text])[1] > code.h:
            left += [line] if line != block.scan else []
        else:
            texts.append(text)
    boxes, tall = column(texts)
    tall = max(tall, code.h)
    boxes.append(moved(code, width - code.w, 0))
    if block.number:
        px = setting.fitting(block.number, "phone", width)
        number = setting.text(block.number, "phone" if px else "strong", width, px=px)
        boxes.append(moved(number, 0, tall + 2))
        tall += 2 + number.h
    return Piece(tall, tuple(boxes), gap=setting.gap, left_out=_said_later(block, left))


def _said_later(block: Call, left: Sequence[str]) -> tuple[Block, ...]:
    """What a later page says of a call: whose it is, and the lines that found no room beside the code."""
    return (Words(f"{block.brief or block.title}: {joined(left)}", "second"),) if left else ()
