"""The map's shapes as Qt paths, read once from `assets/map/cambodia.json` (units of 0.1 km, x east, y down)."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from kiosk.resources import assets


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


@dataclass(frozen=True)
class Geometry:
    """Everything the map can draw. `land` is the whole country's outline, coarse: to keep clear of, not to be drawn."""

    bounds: QRectF
    land: QPainterPath
    divisions: dict[str, Division]
    bands: dict[str, tuple[QPainterPath, Spot]]
    lake: QPainterPath
    neighbours: dict[str, tuple[QPainterPath, dict[str, Spot]]]
    points: dict[str, Spot]
    areas: dict[str, QPainterPath]


def _path(polygons: list[list[list[int]]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(QtCore.Qt.FillRule.OddEvenFill)
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
    """The shapes; read on first use (a few milliseconds)."""
    data = json.loads((assets() / "map" / "cambodia.json").read_text(encoding="utf-8"))
    left, top, right, bottom = data["about"]["bounds"]
    divisions = {
        key: Division(
            _path(d["polygons"]), _sure(d["label"]), _spot(d["label_in_band"]), _spot(d["label_outside_band"])
        )
        for key, d in data["divisions"].items()
    }
    return Geometry(
        bounds=QRectF(left, top, right - left, bottom - top),
        land=_path(data["land"]["polygons"]),
        divisions=divisions,
        bands={key: (_path(b["polygons"]), _sure(b["anchor"])) for key, b in data["bands"].items()},
        lake=_path(data["lake"]["polygons"]),
        neighbours={
            key: (_path(n["polygons"]), {name: _sure(spot) for name, spot in n["labels"].items()})
            for key, n in data["neighbours"].items()
        },
        points={key: _sure(p) for key, p in data["points"].items()},
        areas={key: _path(a["polygons"]) for key, a in data["areas"].items()},
    )


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
