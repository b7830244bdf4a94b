"""Which levels the screens state of the ninth state (30 June 2026), in which order and words: places, map, idle screen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.blocks import Call, LevelLine, LevelList, PlaceHead, PlaceRow
from kiosk.domain.advisory import Certainty
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.standing import levels_at, standing
from kiosk.language.catalogues import translator
from kiosk.language.levels import level_groups, news, rest
from tests.display.conftest import EDITION, NOW, knowledge_of
from tests.display.reading import (
    ZONES,
    answer,
    answered,
    badges,
    bare,
    behind,
    drawn,
    levels,
    parts,
    said,
    shown,
    words,
)

zones = st.sampled_from([zone.id for zone in ZONES])
locales = st.sampled_from(LOCALES)
ages = st.sampled_from(list(Freshness))

INFERRED = "({place}: 외교부 공지가 불완전하여 추정한 단계)"
KOREAN = {"bokor": "여행금지", "sihanoukville-city": "철수권고", "KH-12": "여행자제", "KH-3": "여행유의"}
PENALTY = next(entry.penalty for entry in EDITION.levels if entry.penalty)

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


# --- a place ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", TODAY)
def test_a_place_shows_its_levels_worst_first(zone: str, locale: str) -> None:
    """A division may have several levels; its first line is the worst, with the name of the place it is for."""
    assert TODAY[zone] == levels(shown(knowledge_of(), "place", locale, place=zone))


@given(zones, locales)
def test_a_place_never_hides_the_worst(zone: str, locale: str) -> None:
    """The first badge is the worst level anywhere in the place; the order only falls, behind the door too."""
    held = levels_at(EDITION, zone, knowledge_of().view)
    signs = [one.level.sign for one in held if one.level]
    screen = shown(knowledge_of(), "place", locale, place=zone)
    assert (signs, signs) == (levels(screen), badges(behind(screen)))


@given(zones, locales, ages)
def test_a_place_begins_with_its_name_and_its_worst_level(zone: str, locale: str, age: Freshness) -> None:
    """Name, badge with the level and what is asked are read first, the worst alone in large type, in every age."""
    head, line, *_ = answer(shown(knowledge_of(age=age), "place", locale, place=zone))
    assert isinstance(head, PlaceHead) and isinstance(line, LevelLine)
    assert (bool(line.over), bool(line.name), bool(line.asks), line.first) == (True, True, True, True)
    lines = parts(list(shown(knowledge_of(age=age), "place", locale, place=zone).body.blocks))
    assert [one for one in lines if isinstance(one, LevelLine) and one.first] == [line]


@given(zones, locales)
def test_what_the_ministry_asks_is_on_the_first_page(zone: str, locale: str) -> None:
    """Of the worst level: what those who plan to go are asked and what those who are there; the others in one line each."""
    screen = shown(knowledge_of(), "place", locale, place=zone)
    worst = levels_at(EDITION, zone, knowledge_of().view)[0]
    assert worst.advisory is not None
    text = EDITION.level_text(worst.advisory)
    heard = answered(screen)
    assert (bare(text.plan.in_(locale)) in heard, bare(text.there.in_(locale)) in heard) == (True, True)
    others = [one for one in parts(list(answer(screen))) if isinstance(one, LevelLine) and not one.first]
    assert [one for one in others if one.asks or one.penalty] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_korean_name_of_the_level_stands_beside_every_translated_one(locale: str) -> None:
    """Officers, staff and travellers must mean the same level; on a place's first page."""
    for zone, name in KOREAN.items():
        assert name in answered(shown(knowledge_of(), "place", locale, place=zone)), zone


