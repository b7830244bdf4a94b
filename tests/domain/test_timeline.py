"""What is in force over time, reckoned once an edition, is what looking through every advisory at every moment finds."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import View, in_force, last_change, next_change, overdue, standing
from kiosk.feed.document.edition_json import read

EDITION = read(Path(__file__).parents[2].joinpath("assets/edition/edition.json").read_bytes())
START = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = ("KH-1", "KH-3", "poipet", "thai-border-50km", "rest-KH")

hours = st.integers(0, 30).map(lambda count: START + timedelta(hours=count))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """The bundled edition with advisories of a few places, their beginnings and ends mixed, some at one moment."""
    found: list[Advisory] = []
    for number in range(draw(st.integers(1, 12))):
        begins = draw(hours)
        found.append(
            replace(
                EDITION.advisories[0],
                id=str(number),
                zone=draw(st.sampled_from(PLACES)),
                level=draw(st.sampled_from(Level)),
                effective=begins,
                announced=draw(hours),
                until=draw(st.none() | st.integers(1, 20).map(lambda count, at=begins: at + timedelta(hours=count))),
                legal_end=draw(st.none() | st.just(begins.date())),
            )
        )
    return replace(EDITION, advisories=tuple(found))


def looked_through(edition: Edition, zone: str, at: datetime) -> Advisory | None:
    """The rule as it is said: of those in force the latest to become effective, then announced, then the worse."""
    holding = [one for one in edition.advisories if one.zone == zone and one.in_force(at)]
    return max(holding, key=lambda one: (one.effective, one.announced, one.level), default=None)


@given(editions(), st.sampled_from(PLACES), hours)
@settings(deadline=None)
def test_what_is_in_force_is_what_every_advisory_says(edition: Edition, zone: str, at: datetime) -> None:
    """At every moment, its own beginnings and ends among them."""
    assert in_force(edition, zone, at) == looked_through(edition, zone, at)


@given(editions(), st.sampled_from(PLACES), hours)
@settings(deadline=None)
def test_the_last_change_is_the_newest_moment_at_which_the_level_moved(
    edition: Edition, zone: str, at: datetime
) -> None:
    """Just before it the level was another, and from it to now the level is what it is now."""
    found = last_change(edition, zone, at)
    now = standing(edition, zone, View.at(at)).level
    if found is None:
        return
    before = standing(edition, zone, View.at(found.at - timedelta(seconds=1))).level
    assert (found.after.level if found.after else None) == now != before
    turns = {one for advisory in edition.advisories for one in (advisory.effective, advisory.until) if one}
    later = [one for one in turns if found.at <= one <= at]
    assert {standing(edition, zone, View.at(one)).level for one in later} == {now}


@given(editions(), st.sampled_from(PLACES), hours)
@settings(deadline=None)
def test_a_legal_end_lowers_nothing_and_is_a_change_to_come(edition: Edition, zone: str, at: datetime) -> None:
    """Past its legal end an advisory keeps its level, is to be verified, and states no penalty; before, its end is awaited."""
    held = standing(edition, zone, View.at(at))
    assert held.overdue == overdue(held.advisory, at)
    assert not (held.penal and held.overdue)
    ends = held.advisory.legally_ends if held.advisory else None
    if ends and ends > at:
        following = next_change(edition, at)
        assert following is not None and following <= ends


def test_what_is_reckoned_is_not_sent_along() -> None:
    """An edition crosses to the screen as it was read, and is equal there."""
    plain = read(Path(__file__).parents[2].joinpath("assets/edition/edition.json").read_bytes())
    size = len(pickle.dumps(plain))
    standing(plain, "KH-1", View.at(START))
    assert len(pickle.dumps(plain)) == size
    assert pickle.loads(pickle.dumps(plain)) == plain
