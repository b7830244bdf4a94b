"""Reading the store in a process of its own: the same answer and the same first page, and one in any case."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.display import clock, outlook
from kiosk.display.ahead import Ahead
from kiosk.display.app import run
from kiosk.display.keeper import Keeper
from kiosk.display.presenters.choice import Choice
from kiosk.display.voices import voices
from kiosk.settings import load
from kiosk.store import Held, Store


@pytest.fixture
def store(state: Path) -> Store:
    """A kiosk that holds edition 1."""
    return Store(state)


@pytest.fixture
def ahead(store: Store) -> Iterator[Ahead]:
    """A display's first page under way."""
    one = Ahead(store.path, load(None))
    yield one
    _keeper(one).end()


def _keeper(ahead: Ahead) -> Keeper:
    assert ahead.keeper is not None
    return ahead.keeper


def _held(ahead: Ahead) -> Held:
    ahead.opening(wide=False)
    return ahead.held()


def test_the_answer_is_what_the_store_says(ahead: Ahead, store: Store) -> None:
    """Edition, proof, floor and faults come through the pipe unchanged."""
    assert _held(ahead) == store.load()


def test_damage_is_told_as_by_the_store(store: Store) -> None:
    """A damaged bundle is found by the child and its faults come with the answer."""
    (store.path / "bundle").write_bytes(b"kiosk-bundle 1 nonsense")
    ahead = Ahead(store.path, load(None))
    held = _held(ahead)
    _keeper(ahead).end()
    assert held.source == "bundled"
    assert held.faults == store.load().faults != ()


def test_a_child_that_dies_is_no_fault(ahead: Ahead) -> None:
    """Killed before it answers, the store is read here."""
    os.kill(_keeper(ahead).pid, signal.SIGKILL)
    assert ahead.opening(wide=False).sheet.name == "attract"
    assert ahead.held().edition.number == 1


@pytest.mark.parametrize("wide", [False, True])
def test_the_first_page_is_the_one_a_visit_would_show(ahead: Ahead, store: Store, wide: bool) -> None:
    """Upright or on its side: the visit that begins after it has nothing to change."""
    found = ahead.opening(wide)
    assert ahead.held() == store.load()
    sight = outlook.sight(store.load(), load(None).site, clock.anchor())
    assert found.sheet == outlook.sheet(sight, Choice(wide=wide), voices())


def test_a_first_page_that_waited_is_worked_out_anew(ahead: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that slept or was slow between, it would say that it is fresher than it is."""
    monkeypatch.setattr("kiosk.display.ahead.STALE_SECONDS", -1.0)
    asked = clock.ticks()
    found = ahead.opening(wide=False)
    assert ahead._held is not None
    assert found.made > asked
    assert found.sheet == outlook.sheet(
        outlook.sight(ahead.held(), load(None).site, clock.anchor()), Choice(), voices()
    )


def test_a_child_that_dies_after_the_first_page_is_no_fault(ahead: Ahead, store: Store) -> None:
    """The edition is read here, and is the one the page was made from."""
    assert ahead.opening(wide=True).sheet.frame
    os.kill(_keeper(ahead).pid, signal.SIGKILL)
    assert ahead.held() == store.load()


def test_the_child_ends_with_who_asked(ahead: Ahead) -> None:
    """Nobody reads what it still has to say: it is gone, and leaves no process behind."""
    ahead.opening(wide=False)
    _keeper(ahead).line.close()
    assert os.waitpid(_keeper(ahead).pid, 0)[0] == _keeper(ahead).pid


def test_a_disk_that_does_not_answer_is_not_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled edition is shown, nothing of it as certain, and why is told; it takes one patience, not one a question."""
    monkeypatch.setattr("kiosk.display.ahead._begin", lambda *_: signal.pause())
    monkeypatch.setattr("kiosk.display.ahead.HUNG_SECONDS", 0.5)
    ahead = Ahead(store.path, load(None))
    held = _held(ahead)
    assert (held.source, held.verified) == ("bundled", None)
    assert [fault for fault in held.faults if "did not answer" in fault]
    _keeper(ahead).kill()


def test_what_fails_after_the_first_page_ends_the_process(ahead: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without life behind it must not stay: the fault comes out, and whoever watches starts the display again."""
    signals = [(one, signal.getsignal(one)) for one in (signal.SIGTERM, signal.SIGINT)]

    def broken() -> Held:
        raise RuntimeError("nothing works")

    monkeypatch.setattr(ahead, "held", broken)
    with pytest.raises(RuntimeError, match="nothing works"):
        run(ahead, windowed=False, self_test=False, headless=True)
    for one, handler in signals:
        signal.signal(one, handler)


def test_without_a_second_process_the_store_is_read_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can fork no more still shows its edition."""

    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    ahead = Ahead(store.path, load(None))
    assert (_held(ahead).edition.number, ahead.keeper) == (1, None)
