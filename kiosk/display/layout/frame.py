"""What is on every page: top line, demo words, freshness band, dock. Their order and places never change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.display.layout.boxes import Area, Box, Icon, Text, Touch, moved
from kiosk.display.layout.head import TONES, large_head
from kiosk.display.layout.letters import size
from kiosk.display.layout.piece import ICON, column
from kiosk.display.layout.setting import Layout, Setting
from kiosk.display.presenters.screen import Band, Cell, Frame

GAP = 12.0
HIGH = {Layout.UPRIGHT: 112.0, Layout.WIDE: 104.0}
"""Heights of the top line."""
ROW = 132.0
LARGE_ROW = 144.0


@dataclass(frozen=True)
class Framed:
    """The frame's boxes, and between which heights the body stands."""

    head: tuple[Box, ...]
    dock: tuple[Box, ...]
    top: float
    bottom: float


def framed(frame: Frame, setting: Setting, title: str, *, leads: bool = True) -> Framed:
    """Set the frame. `title` stands in the top line of large text, where the band leads to "about" if it `leads`."""
    dock, bottom = _dock(frame, setting)
    if setting.large:
        boxes, y = large_head(frame, setting, title, leads=leads)
        return Framed(tuple(boxes), tuple(dock), y, bottom)
    boxes, y, taken = _top(frame, setting)
    demo, y = _demo(frame, setting, y, taken)
    band, y = _band(frame.band, setting, y)
    return Framed((*boxes, *demo, *band), tuple(dock), y, bottom)


def _top(frame: Frame, setting: Setting) -> tuple[list[Box], float, tuple[float, float]]:
    """The top line, how high it is, and between which edges it has room."""
    high, margin, width = HIGH[setting.layout], setting.margin, setting.panel.width - 2 * setting.margin
    heading = setting.text(frame.heading, "strong", width - 32)
    bar = Area(margin, (high - heading.h) / 2 + 6, 12, heading.h - 12, fill="accent")
    boxes: list[Box] = [
        Area(0, high - 2, setting.panel.width, 2, fill="line"),
        bar,
        moved(heading, margin + 32, (high - heading.h) / 2),
    ]
    icon, taken = 44.0, margin + 32 + setting.advance(frame.heading, "strong")
    for said in (frame.checked, frame.checked_short):
        fit = setting.fitting(said, "second", margin + width - taken - icon - 48)
        if fit:
            text = setting.line(said, "second", "ink2", fit)
            x = margin + width - text.w
            sign = Icon(x - icon - 14, (high - icon) / 2, icon, icon, frame.checked_icon, "ink2")
            return [*boxes, moved(text, x, (high - text.h) / 2), sign], high, (taken, sign.x)
    return boxes, high, (taken, margin + width)


def _demo(frame: Frame, setting: Setting, y: float, free: tuple[float, float]) -> tuple[list[Box], float]:
    """That it is a demo: in the top line where that has room for the words, else on a line of its own."""
    if not frame.demo:
        return [], y
    width, (left, right) = setting.panel.width, free
    line = setting.line(frame.demo, "second", "paper", size("second", setting.locale, False, 1))
    if line.w + 120 <= right - left:
        x = right - line.w - 64
        return [Area(x - 24, 16, line.w + 48, y - 34, fill="ink"), moved(line, x, (y - line.h) / 2)], y
    text = setting.text(
        frame.demo, "second", width - 32, "paper", "center", setting.fitting(frame.demo, "second", width - 32)
    )
    high = text.h + 10
    return [Area(0, y, width, high, fill="ink"), moved(text, 16, y + 5)], y + high


