"""Pieces put one below another into a column: what fits, where each stands, and what finds no place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.display.layout.boxes import Box, Icon, Touch
from kiosk.display.layout.piece import TARGET_GAP, Piece
from kiosk.display.presenters.blocks import Block

PAD = 20.0
MOST_AIR = 20.0
"""Units that each gap of a page may grow by where there is room."""


@dataclass(frozen=True)
class Room:
    """A column that can be filled, from `top` to `bottom`; controls begin at `reach` or below."""

    x: float
    top: float
    width: float
    bottom: float
    reach: float = 0.0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Filled:
    """Boxes put into a room, where they end, and the pieces that found no place."""

    boxes: tuple[Box, ...]
    end: float
    over: tuple[Piece, ...] = ()
    left_out: tuple[Block, ...] = ()


def fill(pieces: Sequence[Piece], room: Room, clip: bool = False) -> Filled:
    """Put pieces one below another; in a room with spare height the gaps grow. `clip`: what does not fit is left away."""
    kept, over = held(pieces, room)
    kept, over = healed(kept), [] if clip else over
    fixed = sum(one.height for one in kept)
    gaps = sum(_gap(one, n) for n, one in enumerate(kept))
    spare = room.height - fixed - gaps
    flex = any(one.flex for one in kept)
    air = 0.0 if flex or len(kept) < 2 or over or room.reach else max(0.0, min(MOST_AIR, spare * 0.4 / (len(kept) - 1)))
    boxes: list[Box] = []
    y = room.top
    for number, piece in enumerate(kept):
        y += _gap(piece, number) + (air if number else 0)
        y = max(y, _reached(piece, y, room))
        piece = _read_only(piece) if piece.readable and y + piece.untouched < room.reach else piece
        height = piece.height
        if piece.flex and spare > 0 and not over:
            height += _flexed(kept, room, spare)
            piece = replace(piece, boxes=tuple(replace(one, h=height) for one in piece.boxes))
        boxes += piece.at(room.x, y)
        y += height
    left_out = tuple(one for piece in kept for one in piece.left_out)
    return Filled(tuple(boxes), y, tuple(over), left_out)


def _reached(piece: Piece, y: float, room: Room) -> float:
    """Where a piece stands that would stand at y: what is touched, in reach."""
    return max(y, room.reach - max(0.0, piece.untouched)) if piece.touched and not piece.readable else y


def _read_only(piece: Piece) -> Piece:
    """A piece out of reach: nothing of it is touched, and no sign says that it could be."""
    kept = (one for one in piece.boxes if not isinstance(one, Touch | Icon))
    return replace(piece, boxes=tuple(kept), touched=False)


def healed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, paragraphs of which all parts are there made whole again."""
    found: list[Piece] = []
    queue = list(pieces)
    while queue:
        piece = queue.pop(0)
        if piece.whole and 1 < piece.parts <= len(queue) + 1:
            del queue[: piece.parts - 1]
            boxes = tuple(piece.whole if number == 0 else one for number, one in enumerate(piece.boxes))
            piece = replace(piece, height=piece.whole.h, boxes=boxes, parts=1)
        found.append(piece)
    return found


def _flexed(kept: Sequence[Piece], room: Room, spare: float) -> float:
    """How much the piece that takes what is left may grow: in the lower mode no further than to what is touched."""
    if not room.reach:
        return min(spare, 320.0)
    above = 0.0
    for number, piece in enumerate(kept):
        if piece.flex:
            return max(0.0, min(spare, room.reach - 24 - room.top - above - piece.height))
        above += _gap(piece, number) + piece.height
    return 0.0


def held(pieces: Sequence[Piece], room: Room) -> tuple[list[Piece], list[Piece]]:
    """Tell the pieces that fit, and those that do not; what keeps with what follows is never the last."""
    y = room.top
    for number, piece in enumerate(pieces):
        at = y + _gap(piece, number)
        y = _reached(piece, at, room) + piece.height
        if y > room.bottom + 0.5:
            kept = number
            while kept and pieces[kept - 1].keep:
                kept -= 1
            number = kept or number  # a page with nothing on it keeps nothing together
            return list(pieces[:number]), list(pieces[number:])
    return list(pieces), []


def _gap(piece: Piece, number: int) -> float:
    return piece.gap if number else 0.0


def foot(pieces: Sequence[Piece], room: Room) -> tuple[float, list[Box]]:
    """Set pieces from the foot of a room upwards; where they begin, and their boxes."""
    boxes: list[Box] = []
    y = room.bottom
    for number, piece in enumerate(reversed(pieces)):
        y -= piece.height + (TARGET_GAP if number else 0)
        boxes += piece.at(room.x, y)
    return y, boxes


def overgrown(piece: Piece, room: Room, under: float) -> list[Box]:
    """Stand a piece that no page holds whole as low as it can; only what of it lies in reach is touched."""
    y = max(room.top, room.bottom - under - piece.height)
    found: list[Box] = []
    for box in piece.at(room.x, y):
        if isinstance(box, Touch) and box.y < room.reach:
            box = replace(box, y=room.reach, h=max(0.0, box.y + box.h - room.reach))
        found.append(box)
    return found
