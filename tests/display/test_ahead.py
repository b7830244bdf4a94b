"""Reading the store in a process of its own: the same answer, and one in any case."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.display.ahead import Ahead
from kiosk.enrol import enroll
from kiosk.store import Store
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


def test_the_answer_is_what_the_store_says(store: Store) -> None:
    """Edition, proof, floor and stamp come through the pipe unchanged."""
    assert Ahead(store).held() == store.load()


def test_damage_is_told_as_by_the_store(store: Store) -> None:
    """A damaged bundle is found by the child and its faults come with the answer."""
    (store.path / "bundle").write_bytes(b"kiosk-bundle 1 nonsense")
    held = Ahead(store).held()
    assert held.source == "bundled"
    assert held.faults == store.load().faults != ()


def test_a_child_that_dies_is_no_fault(store: Store) -> None:
    """Killed before it answers, the store is read here."""
    ahead = Ahead(store)
    os.kill(ahead._child, signal.SIGKILL)
    assert ahead.held().edition.number == 1


def test_without_a_second_process_the_store_is_read_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can fork no more still shows its edition."""

    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    assert Ahead(store).held().edition.number == 1
