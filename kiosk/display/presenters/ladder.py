"""Levels side by side, each a head with its places: the block of the list beside the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, ClassVar

from kiosk.display.presenters.blocks import Block, Ground, LevelLine, PlaceRow, aloud

TOGETHER = 2
"""Places of one level in one block, which no page breaks."""

Column = tuple[LevelLine, list[PlaceRow]]


@dataclass(frozen=True)
class Ladder(Block):
    """At most two levels, each a head (or None where it goes on) with rows of places: as columns, or as a line each.

    `sides`: (head, rows) as maps of LevelLine and PlaceRow. `whole`: nothing of them stands in another block.
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


def ladders(columns: list[Column], short: bool, apart: bool) -> Iterable[Ladder]:
    """Two levels side by side, or each `apart`; what a page cannot hold of a long list goes on on the next.

    `short`: pages have so little room that each place is a block of its own.
    """
    pairs = zip_longest(columns) if apart else zip_longest(columns[::2], columns[1::2])
    for both in pairs:
        sides = [one for one in both if one]
        most = max(len(rows) for _, rows in sides)
        step = 1 if short else TOGETHER
        for start in range(0, most, step):
            parts = ((None if start else head, rows[start : start + step]) for head, rows in sides)
            yield ladder(*parts, whole=most <= step, keep=start + step < most)
