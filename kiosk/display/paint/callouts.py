"""Where the call-outs of the map stand: outside the country, near their anchors, never over each other.

Rules: each call-out is one badge with its name beside it and one straight leader; two boxes never come closer than a
finger's gap; a leader never runs under another box nor across another leader; the shortest leaders win. What finds no
place is left to the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, permutations
from math import hypot

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

GAP = 10.0
STEP = 16
CELL = 8
NEAREST = 60
SPARSE = 6
"""All of the nearest places are tried, then every sixth of those farther off."""
LEFT_OUT = 500_000.0

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


@dataclass(frozen=True)
class Wanted:
    """A call-out to be placed: its zone, its anchor on the map, how much it matters, and the (width, height) it can take in
    pixels: its name on one line, or folded where room is narrow."""

    zone: str
    anchor: Point
    shapes: tuple[tuple[float, float], ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Placed:
    """A call-out with its place. `mirrored`: the badge stands at the right end."""

    zone: str
    box: Box
    anchor: Point
    badge: Point
    mirrored: bool

    @property
    def length(self) -> float:
        """The leader's length in pixels."""
        return hypot(self.badge[0] - self.anchor[0], self.badge[1] - self.anchor[1])

    @property
    def rect(self) -> QRectF:
        """The box."""
        left, top, right, bottom = self.box
        return QRectF(left, top, right - left, bottom - top)


class Ground:
    """Where the country lies, as counts over a coarse grid, so that "does this box touch it?" costs four look-ups."""

    def __init__(self, land: QPainterPath, width: float, height: float) -> None:
        self._width, self._height = int(width) // CELL + 2, int(height) // CELL + 2
        image = QImage(self._width, self._height, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(1 / CELL, 1 / CELL)
        painter.fillPath(land, QColor("white"))
        painter.end()
        self._sums = self._summed(bytes(image.constBits()), image.bytesPerLine())

    def _summed(self, grey: bytes, stride: int) -> list[list[int]]:
        sums = [[0] * (self._width + 1)]
        for y in range(self._height):
            line = accumulate((value > 0 for value in grey[y * stride : y * stride + self._width]), initial=0)
            sums.append([above + here for above, here in zip(sums[-1], line, strict=True)])
        return sums

    def touches(self, box: Box) -> bool:
        """Whether any of the country lies under the box."""
        left, right = _held(box[0], self._width), _held(box[2] + CELL, self._width)
        top, bottom = _held(box[1], self._height), _held(box[3] + CELL, self._height)
        sums = self._sums
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left] > 0


def _held(value: float, most: int) -> int:
    return max(0, min(most, int(value) // CELL))


def place(wanted: Sequence[Wanted], land: QPainterPath, width: float, height: float, badge: float) -> list[Placed]:
    """Places for as many of `wanted` as find one, in a view of that size."""
    return list(_placed(tuple(wanted), _Land(land), width, height, badge))


class _Land:
    """A path that compares by its box, so that the same map in the same view is not worked out twice."""

    def __init__(self, path: QPainterPath) -> None:
        self.path = path
        box = path.boundingRect()
        self._key = tuple(round(value, 1) for value in (box.x(), box.y(), box.width(), box.height()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Land) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=64)
def _placed(wanted: tuple[Wanted, ...], land: _Land, width: float, height: float, badge: float) -> tuple[Placed, ...]:
    ground = Ground(land.path, width, height)
    choices = {one.zone: _nearest(one, ground, width, height, badge) for one in wanted}
    best = min((_greedy(order, choices) for order in _orders(wanted)), key=lambda found: _cost(wanted, found))
    while (better := _mended(wanted, best, choices)) is not best:
        best = better
    return best


def _cost(wanted: Sequence[Wanted], found: Sequence[Placed]) -> float:
    """Long leaders cost more than their length; what is left out costs by how much it matters."""
    here = {one.zone for one in found}
    return sum(one.length**2 for one in found) + LEFT_OUT * sum(one.weight for one in wanted if one.zone not in here)


def _mended(
    wanted: tuple[Wanted, ...], best: tuple[Placed, ...], choices: dict[str, list[Placed]]
) -> tuple[Placed, ...]:
    """A cheaper arrangement in which two call-outs were taken out and placed anew; `best` itself if there is none."""
    least, better = _cost(wanted, best), best
    for first in permutations(wanted, 2):
        moved = {one.zone for one in first}
        others = tuple(one for one in wanted if one.zone not in moved)
        kept = tuple(one for one in best if one.zone not in moved)
        found = _greedy((*first, *others), choices, kept)
        if (cost := _cost(wanted, found)) < least:
            least, better = cost, found
    return better


def _orders(wanted: tuple[Wanted, ...]) -> Iterator[tuple[Wanted, ...]]:
    """Orders worth trying: by width, by height on the map, by side, each turned round by each call-out."""
    for key in (
        lambda one: -one.shapes[0][0],
        lambda one: one.anchor[1],
        lambda one: -one.anchor[1],
        lambda one: one.anchor[0],
    ):
        line = tuple(sorted(wanted, key=key))
        for turn in range(len(line)):
            yield (*line[turn:], *line[:turn])


def _nearest(one: Wanted, ground: Ground, width: float, height: float, badge: float) -> list[Placed]:
    free = [each for each in _candidates(one, width, height, badge) if not ground.touches(each.box)]
    free.sort(key=lambda each: each.length)
    return [*free[:NEAREST], *free[NEAREST::SPARSE]]


def _candidates(one: Wanted, width: float, height: float, badge: float) -> Iterator[Placed]:
    for wide, high in one.shapes:
        for top in range(8, int(height - high - 7), STEP):
            for left in range(16, int(width - wide - 15), STEP):
                mirrored = one.anchor[0] > left + wide / 2
                x = left + wide - badge / 2 if mirrored else left + badge / 2
                yield Placed(one.zone, (left, top, left + wide, top + high), one.anchor, (x, top + high / 2), mirrored)


def _greedy(
    order: Sequence[Wanted], choices: dict[str, list[Placed]], kept: tuple[Placed, ...] = ()
) -> tuple[Placed, ...]:
    """Each call-out at its nearest free place, in that order, beside those `kept`."""
    placed = [*kept]
    here = {one.zone for one in kept}
    for one in order:
        found = None if one.zone in here else next((each for each in choices[one.zone] if _fits(each, placed)), None)
        if found:
            placed.append(found)
    return tuple(placed)


def _fits(candidate: Placed, placed: Sequence[Placed]) -> bool:
    left, top, right, bottom = candidate.box
    roomy = (left - GAP, top - GAP, right + GAP, bottom + GAP)
    if _inside(candidate.anchor, roomy):
        return False
    for other in placed:
        if roomy[0] < other.box[2] and roomy[2] > other.box[0] and roomy[1] < other.box[3] and roomy[3] > other.box[1]:
            return False
        if _crosses(candidate.badge, candidate.anchor, other.box) or _crosses(other.badge, other.anchor, roomy):
            return False
        if _meet(candidate.badge, candidate.anchor, other.badge, other.anchor) or _inside(other.anchor, roomy):
            return False
    return True


def _inside(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _crosses(start: Point, end: Point, box: Box) -> bool:
    if _inside(start, box) or _inside(end, box):
        return True
    corners = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))
    return any(_meet(start, end, corners[n], corners[(n + 1) % 4]) for n in range(4))


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
