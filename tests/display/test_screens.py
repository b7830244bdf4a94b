"""What the screens say, read as text: every rule of levels, ages and screens that needs no pixels."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.language import translator
from kiosk.display.presenters.blocks import LevelLine, PlaceRow
from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.presenters.contact_card import LONGEST, short_vcard
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.ladder import ladders
from kiosk.display.presenters.levels import call_centre, level_groups
from kiosk.display.presenters.screen import Screen
from kiosk.display.presenters.screens import present
from kiosk.domain.advisory import Certainty
from kiosk.domain.checklist import Weight, verdict
from kiosk.domain.contact import ContactKind, Role
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import LADDER, Freshness
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.notice import Correction, Notice, Severity
from kiosk.domain.standing import levels_at, standing
from kiosk.domain.text import LOCALES, Text
from kiosk.domain.zone import ZoneKind
from tests.display.conftest import EDITION, NOW, SHIPPED, aged, knowledge_of, seen

ZONES = EDITION.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)
SIGNS = tuple(sign.id for sign in EDITION.checklist.signs)
HOUR = timedelta(hours=1)

zones = st.sampled_from([zone.id for zone in ZONES])
locales = st.sampled_from(LOCALES)
screens = st.sampled_from(SCREENS)


def shown(knowledge: Knowledge, screen: str, locale: str = "ko", **choice: Any) -> Screen:
    """One screen as it would be painted."""
    return present(knowledge, Choice(screen=screen, locale=locale, **choice), translator(locale))


def strings(value: object) -> Iterator[str]:
    """Every string anywhere in a screen: texts, names, codes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from strings(inner)
    elif hasattr(value, "__dict__"):
        yield from strings(vars(value))


def read(screen: Screen) -> str:
    """All of a screen's words as one text, without joiners."""
    return "\n".join(strings(screen)).replace("\u200b", "").replace("\u2060", "")


def said(screen: Screen) -> str:
    """What a reader of the body hears, in reading order."""
    return "\n".join(screen.body.spoken).replace("\u200b", "")


