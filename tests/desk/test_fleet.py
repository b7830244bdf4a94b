"""The fleet at the desk: who is admitted, which reports count, what is said of each kiosk, and what one showed when."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.fleet.health import DARK_SECONDS, SILENT_SECONDS, InForce, health
from kiosk.desk.words import speaking
from kiosk.domain.moments import utc_text
from kiosk.feed.trust.verification import timestamp_keys
from kiosk.gate.assignment import Assigned, kept, opened
from kiosk.gate.signed_report import MOST, signed
from kiosk.gate.use import Totals, day_of
from tests.desk.box import Box
from tests.desk.house import House, Visitor


@pytest.fixture
def box(house: House, a: Visitor, b: Visitor) -> Iterator[Box]:
    """A kiosk that two people admitted; gone afterwards."""
    made = Box(house).admitted(a, b)
    yield made
    a.post(f"/kiosks/{made.code}/retire/")


def _not_taken(a: Visitor) -> str:
    page = a.get("/kiosks/").text
    return page.partition('id="not-taken"')[2].partition("</ul>")[0]


def test_two_people_admit_a_kiosk_and_one_alone_does_not(house: House, a: Visitor, b: Visitor) -> None:
    """An unknown key is shown with its code and its reports are refused, until one names it and another confirms."""
    new = Box(house)
    assert new.post(new.said()) == 403
    assert new.code in a.get("/kiosks/").text
    a.post(f"/kiosks/{new.code}/name/", terminal="T2", gate="253")
    assert new.post(new.said()) == 403
    a.post(f"/kiosks/{new.code}/confirm/")
    assert new.post(new.said()) == 403
    b.post(f"/kiosks/{new.code}/confirm/")
    assert new.post(new.said(edition=int(house.edition()["number"]))) == 200
    page = a.get(f"/kiosks/{new.code}/").text
    assert "253" in page and 'class="box ok"' in page
    b.post(f"/kiosks/{new.code}/lost/")
    assert new.post(new.said()) == 403


def test_what_is_not_an_honest_report_is_refused_and_counted(box: Box, a: Visitor) -> None:
    """Forged, repeated, late, early, oversized and foreign: each has its answer, and the page counts it."""
    good = box.said()
    assert box.post(good) == 200
    assert box.post(good) == 409
    assert box.post(box.said().replace(b"231", b"232")) == 400
    assert box.post(b"{}") == 400
    assert box.post(b"x" * (MOST + 1)) == 413
    now = datetime.now(UTC)
    assert box.post(box.said(now - timedelta(minutes=6))) == 422
    assert box.post(box.said(now + timedelta(minutes=6))) == 422
    foreign = signed(Ed25519PrivateKey.generate(), {"sequence": 10**9, "at": utc_text(now)})
    assert box.post(foreign) == 403
    told = _not_taken(a)
    assert all(
        word in told for word in ("서명이 맞지 않음", "되풀이됨", "시각이 맞지 않음", "너무 김", "등록되지 않은")
    )


def test_a_kiosk_whose_clock_is_wrong_is_said_so(box: Box, a: Visitor) -> None:
    """Its reports do not count, and the page says to set its clock; a right one ends that."""
    box.post(box.said(datetime.now(UTC) - timedelta(hours=2)))
    assert "시계가" in a.get(f"/kiosks/{box.code}/").text
    assert box.post(box.said()) == 200
    assert "시계가" not in a.get(f"/kiosks/{box.code}/").text


def test_what_a_gate_showed_at_a_moment_is_answered(box: Box, a: Visitor) -> None:
    """From proved paints alone: the edition that stood there then, and nothing where nothing was proved."""
    assert box.post(box.said(edition=7)) == 200
    assert box.post(box.said(edition=7)) == 200
    seoul = datetime.now(UTC) + timedelta(hours=9)
    asked = a.get(f"/kiosks/{box.code}/?at={seoul:%Y-%m-%dT%H:%M:%S}").text
    assert asked.partition('id="shown"')[2].count("<strong>7판</strong>") == 1
    before = a.get(f"/kiosks/{box.code}/?at={seoul - timedelta(hours=3):%Y-%m-%dT%H:%M}").text
    assert "증명된 것이 없습니다" in before


def test_a_stand_is_moved_by_one_and_recorded(box: Box, a: Visitor) -> None:
    """The gate is a property of the day: one officer says where it stands now, and the record keeps it."""
    a.post(f"/kiosks/{box.code}/move/", terminal="T1", gate="27", note="spare")
    assert "T1 27" in a.get(f"/kiosks/{box.code}/").text
    assert "kiosk-move" in a.get("/audit.csv").text


def test_a_kiosk_is_told_its_gate_of_the_day(house: House, box: Box, a: Visitor) -> None:
    """In the answer to a report, signed by an online key for this kiosk alone; not again while it holds it; anew when moved."""
    feed = house.feed.repository
    keys, public = timestamp_keys(feed.roots(), feed.roots()[0], "demo"), box.key.public_key().public_bytes_raw()

    def told(held: Assigned | None) -> Any:
        return box.answer(box.said(assigned=kept(held) if held else None)).get("assigned")

    first = opened(told(None), keys, public, datetime.now(UTC), None)
    assert (first.terminal, first.gate) == ("T2", "231")
    assert told(first) is None
    a.post(f"/kiosks/{box.code}/move/", terminal="T1", gate="27")
    assert opened(told(first), keys, public, datetime.now(UTC), first).gate == "27"


def test_use_comes_in_once_a_day_and_is_shown_as_bars(box: Box, a: Visitor) -> None:
    """Totals of a day over are summed on their page; a second word of that day, a day to come and what is no totals are not."""
    today = day_of(datetime.now(UTC))
    days = [today - timedelta(days=1), today - timedelta(days=1), today + timedelta(days=1), today - timedelta(days=30)]
    for day, visits in zip(days, (211, 999, 998, 997), strict=True):
        told = Totals(day, True, visits, {"ko": 188, "km": 17}, {"map": 177}, 23).told()
        assert box.post(box.said(use=told)) == 200
    assert box.post(box.said(use={"day": str(today), "visits": 3, "place": "KH-1"})) == 200
    page = a.get("/kiosks/use/").text
    assert all(f"<td>{one}</td>" in page for one in (211, 188, 17, 177, 23))
    assert [one for one in ("999", "998", "997", "KH-1") if one in page] == []
    assert ("한국어" in page, "지도" in page, page.count('<rect width="100.0"')) == (True, True, 4)
    assert "/kiosks/use/" in a.get("/kiosks/").text


def test_an_auditor_reads_and_changes_nothing(box: Box, auditor: Visitor) -> None:
    """No form for whoever may not, and no way around it."""
    assert f"/kiosks/{box.code}/move/" not in auditor.get(f"/kiosks/{box.code}/").text
    auditor.post(f"/kiosks/{box.code}/lost/")
    assert box.post(box.said()) == 200


NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FORCE = InForce(5, NOW - timedelta(hours=1), "aaaaaaaa")


def _said(ago: float, edition: int = 5, faults: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    painted = {"edition": edition, "painted_at": utc_text(NOW - timedelta(seconds=ago)), **more}
    return {"painted": painted, "faults": list(faults)}


@pytest.mark.parametrize(
    ("said", "silent", "off", "word"),
    [
        (_said(10), 5, 0, "good"),
        (_said(10), SILENT_SECONDS + 1, 0, "silent"),
        (_said(DARK_SECONDS + 1), 5, 0, "dark"),
        ({}, 5, 0, "dark"),
        (_said(10, hidden="unplugged"), 5, 0, "dark"),
        (_said(9999, hidden="planned"), 5, 0, "off"),
        (_said(10, hidden="planned"), SILENT_SECONDS + 1, 0, "silent"),
        (_said(10, hidden="something new"), 5, 0, "dark"),
        (_said(10, screen="poster"), 5, 0, "poster"),
        (_said(10, mark="aaaaaaaa"), 5, 0, "good"),
        (_said(10, mark="bbbbbbbb"), 5, 0, "doubt"),
        (_said(10, edition=4), 5, 0, "behind"),
        (_said(10, edition=6), 5, 0, "doubt"),
        (_said(10, faults=("the disk is full",)), 5, 0, "faulty"),
        (_said(10), 5, 700, "doubt"),
    ],
)
def test_each_state_has_its_sentence(said: dict[str, Any], silent: float, off: int, word: str) -> None:
    """Silence, a dark screen, an old edition, a fault and a wrong clock are told apart, in both languages."""
    found = health(said, NOW - timedelta(seconds=silent), off, NOW, FORCE)
    assert found.word == word
    with speaking("en"):
        other = health(said, NOW - timedelta(seconds=silent), off, NOW, FORCE)
    assert other.sentence and other.sentence != found.sentence


@pytest.mark.parametrize(("ago", "word"), [(10, "coming"), (61, "behind"), (None, "behind")])
def test_an_edition_on_its_way_is_neither_good_nor_a_fault(ago: int | None, word: str) -> None:
    """For a minute after a publication an older edition is on its way; then, or where nobody knows since when, it is behind."""
    force = InForce(5, NOW - timedelta(seconds=ago) if ago else None)
    assert health(_said(5, edition=4), NOW, 0, NOW, force).word == word


@given(st.floats(0, 10**6), st.floats(0, 10**6), st.integers(0, 9))
def test_nothing_is_healthy_that_its_pixels_did_not_prove(heard: float, painted: float, edition: int) -> None:
    """Good means: heard lately, proved lately, and the edition in force."""
    found = health(_said(painted, edition), NOW - timedelta(seconds=heard), 0, NOW, FORCE)
    if found.good:
        assert heard <= SILENT_SECONDS and painted <= DARK_SECONDS + 1 and edition == 5


def test_what_is_older_than_a_year_and_a_month_is_forgotten(house: House, box: Box) -> None:
    """What a screen showed and what was refused is kept for 400 days and no longer; `kiosk desk alarms` sees to it."""
    assert box.post(box.said(edition=7)) == 200
    assert box.post(b"{}") == 400
    key = box.key.public_key().public_bytes_raw().hex()
    mine = "(SELECT id FROM fleet_kiosk WHERE public = ?)"
    for age, left in ((399, 1), (401, 0)):
        old = (datetime.now(UTC) - timedelta(days=age)).isoformat(" ")
        house.sql(f"UPDATE fleet_shown SET since = ?, until = ? WHERE kiosk_id = {mine}", old, old, key)
        subprocess.run(
            [sys.executable, "-m", "kiosk", "desk", "alarms"],
            env=house.environment,
            check=True,
            capture_output=True,
            timeout=60,
        )
        assert house.sql(f"SELECT count(*) FROM fleet_shown WHERE kiosk_id = {mine}", key)[0][0] == left
