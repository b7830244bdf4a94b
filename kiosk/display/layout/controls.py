"""What is touched: buttons, the search and its keys, the signs of the checklist."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Area, Box, Icon, Text, Touch, moved
from kiosk.display.layout.letters import size
from kiosk.display.layout.piece import ICON, TARGET_GAP, Piece, drawn
from kiosk.display.layout.setting import Setting
from kiosk.display.presenters.blocks import (
    Button,
    Buttons,
    Keys,
    SearchField,
    SignRow,
)


@drawn.register
def _(block: Button, width: float, setting: Setting) -> Sequence[Piece]:
    return [button(block, width, setting, height_of(block, width, setting))]


def height_of(block: Button, width: float, setting: Setting) -> float:
    """Tell how high a button is that is so wide."""
    least = (128 if setting.large else 112) - (12 if setting.large else 32) * setting.squeeze
    return max(
        least,
        _label(block, width, setting).h + (20 - 16 * setting.squeeze if setting.large else 28 - 8 * setting.squeeze),
    )


def _label(block: Button, width: float, setting: Setting) -> Text:
    role = "strong" if setting.large else "head"
    room = _room(block, width, setting)
    colour = "quiet" if not block.enabled else "overAccent" if block.primary or block.chosen else "accent"
    face = block.face or setting.locale
    sizes = [size(role, face, setting.large, one) for one in (setting.squeeze, 0.5, 1.0)]
    sizes.append(size("strong", face, setting.large, 1))
    px = next((one for one in sizes if setting.advance(block.text, role, one, face) <= room), sizes[-1])
    return setting.text(block.text, role, room, colour, "center", px, face)


def _room(block: Button, width: float, setting: Setting) -> float:
    icon = (ICON + 16) * (1.4 if setting.large else 1) if block.icon else 0
    return max(60.0, width - icon - (24 if setting.large else 36))


def button(block: Button, width: float, setting: Setting, height: float) -> Piece:
    """Draw a button of that width and height: words in its middle, an icon at its right."""
    if block.waiting:
        return Piece(height, (), gap=TARGET_GAP)
    text = _label(block, width, setting)
    full = block.primary or block.chosen
    fill, edge = ("paper", "quiet") if not block.enabled else ("accent", "accent") if full else ("paper", "accent")
    touch = Touch(
        0, 0, width, height, block.name or block.text, block.action, block.argument, fill,
        "accentPressed" if full else "pressed", edge, 3 if not block.enabled else 4, enabled=block.enabled,
        checkable=block.action == "mode", checked=block.chosen,
    )  # fmt: skip
    boxes: list[Box] = [
        touch,
        moved(text, (width - text.w) / 2 - ((width - text.w) / 2 - 18 if block.icon else 0), (height - text.h) / 2),
    ]
    if block.icon:
        side = ICON * (1.4 if setting.large else 1)
        boxes.append(Icon(width - side - 16, (height - side) / 2, side, side, block.icon, text.colour))
    return Piece(height, tuple(boxes), touched=True, gap=TARGET_GAP)


@drawn.register
def _(block: Buttons, width: float, setting: Setting) -> Sequence[Piece]:
    across = _across(block, width, setting)
    if setting.large and across == 1 and len(block.row) > 1:
        return list(_uneven(block.row, width, setting))
    each = (width - TARGET_GAP * (across - 1)) / across
    rows = [block.row[start : start + across] for start in range(0, len(block.row), across)]
    found: list[Piece] = []
    for row_ in rows:
        height = max(height_of(one, each, setting) for one in row_)
        boxes = [
            box
            for n, one in enumerate(row_)
            for box in button(one, each, setting, height).at(n * (each + TARGET_GAP), 0)
        ]
        found.append(Piece(height, tuple(boxes), touched=True, gap=TARGET_GAP))
    return found


def _uneven(row: Sequence[Button], width: float, setting: Setting) -> Iterator[Piece]:
    """Buttons as wide as their words ask, as many beside each other as find room on one line."""
    px = size("strong", setting.locale, setting.large, 1)
    needs = [
        setting.advance(one.text, "strong", px, one.face) * 1.04 + width - _room(one, width, setting) for one in row
    ]
    start = 0
    for end in range(1, len(row) + 1):
        if end == len(row) or sum(needs[start : end + 1]) + TARGET_GAP * (end - start) > width:
            yield _abreast(row[start:end], needs[start:end], width, setting)
            start = end


def _abreast(row: Sequence[Button], needs: Sequence[float], width: float, setting: Setting) -> Piece:
    spare = (width - TARGET_GAP * (len(row) - 1) - sum(needs)) / len(row)
    widths = [one + spare for one in needs]
    height = max(height_of(one, each, setting) for one, each in zip(row, widths, strict=True))
    boxes: list[Box] = []
    x = 0.0
    for one, each in zip(row, widths, strict=True):
        boxes += button(one, each, setting, height).at(x, 0)
        x += each + TARGET_GAP
    return Piece(height, tuple(boxes), touched=True, gap=TARGET_GAP)


def _across(block: Buttons, width: float, setting: Setting) -> int:
    """Tell how many stand in a row: as many as keep each on one line (two where it has an icon), evenly."""
    most = min(block.across or len(block.row), len(block.row))
    least = size("strong", setting.locale, setting.large, 1)
    for across in [one for one in range(most, 0, -1) if len(block.row) % one == 0 or one == most]:
        each = (width - TARGET_GAP * (across - 1)) / across
        if all(_fits(one, each, setting, least, lines=2 if len(block.row) == 3 else 1) for one in block.row):
            return across
    return 1


def _fits(block: Button, width: float, setting: Setting, px: float, lines: int) -> bool:
    """Tell whether a button's words keep to so many lines, its words whole."""
    role, room = "strong" if setting.large else "head", _room(block, width, setting)
    words = block.text.replace("\u200b", " ").split() if lines > 1 else [block.text]
    whole = max(setting.advance(one, role, px, block.face) for one in words) <= room
    return whole and setting.advance(block.text, role, px, block.face) <= room * lines * (0.85 if lines > 1 else 1)


