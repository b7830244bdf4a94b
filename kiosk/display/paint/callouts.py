"""Where the call-outs of the map stand: outside the country, near their anchors, never over each other.

Rules: each call-out is one badge with its name beside it and one straight leader; two boxes never come closer than a
finger's gap; a leader never runs under another box nor across another leader; the shortest leaders win, and their way over
the country counts three times, since they hide other places' levels there. The country is drawn as large as lets every
call-out stand within reach of its place; what finds no place is left to the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import ceil, hypot, inf

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from kiosk.display.paint.crossings import Box, Point, crosses, inside, meet

GAP = 10.0
CELL = 8
"""Pixels a cell of the grid; boxes stand at every second."""
HALF = 150
"""Of 255: how much of a cell the country must cover to count."""
NEAREST = 24
SPARSE = 10
"""All of the nearest places are tried, then every tenth of those farther off."""
LEFT_OUT = 500_000.0
NAMELESS = 260.0
"""Pixels of leader that a name is worth."""
FAR = 20.0
DEEPEST = 0.42
"""How far a good leader runs over the country, as a share of its height."""
SAMPLES = 8
"""Points of a leader that are looked at for land under them."""


@dataclass(frozen=True)
class Wanted:
    """A call-out to be placed: its zone, its anchor on the map, how much it matters, and the (width, height) it can take in
    pixels: its name on one line, folded where room is narrow, or the badge alone. `side`: left (-1) or right (1) of `middle`."""

    zone: str
    anchor: Point
    shapes: tuple[tuple[float, float], ...]
    weight: float = 1.0
    side: int = 0
    middle: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A call-out with its place. `mirrored`: the badge stands at the right end; `over`: pixels of its leader on land."""

    zone: str
    box: Box
    anchor: Point
    badge: Point
    mirrored: bool
    over: float = 0.0
    named: bool = True

    @property
    def length(self) -> float:
        """The leader's length in pixels."""
        return hypot(self.badge[0] - self.anchor[0], self.badge[1] - self.anchor[1])

    @property
    def burden(self) -> float:
        """What its leader costs: its length, and what lies on land twice more."""
        return self.length + 2 * self.over + (0 if self.named else NAMELESS)

    @property
    def rect(self) -> QRectF:
        """The box."""
        left, top, right, bottom = self.box
        return QRectF(left, top, right - left, bottom - top)


