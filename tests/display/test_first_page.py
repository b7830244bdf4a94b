"""Reading the store in a process of its own: the same answer and the same first page, and one in any case."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import clock
from kiosk.display import showing
from kiosk.display.app import run
from kiosk.display.first_page import FirstPage
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screen import Screen
from kiosk.display.state_reader import StateReader
from kiosk.display.voices import voices
from kiosk.gate.settings import load
from kiosk.gate.store import Held, Store


@pytest.fixture
def store(state: Path) -> Store:
    """A kiosk that holds edition 1."""
    return Store(state)


@pytest.fixture
def first_page(store: Store) -> Iterator[FirstPage]:
    """A display's first page under way."""
    one = FirstPage(store.path, load(None))
    yield one
    _state_reader(one).end()


def _state_reader(first_page: FirstPage) -> StateReader:
    assert first_page.state_reader is not None
    return first_page.state_reader


def _held(first_page: FirstPage) -> Held:
    first_page.opening()
    return first_page.held()


def _screen(held: Held) -> Screen:
    return showing.screen(showing.knowledge(held, load(None).site, clock.anchor()), Choice(), voices())


def test_the_answer_is_what_the_store_says(first_page: FirstPage, store: Store) -> None:
    """Edition, proof, floor and faults come through the pipe unchanged."""
    assert _held(first_page) == store.load()


def test_damage_is_told_as_by_the_store(store: Store) -> None:
    """A damaged bundle is found by the child and its faults come with the answer."""
    (store.path / "bundle").write_bytes(b"kiosk-bundle 1 nonsense")
    first_page = FirstPage(store.path, load(None))
    held = _held(first_page)
    _state_reader(first_page).end()
    assert held.source == "bundled"
    assert held.faults == store.load().faults != ()


def test_a_child_that_dies_is_no_fault(first_page: FirstPage) -> None:
    """Killed before it answers, the store is read here."""
    os.kill(_state_reader(first_page).pid, signal.SIGKILL)
    assert first_page.opening().screen.body.name == "attract"
    assert first_page.held().edition.number == 1


def test_the_first_page_is_the_one_a_visit_would_show(first_page: FirstPage, store: Store) -> None:
    """The visit that begins after it has nothing to change."""
    found = first_page.opening()
    assert first_page.held() == store.load()
    assert found.screen == _screen(store.load())


def test_a_first_page_that_waited_is_worked_out_anew(first_page: FirstPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that slept or was slow between, it would say that it is fresher than it is."""
    monkeypatch.setattr("kiosk.display.first_page.STALE_SECONDS", -1.0)
    asked = clock.ticks()
    found = first_page.opening()
    assert first_page._held is not None
    assert found.made > asked
    assert found.screen == _screen(first_page.held())


def test_a_child_that_dies_after_the_first_page_is_no_fault(first_page: FirstPage, store: Store) -> None:
    """The edition is read here, and is the one the page was made from."""
    assert first_page.opening().screen.frame
    os.kill(_state_reader(first_page).pid, signal.SIGKILL)
    assert first_page.held() == store.load()


def test_the_child_ends_with_who_asked(first_page: FirstPage) -> None:
    """Nobody reads what it still has to say: it is gone, and leaves no process behind."""
    first_page.opening()
    _state_reader(first_page).line.close()
    assert os.waitpid(_state_reader(first_page).pid, 0)[0] == _state_reader(first_page).pid


def test_a_disk_that_does_not_answer_is_not_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled edition is shown, nothing of it as certain, and why is told; it takes one patience, not one a question."""
    monkeypatch.setattr("kiosk.display.first_page._begin", lambda *_: signal.pause())
    monkeypatch.setattr("kiosk.display.first_page.HUNG_SECONDS", 0.5)
    first_page = FirstPage(store.path, load(None))
    held = _held(first_page)
    assert (held.source, held.verified) == ("bundled", None)
    assert [fault for fault in held.faults if "did not answer" in fault]
    _state_reader(first_page).kill()


def test_what_fails_after_the_first_page_ends_the_process(
    first_page: FirstPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page without life behind it must not stay: the fault comes out, and whoever watches starts the display again."""
    signals = [(one, signal.getsignal(one)) for one in (signal.SIGTERM, signal.SIGINT)]

    def broken() -> Held:
        raise RuntimeError("nothing works")

    monkeypatch.setattr(first_page, "held", broken)
    with pytest.raises(RuntimeError, match="nothing works"):
        run(first_page, windowed=False, self_test=False, headless=True)
    for one, handler in signals:
        signal.signal(one, handler)


def test_without_a_second_process_the_store_is_read_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can fork no more still shows its edition."""

    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    first_page = FirstPage(store.path, load(None))
    assert (_held(first_page).edition.number, first_page.state_reader) == (1, None)


def test_no_source_is_read_after_qt() -> None:
    """With PySide6 loaded a module is imported as without it: its source is neither read nor kept."""
    words = (
        "import kiosk.display.app, kiosk.display.service, linecache, sys; print(len(linecache.cache), len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", words], capture_output=True, text=True, timeout=60, check=True)
    sources, modules = map(int, done.stdout.split())
    assert sources < 10
    assert modules > 200
