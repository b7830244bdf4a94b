"""Large text: sentences parted where a reader pauses, numbers with their owners, bans with their badges."""

import re
from itertools import product

import pytest

from kiosk.display.language import translator
from kiosk.display.presenters.blocks import LevelLine, PlaceHead, QrCard, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.phrases import MOST, letters, statements
from kiosk.display.presenters.screens import present
from kiosk.domain.level import Level
from kiosk.domain.text import LOCALES
from tests.display.conftest import EDITION, knowledge_of

EITHER = [(locale, wide) for locale, wide in product(LOCALES, (False, True))]
NUMBER = re.compile(r"\+?\d[\d-]{2,}")


def large(screen: str, locale: str, wide: bool, **chosen: str) -> tuple[object, ...]:
    """The flow of a screen in large text."""
    choice = Choice(screen=screen, locale=locale, modes=frozenset({"large"}), wide=wide, **chosen)  # type: ignore[arg-type]
    return present(knowledge_of(), choice, translator(locale)).body.flow


def told(locale: str) -> list[str]:
    """The long texts of the edition."""
    levels = [one for level in EDITION.levels for one in (level.plan, level.there, level.penalty) if one]
    return [
        one.in_(locale)
        for one in (
            *levels,
            *(advisory.reason for advisory in EDITION.advisories if advisory.reason),
            EDITION.guidance.text,
        )
    ]


def bare(words: str) -> str:
    """Without anything that may change where a text is parted."""
    return re.sub(r"[\s·\u200b]", "", words)


@pytest.mark.parametrize(("locale", "wide"), EITHER)
def test_nothing_is_lost_where_a_sentence_is_parted(locale: str, wide: bool) -> None:
    """The pieces together are the text, each fits, and none begins or ends with a middle dot."""
    for words in told(locale):
        pieces = statements(words, locale, wide)
        assert bare("".join(pieces)) == bare(words)
        assert [one for one in pieces if one != one.strip(" ·\u200b") or letters(one) > MOST[locale][wide]] == []


@pytest.mark.parametrize(("locale", "wide"), EITHER)
def test_a_number_stays_with_its_unit(locale: str, wide: bool) -> None:
    """No piece that another follows ends with a number: "up to 1" is no sentence."""
    for words in told(locale):
        assert [one for one in statements(words, locale, wide)[:-1] if one[-1:].isdigit()] == []


@pytest.mark.parametrize("wide", [False, True])
def test_no_scrap_stands_alone(wide: bool) -> None:
    """A few letters join their neighbour's piece."""
    words = "가지 마세요. 이미 있다면 즉시 떠나세요."
    assert statements(words, "ko", wide) == (words,)


@pytest.mark.parametrize(("locale", "wide"), EITHER)
def test_a_place_begins_with_its_worst_level(locale: str, wide: bool) -> None:
    """The name, the badge with its level, and what is asked hold together, with nothing between them."""
    head, line, ask = large("place", locale, wide, place="KH-1")[:3]
    assert isinstance(head, PlaceHead) and isinstance(line, LevelLine) and isinstance(ask, Words)
    assert (head.keep, head.other, line.keep, line.level, bool(line.over)) == (True, "", True, "4", True)


@pytest.mark.parametrize(("locale", "wide"), EITHER)
def test_help_begins_with_a_number_and_its_owner(locale: str, wide: bool) -> None:
    """The embassy's code comes first; wherever a number is printed, letters stand in the same block."""
    flow = large("help", locale, wide)
    first = flow[0]
    assert isinstance(first, QrCard)
    assert first.title and first.number == EDITION.contacts[0].printed
    alone = [one.text for one in flow if isinstance(one, Words) and NUMBER.fullmatch(one.text)]
    assert alone == []
    assert [one.number for one in flow if isinstance(one, QrCard) and one.number[:1] == "+" and not one.title] == []


@pytest.mark.parametrize(("locale", "wide"), EITHER)
def test_the_idle_screen_names_the_bans_first(locale: str, wide: bool) -> None:
    """Every place named has a badge of its own, those of level 4 before the rest."""
    lines = [one for one in large("attract", locale, wide) if isinstance(one, LevelLine)]
    signs = [one.level for one in lines]
    assert signs == sorted(signs, reverse=True)
    assert signs.count(Level.LEVEL_4.sign) == 3


def test_an_idle_upright_screen_begins_on_every_page() -> None:
    """The button stands fixed below the pages."""
    choice = Choice(screen="attract", modes=frozenset({"large"}))
    footer = present(knowledge_of(), choice, translator("ko")).body.footer
    assert [getattr(one, "action", "") for one in footer] == ["begin"]


def test_a_time_of_day_is_not_bound_to_the_word_behind_it() -> None:
    """It counts nothing; bound to a long word the two left the page ("08:00-15:30 Cambodian time")."""
    (piece,) = statements("08:00-15:30 Cambodian time, then by phone", "en")
    assert "15:30 Cambodian" in piece
    assert "50\u00a0km" in "".join(statements("Within 50 km of Thailand", "en"))