@drawn.register
def _(block: SearchField, width: float, setting: Setting) -> Sequence[Piece]:
    height = (128 if setting.large else 108) - (24 if setting.large else 10) * setting.squeeze
    beside = block.beside
    side = 0.0
    if beside and not setting.large:
        role = "head"
        side = setting.advance(beside.text, role, size("strong", setting.locale, setting.large, 1)) * 1.06 + 90
        if side > width * 0.5:
            side = 0
    room = width - (side + TARGET_GAP if side else 0)
    icon = ICON * (1.3 if setting.large else 1)
    words = block.query or (block.text if block.action else block.hint or block.text)
    px = setting.fitting(words, "strong", room - icon - 60)
    if setting.large and not px and block.action:  # what one types says it on one line
        words, px = block.hint or words, setting.fitting(block.hint, "strong", room - icon - 60)
    text = setting.text(words, "strong", room - icon - 60, "ink" if block.action or block.query else "ink2", px=px)
    height = max(height, text.h + 24)
    icon_box = Icon(24, (height - icon) / 2, icon, icon, "search", "accent")
    ground: Box = Area(0, 0, room, height, "paper", "control", 3, 16)
    if block.action:
        ground = Touch(0, 0, room, height, block.text, block.action, fill="paper", edge="control", edge_width=3)
    pieces = [
        Piece(
            height,
            (ground, icon_box, moved(text, icon + 44, (height - text.h) / 2)),
            touched=bool(block.action),
            gap=TARGET_GAP,
        )
    ]
    if beside and side:
        pieces[0] = replace(
            pieces[0], boxes=(*pieces[0].boxes, *button(beside, side, setting, height).at(room + TARGET_GAP, 0))
        )
    elif beside:  # no room beside it: a later page has it
        pieces[0] = replace(pieces[0], left_out=(replace(beside, text=beside.name or beside.text),))
    return pieces


