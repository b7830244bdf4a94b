"""Levels side by side, each a head with its places: the block of the list beside the map."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, ClassVar

from kiosk.display.presenters.blocks import Block, Ground, LevelLine, PlaceRow, aloud

TOGETHER = 3
"""Places of one level in one block, which no page breaks."""

Column = tuple[LevelLine, list[PlaceRow]]


@dataclass(frozen=True)
class Ladder(Block):
    """At most two levels, each a head with rows of places: as columns, or as a line each.

    `sides`: (head, rows) as maps of LevelLine and PlaceRow; the head is None where rows go on, each with its own badge.
    `whole`: each side may become a line.
    """

    kind: ClassVar[str] = "ladder"
    sides: tuple[dict[str, Any], ...]
    said: str = ""
    whole: bool = True
    keep: bool = False
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return self.said


def ladder(*sides: tuple[LevelLine | None, list[PlaceRow]], whole: bool, keep: bool) -> Ladder:
    """Levels with their places as one block; `keep` holds it on the page of what follows."""
    said = aloud(*(one for head, rows in sides for one in (head, *rows)))
    maps = ({"head": head.as_map() if head else None, "rows": [one.as_map() for one in rows]} for head, rows in sides)
    return Ladder(tuple(maps), said, whole, keep)


def ladders(columns: list[Column], apart: bool) -> Iterable[Ladder]:
    """Two levels side by side, or each `apart`; what a block cannot hold of a long list goes on in the next.

    No place ever stands on a page without its level: apart, a head is said again, side by side each further row has its badge.
    """
    pairs = zip_longest(columns) if apart else zip_longest(columns[::2], columns[1::2])
    for both in pairs:
        sides = [one for one in both if one]
        most = max(len(rows) for _, rows in sides)
        for start in range(0, most, TOGETHER):
            parts = [_part(head, rows, start, apart) for head, rows in sides]
            yield ladder(*parts, whole=apart or most < TOGETHER, keep=not apart and start + TOGETHER < most)


def _part(head: LevelLine, rows: list[PlaceRow], start: int, again: bool) -> tuple[LevelLine | None, list[PlaceRow]]:
    part = rows[start : start + TOGETHER]
    if start == 0 or again:
        return head, part
    return None, [replace(row, level=head.level) for row in part]
