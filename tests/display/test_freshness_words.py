"""How old what is shown is, in words: the band of every age, and what no screen states once the levels are unknown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.display.presenters.blocks import Call, Fact, LevelLine, Tile, Words
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import LADDER, Freshness
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from tests.display.conftest import EDITION, NOW, aged, knowledge_of
from tests.display.reading import (
    answer,
    answered,
    bare,
    drawn,
    every_choice,
    levels,
    parts,
    said,
    shown,
    signs,
    words,
)

HOUR = timedelta(hours=1)
STATES = dict(zip((state for _, state in LADDER), ("none", "recent", "delayed", "old"), strict=True))
LAPSED = "기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요."


@pytest.mark.parametrize(("longest", "state"), LADDER)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_band_turns_at_its_boundary(longest: timedelta, state: Freshness, locale: str) -> None:
    """At the longest age of a state its own words stand; a second later the next ones, in every language."""
    order = [*STATES.values(), "unknown"]
    here = order.index(STATES[state])
    long = replace(EDITION, valid_until=NOW + timedelta(days=99))
    bands = [shown(aged(long, longest + timedelta(seconds=late)), "map", locale).frame.band for late in (0, 1)]
    assert [order[here], order[here + 1]] == [band.kind for band in bands]
    assert bands[0] != bands[1]


def test_the_ladder_is_the_design_s() -> None:
    """10 minutes, an hour, a day, a week."""
    assert [timedelta(minutes=10), HOUR, timedelta(hours=24), timedelta(days=7)] == [age for age, _ in LADDER]


@pytest.mark.parametrize("locale", LOCALES)
def test_live_says_nothing_but_the_time_of_the_check(locale: str) -> None:
    """No band; the top line carries the time of the check in Korean time, where room is short too."""
    frame = shown(aged(EDITION, timedelta(minutes=5)), "map", locale).frame
    assert (frame.band.kind, frame.band.headline) == ("none", "")
    assert ("08:55" in frame.checked, "08:55" in frame.checked_short) == (True, True)


@pytest.mark.parametrize("locale", LOCALES)
def test_recent_names_the_time(locale: str) -> None:
    """A small note with the time of the last check."""
    assert "08:25" in shown(aged(EDITION, timedelta(minutes=35)), "map", locale).frame.band.headline


@pytest.mark.parametrize("locale", LOCALES)
def test_delayed_names_date_and_time_and_that_it_may_have_changed(locale: str) -> None:
    """Amber: last checked, "may have changed"."""
    band = shown(aged(EDITION, timedelta(hours=5)), "map", locale).frame.band
    assert (band.kind, "04:00" in band.headline and bool(band.detail)) == ("delayed", True)


@pytest.mark.parametrize("state", [Freshness.OLD, Freshness.UNKNOWN])
@pytest.mark.parametrize("locale", LOCALES)
def test_old_and_unknown_send_to_an_officer_and_the_ministry(state: Freshness, locale: str) -> None:
    """The domain stands in print."""
    band = shown(knowledge_of(age=state), "map", locale).frame.band
    assert (state.value, True) == (band.kind, "www.0404.go.kr" in band.detail)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_date_of_old_knowledge_is_said(locale: str) -> None:
    """ "Information of 28 June"."""
    assert "18" in shown(knowledge_of(age=Freshness.OLD), "map", locale).frame.band.headline


@pytest.mark.parametrize("state", [Freshness.DELAYED, Freshness.OLD, Freshness.UNKNOWN])
@pytest.mark.parametrize("locale", LOCALES)
def test_about_says_the_band_whole(state: Freshness, locale: str) -> None:
    """Large text has room for the band's headline alone and leads to about, whose answer says all of it."""
    screen = shown(knowledge_of(age=state), "about", locale)
    assert bare(f"{screen.frame.band.headline} {screen.frame.band.detail}") in answered(screen)


# --- unknown ---------------------------------------------------------------------------------------------------------

LOW = {
    locale: [bare(entry.name.in_(locale)) for entry in EDITION.levels if not entry.level.kept_when_unknown]
    for locale in LOCALES
}


@pytest.mark.parametrize("locale", LOCALES)
def test_unknown_never_states_a_low_level(locale: str) -> None:
    """Neither sign nor name of level 1 or 2 stands on any screen, map or page behind a door, in any language or place."""
    knowledge = knowledge_of(age=Freshness.UNKNOWN)
    names = {*LOW[locale], *LOW["ko"], *(words(locale, "{n}단계", n=n) for n in "12")}
    wrong = []
    for choice in every_choice():
        screen = shown(knowledge, locale=locale, **choice)
        heard = said(screen)
        wrong += [(choice, sign) for sign in signs(screen) if sign in ("1", "2")]
        wrong += [(choice, name) for name in names if name in heard]
    assert wrong == []


def test_unknown_ground_has_no_fill_on_the_map() -> None:
    """The map keeps levels 3 and 4 and leaves all other ground empty."""
    (live,), (unknown,) = (drawn(shown(knowledge_of(age=age), "map")) for age in (Freshness.LIVE, Freshness.UNKNOWN))
    kept = {zone: sign if sign in ("3", "4") else "" for zone, sign in live["fills"]}
    assert {"1", "2", "3"} <= set(dict(live["fills"]).values())
    assert (dict(unknown["fills"]), unknown["unknown"]) == (kept, True)


