"""Locks: nobody else may hold one, and one that does not come is named."""

import fcntl
import os
import stat
from pathlib import Path

import pytest

from kiosk import files
from kiosk.faults import Fault
from kiosk.feed.publish import repository
from kiosk.files import Disk
from kiosk.gate.run import _alone
from kiosk.sync.courier import alone
from kiosk.sync.outcome import Unreachable
from tests.feed.workshop import Feed
from tests.sync.bench import Kiosk, copied, publish


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """A kiosk that holds edition 1."""
    feed = Feed(tmp_path / "of-feed")
    publish(feed, 1)
    kiosk = Kiosk(feed, tmp_path / "state")
    kiosk.visit()
    return kiosk


def test_nobody_else_may_open_a_lock(kiosk: Kiosk) -> None:
    """Every lock file is for its owner alone, also one that an earlier release left open to all, in a folder that is too."""
    for name in (".courier.lock", ".run.lock"):
        (kiosk.state / name).touch(0o644)
    with alone(kiosk.state), _alone(kiosk.state), kiosk.feed.repository.locked():
        found = {path: _mode(path) for path in (*kiosk.state.glob(".*.lock"), kiosk.feed.folder / ".lock")}
    assert len(found) == 4
    assert set(found.values()) == {0o600}, found
    assert _mode(kiosk.state) == 0o700


def test_a_lock_that_does_not_come_is_named(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit whose bundle is locked by another process ends, unreachable, with the file and the process that holds it."""
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.2)
    publish(kiosk.feed.later(minutes=1), 2)
    place = kiosk.state / ".bundle.lock"
    with place.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        outcome = kiosk.visit()
    assert isinstance(outcome, Unreachable)
    assert outcome.why == f"{place} is held by process {os.getpid()}, and it does not let go"
    kiosk.visit()
    assert kiosk.shown().edition.number == 2


def test_a_publisher_that_does_not_end_is_named(kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publisher waits for another for a while, then says which file is held."""
    monkeypatch.setattr(repository, "LOCK_SECONDS", 0.2)
    twin = copied(kiosk.feed, tmp_path / "twin")
    with twin.repository.locked(), pytest.raises(Fault, match=r"\.lock is held by another publisher"):
        twin.renew()


def test_a_second_courier_is_told_who_the_first_is(kiosk: Kiosk) -> None:
    """The process that holds the courier's lock is named."""
    with (
        alone(kiosk.state),
        pytest.raises(Fault, match=rf"another courier is at work .*process {os.getpid()}"),
        alone(kiosk.state),
    ):
        pass


def test_a_link_in_a_locks_place_is_not_followed(tmp_path: Path) -> None:
    """A lock is a file of ours, never what a link points to."""
    (tmp_path / "theirs").touch(0o644)
    (tmp_path / "lock").symlink_to(tmp_path / "theirs")
    with pytest.raises(OSError, match="symbolic"), Disk().locked(tmp_path / "lock"):
        pass
    assert _mode(tmp_path / "theirs") == 0o644
