"""A wide page of large text: what stands over the whole width, below it two columns, the way on in the lower right corner."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.display.layout.columns import Filled, Room, fill, foot
from kiosk.display.layout.piece import TARGET_GAP, Piece
from kiosk.display.layout.runs import drawn_all
from kiosk.display.layout.setting import Setting
from kiosk.display.presenters.blocks import Block, Call

GAP = 24.0


class _Parts:
    """Runs of a page's blocks, drawn once at each width; their heights with the gaps between."""

    def __init__(self, blocks: Sequence[Block], setting: Setting) -> None:
        self._blocks, self._setting = blocks, setting
        self._drawn: dict[tuple[int, int, float], list[Piece]] = {}

    def drawn(self, start: int, end: int, width: float) -> list[Piece]:
        """Give the pieces of the blocks from `start` up to `end`."""
        key = (start, end, width)
        if key not in self._drawn:
            self._drawn[key] = list(drawn_all(self._blocks[start:end], width, self._setting))
        return self._drawn[key]

    def tall(self, start: int, end: int, width: float) -> float:
        """Tell how high they are."""
        pieces = self.drawn(start, end, width)
        return sum(one.height for one in pieces) + sum(one.gap for one in pieces[1:])


def notched(blocks: Sequence[Block], controls: Sequence[Block], room: Room, setting: Setting) -> Filled:
    """Fill a page so: over the whole width the most that leaves room below for all else. If not all finds room, nothing fits."""
    left = replace(room, width=(room.width - GAP) * setting.notch)
    right = replace(room, x=room.x + left.width + GAP, width=room.width - left.width - GAP)
    below = list(drawn_all(controls, right.width, setting))
    low, boxes = foot(below, right)
    right = replace(right, bottom=low - (TARGET_GAP if below else 0))
    parts, count = _Parts(blocks, setting), len(blocks)
    for cut, end in _partings(parts, count, (room, left, right), setting.gap):
        if not (_whole(blocks[cut:end], left.width, setting) and _whole(blocks[end:], right.width, setting)):
            continue
        end_of_whole = room.top + parts.tall(0, cut, room.width)
        over = fill(parts.drawn(0, cut, room.width), replace(room, bottom=end_of_whole))
        top = over.end + (setting.gap if cut else 0)
        rooms = (replace(left, top=top), replace(right, top=top))
        runs = (parts.drawn(cut, end, left.width), parts.drawn(end, count, right.width))
        found = (over, *(fill(run, one) for run, one in zip(runs, rooms, strict=True)))
        if low >= max(top, room.reach) and not any(one.over for one in found):
            left_out = tuple(block for part in found for block in part.left_out)
            return Filled((*(box for part in found for box in part.boxes), *boxes), room.bottom, (), left_out)
    return Filled((), room.bottom, tuple(parts.drawn(0, count, room.width)))


def _whole(blocks: Sequence[Block], width: float, setting: Setting) -> bool:
    """Whether each number stands on one line there."""
    numbers = [one.number for one in blocks if isinstance(one, Call) and one.number]
    return all(setting.fitting(one, "phone", width) for one in numbers)


def _partings(parts: _Parts, count: int, rooms: tuple[Room, Room, Room], gap: float) -> Iterator[tuple[int, int]]:
    """Where the blocks may be parted so that each part finds room: over the whole width, at the left, at the right."""
    room, left, right = rooms
    for cut in range(count, -1, -1):
        top = room.top + parts.tall(0, cut, room.width) + (gap if cut else 0)
        if top > right.bottom + TARGET_GAP:
            continue
        for end in range(count, cut - 1, -1):
            if end < count and top + parts.tall(end, count, right.width) > right.bottom:
                break
            if top + parts.tall(cut, end, left.width) <= left.bottom:
                yield cut, end