def badges(screen: Screen) -> list[str]:
    """The signs of every level line and row of the body, in reading order ("" unknown)."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if value.get("kind") in ("level", "card"):
                found.append(str(value["level"]))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, (tuple, list)):
            for inner in value:
                walk(inner)

    walk([block.as_map() for block in (*screen.body.header, *screen.body.flow)])
    return found


def every_choice() -> list[dict[str, Any]]:
    """A choice for every screen, the extra states of search, result and signs unfolded, and every place."""
    plain: list[dict[str, Any]] = [{"screen": name} for name in SCREENS if name != "place"]
    extra = [
        {"screen": "map", "searching": True},
        {"screen": "map", "languages_open": True},
        {"screen": "verdict", "ticked": frozenset(SIGNS)},
        {"screen": "verdict", "ticked": frozenset(SIGNS), "unfolded": True},
    ]
    return [*plain, *extra, *({"screen": "place", "place": zone.id} for zone in ZONES)]


# --- freshness -------------------------------------------------------------------------------------------------------

STATES = dict(zip((state for _, state in LADDER), ("none", "recent", "delayed", "old"), strict=True))


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
    """No band; the top line carries the time of the check in Korean time."""
    frame = shown(aged(EDITION, timedelta(minutes=5)), "map", locale).frame
    assert (frame.band.kind, frame.band.headline, "08:55" in frame.checked) == ("none", "", True)


@pytest.mark.parametrize("locale", LOCALES)
def test_recent_names_the_time(locale: str) -> None:
    """A small note with the time of the last check."""
    assert "08:25" in shown(aged(EDITION, timedelta(minutes=35)), "map", locale).frame.band.headline


@pytest.mark.parametrize("locale", LOCALES)
def test_delayed_names_date_and_time_and_that_it_may_have_changed(locale: str) -> None:
    """Amber: last checked, "may have changed"."""
    band = shown(aged(EDITION, timedelta(hours=5)), "map", locale).frame.band
    assert (band.kind, "04:00" in band.headline and bool(band.detail), band.qr) == ("delayed", True, "")


@pytest.mark.parametrize("state", [Freshness.OLD, Freshness.UNKNOWN])
@pytest.mark.parametrize("locale", LOCALES)
def test_old_and_unknown_send_to_an_officer_and_the_ministry(state: Freshness, locale: str) -> None:
    """The domain stands in print beside its QR."""
    band = shown(knowledge_of(age=state), "map", locale).frame.band
    assert (state.value, "https://www.0404.go.kr", True) == (band.kind, band.qr, "www.0404.go.kr" in band.detail)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_date_of_old_knowledge_is_said(locale: str) -> None:
    """ "Information of 28 June"."""
    assert "18" in shown(knowledge_of(age=Freshness.OLD), "map", locale).frame.band.headline


LOW = {
    locale: [
        re.sub("\u200b", "", entry.name.in_(locale)) for entry in EDITION.levels if not entry.level.kept_when_unknown
    ]
    for locale in LOCALES
}


@pytest.mark.parametrize("locale", LOCALES)
def test_unknown_never_states_a_low_level(locale: str) -> None:
    """Neither the sign nor the name of level 1 or 2 stands on any screen, in any language, for any place."""
    knowledge = knowledge_of(age=Freshness.UNKNOWN)
    numbers = [translator(locale).say("{n}단계", n=n).replace("\u200b", "") for n in "12"]
    names = {*LOW[locale], *LOW["ko"], *numbers}
    wrong = []
    for choice in every_choice():
        screen = shown(knowledge, locale=locale, **choice)
        heard = said(screen)
        signs = [sign for sign in _signs(screen) if sign in ("1", "2")]
        wrong += [(choice.get("place") or choice["screen"], sign) for sign in signs]
        wrong += [(choice.get("place") or choice["screen"], name) for name in names if name in heard]
    assert wrong == []


def _signs(screen: Screen) -> list[str]:
    found = list(badges(screen))
    if screen.body.map:
        drawn = screen.body.map
        found += [sign for _, sign in (*drawn.fills, *drawn.bands, *drawn.marks)]
        found += [call.level for call in drawn.call_outs]
    for block in screen.body.flow:
        found += list(_levels_of(block.as_map()))
    return found


def _levels_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "level" in value:
            yield str(value["level"])
        for inner in value.values():
            yield from _levels_of(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _levels_of(inner)


@pytest.mark.parametrize("locale", LOCALES)
def test_unknown_keeps_the_worst_as_last_known(locale: str) -> None:
    """3 and 4 stay, and are called "last known"."""
    screen = shown(knowledge_of(age=Freshness.UNKNOWN), "place", locale, place="bokor")
    assert badges(screen) == ["4"]
    prefix = translator(locale).say("마지막으로 알려진 {level}", level="").replace("\u200b", "").strip()
    assert prefix in said(screen)


@pytest.mark.parametrize("locale", LOCALES)
def test_unknown_ground_is_not_called_safe(locale: str) -> None:
    """A place without a level says that this does not mean safe."""
    screen = shown(knowledge_of(age=Freshness.UNKNOWN), "place", locale, place="KH-3")
    words = translator(locale).say("안전하다는 뜻이 아닙니다. 경찰관에게 문의해 주세요.").replace("\u200b", "")
    assert (badges(screen), words in said(screen)) == ([""], True)


def test_checklist_and_contacts_stay_when_unknown() -> None:
    """What does not age is shown whatever the age."""
    live, unknown = (shown(knowledge_of(age=age), "checklist").body for age in (Freshness.LIVE, Freshness.UNKNOWN))
    assert live == unknown
    helps = [shown(knowledge_of(age=age), "help").body for age in (Freshness.LIVE, Freshness.UNKNOWN)]
    facts = [[block for block in one.flow if block.kind == "fact"] for one in helps]
    codes = [
        [(one["payload"], one["number"], one["mark"]) for one in cards(shown(knowledge_of(age=age), "help"))]
        for age in (Freshness.LIVE, Freshness.UNKNOWN)
    ]
    assert (facts[0], codes[0]) == (facts[1], codes[1])
    assert len(codes[0]) == 4


# --- levels ----------------------------------------------------------------------------------------------------------

TODAY = {
    "bokor": ["4"],
    "bavet": ["4"],
    "poipet": ["4"],
    "sihanoukville-city": ["3"],
    "thai-border-50km": ["4", "3"],
    "KH-18": ["3", "2"],
    "KH-12": ["2"],
    "KH-17": ["3", "1"],
    "KH-20": ["4", "1"],
    "KH-7": ["4", "1"],
    "KH-1": ["4", "3", "1"],
    "KH-22": ["3"],
    "KH-3": ["1"],
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", TODAY)
def test_a_place_shows_its_levels_worst_first(zone: str, locale: str) -> None:
    """A division may have several levels; its first line is the worst, with the name of the place it is for."""
    assert TODAY[zone] == badges(shown(knowledge_of(), "place", locale, place=zone))


@given(zones, locales)
def test_a_place_never_hides_the_worst(zone: str, locale: str) -> None:
    """The first badge is the worst level anywhere in the place; the order only falls."""
    held = levels_at(EDITION, zone, knowledge_of().view)
    signs = [one.level.sign for one in held if one.level]
    assert signs == badges(shown(knowledge_of(), "place", locale, place=zone))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_korean_name_of_the_level_stands_beside_every_translated_one(locale: str) -> None:
    """Officers, staff and travellers must mean the same level."""
    for zone, name in (
        ("bokor", "여행금지"),
        ("sihanoukville-city", "철수권고"),
        ("KH-12", "여행자제"),
        ("KH-3", "여행유의"),
    ):
        assert name in said(shown(knowledge_of(), "place", locale, place=zone)), zone


@pytest.mark.parametrize("locale", LOCALES)
def test_a_ban_tells_its_penalty_and_nothing_else_does(locale: str) -> None:
    """Only level 4 is backed by the Passport Act."""
    penalty = next(entry.penalty for entry in EDITION.levels if entry.penalty)
    told = penalty.in_(locale).replace("\u200b", "")
    assert (
        told in said(shown(knowledge_of(), "place", locale, place="poipet")),
        told in said(shown(knowledge_of(), "place", locale, place="sihanoukville-city")),
    ) == (True, False)


@pytest.mark.parametrize("locale", LOCALES)
def test_exceptions_are_told(locale: str) -> None:
    """Transit through Bavet to Vietnam is allowed, and stands on its page."""
    held = standing(EDITION, "bavet", knowledge_of().view).advisory
    assert held is not None
    assert held.exceptions[0].in_(locale).replace("\u200b", "") in said(
        shown(knowledge_of(), "place", locale, place="bavet")
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", ["sihanoukville-city", "thai-border-50km", "KH-12"])
def test_an_inferred_level_says_so_on_its_source_line(zone: str, locale: str) -> None:
    """Certainty is carried to the traveller."""
    words = translator(locale).say("({place}: 외교부 공지가 불완전하여 추정한 단계)", place="\0").split("\0")
    heard = said(shown(knowledge_of(), "place", locale, place=zone))
    assert all(part.replace("\u200b", "").strip() in heard for part in words)
    assert words[-1].replace("\u200b", "").strip(" ()") in heard


@given(zones, locales)
def test_only_what_was_inferred_is_called_so(zone: str, locale: str) -> None:
    """ "Inferred" stands exactly where one of the page's advisories is."""
    held = levels_at(EDITION, zone, knowledge_of().view)
    certain = {one.advisory.certainty for one in held if one.advisory}
    tail = (
        translator(locale)
        .say("({place}: 외교부 공지가 불완전하여 추정한 단계)", place="\0")
        .split("\0")[1]
        .replace("\u200b", "")
        .strip()
    )
    assert (Certainty.INFERRED in certain) == (tail in said(shown(knowledge_of(), "place", locale, place=zone)))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_source_is_named_with_its_day(locale: str) -> None:
    """Who said it and when, beside a code that leads to the ministry."""
    held = standing(EDITION, "bokor", knowledge_of().view).advisory
    assert held is not None
    heard = said(shown(knowledge_of(), "place", locale, place="bokor"))
    publisher = held.source.publisher.in_(locale).replace("\u200b", "")
    assert (
        publisher in heard,
        translator(locale).full_day(held.source.published).replace("\u200b", "") in heard,
    ) == (True, True)


