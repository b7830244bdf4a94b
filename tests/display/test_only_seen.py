"""The tenth state (6 October 2026), which was only seen in the ministry's data: its levels, its day, no since, no penalty.

And what stands on a ban past its legal end, and how the edition agreed with the ministry's data.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from kiosk.language.catalogues import translator
from tests.display.conftest import EDITION, SHIPPED, aged, knowledge_of, seen
from tests.display.reading import ZONES, answered, bare, every_choice, levels, said, shown, words

SEEN_AT = datetime(2026, 10, 6, 7, 34, 12, tzinfo=UTC)
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
LAPSED = "기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요."
(BAN,) = [entry for entry in SHIPPED.levels if entry.penalty]


def penalty(locale: str) -> str:
    """Give what the Passport Act threatens."""
    assert BAN.penalty is not None
    return bare(BAN.penalty.in_(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_place_shows_the_tenth_state(locale: str) -> None:
    """The levels read in the ministry's data on 6 October 2026 stand on every zone's page, in every language."""
    found = {zone.id: levels(shown(seen(), "place", locale, place=zone.id)) for zone in ZONES}
    assert found == SEEN_LEVELS


@pytest.mark.parametrize("age", list(Freshness))
@pytest.mark.parametrize("locale", LOCALES)
def test_no_screen_states_a_penalty_where_there_is_no_ban(locale: str, age: Freshness) -> None:
    """The bundled edition holds no ban in force, so nowhere does it speak of prison, whatever its age."""
    banned = (penalty(locale), bare(BAN.name.in_(locale)))
    heard = [(choice, said(shown(seen(age), locale=locale, **choice))) for choice in every_choice()]
    assert [choice for choice, one in heard for part in banned if part in one] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_only_seen_says_its_day_and_never_a_since(locale: str) -> None:
    """ "Seen in the ministry's open data on 6 October 2026; since when is not known", on just those places' pages."""
    voice = translator(locale)
    told = "{day} 외교부 공개 자료에서 확인했습니다. 언제부터인지는 알 수 없습니다."
    only = words(locale, told, day=voice.full_day(SEEN_AT))
    first = bare(voice.full_day(datetime(2026, 8, 13, 17, 34, tzinfo=UTC)))
    for zone in ("bokor", "bavet", "poipet", "KH-12", "KH-3", "sihanoukville-city", "KH-22"):
        screen = shown(seen(), "place", locale, place=zone)
        assert (only in answered(screen), first in said(screen)) == (zone in ONLY_SEEN, False), zone


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_and_the_news_say_what_was_only_seen(locale: str) -> None:
    """The map's list says that some of it was only seen; the news carries the day it was seen, not the day it began."""
    day = translator(locale).day(SEEN_AT, seen().now)
    note = words(locale, "일부는 {day} 공개 자료에서 확인, 시작일 미상", day=day)
    assert note in answered(shown(seen(), "map", locale))
    assert note not in said(shown(knowledge_of(), "map", locale))
    head = words(locale, "새 소식 · {day} 공개 자료에서 확인", day=day)
    assert head in answered(shown(seen(), "attract", locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", ["bokor", "bavet", "poipet"])
def test_a_ban_past_its_legal_end_says_so_and_states_no_penalty(zone: str, locale: str) -> None:
    """After 31 July 2026 the bans of June stand, being verified: treat as in force; the penalty is no fact any more."""
    found = []
    for now in (datetime(2026, 7, 31, 14, 59, tzinfo=UTC), datetime(2026, 7, 31, 15, 0, tzinfo=UTC)):
        edition = replace(EDITION, valid_until=now + timedelta(hours=1))
        screen = shown(aged(edition, timedelta(minutes=1), now), "place", locale, place=zone)
        found.append((levels(screen)[0], words(locale, LAPSED) in answered(screen), penalty(locale) in said(screen)))
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
    assert (words(locale, "외교부 공개 자료와 비교") in heard) is bool(outcome)
    assert not outcome or words(locale, said_so, day=voice.full_day(day)) in heard


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_of_the_tenth_state_gives_it_a_day_of_beginning(locale: str) -> None:
    """Wherever the words "since" stand, no day from the day the levels were first seen on stands behind them."""
    voice = translator(locale)
    begun = {
        words(locale, "{when}부터", when=voice.full_moment(at))
        for one in SHIPPED.advisories
        if one.observed
        for at in (one.effective, one.observed_at, one.announced)
        if at
    }
    assert begun
    heard = [said(shown(seen(), "place", locale, place=zone.id)) for zone in ZONES]
    assert [one for one in heard for since in begun if since in one] == []
