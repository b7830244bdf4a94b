"""Reading the store in a process of its own: the same answer and the same first page, and one in any case."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.display import clock, outlook
from kiosk.display.ahead import Ahead
from kiosk.display.app import run
from kiosk.display.presenters.choice import Choice
from kiosk.display.voices import voices
from kiosk.enrol import enroll
from kiosk.settings import load
from kiosk.store import Held, Store
from tests.feed.workshop import Feed, whole_edition


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A kiosk that holds edition 1."""
    now = datetime.now(UTC).replace(microsecond=0)
    feed = Feed(tmp_path, "demo", now)
    feed.publish(whole_edition(1, now))
    enroll(tmp_path / "state", "http://127.0.0.1:9/", feed.anchor, "demo")
    Store(tmp_path / "state").accept(feed.bundle())
    return Store(tmp_path / "state")


def _ahead(store: Store) -> Ahead:
    return Ahead(store.path, load(None))


def _held(store: Store) -> Held:
    ahead = _ahead(store)
    ahead.opening(wide=False)
    return ahead.held()


def test_the_answer_is_what_the_store_says(store: Store) -> None:
    """Edition, proof, floor and stamp come through the pipe unchanged."""
    assert _held(store) == store.load()


def test_damage_is_told_as_by_the_store(store: Store) -> None:
    """A damaged bundle is found by the child and its faults come with the answer."""
    (store.path / "bundle").write_bytes(b"kiosk-bundle 1 nonsense")
    held = _held(store)
    assert held.source == "bundled"
    assert held.faults == store.load().faults != ()


def test_a_child_that_dies_is_no_fault(store: Store) -> None:
    """Killed before it answers, the store is read here."""
    ahead = _ahead(store)
    os.kill(ahead._child, signal.SIGKILL)
    assert ahead.opening(wide=False).sheet.name == "attract"
    assert ahead.held().edition.number == 1


@pytest.mark.parametrize("wide", [False, True])
def test_the_first_page_is_the_one_a_visit_would_show(store: Store, wide: bool) -> None:
    """Upright or on its side: the visit that begins after it has nothing to change."""
    ahead = _ahead(store)
    found = ahead.opening(wide)
    assert ahead.held() == store.load()
    sight = outlook.sight(store.load(), load(None).site, clock.anchor())
    assert found.sheet == outlook.sheet(sight, Choice(wide=wide), voices())


def test_a_first_page_that_waited_is_worked_out_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that slept or was slow between, it would say that it is fresher than it is."""
    monkeypatch.setattr("kiosk.display.ahead.STALE_SECONDS", -1.0)
    ahead, asked = _ahead(store), clock.ticks()
    found = ahead.opening(wide=False)
    assert ahead._held is not None
    assert found.made > asked
    assert found.sheet == outlook.sheet(
        outlook.sight(ahead.held(), load(None).site, clock.anchor()), Choice(), voices()
    )


def test_a_child_that_dies_after_the_first_page_is_no_fault(store: Store) -> None:
    """The edition is read here, and is the one the page was made from."""
    ahead = _ahead(store)
    assert ahead.opening(wide=True).sheet.frame
    os.kill(ahead._child, signal.SIGKILL)
    assert ahead.held() == store.load()


def test_the_child_ends_with_who_asked(store: Store) -> None:
    """Nobody reads what it still has to say: it is gone, and leaves no process behind."""
    ahead = _ahead(store)
    ahead.opening(wide=False)
    ahead._pipe.close()
    assert os.waitpid(ahead._child, 0)[0] == ahead._child


def test_what_fails_after_the_first_page_ends_the_process(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without life behind it must not stay: the fault comes out, and whoever watches starts the display again."""
    ahead = _ahead(store)
    signals = [(one, signal.getsignal(one)) for one in (signal.SIGTERM, signal.SIGINT)]

    def broken() -> Held:
        raise RuntimeError("nothing works")

    monkeypatch.setattr(ahead, "held", broken)
    with pytest.raises(RuntimeError, match="nothing works"):
        run(ahead, windowed=False, self_test=False, headless=True)
    ahead._pipe.close()
    for one, handler in signals:
        signal.signal(one, handler)


def test_without_a_second_process_the_store_is_read_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can fork no more still shows its edition."""

    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    assert _held(store).edition.number == 1