def _band(band: Band, setting: Setting, y: float) -> tuple[list[Box], float]:
    if band.kind == "none":
        return [], y
    fill, colour = TONES.get(band.kind, ("paper", "ink"))
    rule = 8.0 if band.kind == "unknown" else 0.0
    pad, icon = 8 + rule, 44.0
    x, width = setting.margin + icon + 20, setting.panel.width
    room = width - x - setting.margin
    texts = [setting.text(band.headline, "strong", room, colour, px=setting.fitting(band.headline, "strong", room))]
    if band.detail:
        texts = _told(band, texts[0], room, colour, setting)
    beside = len(texts) == 2 and texts[1].x > 0
    if beside:
        high = max(text.h for text in texts) + 2 * pad
        words: list[Box] = [moved(text, x, y + (high - text.h) / 2) for text in texts]
    else:
        words, end = column(texts, x, y + pad)
        high = end - y + pad
    ground: Box = Area(0, y, width, high, fill, "white" if band.kind == "old" else "", 0)
    boxes: list[Box] = [ground]
    if band.kind == "delayed":
        boxes.append(Area(0, y, 16, high, fill="amberEdge"))
    if band.kind == "unknown":
        boxes += [Area(0, at, width, rule, hatch=True) for at in (y, y + high - rule)]
    if band.kind == "recent":
        boxes.append(Area(0, y + high - 2, width, 2, fill="line"))
    sign = "clock" if band.kind == "recent" else "clock-doubt"
    boxes.append(Icon(setting.margin, y + pad + max(0, (texts[0].line - icon) / 2), icon, icon, sign, colour))
    return [*boxes, *words], y + high


def _told(band: Band, first: Text, room: float, colour: str, setting: Setting) -> list[Text]:
    """The headline with the detail under it, or at its right on a wide panel where both keep to one line."""
    least = size("second", setting.locale, False, 1)
    used = setting.advance(band.headline, "strong") + 40
    if setting.panel.wide and used + setting.advance(band.detail, "second", least) <= room:
        px = setting.fitting(band.detail, "second", room - used)
        return [first, replace(setting.text(band.detail, "second", room - used, colour, px=px), x=used)]
    px = setting.fitting(band.detail, "second", room) or least
    return [first, setting.text(band.detail, "second", room, colour, px=px)]


def _dock(frame: Frame, setting: Setting) -> tuple[list[Box], float]:
    rows = {
        Layout.UPRIGHT: 2 * ROW + GAP,
        Layout.WIDE: ROW,
        Layout.LARGE_UPRIGHT: 2 * LARGE_ROW + GAP,
        Layout.LARGE_WIDE: LARGE_ROW,
    }[setting.layout]
    top, pad, width = setting.panel.height - rows - 40, 32.0, setting.panel.width
    ground = [Area(-8, top, width + 16, rows + 48, fill="mist"), Area(-8, top, width + 16, 4, fill="edge")]
    y, room = top + 20, width - 2 * pad
    match setting.layout:
        case Layout.UPRIGHT:
            first = [max(150.0, _needed(cell, setting)) for cell in frame.cells[:2]]
            boxes = _cells(frame.cells[:2], first, pad, y, ROW, setting)
            x = pad + sum(first) + 2 * GAP
            boxes += _hotline(frame, x, y, width - pad - x, ROW, setting)
            widths = _shared([_needed(cell, setting) for cell in frame.cells[2:]], room)
            boxes += _cells(frame.cells[2:], widths, pad, y + ROW + GAP, ROW, setting)
        case Layout.WIDE:
            widths = [max(132.0, _needed(cell, setting)) for cell in frame.cells]
            boxes = _cells(frame.cells, widths, pad, y, ROW, setting)
            x = pad + sum(widths) + len(widths) * GAP
            boxes += _hotline(frame, x, y, width - pad - x, ROW, setting)
        case _:
            cells = (*frame.cells[:2], replace(frame.more, enabled=True))
            upright = setting.layout is Layout.LARGE_UPRIGHT
            number = setting.advance(frame.hotline_number, "dial") + 150
            share = room if upright else room - number - GAP
            widths = _shared([_needed(cell, setting) for cell in cells], share)
            boxes = _hotline(frame, pad, y, room, LARGE_ROW, setting) if upright else []
            boxes += _cells(cells, widths, pad, y + (LARGE_ROW + GAP if upright else 0), LARGE_ROW, setting)
            if not upright:
                boxes += _hotline(frame, width - pad - number, y, number, LARGE_ROW, setting)
    return [*ground, *boxes], top


