"""What runs out is named in time, and mailed once for each threshold."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from kiosk.demo.feed import DemoFeed
from kiosk.desk.editing import alarms
from kiosk.domain.advisory import KOREA
from kiosk.domain.level import Level
from kiosk.domain.moments import utc_text
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import Text
from kiosk.feed.document import edition_json
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import keys, proposal
from tests.desk.house import House

NOON = datetime(2026, 11, 30, 3, tzinfo=UTC)
pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: what is mailed, and to whom, is counted."""
    return own_house


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> DemoFeed:
    """A feed made today."""
    folder = tmp_path_factory.mktemp("feed")
    found = DemoFeed(folder / "feed", folder / "keys")
    found.prepare()
    return found


def _told(feed: DemoFeed, now: datetime) -> list[str]:
    """Keys without their dates: the thing and the threshold."""
    edition = edition_json.read(feed.repository.verified().edition_bytes, sensible=False)
    found = alarms.of(edition, feed.repository, now)
    return sorted({f"{one.key.split()[0]} {one.key.split()[-1]}" for one in found if "T" in one.key})


@pytest.mark.parametrize(
    ("days", "threshold"), [(89.9, "90"), (60.1, "90"), (59.9, "60"), (29, "30"), (13, "14"), (6.9, "7"), (-1, "7")]
)
def test_root_and_targets_are_named_at_90_60_30_14_7(feed: DemoFeed, days: float, threshold: str) -> None:
    """Each by the nearest threshold it has passed, and still once it has ended."""
    end = min(feed.repository.root().signed.expires, feed.repository.targets().signed.expires)
    told = _told(feed, end - timedelta(days=days))
    assert f"root {threshold}" in told and f"targets {threshold}" in told


def test_nothing_is_named_too_early(feed: DemoFeed) -> None:
    """A feed made today alarms nobody."""
    assert [one for one in _told(feed, datetime.now(UTC)) if not one.startswith("special")] == []


@pytest.mark.parametrize(("days", "threshold"), [(10.1, ""), (9.9, "10"), (4.9, "5"), (1.9, "2")])
def test_an_edition_is_named_at_10_5_2(feed: DemoFeed, days: float, threshold: str) -> None:
    """By its own `valid_until`."""
    told = _told(feed, feed.repository.verified().valid_until - timedelta(days=days))
    assert [one for one in told if one.startswith("edition")] == ([f"edition {threshold}"] if threshold else [])


@pytest.mark.parametrize(("days", "threshold"), [(10.1, ""), (9.9, "10"), (4.9, "5"), (1.9, "2"), (-0.1, "")])
def test_a_special_advisory_is_named_at_10_5_2(feed: DemoFeed, days: float, threshold: str) -> None:
    """Until it ends; then there is nothing left to decide."""
    found = json.loads(feed.repository.verified().edition_bytes)
    end = datetime.now(UTC) + timedelta(days=20)
    special = next(one for one in found["advisories"] if one["level"] == "SPECIAL")
    others = [one for one in found["advisories"] if one["zone"] != special["zone"]]
    found["advisories"] = [
        *others,
        {**special, "effective": utc_text(end - timedelta(days=30)), "until": utc_text(end)},
    ]
    edition = edition_json.read(canonical_json(found), sensible=False)
    told = alarms.of(edition, feed.repository, end - timedelta(days=days))
    keys = [one.key for one in told if one.key.startswith("special")]
    assert [one.split()[-1] for one in keys] == ([threshold] if threshold else [])


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (31, ""),
        (30, "30"),
        (15, "30"),
        (14, "14"),
        (7, "7"),
        (4, "7"),
        (3, "3"),
        (2, "3"),
        (1, "1"),
        (0, "1"),
        (-1, "over"),
        (-40, "over"),
    ],
)
def test_the_legal_end_of_a_ban_is_named_before_and_every_day_after(feed: DemoFeed, days: int, told: str) -> None:
    """30, 14, 7, 3 and 1 days before, in Korean days, then every day: what follows is no lowering by itself."""
    found = json.loads(feed.repository.verified().edition_bytes)
    end = date(2027, 1, 31)
    ban = next(one for one in found["advisories"] if one["level"] == "LEVEL_4")
    found["advisories"].append(
        {**ban, "id": "ban", "zone": "KH-3", "effective": "2026-11-01T00:00:00Z", "legal_end": f"{end}"}
    )
    edition = edition_json.read(canonical_json(found), sensible=False)
    noon = datetime.combine(end - timedelta(days=days), time(12), KOREA)
    alarmed = [one for one in alarms.of(edition, feed.repository, noon) if one.key.startswith("ban KH-3")]
    assert [one.key.split()[3] for one in alarmed] == ([told] if told else [])
    if days < 0:
        morrow = alarms.of(edition, feed.repository, noon + timedelta(days=1))
        assert alarmed[0].key not in {one.key for one in morrow}
        assert str(-days) in alarmed[0].ko and str(-days) in alarmed[0].en
        assert "-" not in alarmed[0].en.replace(f"{end}", "")


def test_a_ban_without_a_legal_end_is_named(feed: DemoFeed) -> None:
    """Its end could never be told, so the desk says so at once."""
    found = json.loads(feed.repository.verified().edition_bytes)
    ban = next(one for one in found["advisories"] if one["level"] == "LEVEL_4" and "legal_end" not in one)
    found["advisories"].append({**ban, "id": "ban", "zone": "KH-3", "effective": "2026-11-01T00:00:00Z"})
    edition = edition_json.read(canonical_json(found), sensible=False)
    told = [one.key for one in alarms.of(edition, feed.repository, datetime(2026, 11, 2, tzinfo=UTC))]
    assert "ban KH-3 ban endless" in told


