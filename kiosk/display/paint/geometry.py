"""The map's shapes as Qt paths, read once from the country's file in `assets/map` (units of 0.1 km, x east, y down)."""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from kiosk.resources import country_map


@dataclass(frozen=True)
class Spot:
    """A point with room around it: `radius` is the largest circle inside the shape, 0 for a bare point."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Division:
    """One division's shape, and where a number has room: in all of it, inside the band, and outside it."""

    path: QPainterPath
    label: Spot
    in_band: Spot | None
    outside: Spot | None


class Geometry:
    """Everything the map can draw, each part made on first use. `land` is the whole country's outline, coarse: to keep clear
    of, not to be drawn."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        left, top, right, bottom = data["about"]["bounds"]
        self.bounds = QRectF(left, top, right - left, bottom - top)
        self.points = {key: _sure(p) for key, p in data["points"].items()}

    @cached_property
    def divisions(self) -> dict[str, Division]:
        """By zone."""
        return {
            key: Division(
                _path(d["polygons"]), _sure(d["label"]), _spot(d["label_in_band"]), _spot(d["label_outside_band"])
            )
            for key, d in self._data["divisions"].items()
        }

    @cached_property
    def land(self) -> QPainterPath:
        """The country's outline, coarse."""
        return _path(self._data["land"]["polygons"])

    @cached_property
    def bands(self) -> dict[str, tuple[QPainterPath, Spot]]:
        """By zone: the shape, and where a call-out's leader ends."""
        return {key: (_path(b["polygons"]), _sure(b["anchor"])) for key, b in self._data["bands"].items()}

    @cached_property
    def lake(self) -> QPainterPath:
        """The Tonle Sap."""
        return _path(self._data["lake"]["polygons"])

    @cached_property
    def neighbours(self) -> dict[str, tuple[QPainterPath, dict[str, Spot]]]:
        """By country code: the shape, and where its name stands on an upright and on a wide map."""
        return {
            key: (_path(n["polygons"]), {name: _sure(spot) for name, spot in n["labels"].items()})
            for key, n in self._data["neighbours"].items()
        }

    @cached_property
    def areas(self) -> dict[str, QPainterPath]:
        """By zone."""
        return {key: _path(a["polygons"]) for key, a in self._data["areas"].items()}


def _path(polygons: list[list[list[int]]]) -> QPainterPath:
    path = QPainterPath()
    for polygon in polygons:
        for ring in polygon:
            points = [QPointF(x, y) for x, y in zip(ring[::2], ring[1::2], strict=True)]
            path.addPolygon(QPolygonF([*points, points[0]]))
            path.closeSubpath()
    return path


def _spot(found: dict[str, Any] | None) -> Spot | None:
    return Spot(found["x"], found["y"], found.get("radius", 0)) if found else None


def _sure(found: dict[str, Any]) -> Spot:
    return Spot(found["x"], found["y"], found.get("radius", 0))


@cache
def geometry() -> Geometry:
    """The shapes; read on first use."""
    return Geometry(json.loads(country_map().read_text(encoding="utf-8")))


def anchor_of(zone: str) -> Spot | None:
    """Where a call-out's leader ends: a locality's point or area, a band's anchor, a division's label."""
    found = geometry()
    if zone in found.areas:
        centre = found.areas[zone].boundingRect().center()
        return Spot(centre.x(), centre.y(), 0)
    if zone in found.points:
        return found.points[zone]
    if zone in found.bands:
        return found.bands[zone][1]
    return found.divisions[zone].label if zone in found.divisions else None


def fitted(bounds: QRectF, scale: float, x: float, y: float) -> QTransform:
    """From map units to pixels: the bounds' middle at a point."""
    centre = bounds.center()
    return QTransform().translate(x, y).scale(scale, scale).translate(-centre.x(), -centre.y())


def whole(width: float, height: float, share: float, x: float, y: float) -> QTransform:
    """The country's middle at these shares of the box, the country filling that share of it."""
    bounds = geometry().bounds
    scale = share * min(width / bounds.width(), height / bounds.height())
    return fitted(bounds, scale, width * x, height * y)