@drawn.register
def _(block: Keys, width: float, setting: Setting) -> Sequence[Piece]:
    px = size("second", setting.locale, setting.large, 1)
    least = max(
        88 if setting.large else 64, max(setting.advance(one, "strong", px) for one in block.letters) + 16 + px * 0.12
    )
    most, count = int((width + 8) // (least + 8)), len(block.letters) + 2
    columns = min(most, max(block.columns, -(-count // 3)) if setting.panel.wide else block.columns)
    each = (width - 8 * (columns - 1)) / columns
    height = (124 if setting.large else 92) - 8 * setting.squeeze - (8 if setting.large and setting.reach else 0)
    boxes: list[Box] = []
    spots = [(n % columns, n // columns) for n in range(len(block.letters))]
    for letter, (across, down) in zip(block.letters, spots, strict=True):
        boxes += _key(letter, "type", letter, across * (each + 8), down * (height + 8), each, height, setting)
    across, down = (spots[-1][0] + 1, spots[-1][1]) if spots[-1][0] + 2 < columns else (0, spots[-1][1] + 1)
    x = across * (each + 8)
    boxes += _key(block.erase, "erase", "", x, down * (height + 8), width - x if across else width, height, setting)
    return [Piece((down + 1) * (height + 8) - 8, tuple(boxes), touched=True, gap=TARGET_GAP)]


def _key(
    words: str, action: str, argument: str, x: float, y: float, w: float, h: float, setting: Setting
) -> Iterator[Box]:
    px = setting.fitting(words, "strong", w - 8)
    if not px and action == "erase":
        yield Touch(x, y, w, h, words, action, argument, "paper", edge="control", edge_width=3, radius=12)
        side = min(w, h) * 0.6
        yield Icon(x + (w - side) / 2, y + (h - side) / 2, side, side, "erase", "ink")
        return
    px = px or size("second", setting.locale, setting.large, 1)
    text = setting.text(words, "strong", w, align="center", px=px)
    yield Touch(x, y, w, h, words, action, argument, "paper", edge="control", edge_width=3, radius=12)
    yield moved(text, x, y + (h - text.h) / 2)


@drawn.register
def _(block: SignRow, width: float, setting: Setting) -> Sequence[Piece]:
    side = 104.0 if setting.large else 76 - 12 * setting.squeeze
    pad = 24 - 8 * setting.squeeze
    room = width - side - 3 * pad
    roles = ("body", "strong") if setting.squeeze < 1 else ("body", "body")  # where room is short the tick alone tells
    text = setting.text(block.text, roles[block.ticked], room)
    # the bold words of a tick may need one line more: the row keeps the height of both
    tall = max(setting.text(block.text, role, room).h for role in roles)
    height = max(side + 20 - 8 * setting.squeeze, tall + 28 - 22 * setting.squeeze)
    touch = Touch(
        0, 0, width, height, block.text, "tick", block.argument, "tint" if block.ticked else "paper",
        edge="accent" if block.ticked else "control", edge_width=6 if block.ticked else 3, checkable=True,
        checked=block.ticked,
    )  # fmt: skip
    y = (height - side) / 2
    tick = Area(
        pad, y, side, side, "accent" if block.ticked else "paper", "accent" if block.ticked else "control", 4, 12
    )
    mark = (
        (Icon(pad + side * 0.14, y + side * 0.14, side * 0.72, side * 0.72, "tick", "overAccent"),)
        if block.ticked
        else ()
    )
    boxes = (touch, part_of(tick), *mark, moved(text, side + 2 * pad, (height - text.h) / 2))
    return [Piece(height, boxes, touched=True, gap=16 - 9 * setting.squeeze)]


def part_of(area: Area) -> Touch:
    """Give an area that lies over what is touched: a control's own part, which takes no finger."""
    return Touch(
        area.x, area.y, area.w, area.h, fill=area.fill, edge=area.edge, edge_width=area.edge_width, radius=area.radius,
        enabled=False,
    )  # fmt: skip
