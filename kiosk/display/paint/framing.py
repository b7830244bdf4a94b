"""How the country lies in its box: as large as lets every call-out stand within reach of its place.

Rules: the country never fills less than its share of the box's width: words give way, the country does not. Larger ones are
tried while every call-out finds a place within reach; a call-out that finds none for its name stands as a badge alone, and the
list beside says the name. What came out is remembered, since every visit asks for the same.
"""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from kiosk.display.paint.callouts import Arrangement, Panel, Placed, Wanted, arranged
from kiosk.display.paint.geometry import anchor_of, geometry, whole

BADGE = 80.0
REACH, REACH_SHARE = 280.0, 0.18
"""Pixels a leader may be long before the country is drawn smaller; on a very wide box this share of it."""
GOALS = {True: 0.61, False: 0.56}
"""The least share of the box's width that the country fills: of a box that lies (the map's own page), of one beside a list."""
LEAST, MOST = 0.72, 0.97
"""The shares of its box that the country takes at least and at most, where neither side asks for more."""
STEPS = (1.0, 1.06, 1.14, 1.24)
"""How much larger than that the country is tried, as long as every call-out finds its place."""
MIDDLE = 0.1
"""The share of the country's width on either side of its middle where a call-out may stand on both sides."""
MIDDLES = ((0.55, 0.46), (0.55, 0.54), (0.52, 0.5), (0.47, 0.47))


@dataclass(frozen=True)
class Asked:
    """A call-out as it is asked for: its zone, the (width, height) it can take in pixels, how much it matters."""

    zone: str
    shapes: tuple[tuple[float, float], ...]
    weight: float


Framed = tuple[QTransform, Arrangement]


@lru_cache(maxsize=64)
def framed(asked: tuple[Asked, ...], width: float, height: float, unit: float) -> tuple[QTransform, tuple[Placed, ...]]:
    """Frame the country and place its call-outs: the view, and where each stands."""
    bounds = geometry().bounds
    fill = width / bounds.width() / min(width / bounds.width(), height / bounds.height())
    least = min(MOST, max(LEAST, GOALS[width > 1.3 * height] * fill))
    best: Framed | None = None
    for step in STEPS:
        share = min(MOST, least * step)
        found = min(_tried(asked, width, height, unit, share), key=lambda one: (not one[1].good, one[1].cost))
        if best is None or (found[1].good and _named(found) >= _named(best)):
            best = found
        if not found[1].good or share == MOST:
            break
    assert best is not None
    return best[0], best[1].placed


def _named(found: Framed) -> int:
    """How many call-outs say their name."""
    return sum(one.named for one in found[1].placed)


def _tried(asked: tuple[Asked, ...], width: float, height: float, unit: float, share: float) -> list[Framed]:
    """The country of one size at each middle, up to the first where all is good; cut short where much is left out."""
    panel = Panel(width, height, BADGE * unit, max(REACH * unit, REACH_SHARE * width))
    found: list[Framed] = []
    for x, y in MIDDLES:
        view = whole(width, height, share, x, y)
        made = arranged(_wanted(asked, view), view.map(geometry().land), panel)
        found.append((view, made))
        if made.good or len(made.placed) + 1 < len(asked):
            break
    return found


def _wanted(asked: tuple[Asked, ...], view: QTransform) -> tuple[Wanted, ...]:
    spots = [(one, anchor_of(one.zone)) for one in asked]
    anchors = [(one, view.map(QPointF(spot.x, spot.y))) for one, spot in spots if spot]
    middle = view.map(geometry().bounds.center()).x()
    reach = MIDDLE * view.m11() * geometry().bounds.width()
    return tuple(
        Wanted(one.zone, (at.x(), at.y()), one.shapes, one.weight, _side(at.x() - middle, reach), middle)
        for one, at in anchors
    )


def _side(off: float, reach: float) -> int:
    """On which side of the country a place lies: -1, 1, or 0 near its middle."""
    return 0 if abs(off) < reach else 1 if off > 0 else -1
