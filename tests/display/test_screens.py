"""Every screen as a composition: what its first page answers, its doors, its frame, and that all that is shown is said."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.blocks import (
    Block,
    Button,
    Call,
    Fact,
    LevelLine,
    MapBox,
    PlaceHead,
    PlaceRow,
    SearchField,
    SignRow,
    Steps,
    Tile,
    Words,
)
from kiosk.display.presenters.choice import SCREENS
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from kiosk.domain.mode import Mode
from kiosk.language.catalogues import translator
from tests.display.conftest import EDITION, knowledge_of, seen
from tests.display.reading import answer, answered, bare, buttons, every_choice, parts, said, shown, words

locales = st.sampled_from(LOCALES)
screens = st.sampled_from(SCREENS)
ages = st.sampled_from(list(Freshness))
choices = st.sampled_from(every_choice())


# --- composition ------------------------------------------------------------------------------------------------------


@given(choices, locales, ages, st.frozensets(st.sampled_from(("large", "contrast", "lower"))))
def test_no_screen_depends_on_the_mode(choice: dict[str, Any], locale: str, age: Freshness, modes: Any) -> None:
    """What a screen says is the same whatever the size of text, contrast and reach; only the sheet of them shows what is on."""
    plain, moded = (shown(knowledge_of(age=age), locale=locale, modes=one, **choice) for one in (frozenset(), modes))
    assert plain.body.spoken == moded.body.spoken
    assert choice.get("settings_open") or plain.body == moded.body


@given(choices, locales, ages)
def test_every_door_says_where_it_leads(choice: dict[str, Any], locale: str, age: Freshness) -> None:
    """A door has words in both lengths, leads to something, and no two of a screen have the same words."""
    sections = shown(knowledge_of(age=age), locale=locale, **choice).body.sections
    assert [one for one in sections if not (one.title.strip() and one.label.strip() and one.blocks)] == []
    assert len({one.title for one in sections}) == len(sections)


@given(choices, locales, ages)
def test_every_screen_has_a_title_for_the_top_line(choice: dict[str, Any], locale: str, age: Freshness) -> None:
    """A page says what it is: only the idle screen and the verdict, whose first words say it, have none."""
    body = shown(knowledge_of(age=age), locale=locale, **choice).body
    assert bool(body.title.strip()) or (choice["screen"] in ("attract", "verdict") and not body.sections)


@given(choices, locales, ages)
def test_whatever_can_be_touched_has_words(choice: dict[str, Any], locale: str, age: Freshness) -> None:
    """No button, row or field without words for eye and ear."""
    blocks = list(parts(list(shown(knowledge_of(age=age), locale=locale, **choice).body.blocks)))
    touched = [one for one in blocks if getattr(one, "action", "") and not getattr(one, "waiting", False)]
    assert [one for one in touched if not one.spoken.strip()] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_attract_answers_with_question_levels_and_the_way_in(locale: str) -> None:
    """The question, the worst levels with their places, the newest change, one button to begin; a level begins too."""
    screen = shown(knowledge_of(), "attract", locale)
    (question,) = [one for one in screen.body.lead if isinstance(one, Words) and one.role == "question"]
    lines = [one for one in answer(screen) if isinstance(one, LevelLine)]
    begin, *_ = screen.body.controls
    assert bare(question.text) == words(locale, "지금 가시는 곳, 안전한가요?")
    assert lines
    assert {one.action for one in lines} == {"begin"}
    assert isinstance(begin, Button)
    assert (begin.action, begin.primary, begin.spare) == ("begin", True, False)
    assert [one.argument for one in buttons(screen.body.controls) if one.action == "locale"] == list(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_map_answers_with_the_country_and_the_ways_on(locale: str) -> None:
    """The search, the way to the checklist, and the country are read first."""
    field, country = shown(knowledge_of(), "map", locale).body.lead
    assert isinstance(field, SearchField) and isinstance(country, MapBox)
    assert (field.action, bool(field.text), country.interactive) == ("search", True, True)
    assert field.beside is not None
    assert (field.beside.action, bare(field.beside.name)) == (
        "checklist",
        words(locale, "일자리 제안을 받고 가시나요?"),
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_about_answers_with_edition_age_source_and_privacy(locale: str) -> None:
    """Which edition, when it was checked, whose levels they are, and that nothing is kept, on the first page."""
    heard, voice = answered(shown(knowledge_of(), "about", locale)), translator(locale)
    for message in (
        "여행하시는 분에 관한 것은 아무것도 저장하지 않습니다.",
        "여행경보는 외교부가 우리 국민을 위해 정하고, 경찰관 두 명이 확인해 서명합니다.",
        "발행",
        "마지막 확인",
    ):
        assert words(locale, message) in heard, message
    assert bare(voice.full_moment(EDITION.issued_at)) in heard
    assert str(EDITION.number) in heard


@pytest.mark.parametrize("locale", LOCALES)
def test_about_says_that_the_bundled_edition_was_signed_by_nobody(locale: str) -> None:
    """Only of the bundled one; map credit and the edition's mark behind the door."""
    unsigned = words(locale, "프로그램에 담긴 기본 정보이며 서명된 발행본이 아닙니다.")
    bundled, signed = (shown(replace(knowledge_of(), bundled=one), "about", locale) for one in (True, False))
    assert (unsigned in answered(bundled), unsigned in said(signed)) == (True, False)
    assert "OpenStreetMap" in said(bundled)
    assert knowledge_of().sha256[:16] in said(bundled)