class Ground:
    """Where the country lies, as one number of bits for each row of a coarse grid: free places are found by shifts."""

    def __init__(self, land: QPainterPath, width: float, height: float) -> None:
        self._columns, self._rows = int(width) // CELL, int(height) // CELL
        image = QImage(self._columns, self._rows, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(1 / CELL, 1 / CELL)
        painter.fillPath(land, QColor("white"))
        painter.end()
        self._every_second = sum(1 << x for x in range(0, self._columns, 2))
        grey, stride = bytes(image.constBits()), image.bytesPerLine()
        self._land = [_bits(grey[y * stride : y * stride + self._columns]) for y in range(self._rows)]

    def free(self, wide: float, high: float) -> Iterator[tuple[int, int]]:
        """(left, top) of every box of that size that has no land under it and lies wholly in the view."""
        columns, rows = ceil(wide / CELL), ceil(high / CELL)
        inside = (1 << max(0, self._columns - columns - 1)) - 4 & self._every_second
        for top in range(1, self._rows - rows, 2):
            here = 0
            for row in self._land[top : top + rows]:
                here |= row
            open_ = inside & ~_smeared(here, columns)
            left = 0
            while open_:
                skip = (open_ & -open_).bit_length()
                left += skip
                open_ >>= skip
                yield (left - 1) * CELL, top * CELL

    def under(self, start: Point, end: Point) -> float:
        """The share of a line that has land under it."""
        hits = 0
        for step in range(SAMPLES):
            part = (step + 0.5) / SAMPLES
            x, y = (int(start[i] + (end[i] - start[i]) * part) // CELL for i in (0, 1))
            hits += 0 <= y < self._rows and self._land[y] >> x & 1 if x >= 0 else 0
        return hits / SAMPLES


def _bits(line: bytes) -> int:
    return sum(1 << x for x, value in enumerate(line) if value > HALF)


def _smeared(bits: int, columns: int) -> int:
    """Every bit also at the `columns - 1` places before it: there a box would reach over it."""
    done = 1
    while done < columns:
        more = min(done, columns - done)
        bits |= bits >> more
        done += more
    return bits


@dataclass(frozen=True)
class Panel:
    """The view's size, the side of a badge and how long a good leader is at most, in pixels."""

    width: float
    height: float
    badge: float
    reach: float


@dataclass(frozen=True)
class Arrangement:
    """Call-outs where they stand. `good`: none is missing, none is farther from its place than the panel's reach, and
    no leader hides much of the country."""

    placed: tuple[Placed, ...]
    cost: float
    good: bool


def arranged(wanted: tuple[Wanted, ...], land: QPainterPath, panel: Panel) -> Arrangement:
    """Places for as many of `wanted` as find one around the country as it lies in the view."""
    if not wanted:
        return Arrangement((), 0.0, True)
    ground = Ground(land, panel.width, panel.height)
    deepest = DEEPEST * land.boundingRect().height()
    near = {one.zone: _nearest(one, ground, panel) for one in wanted}
    best = _settled(wanted, near, panel)
    if _good(wanted, best, panel.reach, inf) and not _good(wanted, best, panel.reach, deepest):
        clear = {zone: sorted(found, key=lambda each: each.burden) for zone, found in near.items()}
        best = min(best, _settled(wanted, clear, panel), key=lambda found: _cost(wanted, found, panel.reach))
    return Arrangement(best, _cost(wanted, best, panel.reach), _good(wanted, best, panel.reach, deepest))


def _good(wanted: Sequence[Wanted], found: Sequence[Placed], reach: float, deepest: float) -> bool:
    return len(found) == len(wanted) and all(one.length <= reach and one.over <= deepest for one in found)


def _settled(wanted: tuple[Wanted, ...], choices: dict[str, list[Placed]], panel: Panel) -> tuple[Placed, ...]:
    """The cheapest arrangement that a few moves reach."""
    best = _first(wanted, choices, panel)
    while len(best) + 1 >= len(wanted) and (better := _mended(wanted, best, choices, panel.reach)) is not best:
        best = better
    return best


def _first(wanted: tuple[Wanted, ...], choices: dict[str, list[Placed]], panel: Panel) -> tuple[Placed, ...]:
    """The cheapest arrangement of those that simple orders make."""
    tried = (_greedy(order, choices) for order in _orders(wanted))
    return min(tried, key=lambda found: _cost(wanted, found, panel.reach))


def _cost(wanted: Sequence[Wanted], found: Sequence[Placed], reach: float) -> float:
    """Long leaders cost more than their length, those past the reach far more; what is left out, by how much it matters."""
    here = {one.zone for one in found}
    lines = sum(one.burden**2 + FAR * max(0.0, one.length - reach) ** 2 for one in found)
    return lines + LEFT_OUT * sum(one.weight for one in wanted if one.zone not in here)


def _mended(
    wanted: tuple[Wanted, ...], best: tuple[Placed, ...], choices: dict[str, list[Placed]], reach: float
) -> tuple[Placed, ...]:
    """A cheaper arrangement in which two call-outs were taken out and placed anew; `best` itself if there is none."""
    least, better = _cost(wanted, best, reach), best
    for first in permutations(wanted, 2):
        moved = {one.zone for one in first}
        others = tuple(one for one in wanted if one.zone not in moved)
        kept = tuple(one for one in best if one.zone not in moved)
        found = _greedy((*first, *others), choices, kept)
        if (cost := _cost(wanted, found, reach)) < least:
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


def _nearest(one: Wanted, ground: Ground, panel: Panel) -> list[Placed]:
    free = sorted(_free(one, ground, panel))
    found = (_at(one, panel.badge, *each[1:]) for each in (*free[:NEAREST], *free[NEAREST::SPARSE]))
    return [replace(each, over=each.length * ground.under(each.badge, each.anchor)) for each in found]


def _free(one: Wanted, ground: Ground, panel: Panel) -> Iterator[tuple[float, ...]]:
    """(square of the leader's length, left, top, width, height) of every box that keeps off the country."""
    (x, y), half = one.anchor, panel.badge / 2
    for wide, high in one.shapes:
        for left, top in ground.free(wide, high):
            if one.side * (left + wide / 2 - one.middle) < 0:  # never on the other side of the country than its place
                continue
            across = (left + wide - half if x > left + wide / 2 else left + half) - x
            down = top + high / 2 - y
            far = across * across + down * down
            yield (far if wide > high * 1.2 else (far**0.5 + NAMELESS) ** 2, left, top, wide, high)


def _at(one: Wanted, badge: float, left: float, top: float, wide: float, high: float) -> Placed:
    mirrored = one.anchor[0] > left + wide / 2
    x = left + wide - badge / 2 if mirrored else left + badge / 2
    return Placed(
        one.zone,
        (left, top, left + wide, top + high),
        one.anchor,
        (x, top + high / 2),
        mirrored,
        named=wide > high * 1.2,
    )


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
    if inside(candidate.anchor, roomy):
        return False
    for other in placed:
        if roomy[0] < other.box[2] and roomy[2] > other.box[0] and roomy[1] < other.box[3] and roomy[3] > other.box[1]:
            return False
        if inside(other.anchor, roomy) or crosses(candidate.badge, candidate.anchor, other.box):
            return False
        if crosses(other.badge, other.anchor, roomy) or meet(
            candidate.badge, candidate.anchor, other.badge, other.anchor
        ):
            return False
    return True