@pytest.mark.parametrize("locale", LOCALES)
def test_unknown_keeps_the_worst_as_last_known(locale: str) -> None:
    """3 and 4 stay, and are called "last known"."""
    screen = shown(knowledge_of(age=Freshness.UNKNOWN), "place", locale, place="bokor")
    assert levels(screen) == ["4"]
    assert words(locale, "마지막으로 알려진 {level}", level="").strip() in answered(screen)


@pytest.mark.parametrize("screen", ["attract", "map", "place"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_level_left_is_called_last_known(screen: str, locale: str) -> None:
    """No line states a level as today's while today's are unknown."""
    blocks = answer(shown(knowledge_of(age=Freshness.UNKNOWN), screen, locale, place="KH-1"))
    lines = [one for one in parts(list(blocks)) if isinstance(one, LevelLine) and one.level]
    prefix = words(locale, "마지막으로 알려진 {level}", level="").strip()
    assert lines
    assert [one for one in lines if prefix not in bare(one.over)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_unknown_ground_is_not_called_safe(locale: str) -> None:
    """A place without a level says that this does not mean safe."""
    screen = shown(knowledge_of(age=Freshness.UNKNOWN), "place", locale, place="KH-3")
    not_safe = words(locale, "안전하다는 뜻이 아닙니다. 경찰관에게 문의해 주세요.")
    assert (levels(screen), not_safe in answered(screen)) == ([""], True)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_rest_of_the_country_is_said_to_be_unknown(locale: str) -> None:
    """Under the list of the worst places, so that a place not named is not taken for safe."""
    screen = shown(knowledge_of(age=Freshness.UNKNOWN), "map", locale)
    assert words(locale, "그 밖의 지역은 단계를 알 수 없습니다.") in answered(screen)


def test_checklist_and_contacts_stay_when_unknown() -> None:
    """What does not age is shown whatever the age."""
    for screen in ("checklist", "verdict", "help"):
        bodies = [shown(knowledge_of(age=age), screen, ticked=frozenset({"passport-taken"})).body for age in Freshness]
        assert [body for body in bodies if body != bodies[0]] == []
    kinds = [type(one) for one in shown(knowledge_of(age=Freshness.UNKNOWN), "help").body.blocks]
    assert (kinds.count(Call), {Fact, Tile, Words} <= set(kinds)) == (4, True)


# --- changes that lie ahead, and clocks that cannot be trusted --------------------------------------------------------


def ahead(level: Level, age: Freshness = Freshness.LIVE, by: timedelta = HOUR, zone: str = "KH-12") -> Edition:
    """The edition with one more advisory, in force from `by` before the moment of `knowledge_of(age=age)`."""
    now = knowledge_of(age=age).now
    first = next(one for one in reversed(EDITION.advisories) if one.zone == zone)
    entry = next(one for one in EDITION.levels if one.level is level)
    more = replace(first, id="more", level=level, wording=entry.wording, effective=now - by, announced=now - 9 * HOUR)
    return replace(EDITION, advisories=(*EDITION.advisories, more))


@pytest.mark.parametrize("age", list(Freshness))
def test_a_raise_takes_effect_by_any_clock(age: Freshness) -> None:
    """Offline too, and whatever the age (under unknown as last known)."""
    assert levels(shown(knowledge_of(ahead(Level.LEVEL_4, age), age), "place", place="KH-12")) == ["4"]


@pytest.mark.parametrize(
    ("age", "sign"), [(Freshness.LIVE, "1"), (Freshness.RECENT, "1"), (Freshness.DELAYED, "2"), (Freshness.OLD, "2")]
)
def test_a_lowering_takes_effect_only_while_fresh(age: Freshness, sign: str) -> None:
    """Otherwise the old level stays."""
    edition = ahead(Level.LEVEL_1, age, timedelta(minutes=20) if age is Freshness.RECENT else HOUR)
    assert [sign] == levels(shown(knowledge_of(edition, age), "place", place="KH-12"))


def test_a_lowering_waits_for_a_clock_that_agrees() -> None:
    """A wrong clock lowers nothing."""
    knowledge = replace(knowledge_of(ahead(Level.LEVEL_1), Freshness.LIVE), clock_ok=False, checked=NOW - 2 * HOUR)
    assert levels(shown(knowledge, "place", place="KH-12")) == ["2"]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_has_lapsed_is_still_to_be_heeded(locale: str) -> None:
    """Validity ended, being verified: treat as in force; it stands on the first page."""
    screen = shown(knowledge_of(ahead(Level.LEVEL_1, Freshness.OLD), Freshness.OLD), "place", locale, place="KH-12")
    assert words(locale, LAPSED) in answered(screen)


@pytest.mark.parametrize("age", [Freshness.DELAYED, Freshness.OLD])
def test_a_lowering_that_does_not_take_effect_is_not_told_as_news(age: Freshness) -> None:
    """Attract never says "lowered" while the place page keeps the old level."""
    knowledge = knowledge_of(ahead(Level.LEVEL_1, age), age)
    place = EDITION.zone("KH-12").brief.in_("ko")
    assert words("ko", "{place}: {n}단계로 하향", place=place, n=1) not in said(shown(knowledge, "attract"))
    fresh = knowledge_of(ahead(Level.LEVEL_1), Freshness.LIVE)
    assert words("ko", "{place}: {n}단계로 하향", place=place, n=1) in said(shown(fresh, "attract"))
