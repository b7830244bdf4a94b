"""Where the call-outs of the map stand: outside the country, near their anchors, never over each other.

Rules: each call-out is one badge with its name beside it and one straight leader; two boxes never come closer than a
finger's gap; a leader never runs under another box; the nearest free place wins. What finds no place is left to the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

GAP = 10.0
STEP = 12.0


@dataclass(frozen=True)
class Wanted:
    """A call-out to be placed: its zone, its anchor on the map, its size, in pixels."""

    zone: str
    anchor: QPointF
    width: float
    height: float


@dataclass(frozen=True)
class Placed:
    """A call-out with its place. `mirrored`: the badge stands at the right end."""

    zone: str
    box: QRectF
    anchor: QPointF
    badge: QPointF
    mirrored: bool


class Ground:
    """Where the country lies, as counts over a coarse grid, so that "does this box touch it?" costs four look-ups."""

    CELL = 8

    def __init__(self, land: QPainterPath, view: QRectF) -> None:
        self._width, self._height = int(view.right()) // self.CELL + 2, int(view.bottom()) // self.CELL + 2
        image = QImage(self._width, self._height, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(1 / self.CELL, 1 / self.CELL)
        painter.fillPath(land, QColor("white"))
        painter.end()
        self._sums = self._summed(bytes(image.constBits()), image.bytesPerLine())

    def _summed(self, grey: bytes, stride: int) -> list[list[int]]:
        sums = [[0] * (self._width + 1)]
        for y in range(self._height):
            line = accumulate((value > 0 for value in grey[y * stride : y * stride + self._width]), initial=0)
            sums.append([above + here for above, here in zip(sums[-1], line, strict=True)])
        return sums

    def touches(self, box: QRectF) -> bool:
        """Whether any of the country lies under the box."""
        left, right = self._held(box.left(), self._width), self._held(box.right() + self.CELL, self._width)
        top, bottom = self._held(box.top(), self._height), self._held(box.bottom() + self.CELL, self._height)
        sums = self._sums
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left] > 0

    def _held(self, value: float, most: int) -> int:
        return max(0, min(most, int(value) // self.CELL))


def place(wanted: Sequence[Wanted], land: QPainterPath, view: QRectF, badge: float) -> list[Placed]:
    """Places for as many of `wanted` as find one; the widest choose first, since they have the fewest places."""
    ground = Ground(land, view)
    placed: list[Placed] = []
    for one in sorted(wanted, key=lambda each: -each.width):
        free = [each for each in _candidates(one, view, badge) if not ground.touches(each.box)]
        free.sort(key=lambda each: QLineF(each.badge, one.anchor).length())
        found = next((each for each in free if _fits(each, placed)), None)
        if found:
            placed.append(found)
    return placed


def _candidates(one: Wanted, view: QRectF, badge: float) -> Iterator[Placed]:
    y = view.top()
    while y + one.height <= view.bottom():
        x = view.left()
        while x + one.width <= view.right():
            box = QRectF(x, y, one.width, one.height)
            left = QPointF(x + badge / 2, y + one.height / 2)
            right = QPointF(x + one.width - badge / 2, y + one.height / 2)
            mirrored = one.anchor.x() > box.center().x()
            yield Placed(one.zone, box, one.anchor, right if mirrored else left, mirrored)
            x += STEP
        y += STEP


def _fits(candidate: Placed, placed: Sequence[Placed]) -> bool:
    roomy = candidate.box.adjusted(-GAP, -GAP, GAP, GAP)
    leader = QLineF(candidate.badge, candidate.anchor)
    for other in placed:
        if roomy.intersects(other.box) or _crosses(leader, other.box):
            return False
        if _crosses(QLineF(other.badge, other.anchor), roomy):
            return False
        if leader.intersects(QLineF(other.badge, other.anchor))[0] is QLineF.IntersectionType.BoundedIntersection:
            return False
    return not roomy.contains(candidate.anchor)


def _crosses(line: QLineF, box: QRectF) -> bool:
    if box.contains(line.p1()) or box.contains(line.p2()):
        return True
    corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
    edges = (QLineF(corners[n], corners[(n + 1) % 4]) for n in range(4))
    return any(line.intersects(edge)[0] is QLineF.IntersectionType.BoundedIntersection for edge in edges)