@given(locales, ages, st.sampled_from(["attract", "map", "place"]), zones)
def test_no_level_is_named_without_its_korean_name(locale: str, age: Freshness, screen: str, zone: str) -> None:
    """Every line with a badge in an answer, and behind the doors every one that names its level, in every age."""
    names = {one.level.sign: one.name.in_("ko") for one in EDITION.levels}
    here = shown(knowledge_of(age=age), screen, locale, place=zone)
    lines = [one for one in parts(list(answer(here))) if isinstance(one, LevelLine) and one.level]
    lines += [one for one in parts(list(behind(here))) if isinstance(one, LevelLine) and one.level and one.over]
    assert [one for one in lines if names[one.level] not in f"{one.over} {one.name}"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_ban_tells_its_penalty_and_nothing_else_does(locale: str) -> None:
    """Only level 4 is backed by the Passport Act."""
    told = bare(PENALTY.in_(locale)) if PENALTY else ""
    assert told
    assert (
        told in answered(shown(knowledge_of(), "place", locale, place="poipet")),
        told in said(shown(knowledge_of(), "place", locale, place="sihanoukville-city")),
    ) == (True, False)


@pytest.mark.parametrize("locale", LOCALES)
def test_exceptions_are_told(locale: str) -> None:
    """Transit through Bavet to Vietnam is allowed, and stands behind the door of its page."""
    held = standing(EDITION, "bavet", knowledge_of().view).advisory
    assert held is not None
    assert bare(held.exceptions[0].in_(locale)) in said(shown(knowledge_of(), "place", locale, place="bavet"))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", ["sihanoukville-city", "thai-border-50km", "KH-12"])
def test_an_inferred_level_says_so_on_its_source_line(zone: str, locale: str) -> None:
    """Certainty is carried to the traveller."""
    before, after = translator(locale).say(INFERRED, place="\0").split("\0")
    heard = said(shown(knowledge_of(), "place", locale, place=zone))
    assert (bare(before).strip() in heard, bare(after).strip(" ()") in heard) == (True, True)


@given(zones, locales)
def test_only_what_was_inferred_is_called_so(zone: str, locale: str) -> None:
    """ "Inferred" stands exactly where one of the page's advisories is."""
    held = levels_at(EDITION, zone, knowledge_of().view)
    certain = {one.advisory.certainty for one in held if one.advisory}
    tail = bare(translator(locale).say(INFERRED, place="\0").split("\0")[1]).strip()
    assert (Certainty.INFERRED in certain) == (tail in said(shown(knowledge_of(), "place", locale, place=zone)))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_source_is_named_with_its_day(locale: str) -> None:
    """Who said it and when, beside a code that leads to the ministry."""
    held = standing(EDITION, "bokor", knowledge_of().view).advisory
    assert held is not None
    (code,) = [one for one in behind(shown(knowledge_of(), "place", locale, place="bokor")) if isinstance(one, Call)]
    lines = bare("\n".join(code.lines))
    publisher, day = held.source.publisher.in_(locale), translator(locale).full_day(held.source.published)
    assert (bare(publisher) in lines, bare(day) in lines, code.payload[:8]) == (True, True, "https://")


@pytest.mark.parametrize("locale", LOCALES)
def test_since_when_and_how_long_ago_is_said(locale: str) -> None:
    """A date with its year on the first page; behind the door CLDR's own words for how long ago too."""
    voice, ban, lowered = (
        translator(locale),
        datetime(2025, 10, 15, 15, tzinfo=UTC),
        datetime(2026, 6, 30, 9, tzinfo=UTC),
    )
    assert bare(voice.full_moment(ban)) in answered(shown(knowledge_of(), "place", locale, place="KH-1"))
    heard = said(shown(knowledge_of(), "place", locale, place="KH-18"))
    assert (bare(voice.full_day(lowered)) in heard, bare(voice.ago(lowered, NOW)) in heard) == (True, True)


@pytest.mark.parametrize(
    ("locale", "since"),
    [
        ("ko", "2026년 6월 30일 18:00부터"),
        ("en", "Since 30 June 2026 18:00"),
        ("km", "ចាប់ពី 30 មិថុនា 2026 ម៉ោង 18:00"),
        ("zh_Hans", "自2026年6月30日 18:00起"),
        ("ja", "2026年6月30日 18:00から"),
        ("vi", "Từ 18:00 ngày 30 tháng 6, 2026"),
    ],
)
def test_day_and_time_stand_in_the_order_of_the_language(locale: str, since: str) -> None:
    """A month and an hour side by side run together in some languages: each writes the moment in its own order."""
    assert since in said(shown(knowledge_of(), "place", locale, place="KH-1"))


def test_a_place_that_is_gone_shows_the_map() -> None:
    """A new edition may drop a zone while somebody looks at it."""
    assert shown(knowledge_of(), "place", place="no-such-zone").body.name == "map"


# --- the idle screen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_what_changed_last_is_said_on_attract_and_place(locale: str) -> None:
    """30 June: Sihanoukville province lowered to level 2, its city stays at level 3; five others to 1, but not in them
    Poipet at level 4 and the belt along the Thai border at 3: all that stays worse is named.
    """
    voice = translator(locale)
    lowered = words(locale, "{place}: {n}단계로 하향", place=EDITION.zone("KH-18").brief.in_(locale), n=2)
    named = {
        zone: f"{EDITION.zone(zone).brief.in_(locale)} {voice.say('{n}단계', n=n)}"
        for zone, n in (("sihanoukville-city", 3), ("poipet", 4), ("thai-border-50km", 3))
    }
    kept = (named["sihanoukville-city"], voice.listed((named["poipet"], named["thai-border-50km"])))
    heard = answered(shown(knowledge_of(), "attract", locale))
    assert lowered in heard
    assert [places for places in kept if words(locale, "(그대로: {places})", places=places) not in heard] == []
    assert words(locale, "{n}단계에서 하향", n=3) in said(shown(knowledge_of(), "place", locale, place="KH-18"))


@pytest.mark.parametrize("age", list(Freshness))
@pytest.mark.parametrize("locale", LOCALES)
def test_attract_names_every_banned_place(locale: str, age: Freshness) -> None:
    """The worst levels in force, with their places, before anything is touched, level 4 before the rest."""
    screen = shown(knowledge_of(age=age), "attract", locale)
    names = [bare(EDITION.zone(zone).brief.in_(locale)) for zone in ("poipet", "bavet", "bokor")]
    assert [name for name in names if name not in answered(screen)] == []
    assert levels(screen) == sorted(levels(screen), reverse=True)
    assert levels(screen)[0] == Level.LEVEL_4.sign


# --- the map --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_beside_the_map_is_worst_first(locale: str) -> None:
    """4, then 3, then 2, then the rest of the country."""
    assert levels(shown(knowledge_of(), "map", locale)) == ["4", "3", "2", "1"]


def test_the_map_fills_by_own_ground_and_marks_what_is_worse() -> None:
    """Never the whole province painted for one city."""
    (painted,) = drawn(shown(knowledge_of(), "map"))
    fills = dict(painted["fills"])
    assert {zone: fills[zone] for zone in ("KH-18", "KH-12", "KH-1", "KH-22", "KH-24", "KH-7")} == {
        "KH-18": "2",
        "KH-12": "2",
        "KH-1": "1",
        "KH-22": "3",
        "KH-24": "3",
        "KH-7": "1",
    }
    assert dict(painted["marks"]) == {"poipet": "4", "bavet": "4", "bokor": "4", "sihanoukville-city": "3"}
    assert painted["bands"] == [["thai-border-50km", "3"]]
    assert len(fills) == 25


@given(locales, ages)
def test_the_list_loses_no_place(locale: str, age: Freshness) -> None:
    """The list holds each place with a level of its own once, under the head of its level, and says it."""
    knowledge = knowledge_of(age=age)
    screen = shown(knowledge, "map", locale)
    (listed,) = [one for one in answer(screen) if isinstance(one, LevelList)]
    told = [[zone.id for zone in group.places] for group in level_groups(knowledge)]
    found = [[row.argument for row in rows if row.action == "place"] for _, rows in listed.groups]
    assert [places for places in found if places] == told
    spoken = answered(screen)
    assert [row.name for _, rows in listed.groups for row in rows if bare(row.name) not in spoken] == []


@given(locales, ages)
def test_no_place_is_listed_without_its_level(locale: str, age: Freshness) -> None:
    """Each row of the map lies under the head of its level or has a badge; each row of the search has one; all are told."""
    blocks = answer(shown(knowledge_of(age=age), "map", locale))
    alone = [one for one in blocks if isinstance(one, PlaceRow)]
    searched = answer(shown(knowledge_of(age=age), "map", locale, searching=True))
    rows = [*alone, *(one for one in searched if isinstance(one, PlaceRow))]
    assert [row for row in rows if not row.level] == []
    (listed,) = [one for one in blocks if isinstance(one, LevelList)]
    assert [head for head, _ in listed.groups if not head.level or not head.name] == []
    within = [row for _, inside in listed.groups for row in inside]
    assert [row for row in (*within, *rows[len(alone) :]) if not row.said] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_rest_of_the_country_stands_in_the_list(locale: str) -> None:
    """All other places stand under their level too, and a touch on them leads to the search."""
    (listed,) = [one for one in answer(shown(knowledge_of(), "map", locale)) if isinstance(one, LevelList)]
    head, rows = listed.groups[-1]
    everywhere = rest(knowledge_of())
    assert (head.level, rows[-1].action) == (everywhere.level.sign if everywhere.level else "", "search")
    assert rows[-1].name == everywhere.zone.brief.in_(locale)


def test_a_change_that_only_takes_a_level_away_is_no_news() -> None:
    """Where the newest change leaves a place without a level nobody can say what it rose or fell to: the screen stands."""
    ended = tuple(replace(one, until=NOW - timedelta(hours=1), legal_end=None) for one in EDITION.advisories)
    knowledge = knowledge_of(replace(EDITION, advisories=ended))
    assert news(knowledge, translator("ko"))[1] == ()
    assert news(knowledge, translator("ko"))[0]
    assert shown(knowledge, "attract").body.controls
