"""Levels side by side, each a head with its places: the block of the list beside the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, ClassVar

from kiosk.display.presenters.blocks import Block, Ground, LevelLine, PlaceRow, aloud

TOGETHER = 4
"""Places of one level that stay on one page."""

Column = tuple[LevelLine, list[PlaceRow]]


@dataclass(frozen=True)
class Ladder(Block):
    """At most two levels, each a head (or None where it goes on) with rows of places: as columns, or as a line each.

    `sides`: (head, rows) as maps of LevelLine and PlaceRow.
    """

    kind: ClassVar[str] = "ladder"
    sides: tuple[dict[str, Any], ...]
    said: str = ""
    keep: bool = False
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return self.said


def ladder(*sides: tuple[LevelLine | None, list[PlaceRow]]) -> Ladder:
    """Levels with their places as one block."""
    said = aloud(*(one for head, rows in sides for one in (head, *rows)))
    maps = ({"head": head.as_map() if head else None, "rows": [one.as_map() for one in rows]} for head, rows in sides)
    return Ladder(tuple(maps), said)


def ladders(columns: list[Column]) -> Iterable[Ladder]:
    """Two levels a block; a long list goes on in further blocks, which may stand on the next page."""
    for both in zip_longest(columns[::2], columns[1::2]):
        sides = [one for one in both if one]
        for start in range(0, max(len(rows) for _, rows in sides), TOGETHER):
            yield ladder(*((None if start else head, rows[start : start + TOGETHER]) for head, rows in sides))
