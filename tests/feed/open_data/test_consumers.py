"""Readers that we did not write read the copies: JSON Schema, shapely, feedparser, lxml."""

import json
import warnings
from datetime import datetime

import feedparser
import pytest
import shapely
from jsonschema import Draft202012Validator
from lxml import etree
from shapely.geometry import shape

from kiosk.domain.languages import LOCALES
from kiosk.feed.open_data.derive import derive
from kiosk.feed.open_data.geometry import degrees, map_file
from kiosk.feed.open_data.source import Source, language_tag

WITHIN = (
    "language",
    "category",
    "event",
    "responseType",
    "urgency",
    "severity",
    "certainty",
    "effective",
    "onset",
    "expires",
    "senderName",
    "headline",
    "description",
    "instruction",
    "web",
    "parameter",
    "area",
)
"""Elements of a CAP info, in the order the schema wants them."""

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture(scope="module")
def files(source: Source) -> dict[str, bytes]:
    """Every copy by its name."""
    return derive(source)


def test_every_file_names_the_edition_and_its_authority(source: Source, files: dict[str, bytes]) -> None:
    """Whatever is read alone tells the edition's number, its hash, the signed time, and that the signed edition counts."""
    for name, data in files.items():
        if name in ("CHANGES", "advisories.schema.json") or name.endswith(".gz"):
            continue
        told = data.decode()
        assert source.sha256 in told, name
        assert "signed edition" in told, name
        assert "2026-11-22T03:00:00Z" in told or "2026-11-22T12:00:00+09:00" in told, name


def test_the_schema_takes_the_file(files: dict[str, bytes]) -> None:
    """`advisories.json` is what its JSON Schema says, and the schema refuses a level that is none."""
    schema, found = json.loads(files["advisories.schema.json"]), json.loads(files["advisories.json"])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert list(validator.iter_errors(found)) == []
    found["zones"][-1]["ground"][0]["level"] = "5"
    assert not validator.is_valid(found)


def test_shapes_are_valid_and_touch_without_overlap(files: dict[str, bytes]) -> None:
    """Every shape is valid, outer rings run counter-clockwise (RFC 7946), the 25 divisions are a coverage of Cambodia's size."""
    found = json.loads(files["advisories.geojson"])
    shapes = {one["id"]: shape(one["geometry"]) for one in found["features"] if one["geometry"]}
    assert all(one.is_valid for one in shapes.values())
    rings = [ring for one in shapes.values() if one.geom_type == "MultiPolygon" for ring in one.geoms]
    assert all(ring.exterior.is_ccw for ring in rings)
    divisions = [one for zone, one in shapes.items() if zone.startswith("KH-")]
    assert len(divisions) == 25
    assert shapely.coverage_is_valid(divisions)
    west, south, east, north = shapely.unary_union(divisions).bounds
    assert (round(west, 1), round(south, 1), round(east, 1), round(north, 1)) == (102.3, 10.4, 107.6, 14.7)
    assert shapes["KH-12"].contains(shapely.Point(104.916, 11.562))  # Phnom Penh
    assert "OpenStreetMap" in found["credit"]


def test_degrees_undo_the_maps_projection() -> None:
    """Towns whose degrees are known come back to them from the grid, to a hundredth of a degree."""
    for one in map_file()["points"].values():
        lon, lat = degrees(one["x"], one["y"])
        assert abs(lon - one["lon"]) < 0.002
        assert abs(lat - one["lat"]) < 0.002


@pytest.mark.parametrize("locale", LOCALES)
def test_a_feed_reader_reads_the_news(files: dict[str, bytes], locale: str) -> None:
    """feedparser finds no fault, ids are unique, dates are read, corrections and notices stand among the entries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        feed = feedparser.parse(files[f"{locale}/atom.xml"])
    assert not feed.bozo
    assert feed.feed.language == language_tag(locale)
    ids = [one.id for one in feed.entries]
    assert len(set(ids)) == len(ids) > 30
    assert all(one.updated_parsed and one.title for one in feed.entries)
    told = "\n".join(one.content[0].value for one in feed.entries)
    assert f"right notice {locale}" in told
    assert f"right level {locale}" in told
    assert "a & b" in told or "a &amp; b" in told


def test_the_same_news_keeps_its_id(source: Source, files: dict[str, bytes]) -> None:
    """In a later edition every entry that tells the same has the same id."""
    document = {**source.document, "number": 8, "issued_at": "2026-11-22T04:00:00Z"}
    later = derive(Source(json.dumps(document, ensure_ascii=False).encode(), source.signed_at))
    assert ids(later["ko/atom.xml"]) == ids(files["ko/atom.xml"])


def ids(data: bytes) -> list[str]:
    """The ids of a feed's entries."""
    atom = "{http://www.w3.org/2005/Atom}"
    return [found.text or "" for found in etree.fromstring(data).iterfind(f"{atom}entry/{atom}id")]


def test_alerts_are_off_until_a_sender_agrees(source: Source) -> None:
    """Without a sender there is no CAP file at all."""
    assert not [name for name in derive(Source(source.data, source.signed_at)) if name.startswith("cap/")]


def test_alerts_have_what_cap_demands(files: dict[str, bytes]) -> None:
    """Elements in CAP's order, its values, times with an offset, an info a language, closed polygons, a code for the area."""
    alerts = {
        name: etree.fromstring(data)
        for name, data in files.items()
        if name.startswith("cap/") and name.endswith(".xml")
    }
    assert any("ahead" in name for name in alerts)
    order = ["identifier", "sender", "sent", "status", "msgType", "source", "scope", "note"]
    for alert in alerts.values():
        tags = [one.tag.removeprefix(CAP) for one in alert]
        assert tags == order + ["info"] * len(LOCALES)
        assert alert.findtext(f"{CAP}status") == "Test"
        for info in alert.iterfind(f"{CAP}info"):
            found = [one.tag.removeprefix(CAP) for one in info]
            assert found == [tag for tag in WITHIN if tag in found]
            for moment in ("effective", "onset", "expires"):
                assert datetime.fromisoformat(info.findtext(CAP + moment) or "").utcoffset() is not None
            area = info.find(f"{CAP}area")
            assert area is not None
            for polygon in area.iterfind(f"{CAP}polygon"):
                corners = (polygon.text or "").split()
                assert corners[0] == corners[-1]
                assert all(10 < float(one.split(",")[0]) < 15 for one in corners)
            assert area.find(f"{CAP}geocode") is not None
