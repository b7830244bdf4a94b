"""What open data say equals what the signed edition says: for every zone, at every minute."""

import json
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.moments import utc_moment, utc_text
from kiosk.domain.standing import Standing, View, standing, worst
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.open_data.advisories import advisories
from kiosk.feed.open_data.geojson import geojson
from kiosk.feed.open_data.source import Source
from kiosk.feed.open_data.states import stated
from tests.feed.open_data.conftest import NOW, told_document

MINUTE = timedelta(minutes=1)
FIRST = datetime(2026, 11, 1, tzinfo=UTC)
ZONES = ("KH-1", "KH-7", "KH-12", "KH-22", "poipet", "bokor", "thai-border-50km", "rest-KH")


def holding(rows: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    """The one row that holds at a moment, found as a stranger would."""
    (found,) = [
        row
        for row in rows
        if (row["from"] is None or utc_moment(row["from"]) <= at)
        and (row["until"] is None or at < utc_moment(row["until"]))
    ]
    return found


def same(row: dict[str, Any], held: Standing) -> bool:
    """Whether a row says what the kiosk's own rules say."""
    level, advisory = held.level.name if held.level else None, held.advisory.id if held.advisory else None
    return (row["level"], row["advisory"], row["overdue"]) == (level, advisory, held.overdue)


def differing(source: Source, moments: list[datetime]) -> list[tuple[str, datetime]]:
    """(zone, moment) where a file of the open data says something else than the edition."""
    edition, known = source.edition, stated(source)
    found = json.loads(advisories(source, known))
    shapes = {one["id"]: one["properties"]["states"] for one in json.loads(geojson(source, known))["features"]}
    wrong = []
    for zone in found["zones"]:
        for at in moments if "ground" in zone else ():
            view = View.at(at)
            ground, most = holding(zone["ground"], at), holding(zone["worst"], at)
            held = worst(edition, zone["id"], view)
            right = (
                same(ground, standing(edition, zone["id"], view)) and same(most, held) and most["zone"] == held.zone.id
            )
            shape = shapes[zone["id"]]
            if not right or (holding(shape["ground"], at), holding(shape["worst"], at)) != (ground, most):
                wrong.append((zone["id"], at))
    return wrong


def turns(source: Source) -> list[datetime]:
    """Every moment of the history at which anything may change."""
    found = {at for one in source.edition.advisories for at in (one.effective, one.until, one.legally_ends) if at}
    return sorted(found)


def test_open_data_say_what_the_edition_says_at_every_turn_of_its_history(source: Source) -> None:
    """A minute before, at and a minute after each turn of the whole history, every zone's level is the edition's."""
    moments = [at + step for at in turns(source) for step in (-MINUTE, timedelta(0), MINUTE)]
    assert len(moments) > 40
    assert differing(source, moments) == []


@st.composite
def spells(draw: st.DrawFn) -> dict[str, Any]:
    """An advisory of any zone, level, beginning, end and legal end within a month."""
    begins = FIRST + draw(st.integers(0, 43_200)) * MINUTE
    found: dict[str, Any] = {"zone": draw(st.sampled_from(ZONES)), "effective": utc_text(begins)}
    found["level"], found["wording"] = draw(
        st.sampled_from(
            [("LEVEL_1", "여행유의"), ("LEVEL_2", "여행자제"), ("LEVEL_3", "출국권고"), ("LEVEL_4", "여행금지")]
        )
    )
    if draw(st.booleans()):
        found["until"] = utc_text(begins + draw(st.integers(1, 20_000)) * MINUTE)
    if found["level"] == "LEVEL_4" and draw(st.booleans()):
        found["legal_end"] = f"{begins + draw(st.integers(0, 20)) * timedelta(days=1):%Y-%m-%d}"
    return found


@given(st.lists(spells(), max_size=12), st.lists(st.integers(0, 60_000), min_size=1, max_size=8))
def test_open_data_say_what_the_edition_says_at_any_minute(drawn: list[dict[str, Any]], minutes: list[int]) -> None:
    """Whatever advisories an edition holds, at any minute every zone's level in the open data is the edition's."""
    document = told_document()
    model = next(one for one in document["advisories"] if one["id"] == "ahead")
    model = {name: value for name, value in model.items() if name not in ("until", "legal_end")}
    document["advisories"] = [{**model, "id": f"a{number}", **one} for number, one in enumerate(drawn)]
    source = Source(canonical_json(document), NOW)
    assert differing(source, [FIRST + minute * MINUTE for minute in minutes] + turns(source)) == []


def test_a_flat_level_holds_until_the_next_change(source: Source) -> None:
    """GeoJSON's plain `level` and `worst` are those of every turn between `signed_at` and `next_change`."""
    found = json.loads(geojson(source, stated(source)))
    ahead = utc_moment(found["edition"]["next_change"])
    moments = [at for at in (NOW, NOW + MINUTE, ahead - MINUTE) if at < ahead]
    assert bisect_right(turns(source), ahead - MINUTE) == bisect_right(turns(source), NOW)
    for one in found["features"]:
        for at in moments:
            level = standing(source.edition, one["id"], View.at(at)).level
            assert one["properties"]["level"] == (level.name if level else None)
