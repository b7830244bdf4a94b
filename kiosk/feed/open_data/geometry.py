"""Where the zones lie, in degrees: the map's grid laid back on the globe.

Rules (RFC 7946): longitude before latitude, WGS 84, outer rings counter-clockwise and closed. What touches on the map touches
here, since each grid point has one pair of degrees. The map's projection is said in its own file (`about`).
"""

import json
import math
from functools import cache
from typing import Any

from kiosk.resources import country_map

RADII_KM = (6379.1, 6338.4)
"""Of the map's projection: across the meridian, along it (`assets/map/source.py`)."""

DECIMALS = 4
"""Of a degree: about 10 m, a tenth of what the map is rounded to."""

Position = tuple[float, float]
Ring = list[Position]


@cache
def map_file() -> dict[str, Any]:
    """Return the map as it lies among the assets."""
    found: dict[str, Any] = json.loads(country_map().read_text(encoding="utf-8"))
    return found


@cache
def degrees(x: int, y: int) -> Position:
    """Return (longitude, latitude) of a grid point: the inverse of an azimuthal equal-area projection about the origin."""
    about = map_file()["about"]
    lon0, lat0 = math.radians(about["origin"]["lon"]), math.radians(about["origin"]["lat"])
    east, north = x * about["unit_km"] / RADII_KM[0], -y * about["unit_km"] / RADII_KM[1]
    far = math.hypot(east, north)
    if far == 0:
        return about["origin"]["lon"], about["origin"]["lat"]
    angle = 2 * math.asin(far / 2)
    lat = math.asin(math.cos(angle) * math.sin(lat0) + north * math.sin(angle) * math.cos(lat0) / far)
    lon = lon0 + math.atan2(
        east * math.sin(angle), far * math.cos(lat0) * math.cos(angle) - north * math.sin(lat0) * math.sin(angle)
    )
    return round(math.degrees(lon), DECIMALS), round(math.degrees(lat), DECIMALS)


@cache
def polygons(zone: str) -> tuple[list[Ring], ...]:
    """Return a zone's polygons, each its outer ring and holes; none for a zone that is a point, or not on the map."""
    found = map_file()
    for part in ("divisions", "bands", "areas"):
        if zone in found[part]:
            return tuple(_polygon(rings) for rings in found[part][zone]["polygons"])
    return ()


def geometry(zone: str) -> dict[str, Any] | None:
    """Return a zone's GeoJSON geometry: MultiPolygon, the Point of a town, or None for what has no shape of its own."""
    if shapes := polygons(zone):
        return {"type": "MultiPolygon", "coordinates": shapes}
    point = map_file()["points"].get(zone)
    return {"type": "Point", "coordinates": (point["lon"], point["lat"])} if point else None


def _polygon(rings: list[list[int]]) -> list[Ring]:
    return [_ring(ring, outer=number == 0) for number, ring in enumerate(rings)]


def _ring(flat: list[int], *, outer: bool) -> Ring:
    corners = [degrees(x, y) for x, y in zip(flat[::2], flat[1::2], strict=True)]
    area = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True))
    if (area > 0) is outer:  # clockwise
        corners.reverse()
    return [*corners, corners[0]]
