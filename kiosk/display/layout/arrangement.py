"""How a page is arranged: one column or two, the map beside its list, the search over its keys."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Box
from kiosk.display.layout.calls import call_foot, foot_width
from kiosk.display.layout.columns import PAD, Filled, Room, fill, foot, held
from kiosk.display.layout.frame import Framed
from kiosk.display.layout.notch import notched
from kiosk.display.layout.piece import TARGET_GAP, Piece, drawn
from kiosk.display.layout.runs import drawn_all
from kiosk.display.layout.setting import COLUMN_GAP, Setting
from kiosk.display.presenters.blocks import Block, Button, Buttons, Call, MapBox, SearchField
from kiosk.display.presenters.composition import Composition

MAP_SHARE, LEAST_SHARE, LARGE_SHARE = 924.0 / 1920, 0.4, 0.36
"""The part of a wide panel that the map takes, where its list is long, and in large text."""


def rooms(around: Framed, setting: Setting, map_left: bool = False) -> list[Room]:
    """Give the columns of a page, left to right."""
    margin, width = setting.margin, setting.panel.width - 2 * setting.margin
    pad = PAD * (1 - 0.5 * setting.squeeze)
    top, bottom = around.top + pad, around.bottom - (PAD if setting.large else pad)
    if setting.columns == 1:
        return [Room(margin, top, width, bottom, setting.reach)]
    if map_left:
        least = LARGE_SHARE if setting.large else LEAST_SHARE
        left = setting.panel.width * (MAP_SHARE + (least - MAP_SHARE) * setting.squeeze)
        right = left + margin
        return [
            Room(0, around.top, left, around.bottom),
            Room(right, top, margin + width - right, bottom, setting.reach),
        ]
    return [
        Room(margin, top, setting.column, bottom, setting.reach),
        Room(margin + setting.column + COLUMN_GAP, top, setting.column, bottom, setting.reach),
    ]


def page_of(
    body: Composition,
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    around: Framed,
    setting: Setting,
) -> Filled:
    mapped = any(isinstance(one, MapBox) for one in lead)
    beside = rooms(around, setting, mapped and setting.columns == 2)
    if body.sheet:
        return _sheet(controls, around, setting)
    if body.typing:
        return _typing(lead, rest, controls, around, setting)
    if setting.notch:
        return notched([*lead, *rest], controls, beside[0], setting)
    if setting.columns == 1 and setting.foot:
        return _footed([*lead, *rest], controls, beside[0], setting)
    if setting.columns == 1:
        return _upright(lead, rest, controls, beside[0], setting, mapped)
    if mapped:
        return _beside_map(lead, rest, controls, beside, setting)
    return _two(lead, rest, controls, beside, setting)


def _sheet(controls: Sequence[Block], around: Framed, setting: Setting) -> Filled:
    """Buttons to choose from, as many across as their words allow, from below upwards."""
    room = Room(setting.margin, around.top + PAD, setting.panel.width - 2 * setting.margin, around.bottom - PAD)
    buttons = tuple(one for one in controls if isinstance(one, Button))
    pieces = drawn(Buttons(buttons, across=3 if setting.panel.wide else 2), room.width, setting)
    total = sum(one.height for one in pieces) + TARGET_GAP * (len(pieces) - 1)
    return fill(pieces, replace(room, top=max(room.top, room.bottom - total)))


def _typing(
    lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], around: Framed, setting: Setting
) -> Filled:
    """The search: what was typed above, the keys at the foot, where they never move, what is found between them."""
    width = setting.panel.width - 2 * setting.margin
    whole = Room(setting.margin, around.top + PAD / 2, width, around.bottom - PAD / 2)
    low, keys = foot(list(drawn_all(controls, width, setting)), whole)
    typed = fill(list(drawn_all(lead, width, setting)), replace(whole, bottom=low))
    top = max(typed.end + TARGET_GAP, setting.reach)
    each = (width - 48 * (setting.columns - 1)) / setting.columns
    boxes, queue = [*typed.boxes], _enough(rest, each, (low - top) * setting.columns, setting)
    for number in range(setting.columns):
        room = Room(setting.margin + number * (each + 48), top, each, low - TARGET_GAP)
        done = fill(queue, room, clip=True)
        queue = queue[_count(queue, room) :]
        boxes += done.boxes
    return Filled((*boxes, *keys), whole.bottom)


def _enough(blocks: Sequence[Block], width: float, height: float, setting: Setting) -> list[Piece]:
    """As many pieces as could stand in so much height: what a page does not show is not drawn."""
    found: list[Piece] = []
    for block in blocks:
        found += drawn_all([block], width, setting)
        height -= found[-1].height
        if height < 0:
            break
    return found


def _count(pieces: Sequence[Piece], room: Room) -> int:
    return len(held(pieces, room)[0])


def _upright(
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    room: Room,
    setting: Setting,
    mapped: bool,
) -> Filled:
    low_search = [one for one in lead if isinstance(one, SearchField)] if setting.large and setting.reach else []
    lead = [one for one in lead if one not in low_search]
    below = list(drawn_all([*low_search, *controls], room.width, setting))
    low, foot_boxes = foot(below, room)
    above = replace(room, bottom=low - (TARGET_GAP if below else 0))
    blocks = [*lead, *rest]
    if mapped and setting.reach:  # the map is only looked at: it stands above what is touched
        blocks = [
            *(one for one in lead if isinstance(one, MapBox)),
            *(one for one in lead if not isinstance(one, MapBox)),
            *rest,
        ]
    pieces = list(drawn_all(blocks, room.width, setting))
    if mapped:
        pieces = [_bled(one, setting) if one.flex else one for one in pieces]
    found = fill(pieces, above)
    return replace(found, boxes=(*found.boxes, *foot_boxes), end=max(found.end, room.bottom if below else found.end))


def _footed(blocks: Sequence[Block], controls: Sequence[Block], room: Room, setting: Setting) -> Filled:
    """The last call at the foot, beside the way on; the rest above it."""
    call = next(one for one in reversed(blocks) if isinstance(one, Call) and one.number)
    below = list(drawn_all(controls, foot_width(call, room.width, setting), setting))
    rest = list(drawn_all([one for one in blocks if one is not call], room.width, setting))
    for piece in call_foot(call, below, room.width, setting, numbered=setting.foot == "numbered"):
        found = fill(rest, replace(room, bottom=room.bottom - piece.height - setting.gap))
        if not found.over:
            break
    boxes = piece.at(room.x, room.bottom - piece.height)
    return Filled((*found.boxes, *boxes), room.bottom, found.over, (*found.left_out, *piece.left_out))


def _bled(piece: Piece, setting: Setting) -> Piece:
    """The map from edge to edge."""
    return replace(piece, boxes=tuple(replace(one, x=-setting.margin, w=setting.panel.width) for one in piece.boxes))


def _beside_map(
    lead: Sequence[Block], rest: Sequence[Block], controls: Sequence[Block], beside: Sequence[Room], setting: Setting
) -> Filled:
    left, right = beside
    shown = next(one for one in lead if isinstance(one, MapBox))
    map_ = drawn(shown, left.width, setting)[0]
    others = [one for one in lead if one is not shown]
    boxes: list[Box] = []
    low = [*controls]
    if setting.reach or setting.large:  # the search stands low, and leaves the list its column
        low, others = [*others, *controls], []
    if low:  # under the map
        under = Room(setting.margin, left.top, left.width - setting.margin, left.bottom - PAD)
        top, boxes = foot(list(drawn_all(low, under.width, setting)), under)
        left = replace(left, bottom=top - TARGET_GAP)
    boxes += [replace(one, h=left.height) for one in map_.at(left.x, left.top)]
    found = fill(list(drawn_all([*others, *rest], right.width, setting)), right)
    return replace(found, boxes=(*boxes, *found.boxes), end=beside[0].bottom)


def _two(
    lead: Sequence[Block],
    rest: Sequence[Block],
    controls: Sequence[Block],
    beside: Sequence[Room],
    setting: Setting,
) -> Filled:
    """Two columns: what is read first, then the rest; the controls at the foot of the one with more room."""
    left, right = beside
    first, second = (list(drawn_all(part, room.width, setting)) for part, room in ((lead, left), (rest, right)))
    ends = [fill(pieces, room).end for pieces, room in ((first, left), (second, right))]
    below = list(drawn_all(controls, left.width, setting))
    side = 0 if not second or ends[0] <= ends[1] else 1
    found = _halved(first, second, below, beside, side)
    if found.over and below:
        other = _halved(first, second, below, beside, 1 - side)
        return other if len(other.over) < len(found.over) else found
    return found


def _halved(
    first: Sequence[Piece], second: Sequence[Piece], below: Sequence[Piece], beside: Sequence[Room], side: int
) -> Filled:
    """The two columns with the controls at the foot of one; what the first cannot hold goes on in the next."""
    low, foot_boxes = foot(below, beside[side])
    ceiling = low - (TARGET_GAP if below else 0)
    both = [replace(one, bottom=ceiling) if n == side else one for n, one in enumerate(beside)]
    found = [fill(pieces, room) for pieces, room in zip((first, second), both, strict=True)]
    if any(one.over for one in found):
        begun = fill([*first, *second], both[0])
        found = [replace(begun, over=()), fill(list(begun.over), both[1])]
    left_out = tuple(one for part in found for one in part.left_out)
    over = tuple(one for part in found for one in part.over)
    boxes = (*found[0].boxes, *found[1].boxes, *foot_boxes)
    return Filled(boxes, max(found[0].end, found[1].end, beside[side].bottom if below else 0), over, left_out)
