"""Every edition that two officers could sign is presented, and painted whole: editions drawn at random (`fuzz`)."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.display.layout.compose import compose
from kiosk.display.pictures.order import SINGLE_MODES, Order
from kiosk.display.presenters.choice import SCREENS, Choice, step
from kiosk.display.presenters.screens import present
from kiosk.display.presenters.sheet import sheet_of
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import STEPS, Freshness
from kiosk.domain.languages import LOCALES
from kiosk.feed.document import validation
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from tests.display.conftest import NOW
from tests.display.fuzz import editions
from tests.display.layout.conftest import RULER, UPRIGHT, WIDE

MODES = (*SINGLE_MODES, "large+lower")
EVERY = (*SCREENS, "search", "languages")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def knowledge(edition: Edition, age: Freshness) -> Knowledge:
    """What a kiosk knows that holds this edition."""
    return Knowledge(edition, "0" * 64, age, NOW, NOW - STEPS[age].sample)


def choices(edition: Edition, locale: str, mode: str, wide: bool, places: int) -> Iterator[Choice]:
    """Every page that a visitor can reach, with so many of the places."""
    zones = tuple(zone.id for zone in edition.zones)
    size = (1920, 1080) if wide else (1080, 1920)
    ticked = tuple(sign.id for sign in edition.checklist.signs)
    order = Order(EVERY, (locale,), (mode,), (size,), zones[:: max(1, len(zones) // places)], ticked)
    for shots in order.shots(len(edition.checklist.groups)):
        yield from (shot.choice for shot in shots)
    for notice in edition.notices[:3]:
        yield Choice("notice", locale, frozenset(mode.split("+")) - {"normal"}, notice=notice.id)


def presented(edition: Edition, luck: Random, ways: int) -> int:
    """Presents every page in so many languages, modes, ages and panels, and each one's Home; how many."""
    found = 0
    for _ in range(ways):
        locale, mode, age = luck.choice(LOCALES), luck.choice(MODES), luck.choice(list(Freshness))
        known = knowledge(edition, age)
        wide = luck.random() < 0.5
        for choice in choices(edition, locale, mode, wide, 4):
            screen = present(known, choice, translator(locale), speaks=True)
            assert sheet_of(screen, compose(screen, WIDE if wide else UPRIGHT, RULER)).name == screen.body.name
            assert any(cell.action == "home" for cell in screen.frame.cells)
            assert step(choice, "home").screen == "attract"
            found += 1
    return found


def every_page(edition: Edition, luck: Random, ways: int) -> None:
    """What both runs demand of an edition."""
    assert validation.faults(edition) == []
    assert presented(edition, luck, ways) >= ways * len(EVERY)


@settings(max_examples=50, suppress_health_check=SLOW)
@given(editions(), st.integers(0, 2**32).map(Random))
def test_every_page_of_every_edition_is_presented(edition: Edition, luck: Random) -> None:
    """An edition that two officers can sign is presented on every screen, whatever the language, mode and age."""
    every_page(edition, luck, 1)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(max_examples=5000, suppress_health_check=SLOW)
@given(editions(), st.integers(0, 2**32).map(Random))
def test_every_page_of_five_thousand_editions_is_presented(edition: Edition, luck: Random) -> None:
    """The same of 5,000 editions."""
    every_page(edition, luck, 4)