def test_still_right_is_asked_daily_and_an_alarm_weekly(feed: DemoFeed) -> None:
    """One question a day in Korean time; after a week it is an alarm too."""
    edition = edition_json.read(feed.repository.verified().edition_bytes, sensible=False)
    days = [
        alarms.to_mail(edition, feed.repository, edition.attested_at + timedelta(days=day))
        for day in (0.9, 1.1, 2.1, 7.1)
    ]
    kinds = [{one.key.split()[0] for one in found} & {"ask", "attestation"} for found in days]
    assert kinds == [set(), {"ask"}, {"ask"}, {"ask", "attestation"}]
    asked = [one.key for found in days for one in found if one.key.startswith("ask")]
    assert len(set(asked)) == 3


@pytest.mark.parametrize(("minutes", "missed"), [(14, False), (16, True), (60, True), (60 * 30, True)])
def test_a_beat_that_does_not_come_is_missed_after_a_quarter_of_an_hour(
    feed: DemoFeed, minutes: int, missed: bool
) -> None:
    """In words that fit: since when, and for how long; no negative count, no "in 0 days"."""
    edition = edition_json.read(feed.repository.verified().edition_bytes, sensible=False)
    beat = feed.repository.verified().signed_at
    found = alarms.of(edition, feed.repository, beat + timedelta(minutes=minutes))
    told = [one for one in found if one.key.startswith("timestamp")]
    assert bool(told) is missed
    for one in told:
        span = {16: "16 minutes", 60: "1 hour", 1800: "1 day"}[minutes]
        assert f"for {span} (since" in one.en and "-" not in one.en.split("(since")[0]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=-123), "ended 123 days ago"),
        (timedelta(hours=-3), "ended 3 hours ago"),
        (timedelta(hours=30), "ends in 1 day"),
    ],
)
def test_what_has_ended_is_said_to_have_ended(feed: DemoFeed, span: timedelta, words: str) -> None:
    """Never "in -123 days"."""
    edition = edition_json.read(feed.repository.verified().edition_bytes, sensible=False)
    found = alarms.of(edition, feed.repository, edition.valid_until - span)
    assert [one.en for one in found if one.key.startswith("edition")] == [f"This edition {words}."]


def _alarms(house: House, stderr: str = "") -> str:
    words = [sys.executable, "-m", "kiosk", "desk", "alarms"]
    done = subprocess.run(words, env=house.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, stderr), done.stderr
    return done.stdout


def test_each_threshold_is_mailed_once(house: House) -> None:
    """`kiosk desk alarms`, as the timer runs it: once told, it is silent; the audit and the board have it too."""
    feed, ring, now = house.feed.repository, house.feed.ring, datetime.now(UTC)
    found = json.loads(house.feed.document((house.feed.number() or 0) + 1, now))
    found["valid_until"] = utc_text((now + timedelta(days=4, hours=1)).replace(microsecond=0))
    proposal.propose(feed, canonical_json(found), now)
    for path in house.feed.officer_keys():
        proposal.sign(feed, keys.read(path), ring.passphrase)
    proposal.publish(feed, ring, now)
    house.sql("UPDATE accounts_officer SET email = ''")
    for _ in range(2):  # told to nobody, it is not recorded as told
        assert "ends in 4 days" in _alarms(house, "Nobody has a mail address: nobody hears an alarm. Told here only.")
    house.sql("UPDATE accounts_officer SET email = username || '@police.example' WHERE username LIKE '%-b'")

    assert "This edition ends in 4 days." in _alarms(house)
    assert _alarms(house) == ""
    (mail,) = [
        message_from_bytes(path.read_bytes(), policy=default) for path in (house.root / "desk" / "mail").iterdir()
    ]
    assert (mail["To"], "alarms" in mail["Subject"]) == ("demo-officer-b@police.example", True)
    assert "This edition ends in 4 days." in house.officer("b").post("/language/", language="en", next="/").text


@pytest.mark.parametrize(("age", "threshold"), [(79, ""), (80.5, "10"), (86, "5"), (88.5, "2"), (95, "2")])
def test_a_special_advisory_without_an_end_is_named_before_its_90_days(
    feed: DemoFeed, age: float, threshold: str
) -> None:
    """It may hold for 90 days: named 10, 5 and 2 days before, and from then on."""
    edition = edition_json.read(feed.repository.verified().edition_bytes, sensible=False)
    first = edition.advisories[0]
    special = replace(first, zone="KH-5", level=Level.SPECIAL, effective=NOON, until=None)
    found = alarms.of(replace(edition, advisories=(special,)), feed.repository, NOON + timedelta(days=age))
    assert [one.key.split()[-1] for one in found if one.key.startswith("special")] == ([threshold] if threshold else [])


@pytest.mark.parametrize(("left", "threshold"), [(30, ""), (20, "1"), (1.5, "0.0833333")])
def test_a_notices_end_is_named(feed: DemoFeed, left: float, threshold: str) -> None:
    """A day and two hours before; and, until four languages follow, that they are missing."""
    edition = edition_json.read(feed.repository.verified().edition_bytes, sensible=False)
    words = Text({"ko": "제목", "en": "Title"})
    one = Notice("n", Severity.URGENT, words, words, NOON - timedelta(days=4), NOON + timedelta(hours=left))
    found = alarms.of(replace(edition, notices=(one,)), feed.repository, NOON)
    assert [one.key.split()[-1] for one in found if one.key.startswith("notice")] == ([threshold] if threshold else [])
    assert [one.key for one in found if one.key.startswith("languages")] == ["languages n"]
