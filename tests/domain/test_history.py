"""What the ministry announced for Cambodia from July 2025 to June 2026, and what was seen in its data after that, replayed
against the bundled edition.

The table is written by hand from the announcements. It tells the level of the *ground*: a locality without an
announcement of its own takes its band's level, else its division's, else that of the rest of the country; KH-22 and
KH-24 lie wholly within 50 km of Thailand and take that band's level once it has one.
"""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import View, in_force, standing
from kiosk.domain.zone import ZoneKind
from kiosk.feed.document.edition_json import read

KST = timezone(timedelta(hours=9))
EDITION = read(Path(__file__).parents[2].joinpath("assets/edition/edition.json").read_bytes())

LOCALITIES = "poipet bavet bokor sihanoukville-city"
BAND = "thai-border-50km"
EVERYWHERE = [*(f"KH-{n}" for n in range(1, 26)), *LOCALITIES.split(), BAND, "rest-KH"]
BORDER = "KH-1 KH-2 KH-9 KH-13 KH-15 KH-22 KH-24"
INLAND = "KH-3 KH-4 KH-5 KH-6 KH-7 KH-8 KH-10 KH-11 KH-14 KH-16 KH-17 KH-19 KH-20 KH-21 KH-23 KH-25 rest-KH"
BANNED = "poipet bavet bokor"

# (effective in Korea, level -> the zones that have it); a zone not named in a row is unknown.
REPLAY: list[tuple[datetime, dict[Level, str]]] = [
    (
        datetime(2025, 7, 25, 12, 0, tzinfo=KST),
        {Level.SPECIAL: "KH-22 KH-13", Level.LEVEL_2: "KH-1 KH-24 KH-2 KH-15 KH-9 poipet"},
    ),
    (
        datetime(2025, 7, 27, 12, 0, tzinfo=KST),
        {
            Level.SPECIAL: f"{BORDER} poipet",
            Level.LEVEL_1: f"{INLAND} KH-12 KH-18 bavet bokor sihanoukville-city",
        },
    ),
    (
        datetime(2025, 9, 16, 17, 0, tzinfo=KST),
        {
            Level.SPECIAL: f"{BORDER} poipet KH-18 sihanoukville-city bokor bavet",
            Level.LEVEL_2: "KH-12",
            Level.LEVEL_1: INLAND,
        },
    ),
    (
        datetime(2025, 10, 10, 21, 0, tzinfo=KST),
        {Level.SPECIAL: f"{BORDER} poipet KH-18 sihanoukville-city bokor bavet KH-12", Level.LEVEL_1: INLAND},
    ),
    (
        datetime(2025, 10, 16, 0, 0, tzinfo=KST),
        {
            Level.LEVEL_4: BANNED,
            Level.LEVEL_3: "KH-18 sihanoukville-city",
            Level.SPECIAL: f"{BORDER} KH-12",
            Level.LEVEL_2: INLAND,
        },
    ),
    (
        datetime(2025, 10, 22, 0, 0, tzinfo=KST),
        {
            Level.LEVEL_4: BANNED,
            Level.LEVEL_3: "KH-18 sihanoukville-city",
            Level.SPECIAL: f"{BORDER} KH-12",
            Level.LEVEL_2: INLAND,
        },
    ),
    (
        datetime(2025, 12, 4, 16, 0, tzinfo=KST),
        {
            Level.LEVEL_4: BANNED,
            Level.LEVEL_3: "KH-18 sihanoukville-city",
            Level.SPECIAL: BORDER,
            Level.LEVEL_2: "KH-12",
            Level.LEVEL_1: INLAND,
        },
    ),
    (
        datetime(2025, 12, 10, 17, 0, tzinfo=KST),
        {
            Level.LEVEL_4: BANNED,
            Level.LEVEL_3: f"{BAND} KH-22 KH-24 KH-18 sihanoukville-city",
            Level.SPECIAL: "KH-1 KH-2 KH-9 KH-13 KH-15",
            Level.LEVEL_2: "KH-12",
            Level.LEVEL_1: INLAND,
        },
    ),
    (
        datetime(2026, 6, 30, 18, 0, tzinfo=KST),
        {
            Level.LEVEL_4: BANNED,
            Level.LEVEL_3: f"{BAND} KH-22 KH-24 sihanoukville-city",
            Level.LEVEL_2: "KH-12 KH-18",
            Level.LEVEL_1: f"{INLAND} KH-1 KH-2 KH-9 KH-13 KH-15",
        },
    ),
    (
        datetime(2026, 8, 14, 2, 34, tzinfo=KST),  # first seen, not announced
        {
            Level.LEVEL_3: f"{BANNED} {BAND} KH-22 KH-24 sihanoukville-city",
            Level.LEVEL_2: "KH-18",
            Level.LEVEL_1: f"{INLAND} KH-12 KH-1 KH-2 KH-9 KH-13 KH-15",
        },
    ),
]
MOMENTS = [at for at, _ in REPLAY]


def expected(row: dict[Level, str]) -> dict[str, Level | None]:
    """The row as zone -> level, None for every zone it does not name."""
    named = {zone: level for level, zones in row.items() for zone in zones.split()}
    return {zone: named.get(zone) for zone in EVERYWHERE}


def shown(edition: Edition, at: datetime) -> dict[str, Level | None]:
    """The level of every zone's own ground at that moment."""
    return {zone: standing(edition, zone, View.at(at)).level for zone in EVERYWHERE}