# --- frame ------------------------------------------------------------------------------------------------------------


@given(screens, locales, ages)
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


@pytest.mark.parametrize("locale", LOCALES)
def test_the_settings_sheet_holds_the_rest_of_a_short_dock(locale: str) -> None:
    """In large text one cell opens language, size, contrast, lower and listen as one sheet; the languages' has six."""
    screen = shown(knowledge_of(), "map", locale, settings_open=True)
    assert (screen.frame.more.action, bool(screen.frame.more.label), screen.frame.more.on) == ("settings", True, True)
    languages = [("locale", code) for code in LOCALES]
    modes = [("mode", "large"), ("mode", "contrast"), ("mode", "lower"), ("listen", "")]
    assert [(one.action, one.argument) for one in buttons(screen.body.controls)] == [*modes, *languages]
    six = shown(knowledge_of(), "map", locale, languages_open=True).body
    assert [(one.action, one.argument) for one in buttons(six.controls)] == languages
    assert [one.argument for one in buttons(six.controls) if one.chosen] == [locale]


@pytest.mark.parametrize(("mode", "word"), [(Mode.DEMO, "DEMO"), (Mode.TRAINING, "TRAINING"), (Mode.LIVE, "")])
@pytest.mark.parametrize("locale", LOCALES)
def test_demo_and_training_say_so_on_every_screen(mode: Mode, word: str, locale: str) -> None:
    """In every language, and live says nothing of the kind."""
    edition = replace(EDITION, mode=mode)
    told = {shown(knowledge_of(edition), locale=locale, **choice).frame.demo for choice in every_choice()}
    assert (1, bool(word)) == (len(told), all(word in one and one for one in told) and told != {""})


# --- what is said -----------------------------------------------------------------------------------------------------


def seen_words(block: Block) -> Iterator[str]:
    """Give the words that stand on the panel for a block at its fullest; the ear may be told more."""
    match block:
        case Words():
            yield block.text
        case LevelLine():
            yield from (block.over, block.name, *block.asks, block.penalty, *block.notes)
        case PlaceHead():
            yield block.name
        case PlaceRow():
            yield from (block.over, block.name)
        case SignRow() | SearchField():
            yield block.text
        case Steps():
            yield block.names[block.current]
        case Call():
            yield from (block.title, block.number, *block.lines)
        case Tile() | Fact():
            yield from (block.label, block.value)
        case Button() if not block.waiting:
            yield block.name or block.text


@given(choices, ages, locales)
def test_what_is_spoken_is_what_is_shown(choice: dict[str, Any], age: Freshness, locale: str) -> None:
    """ "Listen" reads everything visible: each word of each block and door, and the band, is among what is spoken."""
    screen = shown(knowledge_of(age=age), locale=locale, **choice)
    heard = "\n".join(screen.spoken)
    told = [one for block in parts(list(screen.body.blocks)) for one in seen_words(block)]
    told += [section.title for section in screen.body.sections]
    told += [screen.frame.demo, screen.frame.band.headline, screen.frame.band.detail]
    assert [one for one in told if one.rstrip(".") not in heard] == []


@given(choices, locales, ages)
def test_no_screen_shows_a_gap_of_a_template(choice: dict[str, Any], locale: str, age: Freshness) -> None:
    """No brace, no "None", no empty sentence where words belong."""
    screen = shown(knowledge_of(age=age), locale=locale, **choice)
    heard = "\n".join(screen.spoken)
    assert ("{" in heard, "None" in heard, any(not one.strip() for one in screen.spoken)) == (False, False, False)
    blocks = [one for block in parts(list(screen.body.blocks)) for one in seen_words(block)]
    assert [one for one in blocks if "{" in one or "}" in one or one == "None"] == []


@pytest.mark.parametrize("locale", ["en", "km", "vi"])
def test_no_korean_stands_where_another_language_is_read(locale: str) -> None:
    """Only names of levels, of the language and of contacts as the officers wrote them are in Hangul, in either state."""
    allowed = {one.name.in_("ko") for one in EDITION.levels} | {"한국어"}
    allowed |= {one for contact in EDITION.contacts for one in (contact.name.in_(locale), contact.value) if one}
    wrong = []
    for choice in every_choice():
        for knowledge in (knowledge_of(), seen(), knowledge_of(age=Freshness.UNKNOWN)):
            heard = "\n".join(shown(knowledge, locale=locale, **choice).spoken)
            for name in allowed:
                heard = heard.replace(name, "")
            wrong += [(choice, one) for one in heard.split("\n") if any("가" <= sign <= "힣" for sign in one)]
    assert wrong == []