@pytest.mark.parametrize("locale", LOCALES)
def test_since_when_and_how_long_ago_is_said(locale: str) -> None:
    """A date with its year, and CLDR's own words for how long ago."""
    heard = said(shown(knowledge_of(), "place", locale, place="KH-18"))
    at = datetime.fromisoformat("2026-06-30T09:00+00:00")
    voice = translator(locale)
    assert (
        voice.full_day(at).replace("\u200b", "") in heard,
        voice.ago(at, NOW).replace("\u200b", "") in heard,
    ) == (True, True)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_changed_last_is_said_on_attract_and_place(locale: str) -> None:
    """30 June: Sihanoukville province lowered to level 2, its city stays at level 3; five others to 1, but not in them
    Poipet at level 4 and the belt along the Thai border at 3: all that stays worse is named.
    """
    voice = translator(locale)
    province = EDITION.zone("KH-18").brief.in_(locale)
    lowered = voice.say("{place}: {n}단계로 하향", place=province, n=2).replace("\u200b", "")
    named = {
        zone: f"{EDITION.zone(zone).brief.in_(locale)} {voice.say('{n}단계', n=n)}"
        for zone, n in (("sihanoukville-city", 3), ("poipet", 4), ("thai-border-50km", 3))
    }
    kept = (named["sihanoukville-city"], voice.listed((named["poipet"], named["thai-border-50km"])))
    heard = said(shown(knowledge_of(), "attract", locale))
    assert lowered in heard
    for places in kept:
        assert voice.say("(그대로: {places})", places=places).replace("\u200b", "") in heard
    assert voice.say("{n}단계에서 하향", n=3).replace("\u200b", "") in said(
        shown(knowledge_of(), "place", locale, place="KH-18")
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_attract_names_every_banned_place(locale: str) -> None:
    """The worst levels in force, with their places, before anything is touched."""
    heard = said(shown(knowledge_of(), "attract", locale))
    names = [EDITION.zone(zone).brief.in_(locale).replace("\u200b", "") for zone in ("poipet", "bavet", "bokor")]
    assert [name for name in names if name not in heard] == []
    assert badges(shown(knowledge_of(), "attract", locale))[0] == "4"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_beside_the_map_is_worst_first(locale: str) -> None:
    """4, then 3, then 2, then the rest of the country."""
    assert badges(shown(knowledge_of(), "map", locale)) == ["4", "3", "2", "1"]


def test_the_map_fills_by_own_ground_and_marks_what_is_worse() -> None:
    """Never the whole province painted for one city."""
    drawn = shown(knowledge_of(), "map").body.map
    assert drawn is not None
    fills, marks = dict(drawn.fills), dict(drawn.marks)
    assert {zone: fills[zone] for zone in ("KH-18", "KH-12", "KH-1", "KH-22", "KH-24", "KH-7")} == {
        "KH-18": "2",
        "KH-12": "2",
        "KH-1": "1",
        "KH-22": "3",
        "KH-24": "3",
        "KH-7": "1",
    }
    assert marks == {"poipet": "4", "bavet": "4", "bokor": "4", "sihanoukville-city": "3"}
    assert drawn.bands == (("thai-border-50km", "3"),)
    assert len(fills) == 25


# --- the tenth state, which was only seen -------------------------------------------------------------------------------

SEEN_LEVELS = {
    **{zone: ["3"] for zone in ("bokor", "bavet", "poipet", "sihanoukville-city", "KH-22", "KH-24")},
    "thai-border-50km": ["3", "3"],
    "KH-1": ["3", "3", "1"],
    "KH-18": ["3", "2"],
    "KH-12": ["1"],
    "KH-3": ["1"],
    "KH-7": ["3", "1"],
    "KH-20": ["3", "1"],
    **{zone: ["3", "1"] for zone in ("KH-2", "KH-9", "KH-13", "KH-15", "KH-17")},
    **{f"KH-{n}": ["1"] for n in (4, 5, 6, 8, 10, 11, 14, 16, 19, 21, 23, 25)},
}
ONLY_SEEN = {"bokor", "bavet", "poipet", "KH-12", "KH-3"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_place_shows_the_tenth_state(locale: str) -> None:
    """The levels read in the ministry's data on 6 October 2026 stand on every zone's page, in every language."""
    found = {zone.id: badges(shown(seen(), "place", locale, place=zone.id)) for zone in ZONES}
    assert found == SEEN_LEVELS


@pytest.mark.parametrize("age", list(Freshness))
@pytest.mark.parametrize("locale", LOCALES)
def test_no_screen_states_a_penalty_where_there_is_no_ban(locale: str, age: Freshness) -> None:
    """The bundled edition holds no ban in force, so nowhere does it speak of prison, whatever its age."""
    penalty = next(entry.penalty for entry in SHIPPED.levels if entry.penalty).in_(locale).replace("\u200b", "")
    asked = next(entry.plan for entry in SHIPPED.levels if entry.penalty).in_(locale).replace("\u200b", "")
    wrong = [
        choice
        for choice in every_choice()
        if choice["screen"] != "gallery"
        and {penalty, asked} & set(said(shown(seen(age), locale=locale, **choice)).split("\n"))
    ]
    assert wrong == []


def only_seen(locale: str) -> str:
    """What a place says instead of since when and why."""
    voice = translator(locale)
    day = voice.full_day(datetime(2026, 10, 6, 7, 34, 12, tzinfo=UTC))
    said_so = voice.say("{day} 외교부 공개 자료에서 확인했습니다. 언제부터인지는 알 수 없습니다.", day=day)
    return said_so.replace("\u200b", "")


@pytest.mark.parametrize("modes", [frozenset(), frozenset({"large"}), frozenset({"lower"})])
@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_only_seen_says_its_day_and_never_a_since(locale: str, modes: frozenset[str]) -> None:
    """ "Seen in the ministry's open data on 6 October 2026; since when is not known", on just those places' pages."""
    voice = translator(locale)
    first = voice.full_day(datetime(2026, 8, 13, 17, 34, tzinfo=UTC)).replace("\u200b", "")
    for zone in ("bokor", "bavet", "poipet", "KH-12", "KH-3", "sihanoukville-city", "KH-22"):
        heard = re.sub(r"\s", "", said(shown(seen(), "place", locale, place=zone, modes=modes)))
        told = re.sub(r"\s", "", only_seen(locale)) in heard
        assert (told, re.sub(r"\s", "", first) in heard) == (zone in ONLY_SEEN, False), zone


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_and_the_news_say_what_was_only_seen(locale: str) -> None:
    """The map's list says that some of it was only seen; the news carries the day it was seen, not the day it began."""
    voice = translator(locale)
    day = voice.day(datetime(2026, 10, 6, 7, 34, 12, tzinfo=UTC), seen().now)
    note = voice.say("일부는 {day} 공개 자료에서 확인, 시작일 미상", day=day).replace("\u200b", "")
    head = voice.say("새 소식 · {day} 공개 자료에서 확인", day=day).replace("\u200b", "")
    assert note in said(shown(seen(), "map", locale))
    assert note not in said(shown(knowledge_of(), "map", locale))
    assert head in said(shown(seen(), "attract", locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", ["bokor", "bavet", "poipet"])
def test_a_ban_past_its_legal_end_says_so_and_states_no_penalty(zone: str, locale: str) -> None:
    """After 31 July 2026 the bans of June stand, being verified: treat as in force; the penalty is no fact any more."""
    words = (
        translator(locale)
        .say("기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요.")
        .replace("\u200b", "")
    )
    penalty = next(entry.penalty for entry in EDITION.levels if entry.penalty).in_(locale).replace("\u200b", "")
    found = []
    for now in (datetime(2026, 7, 31, 14, 59, tzinfo=UTC), datetime(2026, 7, 31, 15, 0, tzinfo=UTC)):
        edition = replace(EDITION, valid_until=now + HOUR)
        screen = shown(aged(edition, timedelta(minutes=1), now), "place", locale, place=zone)
        found.append((badges(screen)[0], words in said(screen), penalty in said(screen)))
    assert found == [("4", False, True), ("4", True, False)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("outcome", "said_so"), [("same", "{day}, 같음"), ("differs", "{day}, 다른 곳이 있어 확인 중"), ("", "")]
)
def test_the_last_comparison_with_the_ministry_is_said(locale: str, outcome: str, said_so: str) -> None:
    """About says when the edition was last compared with the ministry's data and how they agreed, or nothing at all."""
    voice, day = translator(locale), datetime(2026, 6, 30, 1, 0, tzinfo=UTC)
    edition = replace(EDITION, compared_at=day if outcome else None, comparison=outcome)
    heard = said(shown(knowledge_of(edition), "about", locale))
    label = voice.say("외교부 공개 자료와 비교").replace("\u200b", "")
    assert (label in heard) is bool(outcome)
    if outcome:
        assert voice.say(said_so, day=voice.full_day(day)).replace("\u200b", "") in heard


# --- changes that lie ahead, and clocks that cannot be trusted ---------------------------------------------------------


def ahead(level: Level, age: Freshness = Freshness.LIVE, by: timedelta = HOUR, zone: str = "KH-12") -> Edition:
    """The bundled edition with one more advisory, in force from `by` before the moment of `sight_of(age=age)`."""
    now = knowledge_of(age=age).now
    first = next(one for one in reversed(EDITION.advisories) if one.zone == zone)
    entry = next(one for one in EDITION.levels if one.level is level)
    more = replace(first, id="more", level=level, wording=entry.wording, effective=now - by, announced=now - 9 * HOUR)
    return replace(EDITION, advisories=(*EDITION.advisories, more))


@pytest.mark.parametrize("age", list(Freshness))
def test_a_raise_takes_effect_by_any_clock(age: Freshness) -> None:
    """Offline too, and whatever the age (under unknown as last known)."""
    assert badges(shown(knowledge_of(ahead(Level.LEVEL_4, age), age), "place", place="KH-12")) == ["4"]


@pytest.mark.parametrize(
    ("age", "sign"), [(Freshness.LIVE, "1"), (Freshness.RECENT, "1"), (Freshness.DELAYED, "2"), (Freshness.OLD, "2")]
)
def test_a_lowering_takes_effect_only_while_fresh(age: Freshness, sign: str) -> None:
    """Otherwise the old level stays."""
    edition = ahead(Level.LEVEL_1, age, timedelta(minutes=20) if age is Freshness.RECENT else HOUR)
    assert [sign] == badges(shown(knowledge_of(edition, age), "place", place="KH-12"))


def test_a_lowering_waits_for_a_clock_that_agrees() -> None:
    """A wrong clock lowers nothing."""
    knowledge = replace(knowledge_of(ahead(Level.LEVEL_1), Freshness.LIVE), clock_ok=False, checked=NOW - 2 * HOUR)
    assert badges(shown(knowledge, "place", place="KH-12")) == ["2"]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_has_lapsed_is_still_to_be_heeded(locale: str) -> None:
    """Validity ended, being verified: treat as in force."""
    screen = shown(knowledge_of(ahead(Level.LEVEL_1, Freshness.OLD), Freshness.OLD), "place", locale, place="KH-12")
    words = (
        translator(locale)
        .say("기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요.")
        .replace("\u200b", "")
    )
    assert words in said(screen)


@pytest.mark.parametrize("age", [Freshness.DELAYED, Freshness.OLD])
def test_a_lowering_that_does_not_take_effect_is_not_told_as_news(age: Freshness) -> None:
    """Attract never says "lowered" while the place page keeps the old level."""
    knowledge = knowledge_of(ahead(Level.LEVEL_1, age), age)
    assert translator("ko").say("{place}: {n}단계로 하향", place="프놈펜시", n=1) not in said(
        shown(knowledge, "attract")
    )


# --- corrections and notices -------------------------------------------------------------------------------------------


def _text(words: str, *locale: str) -> Text:
    return Text({code: f"{words} {code}" for code in (locale or LOCALES)})


def corrected(zone: str = "", start: timedelta = -HOUR, end: timedelta = HOUR) -> Edition:
    """The edition with one correction."""
    one = Correction("c", _text("wrong"), _text("right"), NOW + start, NOW + end, zone)
    return replace(EDITION, corrections=(one,))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_correction_says_what_was_wrong_and_what_is_right(locale: str) -> None:
    """Both stand where the wrong text stood, the right one first."""
    heard = said(shown(knowledge_of(corrected("KH-12")), "place", locale, place="KH-12"))
    assert 0 <= heard.find(f"right {locale}") < heard.find(f"wrong {locale}")


def test_a_correction_stands_only_where_and_while_it_is_meant() -> None:
    """Not elsewhere, not before its start, not from its end on."""
    assert "right ko" not in said(shown(knowledge_of(corrected("KH-12")), "place", place="KH-3"))
    assert "right ko" in said(shown(knowledge_of(corrected("")), "place", place="KH-3"))
    assert "right ko" in said(shown(knowledge_of(corrected("", start=timedelta(0))), "place", place="KH-3"))
    assert "right ko" not in said(shown(knowledge_of(corrected("", end=timedelta(0))), "place", place="KH-3"))


def test_a_withdrawn_notice_is_corrected_where_it_stood() -> None:
    """A correction for no zone stands on the idle screen, one for a zone does not; both leave when they end."""
    assert "right ko" in said(shown(knowledge_of(corrected("")), "attract"))
    assert "right ko" not in said(shown(knowledge_of(corrected("KH-12")), "attract"))
    assert "right ko" not in said(shown(knowledge_of(corrected("", end=timedelta(0))), "attract"))


def noticed(*locale: str, **members: Any) -> Edition:
    """The edition with one urgent notice that speaks those languages."""
    one = Notice("n", Severity.URGENT, _text("title", *locale), _text("body", *locale), NOW - HOUR, NOW + HOUR)
    return replace(EDITION, notices=(replace(one, **members),))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_notice_is_read_in_its_language(locale: str) -> None:
    """Title and text as the police wrote them."""
    heard = said(shown(knowledge_of(noticed()), "notice", locale))
    assert (f"title {locale}" in heard, f"body {locale}" in heard) == (True, True)


@pytest.mark.parametrize("locale", ["km", "zh_Hans", "ja", "vi"])
def test_a_notice_that_lacks_a_language_shows_the_english_and_says_so(locale: str) -> None:
    """A frame sentence in the reader's language, then the English, marked."""
    heard = said(shown(knowledge_of(noticed("ko", "en")), "notice", locale))
    frame = translator(locale).say("아직 이 언어로 번역되지 않아 영어로 보여 드립니다.").replace("\u200b", "")
    assert 0 <= heard.find(frame) < heard.find("body en")
    assert "body ko" not in heard


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_notice_the_screen_says_so(locale: str) -> None:
    """Never an empty page."""
    assert translator(locale).say("지금은 알림이 없습니다.").replace("\u200b", "") in said(
        shown(knowledge_of(), "notice", locale)
    )


def test_the_newest_notice_is_on_attract() -> None:
    """A notice that is not urgent lies not over attract, but its title stands there."""
    edition = noticed(severity=Severity.IMPORTANT)
    assert "title ko" in said(shown(knowledge_of(edition), "attract"))


# --- checklist ---------------------------------------------------------------------------------------------------------


def offers_result(ticked: frozenset[str], group: int = 0, **choice: Any) -> bool:
    """Whether the checklist's page has a button that leads straight to the verdict."""
    body = shown(knowledge_of(), "checklist", ticked=ticked, group=group, **choice).body
    pairs = [block.as_map() for block in body.footer]
    inside = [one["middle"] for one in pairs if one.get("middle") and not one["waiting"]]
    found = [*inside, *(block.as_map() for block in body.flow)]
    return any((one.get("action"), one.get("argument")) == ("go", "verdict") for one in found)


@given(st.frozensets(st.sampled_from(SIGNS)), st.integers(0, 2), st.sampled_from(((), ("large",), ("lower",))))
def test_the_result_is_offered_once_no_further_tick_can_change_it(
    ticked: frozenset[str], group: int, modes: tuple[str, ...]
) -> None:
    """Nobody who would hear worse after one more page is sent to the verdict early; who cannot hear worse may go now."""
    certain = verdict(EDITION.checklist, ticked) is verdict(EDITION.checklist, frozenset(SIGNS))
    assert certain is offers_result(ticked, group, modes=frozenset(modes))


def test_the_way_to_the_result_moves_nothing() -> None:
    """Before and after, the foot holds the same buttons in the same places, and "next" stays the main one."""
    strong = next(one.id for one in EDITION.checklist.signs if one.weight is Weight.STRONG)
    feet = [
        shown(knowledge_of(), "checklist", ticked=frozenset(one)).body.footer[0].as_map() for one in ((), (strong,))
    ]
    before, after = (
        [(one["action"], one["primary"]) for one in (foot["left"], foot["middle"], foot["right"])] for foot in feet
    )
    assert before == after == [("clear", False), ("go", False), ("group", True)]
    assert [foot["waiting"] for foot in feet] == [True, False]


# --- verdict -----------------------------------------------------------------------------------------------------------


@given(st.frozensets(st.sampled_from(SIGNS)), locales)
def test_the_verdict_has_no_score(ticked: frozenset[str], locale: str) -> None:
    """No count, no percentage, no level colour; the signs ticked are folded away."""
    screen = shown(knowledge_of(), "verdict", locale, ticked=ticked)
    heard = said(screen)
    allowed = {"112", "24", "7", "+82-2-3210-0404", "0404"}
    numbers = re.findall(r"\+?[\d-]*\d", heard)
    assert set() == {number for number in numbers if number not in allowed}
    assert ("%" in heard, badges(screen)) == (False, [])
    texts = [sign.text.in_(locale).replace("\u200b", "") for sign in EDITION.checklist.signs]
    assert [text for text in texts if text in heard] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_unfolded_page_shows_each_ticked_sign_and_why_it_matters(locale: str) -> None:
    """In plain words, only those ticked."""
    heard = said(shown(knowledge_of(), "verdict", locale, ticked=frozenset(SIGNS[:3]), unfolded=True))
    for number, sign in enumerate(EDITION.checklist.signs):
        text, why = sign.text.in_(locale).replace("\u200b", ""), sign.why.in_(locale).replace("\u200b", "")
        assert (number < 3, number < 3) == (text in heard, why in heard), sign.id


def test_the_verdict_says_that_one_may_still_decide_not_to_board() -> None:
    """The sentence the order asks for, when a strong sign is ticked."""
    heard = said(shown(knowledge_of(), "verdict", "ko", ticked=frozenset({"passport-taken"})))
    assert "지금이라도 탑승하지 않을 수 있습니다." in heard


# --- help --------------------------------------------------------------------------------------------------------------


def cards(screen: Screen) -> list[dict[str, Any]]:
    """The QR cards of the body, in order, those that stand side by side too."""
    found = [block.as_map() for block in screen.body.flow]
    flat = [
        one for block in found for one in ((block["left"], block["right"]) if block["kind"] == "pair" else (block,))
    ]
    return [one for one in flat if one and one["kind"] == "qr"]


@pytest.mark.parametrize("locale", LOCALES)
def test_help_offers_the_embassy_first(locale: str) -> None:
    """Embassy, call centre, ministry's site, contact card, each with what it is in print."""
    found = cards(shown(knowledge_of(), "help", locale))
    payloads = [one["payload"] for one in found]
    assert payloads[:3] == ["tel:+85523211900", "tel:+82232100404", "https://www.0404.go.kr"]
    assert payloads[3].startswith("BEGIN:VCARD")
    assert [one["number"] for one in found[:3]] == ["+855-23-211-900", "+82-2-3210-0404", "www.0404.go.kr"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_embassy_s_number_is_marked_until_confirmed(locale: str) -> None:
    """Marked, with whom to call instead, until two officers confirm the number, and not after."""
    mark = translator(locale).say("번호 확인 중 · 안 받으면 24시간 전화로")
    contacts = tuple(replace(one, confirmed=True, confirmed_at=NOW) for one in EDITION.contacts)
    before, after = (
        cards(shown(knowledge_of(edition), "help", locale))[0]["mark"]
        for edition in (EDITION, replace(EDITION, contacts=contacts))
    )
    assert (mark, "") == (before, after)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_stands_in_print(locale: str) -> None:
    """Short numbers and chats too, with where they work."""
    heard = said(shown(knowledge_of(), "help", locale))
    assert [one.id for one in EDITION.contacts if (one.printed or one.value) not in heard] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_how_to_scan_is_told(locale: str) -> None:
    """Not everybody has scanned a code."""
    words = (
        translator(locale)
        .say("찍는 법: 카메라를 켜고 QR 코드를 비춘 뒤, 화면에 뜨는 번호나 주소를 누르세요.")
        .replace("\u200b", "")
    )
    assert words in said(shown(knowledge_of(), "help", locale))


def card(locale: str, edition: Edition = EDITION) -> str:
    """The contact card's text."""
    return next(
        one["payload"] for one in cards(shown(knowledge_of(edition), "help", locale)) if "VCARD" in one["payload"]
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contact_card_is_a_vcard_3(locale: str) -> None:
    """CRLF at the end of every line, none left alone; version 3.0; N and FN present; both numbers in E.164."""
    lines = card(locale).split("\r\n")
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD", "")
    assert not any("\n" in line or "\r" in line for line in lines)
    names = {re.split("[:;]", line)[0] for line in lines if line}
    assert {"BEGIN", "VERSION", "N", "FN", "TEL", "URL", "NOTE", "END"} <= names
    numbers = [line.split(":", 1)[1] for line in lines if line.startswith("TEL")]
    assert {"+82232100404", "+85523211900"} == set(numbers)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contact_card_says_whose_each_number_is(locale: str) -> None:
    """The card bears the name of its first number, in the five parts of N, no group before TEL; its note names the second."""
    texts = [card(locale), short_vcard(knowledge_of())]
    for text, code in zip(texts, (locale, "en"), strict=True):
        fields = dict(line.split(":", 1) for line in reversed(text.split("\r\n")) if line)
        name = call_centre(EDITION).name.in_(code).replace("\u200b", "")
        assert (fields["FN"], fields["N"].split(";")) == (name, [name, "", "", "", ""])
        assert fields["TEL;TYPE=WORK,VOICE"] == call_centre(EDITION).value
        assert re.match(r"[^+]*\w[^+]* \+855-23-211-900", fields["NOTE"])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_contact_card_too_long_for_a_page_gives_way_to_a_short_one(locale: str) -> None:
    """Whatever officers write, the card's code has a page's room: else names in Latin letters and no more."""
    long = Text(dict.fromkeys(LOCALES, "អ្នកដំណើរ" * 20))
    edition = replace(EDITION, guidance=replace(EDITION.guidance, text=long))
    assert card(locale, edition) == short_vcard(knowledge_of(edition))
    assert len(card(locale).encode()) <= LONGEST


@pytest.mark.parametrize("locale", LOCALES)
def test_no_short_number_goes_into_the_contact_card(locale: str) -> None:
    """112 would call somebody else abroad."""
    numbers = [line.split(":", 1)[1] for line in card(locale).split("\r\n") if line.startswith("TEL")]
    short = {one.value for one in EDITION.contacts if one.kind is ContactKind.SHORT}
    assert set() == short & set(numbers)
    assert all(number.startswith("+") for number in numbers)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60))
def test_the_contact_card_escapes_what_its_grammar_uses(words: str) -> None:
    """Whatever officers write, commas, semicolons, backslashes and line ends read back as they were (RFC 2426)."""
    guidance = replace(EDITION.guidance, text=Text(dict.fromkeys(LOCALES, words)))
    note = next(
        line for line in card("ko", replace(EDITION, guidance=guidance)).split("\r\n") if line.startswith("NOTE")
    )
    value = note.split(":", 1)[1]
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
    whose, _, note = back.partition("\n")
    assert (whose, note) == ("한국 대사관 +855-23-211-900", words.replace("\u200b", ""))
    assert None is re.search(r"(?<!\\)(?:\\\\)*[,;]", value)


def test_the_hotline_is_on_every_screen_in_every_state() -> None:
    """Never missing, never another number."""
    centre = next(one for one in EDITION.contacts if one.role is Role.CALL_CENTRE and one.kind is ContactKind.PHONE)
    frames = [shown(knowledge_of(age=age), **choice).frame for age in Freshness for choice in every_choice()]
    assert {centre.printed} == {frame.hotline_number for frame in frames}


# --- frame -------------------------------------------------------------------------------------------------------------


@given(screens, locales, st.sampled_from(list(Freshness)))
def test_the_dock_never_changes_its_order(screen: str, locale: str, age: Freshness) -> None:
    """Home, back, language, larger, contrast, lower, listen: in the same place on every screen."""
    cells = shown(knowledge_of(age=age), screen, locale, place="KH-12").frame.cells
    order = [
        ("home", ""),
        ("back", ""),
        ("languages", ""),
        ("mode", "large"),
        ("mode", "contrast"),
        ("mode", "lower"),
        ("listen", ""),
    ]
    assert order == [(cell.action, cell.argument) for cell in cells]
    assert all(cell.label for cell in cells)


@pytest.mark.parametrize(("mode", "word"), [(Mode.DEMO, "DEMO"), (Mode.TRAINING, "TRAINING"), (Mode.LIVE, "")])
@pytest.mark.parametrize("locale", LOCALES)
def test_demo_and_training_say_so_on_every_screen(mode: Mode, word: str, locale: str) -> None:
    """In every language, and live says nothing of the kind."""
    edition = replace(EDITION, mode=mode)
    told = {shown(knowledge_of(edition), locale=locale, **choice).frame.demo for choice in every_choice()}
    assert (1, bool(word)) == (len(told), all(word in one and one for one in told) and told != {""})


@pytest.mark.parametrize("locale", LOCALES)
def test_about_says_what_it_is_and_that_nothing_is_kept(locale: str) -> None:
    """Edition, map credit, privacy; and that the bundled edition was signed by nobody."""
    voice = translator(locale)
    heard = said(shown(replace(knowledge_of(), bundled=True), "about", locale))
    for message in (
        "여행하시는 분에 관한 것은 아무것도 저장하지 않습니다.",
        "프로그램에 담긴 기본 정보이며 서명된 발행본이 아닙니다.",
    ):
        assert voice.say(message).replace("\u200b", "") in heard
    assert "OpenStreetMap" in heard


@given(st.sampled_from(every_choice()), locales, st.sampled_from(list(Freshness)))
def test_no_screen_shows_a_gap_of_a_template(choice: dict[str, Any], locale: str, age: Freshness) -> None:
    """No brace, no "None", no empty sentence where words belong."""
    screen = shown(knowledge_of(age=age), locale=locale, **choice)
    heard = "\n".join(screen.spoken)
    assert ("{" in heard, "None" in heard, any(not one.strip() for one in screen.spoken)) == (False, False, False)


@given(st.sampled_from(every_choice()), st.sampled_from(list(Freshness)))
def test_what_is_spoken_is_what_is_shown(choice: dict[str, Any], age: Freshness) -> None:
    """ "Listen" reads everything visible: each paragraph of the body is among what is spoken."""
    screen = shown(knowledge_of(age=age), **choice)
    heard = "\n".join(screen.spoken)
    words = [block.as_map().get("text", "") for block in (*screen.body.header, *screen.body.flow, *screen.body.footer)]
    assert [one for one in words if one and one not in heard] == []


@given(locales, st.sampled_from(list(Freshness)), st.booleans(), st.sampled_from(((), ("lower",), ("large",))))
def test_the_list_loses_no_place(locale: str, age: Freshness, wide: bool, modes: tuple[str, ...]) -> None:
    """However the list is cut into blocks, it holds each place with a level of its own once, and says it."""
    knowledge = knowledge_of(age=age)
    body = shown(knowledge, "map", locale, wide=wide, modes=frozenset(modes)).body
    told = [zone.id for level_group in level_groups(knowledge) for zone in level_group.places]
    rows = [one for one in rows_in([block.as_map() for block in body.flow]) if one["action"] == "place"]
    assert sorted(one["argument"] for one in rows) == sorted(told)
    spoken = " ".join(body.spoken)
    assert [one["name"] for one in rows if one["name"] not in spoken] == []


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.booleans())
def test_no_place_is_listed_without_its_level(counts: list[int], apart: bool) -> None:
    """However long a level's list: each part of it, which may begin a page, has the level's head or a badge on every row."""
    columns = [
        (LevelLine(str(4 - n), "level", ""), [PlaceRow(f"{n}.{row}", "place") for row in range(count)])
        for n, count in enumerate(counts)
    ]
    sides = [side for block in ladders(columns, apart) for side in block.sides if side["rows"]]
    assert [side for side in sides if not (side["head"] or all(row["level"] for row in side["rows"]))] == []
    assert sorted(row["name"] for side in sides for row in side["rows"]) == sorted(
        row.name for _, rows in columns for row in rows
    )


def rows_in(found: object) -> Iterator[dict[str, Any]]:
    """Every row to touch, wherever a block holds it."""
    if isinstance(found, dict):
        if found.get("kind") == "place":
            yield found
        for inner in found.values():
            yield from rows_in(inner)
    elif isinstance(found, (list, tuple)):
        for inner in found:
            yield from rows_in(inner)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_ear_is_told_of_a_tick(locale: str) -> None:
    """What is read aloud says which sign is ticked: there a word stands before it that no other sign has."""
    plain, ticked = (
        [row.spoken for row in shown(knowledge_of(), "checklist", locale, ticked=frozenset(some)).body.flow]
        for some in ((), SIGNS[:1])
    )
    changed = [(before, after) for before, after in zip(plain, ticked, strict=True) if before != after]
    assert [after.endswith(f": {before}") for before, after in changed] == [True]


def test_a_place_that_is_gone_shows_the_map() -> None:
    """A new edition may drop a zone while somebody looks at it."""
    assert shown(knowledge_of(), "place", place="no-such-zone").body.name == "map"


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("ko", "2026년 6월 30일 18:00부터"),
        ("en", "Since 30 June 2026 18:00"),
        ("km", "ចាប់ពី 30 មិថុនា 2026 ម៉ោង 18:00"),
        ("zh_Hans", "自2026年6月30日 18:00起"),
        ("ja", "2026年6月30日 18:00から"),
        ("vi", "Từ 18:00 ngày 30 tháng 6, 2026"),
    ],
)
def test_day_and_time_stand_in_the_order_of_the_language(locale: str, words: str) -> None:
    """A month and an hour side by side run together in some languages: each writes the moment in its own order."""
    assert words in said(shown(knowledge_of(), "place", locale, place="KH-1")).replace("\u200b", "")