def test_the_table_names_every_zone_of_the_edition() -> None:
    """The replay looks at every zone the edition has but the country itself."""
    zones = {zone.id for zone in EDITION.zones if zone.kind is not ZoneKind.COUNTRY}
    assert zones == set(EVERYWHERE)


@pytest.mark.parametrize(("at", "row"), REPLAY, ids=[f"{at:%Y-%m-%d}" for at in MOMENTS])
def test_levels_after_each_announcement(at: datetime, row: dict[Level, str]) -> None:
    """From the minute an announcement takes effect, every zone has exactly the level announced for it."""
    assert expected(row) == shown(EDITION, at)


@pytest.mark.parametrize("nth", range(1, len(REPLAY)), ids=[f"{at:%Y-%m-%d}" for at in MOMENTS[1:]])
def test_levels_until_each_announcement(nth: int) -> None:
    """Until the second before an announcement takes effect, the levels announced before it hold."""
    assert expected(REPLAY[nth - 1][1]) == shown(EDITION, MOMENTS[nth] - timedelta(seconds=1))


@given(st.integers(1_735_689_600, 1_830_297_600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
@settings(deadline=None)
def test_levels_at_any_moment(at: datetime) -> None:
    """At any moment from 2025 to 2027 the last announcement in effect decides; before the first one every zone is unknown."""
    rows = [row for effective, row in REPLAY if effective <= at]
    assert expected(rows[-1] if rows else {}) == shown(EDITION, at)


def test_a_division_keeps_its_own_announcement_under_the_band() -> None:
    """The band did not lift the special advisory of Oddar Meanchey: its own announcement stands beneath it."""
    own = in_force(EDITION, "KH-22", datetime(2025, 12, 11, tzinfo=KST))
    assert own is not None
    assert (own.id, own.level) == ("2025-10-16-KH-22", Level.SPECIAL)


def test_the_ban_was_announced_hours_ahead() -> None:
    """The travel bans of 16 October 2025 were announced on the 15th at 17:40, in effect at midnight."""
    bans = [one for one in EDITION.advisories if one.effective == datetime(2025, 10, 16, tzinfo=KST)]
    assert {datetime(2025, 10, 15, 17, 40, tzinfo=KST)} == {one.announced for one in bans}


def test_transit_through_bavet_is_excepted_from_22_october_on() -> None:
    """Only Bavet has an exception, from 22 October 2025 on, and the ban itself goes on for the same reason."""
    before = in_force(EDITION, "bavet", datetime(2025, 10, 21, 23, 59, tzinfo=KST))
    after = in_force(EDITION, "bavet", datetime(2025, 10, 22, tzinfo=KST))
    last = in_force(EDITION, "bavet", datetime(2026, 7, 1, tzinfo=KST))
    assert before is not None
    assert after is not None
    assert last is not None
    assert before.exceptions == ()
    assert len(after.exceptions) == 1
    assert last.exceptions == after.exceptions
    assert (before.level, before.reason) == (after.level, after.reason)
    assert {"bavet"} == {one.zone for one in EDITION.advisories if one.exceptions}


def test_the_wording_of_level_3_is_the_announcements_own() -> None:
    """Level 3 was worded 출국권고 on 16 October 2025 and 철수권고 from 10 December 2025 on."""
    worded = {one.id: one.wording for one in EDITION.advisories if one.level is Level.LEVEL_3}
    assert worded == {
        "2025-10-16-KH-18": "출국권고",
        "2025-12-10-thai-border-50km": "철수권고",
        "2026-06-30-thai-border-50km": "철수권고",
        "2026-06-30-sihanoukville-city": "철수권고",
        **{f"2026-08-14-{zone}": "철수권고" for zone in BANNED.split()},
    }


def test_what_was_not_read_is_marked_as_inferred() -> None:
    """Only what the cut text of 30 June 2026 left open is inferred: the band, Phnom Penh, and the city's wording."""
    inferred = {one.id for one in EDITION.advisories if one.certainty == "inferred"}
    assert inferred == {"2026-06-30-thai-border-50km", "2026-06-30-KH-12", "2026-06-30-sihanoukville-city"}


def test_what_was_seen_without_a_notice_is_observed() -> None:
    """The tenth state was read in the ministry's data alone: what it set is observed, and nothing else is."""
    observed = {one.id for one in EDITION.advisories if one.certainty == "observed"}
    assert observed == {f"2026-08-14-{zone}" for zone in (*BANNED.split(), "KH-12", "rest-KH")}


def test_a_ban_past_its_legal_end_stays_but_is_not_stated_as_in_force() -> None:
    """From 1 August 2026, 0:00 in Korea, until the change was seen, the bans stand, to be verified, without their penalty."""
    for zone in BANNED.split():
        last = standing(EDITION, zone, View.at(datetime(2026, 7, 31, 23, 59, 59, tzinfo=KST)))
        after = standing(EDITION, zone, View.at(datetime(2026, 8, 1, tzinfo=KST)))
        assert (last.level, last.unverified, last.penal) == (Level.LEVEL_4, False, True)
        assert (after.level, after.unverified, after.penal) == (Level.LEVEL_4, True, False)


def test_the_special_advisory_is_replayed_as_renewed() -> None:
    """No special advisory of the history ends by itself: it was renewed until the ministry replaced it."""
    assert {None} == {one.until for one in EDITION.advisories}
