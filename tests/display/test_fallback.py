"""A page that cannot be presented: the ladder is walked, told, and the screen lives on."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.display.application import application
from kiosk.display.composer import Composer
from kiosk.display.fallback import REST, Fallback
from kiosk.display.first_page import FirstPage
from kiosk.display.models.scene import Scene
from kiosk.display.presenters import screens
from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.state_reader import StateReader
from kiosk.display.visit import Visit
from kiosk.display.watch import Watch
from kiosk.gate.doctor import examine
from kiosk.gate.settings import load
from kiosk.gate.store import Store
from tests.feed.workshop import Feed, whole_edition

PATIENCE = 60.0


class Screen:
    """A display without a window: what Service puts together, but for paint and speech."""

    def __init__(self, state: Path) -> None:
        application(["kiosk"])
        held = Store(state).load()
        self.scene = Scene()
        self.visit = Visit(self.scene, Composer(1.0), held, load(None), ("ko",))
        self.watch = Watch(state, held, StateReader.spawned(state))
        self.watch.changed.connect(self.visit.take)
        self.visit.unpresented.connect(self.watch.pass_over)
        self.gone: list[bool] = []
        self.visit.lost.connect(lambda: self.gone.append(True))

    def until(self, true: Callable[[], object]) -> None:
        """Serves Qt's events until it is true."""
        loop, deadline = QEventLoop(), time.monotonic() + PATIENCE
        timer = QTimer(loop, interval=10)
        timer.timeout.connect(lambda: loop.quit() if true() or time.monotonic() > deadline else None)
        timer.start()
        loop.exec()
        assert true(), (self.visit.held.edition.number, self.visit.choice, self.visit.faults)


@pytest.fixture
def second(feed: Feed, state: Path) -> Path:
    """A kiosk that holds edition 2, and edition 1 as its previous one."""
    feed.publish(whole_edition(2, feed.now))
    Store(state).accept(feed.bundle())
    return state


@pytest.fixture
def shown(second: Path) -> Iterator[Callable[[], Screen]]:
    """Begins a display of that kiosk."""
    begun: list[Screen] = []

    def begin() -> Screen:
        begun.append(Screen(second))
        return begun[-1]

    yield begin
    for one in begun:
        one.watch.end()


def broken(monkeypatch: pytest.MonkeyPatch, name: str, numbers: tuple[int, ...]) -> None:
    """From now on that screen's presenter raises for editions of these numbers."""
    whole = screens.SCREENS[name]

    def raising(knowledge: Any, choice: Any, translator: Any) -> Any:
        if knowledge.edition.number in numbers:
            raise KeyError("a contact that is not there")
        return whole(knowledge, choice, translator)

    monkeypatch.setitem(screens.SCREENS, name, raising)


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_that_one_edition_cannot_present_is_shown_from_the_one_before(
    shown: Callable[[], Screen], feed: Feed, second: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each presenter in turn: the previous edition's page comes by itself, operators are told, and the next edition is taken."""
    broken(monkeypatch, name, (2,))
    screen = shown()
    screen.visit.show_choice(Choice(screen=name, place="KH-1", trail=() if name == "attract" else (Choice(),)))
    assert screen.scene.name in ("", name, *REST)
    screen.until(lambda: screen.visit.held.edition.number == 1 and screen.visit.choice.screen == name)
    assert screen.scene.name == name
    assert any(f"edition 2: the screen {name} could not be presented (KeyError" in one for one in screen.visit.faults)
    feed.publish(whole_edition(3, feed.now))
    Store(second).accept(feed.bundle())
    screen.until(lambda: screen.visit.held.edition.number == 3)
    assert (screen.scene.name, screen.gone) == (name, [])


@pytest.mark.parametrize("name", [one for one in SCREENS if one != "attract"])
def test_a_page_that_no_edition_presents_is_left_out_and_the_newest_edition_stays(
    shown: Callable[[], Screen], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A fault of the program's: the last good page stays, the whole ladder was tried, home and all else work."""
    broken(monkeypatch, name, (0, 1, 2))
    screen = shown()
    screen.visit.touch("begin", "") if name != "map" else screen.visit.touch("go", "help")
    before = screen.scene.name
    screen.visit.touch("place", "KH-1") if name == "place" else screen.visit.touch("go", name)
    screen.until(lambda: len(screen.visit.faults) >= 3)
    screen.until(lambda: screen.visit.held.edition.number == 2)
    assert {one.split(":")[0] for one in screen.visit.faults} == {"edition 0", "edition 1", "edition 2"}
    assert (screen.scene.name, screen.gone) == (before, [])
    screen.visit.touch("home", "")
    assert (screen.scene.name, screen.visit.held.edition.number) == ("attract", 2)


def test_an_idle_screen_that_nothing_presents_gives_way_to_help(
    shown: Callable[[], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a frozen or an empty screen: the numbers to call are what stands when the first screen cannot."""
    broken(monkeypatch, "attract", (0, 1, 2))
    screen = shown()
    assert screen.scene.name == "help"
    screen.until(lambda: len(screen.visit.faults) >= 3 and screen.visit.held.edition.number == 2)
    assert (screen.scene.name, screen.gone) == ("help", [])


def test_where_nothing_at_all_is_presented_the_process_is_to_end(
    shown: Callable[[], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever supervises it starts it again; it never stands there frozen, looking alive."""
    for name in SCREENS:
        broken(monkeypatch, name, (0, 1, 2))
    screen = shown()
    screen.until(lambda: screen.gone)


def test_the_first_page_of_a_start_is_the_previous_editions(second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a reboot too: the state reader walks down before there is a screen, and the reason stands beside what is held."""
    broken(monkeypatch, "attract", (2,))
    first_page = FirstPage(second, load(None))
    try:
        assert first_page.opening().screen.body.name == "attract"
        assert first_page.held().edition.number == 1
        assert "edition 2 could not be presented" in "; ".join(first_page.held().faults)
    finally:
        assert first_page.state_reader
        first_page.state_reader.end()


def test_a_visitor_who_goes_on_is_not_pulled_back(shown: Callable[[], Screen], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page asked for in vain comes only while nothing else was touched meanwhile."""
    broken(monkeypatch, "help", (2,))
    screen = shown()
    screen.visit.touch("go", "help")
    screen.visit.touch("go", "about")
    screen.until(lambda: screen.visit.held.edition.number == 1)
    assert screen.scene.name == "about"


def test_doctor_tells_what_could_not_be_presented(second: Path) -> None:
    """With the edition that is shown, and whom to tell."""
    now = datetime.now(UTC)
    store, sentence = Store(second), "edition 2: the screen help could not be presented (KeyError: 'x', help.py:1)"
    painted = {"edition": 1, "screen": "attract", "locale": "ko", "painted_at": f"{now:%Y-%m-%dT%H:%M:%SZ}"}
    store.write_painted({**painted, "unpresented": [sentence]})
    found = [one for one in examine(second, now) if sentence in one.said]
    assert [(one.wrong, "edition 1 is shown" in one.said, "duty room" in one.mend) for one in found] == [
        (True, True, True)
    ]


def test_what_is_told_holds_nothing_of_the_visitor() -> None:
    """Neither what was typed or ticked nor the place asked for."""
    held = Store(Path("/nonexistent")).bundled("none")
    fallback = Fallback()
    choice = Choice(screen="place", place="poipet", query="secret", ticked=frozenset({"passport-taken"}))
    fallback.failed(held, choice, ValueError("x"))
    told = " ".join(fallback.faults)
    assert "place could not be presented" in told
    assert not any(word in told for word in ("poipet", "secret", "passport"))