def _needed(cell: Cell, setting: Setting) -> float:
    icon = 84 if setting.large else 0
    return setting.advance(cell.label, "label") + icon + 16


def _shared(needed: Sequence[float], room: float) -> list[float]:
    """Share the room: each what it needs, the rest evenly."""
    spare = room - GAP * (len(needed) - 1) - sum(needed)
    even = (room - GAP * (len(needed) - 1)) / len(needed)
    if max(needed) <= even:
        return [even] * len(needed)
    return [one + spare / len(needed) for one in needed]


def _cells(
    cells: Sequence[Cell], widths: Sequence[float], x: float, y: float, high: float, setting: Setting
) -> list[Box]:
    found: list[Box] = []
    for cell, width in zip(cells, widths, strict=True):
        found += _cell(cell, x, y, width, high, setting)
        x += width + GAP
    return found


def _cell(cell: Cell, x: float, y: float, width: float, high: float, setting: Setting) -> list[Box]:
    """An icon over its word, in large text before it; "on" is filled with the accent."""
    colour = "quiet" if not cell.enabled else "overAccent" if cell.on else "ink"
    touch = Touch(
        x, y, width, high, cell.spoken or cell.label, cell.action, cell.argument,
        "" if not cell.enabled else "accent" if cell.on else "paper", "pressed", "ring" if cell.enabled else "",
        4 if cell.enabled else 0, checkable=cell.action in ("mode", "settings"), checked=cell.on,
        enabled=cell.enabled, steady=True,
    )  # fmt: skip
    text = setting.line(cell.label, "label", colour)
    if setting.large:
        icon = 64.0 if text.w + 84 <= width - 8 else 0
        start = x + (width - text.w - (icon + 12 if icon else 0)) / 2
        boxes: list[Box] = [touch, moved(text, start + (icon + 12 if icon else 0), y + (high - text.h) / 2)]
        return [*boxes, Icon(start, y + (high - icon) / 2, icon, icon, cell.icon, colour)] if icon else boxes
    top = (high - ICON - text.h - 2) / 2
    icon_box = Icon(x + (width - ICON) / 2, y + top, ICON, ICON, cell.icon, colour)
    return [touch, icon_box, moved(text, x + (width - text.w) / 2, y + top + ICON + 2)]


def _hotline(frame: Frame, x: float, y: float, width: float, high: float, setting: Setting) -> list[Box]:
    """The 24-hour call centre: always there, never covered, opens Help."""
    touch = Touch(x, y, width, high, frame.hotline_spoken, "go", "help", "paper", "pressed", "accent", 4, steady=True)
    inner = width - 40
    if setting.large:
        px = setting.fitting(frame.hotline_number, "dial", inner - 84) or size("dial", "ko", True, 1)
        number = setting.line(frame.hotline_number, "dial", px=px)
        start = x + (width - number.w - 84) / 2
        return [
            touch,
            Icon(start, y + (high - 68) / 2, 68, 68, "phone", "accent"),
            moved(number, start + 84, y + (high - number.h) / 2),
        ]
    name = f"{frame.hotline_name} {frame.hotline_hours}"
    px = setting.fitting(name, "label", inner)
    small = 0.0
    if not px:
        small = next((float(one) for one in (38, 34) if setting.advance(name, "label", one) <= inner), 30.0)
    top = setting.text(name, "label", inner, px=px or small)
    fit = setting.fitting(frame.hotline_number, "dial", inner)
    number = setting.text(frame.hotline_number, "dial", inner, px=fit)
    words, end = column([top, number], x + 24, 0, 0)
    shift = y + (high - end) / 2
    return [touch, *(moved(one, 0, shift) for one in words)]
