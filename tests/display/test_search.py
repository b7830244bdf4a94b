"""Finding a place by a few letters, in any of six languages."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.search import KEYBOARDS, folded, found, initials
from kiosk.domain.languages import LOCALES
from kiosk.domain.zone import Zone, ZoneKind
from tests.display.conftest import EDITION

ZONES = EDITION.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)
zones = st.sampled_from(ZONES)
locales = st.sampled_from(LOCALES)


def ids(query: str, locale: str) -> list[str]:
    """What a query finds, in order."""
    return [zone.id for zone in found(EDITION, query, locale)]


@pytest.mark.parametrize(
    ("query", "locale", "zone"),
    [
        ("ㅍㄴㅍ", "ko", "KH-12"),
        ("프놈", "ko", "KH-12"),
        ("ㅂㅋ", "ko", "bokor"),
        ("ㅅㅇㄹ", "ko", "KH-17"),
        ("앙코르", "ko", "KH-17"),
        ("phnom", "ko", "KH-12"),
        ("PHNOM PENH", "en", "KH-12"),
        ("phnompenh", "en", "KH-12"),
        ("kratie", "en", "KH-10"),
        ("takeo", "vi", "KH-21"),
        ("phnom penh", "vi", "KH-12"),
        ("ភ្នំពេញ", "km", "KH-12"),
        ("បាវិត", "km", "bavet"),
        ("金边", "zh_Hans", "KH-12"),
        ("西港", "zh_Hans", "sihanoukville-city"),
        ("ぷのんぺん", "ja", "KH-12"),
        ("プノンペン", "ja", "KH-12"),
        ("o'smach", "en", "KH-22"),
        ("osmach", "en", "KH-22"),
        ("50", "ko", "thai-border-50km"),
        ("ta lon", "vi", "bokor"),
        ("seimphop-no", "en", ""),
    ],
)
def test_a_place_is_found_as_people_write_it(query: str, locale: str, zone: str) -> None:
    """Initial consonants, accents or none, Khmer, Han, either kana, other spellings, whatever the language."""
    assert (zone in ids(query, locale)) if zone else ids(query, locale) == []


@given(zones, locales, st.integers(1, 12))
def test_every_place_is_found_by_the_first_letters_of_its_name(zone: Zone, locale: str, letters: int) -> None:
    """Any beginning of its name, in the language of the screen."""
    assert zone.id in ids(zone.name.in_(locale)[:letters], locale)


@given(zones, st.data())
def test_every_place_is_found_by_any_spelling_it_has(zone: Zone, data: st.DataObject) -> None:
    """Alternates in any script are found in every language."""
    spelling = data.draw(st.sampled_from((*zone.name.by_locale.values(), *zone.alternates)))
    assert zone.id in ids(spelling, data.draw(locales))


@given(zones, st.integers(1, 8))
def test_every_place_is_found_by_initial_consonants(zone: Zone, letters: int) -> None:
    """ㅍㄴㅍ finds 프놈펜: a Korean types only consonants."""
    assert zone.id in ids(initials(zone.name.in_("ko"))[:letters], "ko")


@given(zones, locales)
def test_case_accents_and_spaces_do_not_count(zone: Zone, locale: str) -> None:
    """A name written in capitals, without accents and spaces, finds the same place."""
    plain = unicodedata.normalize("NFD", zone.name.in_(locale).replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in plain if not ("\u0300" <= c <= "\u036f")).replace(" ", "").upper()
    assert zone.id in ids(unicodedata.normalize("NFC", bare), locale)


@given(zones, locales)
def test_composed_or_decomposed_is_one(zone: Zone, locale: str) -> None:
    """Letters count, not how a keyboard puts them together."""
    name = zone.name.in_(locale)
    assert folded(unicodedata.normalize("NFC", name)) == folded(unicodedata.normalize("NFD", name))


@given(locales)
def test_nothing_typed_shows_every_place_once(locale: str) -> None:
    """ "All places" is the empty search."""
    assert sorted(zone.id for zone in ZONES) == sorted(ids("", locale))


@given(locales, st.text(max_size=6))
def test_whatever_is_typed_is_answered(locale: str, query: str) -> None:
    """No letters break the search, and no place is told twice."""
    answer = ids(query, locale)
    assert len(set(answer)) == len(answer)


@given(zones, locales, st.integers(1, 6), st.integers(1, 6))
def test_more_letters_find_no_more_places(zone: Zone, locale: str, few: int, more: int) -> None:
    """Typing on only narrows (letters of the language's own name)."""
    name = folded(zone.name.in_(locale))
    assert set(ids(name[: few + more], locale)) <= set(ids(name[:few], locale))


@given(zones, locales)
def test_a_whole_name_comes_before_its_other_spellings(zone: Zone, locale: str) -> None:
    """A place whose own name begins with what was typed stands before one that only has it somewhere."""
    query = zone.name.in_(locale)
    names = [folded(one.name.in_(locale)).startswith(folded(query)) for one in found(EDITION, query, locale)]
    assert sorted(names, reverse=True) == names


@pytest.mark.parametrize("locale", LOCALES)
def test_two_keys_of_the_small_keyboard_reach_every_place(locale: str) -> None:
    """With the screen's own keyboard alone, two keys narrow the list to any place: no script needs keys it lacks."""
    letters = KEYBOARDS[locale][0]
    pairs = [one + other for one in letters if ids(one, locale) for other in letters]
    reached = {zone for pair in pairs for zone in ids(pair, locale)}
    assert [zone.name.in_(locale) for zone in ZONES if zone.id not in reached] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_place_is_alone_or_nearly_so_after_few_keys(locale: str) -> None:
    """Whole names typed leave at most the places that share that name (a province and its city)."""
    assert [zone.id for zone in ZONES if len(ids(zone.name.in_(locale), locale)) > 3] == []
