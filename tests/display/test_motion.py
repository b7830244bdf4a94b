"""What moves: a short fade, and a slow circle against burn-in. Nothing else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QPointF, QTimer

from kiosk.display.application import application, prepare
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screen import Screen
from kiosk.display.presenters.screens import present
from kiosk.display.window import DisplayWindow
from kiosk.domain.languages import LOCALES
from kiosk.language.catalogues import translator
from tests.display.conftest import knowledge_of

MOST_SHIFT = 8
LONGEST_MS = 250
PATIENCE_MS = 5000


def screen_of(choice: Choice) -> Screen:
    """Presents a choice."""
    return present(knowledge_of(), choice, translator(choice.locale))


class Shown:
    """A window offscreen that shows what a choice leads to."""

    def __init__(self, still: bool) -> None:
        prepare(offscreen=True)
        application(["kiosk"])
        self.display_window = DisplayWindow(still=still)
        self.window = self.display_window.open()
        self.window.resize(1080, 1920)
        self.display_window.fit()
        self.show(Choice())
        self.window.show()

    def show(self, choice: Choice) -> None:
        """Presents it now."""
        self.display_window.scene.show(self.display_window.composer.lay(screen_of(choice)))

    def pages(self, choice: Choice) -> int:
        """How many pages it takes."""
        self.show(choice)
        return int(self.window.property("pageCount"))

    def corner(self) -> tuple[float, float]:
        """Where all but the mark lies."""
        stage = next(item for item in self.window.contentItem().childItems() if item.childItems())
        at = stage.mapToScene(QPointF(0, 0))
        return at.x(), at.y()

    def veils(self) -> list[int]:
        """Every step of the veil from now until it is gone."""
        loop, seen = QEventLoop(), [int(self.window.property("veiled"))]
        self.window.veiledChanged.connect(lambda: seen.append(int(self.window.property("veiled"))))  # type: ignore[attr-defined]
        self.window.veiledChanged.connect(lambda: seen[-1] or loop.quit())  # type: ignore[attr-defined]
        if seen[0]:
            QTimer.singleShot(PATIENCE_MS, loop.quit)
            loop.exec()
        return seen


@pytest.fixture
def shown() -> Iterator[Shown]:
    """With motion."""
    made = Shown(still=False)
    made.veils()
    yield made
    made.display_window.close()


def test_another_screen_comes_up_in_three_steps(shown: Shown) -> None:
    """A screen change is a short fade that ends by itself."""
    shown.show(Choice(screen="help"))
    assert shown.veils() == [3, 2, 1, 0]


def test_the_first_page_is_there_at_once() -> None:
    """A kiosk fills its window before it shows it: nothing comes up pale out of an empty page."""
    prepare(offscreen=True)
    application(["kiosk"])
    display_window = DisplayWindow()
    window = display_window.open()
    window.resize(1080, 1920)
    display_window.fit()
    display_window.scene.show(display_window.composer.lay(screen_of(Choice(locale="en"))))
    window.show()
    assert window.property("veiled") == 0
    display_window.close()


def test_typing_and_ticking_do_not_fade(shown: Shown) -> None:
    """What changes within a screen is there at once."""
    shown.show(Choice(screen="map", searching=True))
    shown.veils()
    shown.show(Choice(screen="map", searching=True, query="p"))
    assert shown.veils() == [0]


def test_with_reduced_motion_nothing_fades() -> None:
    """The setting means it."""
    shown = Shown(still=True)
    shown.show(Choice(screen="help"))
    assert shown.veils() == [0]
    shown.display_window.close()


def test_resting_content_moves_against_burn_in_and_comes_back(shown: Shown) -> None:
    """Each change of language moves attract by at most 8 px, to eight places, then the circle begins anew."""
    home, seen = shown.corner(), []
    for number in range(1, 9):
        shown.show(Choice(locale=LOCALES[number % len(LOCALES)]))
        seen.append(shown.corner())
    away = [(x - home[0], y - home[1]) for x, y in seen]
    assert all(abs(x) <= MOST_SHIFT and abs(y) <= MOST_SHIFT for x, y in away)
    assert len(set(away)) == len(away)
    assert away[-1] == (0, 0)


def test_a_visit_stands_still(shown: Shown) -> None:
    """Once touched, everything lies where it belongs, whatever the circle was at."""
    home = shown.corner()
    shown.show(Choice(locale="en"))
    assert shown.corner() != home
    shown.show(Choice(screen="map", locale="en"))
    assert shown.corner() == home


def test_a_language_has_the_pages_it_has_alone() -> None:
    """What another language left out for want of room does not count: the idle screen is one page in each, in any order."""
    made = Shown(still=True)
    try:
        pages = [made.pages(Choice(locale=locale)) for locale in (*LOCALES, *reversed(LOCALES))]
    finally:
        made.display_window.close()
    assert pages == [1] * 12


def test_the_levels_are_one_page_in_each_language() -> None:
    """On an upright panel, fresh: every level with its places beside the map, whatever was there before; Qt says nothing."""
    made, pages = Shown(still=True), []
    try:
        for locale in (*LOCALES, *reversed(LOCALES)):
            pages.append(made.pages(Choice(screen="map", locale=locale)))
            made.pages(Choice(screen="place", place="KH-1", locale=locale))
    finally:
        made.display_window.close()
    assert pages == [1] * 12
