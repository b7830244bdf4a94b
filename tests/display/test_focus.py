"""Who walks by keypad: the keys stay where they were, are spoken where one listens, and no countdown covers a control."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.display.presenters.choice import MODES, Choice
from kiosk.domain.languages import LOCALES
from kiosk.language.catalogues import translator
from tests.display.stage import Stage

COUNTDOWN = "{n}초 뒤 처음 화면으로 돌아갑니다. 계속 보려면 누르세요."
SCREENS = (
    Choice(screen="map"),
    Choice(screen="map", searching=True),
    Choice(screen="place", place="bavet"),
    Choice(screen="checklist"),
    Choice(screen="help"),
    Choice(screen="map", languages_open=True),
    Choice(screen="map", settings_open=True),
)


@pytest.fixture
def stage(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """The map, touched just now."""
    made = Stage(state, monkeypatch)
    made.visit.touch("begin", "")
    yield made
    made.close()


@pytest.mark.parametrize("mode", ["contrast", "lower"])
def test_the_control_that_had_the_keys_keeps_them(stage: Stage, mode: str) -> None:
    """Contrast and Lower, touched by the keypad, can be touched again at once to undo them: place and focus are kept."""
    stage.walk_to("mode", mode)
    key = stage.scene.key
    for wanted in ({mode}, set()):
        stage.key(Qt.Key.Key_Return)
        assert stage.visit.choice.modes == wanted
        assert (stage.focus, stage.scene.key) == (("mode", mode), key)


@pytest.mark.parametrize("mode", MODES)
def test_another_modes_control_keeps_the_keys(stage: Stage, mode: str) -> None:
    """Whatever a mode does with the boxes of the page, the keys stay with the control that does the same, if it is there."""
    stage.walk_to("go", "help")
    stage.visit.touch("mode", mode)
    assert stage.focus == ("go", "help")
    stage.visit.touch("mode", mode)
    assert stage.focus == ("go", "help")


def test_what_is_gone_lets_the_keys_go(stage: Stage) -> None:
    """Larger itself is no control of large text's dock: nothing has the keys then, and Down begins at the first control."""
    stage.key(Qt.Key.Key_Down)
    first = stage.focus
    stage.walk_to("mode", "large")
    stage.key(Qt.Key.Key_Return)
    assert (stage.visit.choice.modes, stage.focus) == ({"large"}, ("", ""))
    stage.visit.touch("mode", "large")
    stage.key(Qt.Key.Key_Down)
    assert stage.focus == first


def test_larger_opens_the_first_page(stage: Stage) -> None:
    """From whichever page, since its words stand elsewhere now; Contrast keeps the page."""
    stage.visit.touch("go", "help")
    assert stage.scene.pages > 1
    stage.key(Qt.Key.Key_PageDown)
    stage.visit.touch("mode", "contrast")
    assert stage.scene.page == 1
    stage.visit.touch("mode", "large")
    assert stage.scene.page == 0


def test_another_screen_begins_anew(stage: Stage) -> None:
    """No control of a new screen has the keys because one of the last had them; Down begins with the first."""
    stage.walk_to("go", "help")
    stage.key(Qt.Key.Key_Return)
    assert (stage.scene.name, stage.focus) == ("help", ("", ""))
    stage.key(Qt.Key.Key_Down)
    first = stage.focus
    stage.key(Qt.Key.Key_PageDown)
    assert stage.focus == ("", "")
    stage.key(Qt.Key.Key_PageUp, Qt.Key.Key_Down)
    assert stage.focus == first


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_F5])
def test_every_key_is_a_sign_of_life(stage: Stage, key: Qt.Key) -> None:
    """A key of any kind ends the countdown and keeps the visit."""
    stage.visit.touch("go", "help")
    stage.later += 75
    assert stage.until(lambda: stage.scene.countdown)
    stage.key(key)
    assert (stage.scene.countdown, stage.scene.name) == ("", "help")
    stage.later += 55
    stage.visit._beat()
    assert (stage.scene.countdown, stage.scene.name) == ("", "help")


def test_an_idle_visit_is_forgotten(stage: Stage) -> None:
    """Left alone everything goes: place, language and modes, and no ring stays on the idle screen."""
    for action, argument in (("place", "bavet"), ("locale", "vi"), ("mode", "contrast")):
        stage.visit.touch(action, argument)
    stage.walk_to("mode", "contrast")
    stage.later += 75
    assert stage.until(lambda: stage.scene.countdown)
    stage.later += 10
    assert stage.until(lambda: stage.scene.name == "attract")
    assert (stage.visit.choice, stage.scene.countdown, stage.focus) == (Choice(), "", ("", ""))


def test_who_listens_hears_where_the_keys_are(stage: Stage) -> None:
    """Once listening was asked for, each move of the keys is told, numbers dictated; not before, and not after Stop."""
    told: list[tuple[str, str]] = []
    stage.visit.named.connect(lambda *words: told.append(words))
    stage.walk_to("go", "help")
    assert told == []
    stage.visit.touch("listen", "")
    stage.key(Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert len(told) == 2
    name, locale = told[-1]
    assert (locale, "0404" in name, "공사공사" in name) == ("ko", False, True)
    stage.visit.touch("hush", "")
    stage.key(Qt.Key.Key_Down)
    assert len(told) == 2


def test_the_next_visitor_is_not_spoken_to(stage: Stage) -> None:
    """Listening ends with the visit, and where the language has no voice nothing is told."""
    told: list[tuple[str, str]] = []
    stage.visit.named.connect(lambda *words: told.append(words))
    stage.visit.touch("listen", "")
    stage.visit.touch("locale", "km")
    stage.key(Qt.Key.Key_Down)
    stage.later += 200
    assert stage.until(lambda: stage.scene.name == "attract")
    stage.key(Qt.Key.Key_Down)
    assert told == []


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("modes", [(), ("large",), ("lower",), ("large", "lower")])
def test_the_countdown_covers_no_control(
    state: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], modes: tuple[str, ...]
) -> None:
    """In each language, on any screen, under the words of a demo and of old data, its strip lies where nothing is touched."""
    stage, covered = Stage(state, monkeypatch, size), []
    stage.later = 3 * 86400.0
    for locale in LOCALES:
        for choice in SCREENS:
            stage.visit.show_choice(replace(choice, locale=locale, modes=frozenset(modes)))
            stage.scene.show_countdown(translator(locale).say(COUNTDOWN, n=20))
            strip = stage.window.property("counting")
            assert strip.height() > 0
            under = [name for name, box in stage.controls().items() if box.intersects(strip)]
            covered += [(locale, choice.screen, name) for name in under]
    stage.close()
    assert covered == []
