"""How the country lies in its box: as large as lets every call-out stand within reach of its place.

Rules: from the usual share on, larger ones are tried while every call-out finds a place within reach, else smaller ones until
it does; where it never does, the cheapest wins. What came out is remembered, since every visit asks for the same.
"""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from kiosk.display.paint.callouts import Arrangement, Panel, Placed, Wanted, arranged
from kiosk.display.paint.geometry import anchor_of, geometry

BADGE = 80.0
REACH, REACH_SHARE = 280.0, 0.18
"""Pixels a leader may be long before the country is drawn smaller; on a very wide box this share of it."""
SHARES = (0.84, 0.78, 0.72, 0.66, 0.6, 0.54, 0.48, 0.42)
USUAL = 0.72
"""The share tried first."""
MIDDLES = ((0.55, 0.46), (0.55, 0.54), (0.52, 0.5), (0.47, 0.47))


@dataclass(frozen=True)
class Asked:
    """A call-out as it is asked for: its zone, the (width, height) it can take in pixels, how much it matters."""

    zone: str
    shapes: tuple[tuple[float, float], ...]
    weight: float


def fitted(bounds: QRectF, scale: float, x: float, y: float) -> QTransform:
    """From map units to pixels: the bounds' middle at a point."""
    centre = bounds.center()
    return QTransform().translate(x, y).scale(scale, scale).translate(-centre.x(), -centre.y())


def whole(width: float, height: float, share: float, x: float, y: float) -> QTransform:
    """The country's middle at these shares of the box, the country filling that share of it."""
    bounds = geometry().bounds
    scale = share * min(width / bounds.width(), height / bounds.height())
    return fitted(bounds, scale, width * x, height * y)


Framed = tuple[QTransform, Arrangement]


@lru_cache(maxsize=64)
def framed(asked: tuple[Asked, ...], width: float, height: float, unit: float) -> tuple[QTransform, tuple[Placed, ...]]:
    """The view and the call-outs in it."""
    found = _tried(asked, width, height, unit, USUAL)
    if found[-1][1].good:
        found = _enlarged(asked, width, height, unit, found[-1])
    else:
        found += _lessened(asked, width, height, unit)
    view, best = min(found, key=lambda one: (not one[1].good, -one[0].m11() if one[1].good else one[1].cost))
    return view, best.placed


def _enlarged(asked: tuple[Asked, ...], width: float, height: float, unit: float, good: Framed) -> list[Framed]:
    for share in sorted(share for share in SHARES if share > USUAL):
        larger = _tried(asked, width, height, unit, share)[-1]
        if not larger[1].good:
            break
        good = larger
    return [good]


def _lessened(asked: tuple[Asked, ...], width: float, height: float, unit: float) -> list[Framed]:
    """Smaller and smaller ones by halves, towards the largest that is good."""
    shares = [share for share in SHARES if share < USUAL]
    found: list[Framed] = []
    large, small = 0, len(shares)
    while large < small:
        middle = (large + small) // 2
        found += _tried(asked, width, height, unit, shares[middle])
        large, small = (large, middle) if found[-1][1].good else (middle + 1, small)
    return found


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
    return tuple(Wanted(one.zone, (at.x(), at.y()), one.shapes, one.weight) for one, at in anchors)
