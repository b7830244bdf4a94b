"""Whatever happens to the disk, the kiosk starts with the newest edition it can verify, and never with less than before."""

import errno
import os
import random
import resource
import select
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.feed.trust.bundle import Bundle
from kiosk.files import Disk
from kiosk.gate.store import Store
from kiosk.sync.outcome import Unchanged, Unreachable, Updated
from tests.feed.workshop import Feed
from tests.sync.bench import Kiosk, publish
from tests.sync.disks import KillingDisk, MemoryDisk, PowerCutError

MOST_STEPS = 40


@pytest.fixture
def memory(feed: Feed, tmp_path: Path) -> tuple[Kiosk, MemoryDisk]:
    """A kiosk that holds edition 1, on a disk in memory; edition 2 is published."""
    disk = MemoryDisk()
    kiosk = Kiosk(feed, tmp_path / "state", disk=disk)
    assert isinstance(kiosk.visit(), Updated)
    publish(feed.later(minutes=1), 2)
    return kiosk, disk


def _until_it_succeeds(kiosk: Kiosk, disk: MemoryDisk, after: Callable[[], None]) -> int:
    """Visit with the fuse blowing at operation 0, 1, 2, ...; `after` each, what is shown must be whole."""
    for steps in range(MOST_STEPS):
        seen = kiosk.shown().edition.number
        disk.fuse, disk.done, disk.cut_at = steps, 0, 100 * steps
        try:
            kiosk.visit()
            disk.come_up()
            return steps
        except PowerCutError:
            after()
        shown = kiosk.shown()
        assert shown.edition.number in (1, 2)
        assert shown.edition.number >= seen
        assert shown.source == "bundle"
        kiosk.restart()
    raise AssertionError("the visit never came through")


def test_killed_at_every_operation(memory: tuple[Kiosk, MemoryDisk]) -> None:
    """Killed at any file operation of a visit, the kiosk shows the edition before or the new one, whole."""
    kiosk, disk = memory
    assert _until_it_succeeds(kiosk, disk, disk.come_up) > 4
    assert kiosk.shown().edition.number == 2


@pytest.mark.parametrize("seed", range(12))
def test_power_cut_at_every_operation(memory: tuple[Kiosk, MemoryDisk], seed: int) -> None:
    """The same when the power fails and the disk loses whatever was not flushed."""
    kiosk, disk = memory
    chance = random.Random(seed)
    assert _until_it_succeeds(kiosk, disk, lambda: disk.power_cut(chance)) > 4
    disk.power_cut(chance)
    assert kiosk.shown().edition.number == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EDQUOT])
def test_an_error_at_every_operation(memory: tuple[Kiosk, MemoryDisk], code: int) -> None:
    """A full, read-only or failing disk is unreachable in words, at any operation; the edition before stays."""
    kiosk, disk = memory
    for steps in range(MOST_STEPS):
        disk.fuse, disk.done, disk.error = steps, 0, OSError(code, os.strerror(code))
        outcome = kiosk.visit()
        disk.come_up()
        assert kiosk.shown().source == "bundle"
        if isinstance(outcome, Updated | Unchanged):
            break
        assert isinstance(outcome, Unreachable)
        assert os.strerror(code) in outcome.why
        kiosk.restart()
    assert kiosk.shown().edition.number == 2


def _killed(kiosk: Kiosk, bundle: Bundle, at: int, after: int = 0) -> bool:
    """Take `bundle` in a process that is killed at operation `at`; whether it was."""
    worker = os.fork()
    if worker == 0:
        try:
            Store(kiosk.state, KillingDisk(at, after)).accept(bundle)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(worker, 0)[1])


def test_real_kills_at_every_operation(kiosk: Kiosk) -> None:
    """A process really killed with -9 at any file operation, and within the write, leaves a whole bundle."""
    for number, step in ((2, 70_000), (3, 301)):
        publish(kiosk.feed.later(minutes=1), number)
        bundle = kiosk.feed.bundle()
        size = len(bundle.to_bytes())
        for after in range(0, size, size // 6 if step == 301 else step):
            assert _killed(kiosk, bundle, 1, after)
            assert kiosk.shown().edition.number == number - 1
        at = 0
        while _killed(kiosk, bundle, at):
            shown = kiosk.shown()
            assert (shown.source, shown.faults) == ("bundle", ())
            assert shown.edition.number in (number - 1, number)
            at += 1
        assert at > 3
        assert kiosk.shown().edition.number == number


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_five_hundred_real_kills_at_any_moment(kiosk: Kiosk) -> None:
    """Killed 500 times at random moments while it takes bundle after bundle, nothing acknowledged is ever lost."""
    chance = random.Random(500)
    bundles = []
    for number in range(2, 6):
        publish(kiosk.feed.later(minutes=1), number)
        bundles.append(kiosk.feed.bundle())
        bundles += [kiosk.feed.later(minutes=1).renew() for _ in range(6)]
    for _ in range(500):
        held = kiosk.shown().verified
        assert held is not None
        _restore_if_newest(kiosk, held.versions.timestamp, bundles)
        acknowledged = _killed_at_random(kiosk, bundles, chance)
        shown = kiosk.shown()
        assert (shown.source, shown.faults) == ("bundle", ())
        assert shown.verified is not None
        assert shown.verified.versions.timestamp >= acknowledged


def _restore_if_newest(kiosk: Kiosk, version: int, bundles: list[Bundle]) -> None:
    """Start over with the first bundle when the last is held: the folder as a fresh kiosk would have it."""
    if version >= Store(kiosk.state).accept(bundles[-1]).verified.versions.timestamp:  # type: ignore[union-attr]
        for name in ("bundle", "bundle.previous"):
            (kiosk.state / name).unlink()
        Store(kiosk.state).accept(bundles[0])


def _killed_at_random(kiosk: Kiosk, bundles: list[Bundle], chance: random.Random) -> int:
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            store = Store(kiosk.state)
            for bundle in bundles[1:]:
                held = store.accept(bundle)
                assert held.verified is not None
                os.write(writing, held.verified.versions.timestamp.to_bytes(4, "big"))
        finally:
            os._exit(0)
    os.close(writing)
    select.select([], [], [], chance.random() * 0.15)
    os.kill(worker, 9)
    os.waitpid(worker, 0)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    return int.from_bytes(said[-4:], "big") if said else 0


def test_a_bundle_cut_anywhere_is_never_shown(kiosk: Kiosk) -> None:
    """Cut at any byte, the bundle is damage: the one before is shown, in a sentence (a cut of the sweep below)."""
    _sweep(kiosk, 1999)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_bundle_cut_at_every_byte_is_never_shown(kiosk: Kiosk) -> None:
    """The same for every single byte."""
    _sweep(kiosk, 1)


def _sweep(kiosk: Kiosk, step: int) -> None:
    publish(kiosk.feed.later(minutes=1), 2)
    assert isinstance(kiosk.visit(), Updated)
    whole = (kiosk.state / "bundle").read_bytes()
    for at in [*range(0, len(whole), step), len(whole) - 1]:
        if at % 5000 == 0 or step > 1:
            (kiosk.state / "bundle").write_bytes(whole[:at])
            shown = kiosk.shown()
            assert (shown.edition.number, shown.source) == (1, "previous")
            assert len(shown.faults) == 1
        with pytest.raises(Exception, match="bundle"):
            Bundle.from_bytes(whole[:at])


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"kiosk-bundle 1 00\n{}\n", bytes(400_000)])
def test_both_bundles_damaged(kiosk: Kiosk, damage: bytes) -> None:
    """With both files damaged the bundled edition is shown, of unknown age, and the next visit mends it."""
    for name in ("bundle", "bundle.previous"):
        (kiosk.state / name).write_bytes(damage)
    shown = kiosk.shown()
    assert (shown.edition.number, shown.source, shown.signed_at) == (0, "bundled", None)
    assert len(shown.faults) == 3
    assert isinstance(kiosk.visit(), Updated)
    assert kiosk.shown().source == "bundle"


def test_a_damaged_bundle_never_replaces_a_good_previous(kiosk: Kiosk) -> None:
    """After damage, the next bundle leaves the good previous one in its place."""
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.visit()
    previous = (kiosk.state / "bundle.previous").read_bytes()
    (kiosk.state / "bundle").write_bytes(b"rubbish")
    assert isinstance(kiosk.visit(), Updated)
    assert (kiosk.state / "bundle.previous").read_bytes() == previous
    assert kiosk.shown().edition.number == 2


@contextmanager
def _mounted(folder: Path, *commands: tuple[str, ...]) -> Iterator[None]:
    for words in commands:
        done = subprocess.run(["mount", *words, str(folder)], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"mount is not allowed here: {done.stderr.decode().strip()[:80]}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_really_full_disk(feed: Feed, tmp_path: Path) -> None:
    """On a small file system that is full, the edition before stays, and the outcome says why."""
    (tmp_path / "small").mkdir()
    with _mounted(tmp_path / "small", ("-t", "tmpfs", "-o", "size=900k", "tmpfs")):
        kiosk = Kiosk(feed, tmp_path / "small" / "state")
        assert isinstance(kiosk.visit(), Updated)
        publish(feed.later(minutes=1), 2)
        (tmp_path / "small" / "filler").write_bytes(bytes(shutil.disk_usage(tmp_path / "small").free - 40_000))
        outcome = kiosk.visit()
        assert isinstance(outcome, Unreachable)
        assert "No space left" in outcome.why
        assert kiosk.shown().edition.number == 1
        (tmp_path / "small" / "filler").unlink()
        assert isinstance(kiosk.visit(), Updated)


def test_a_file_that_may_not_grow(kiosk: Kiosk) -> None:
    """Where the system limits how large a file may be, the edition before stays."""
    publish(kiosk.feed.later(minutes=1), 2)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        outcome = kiosk.visit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(outcome, Unreachable)
    assert "File too large" in outcome.why
    assert kiosk.shown().edition.number == 1


def test_a_read_only_folder(kiosk: Kiosk) -> None:
    """A state folder that turned read-only still shows its edition; the outcome says that nothing new can be kept."""
    publish(kiosk.feed.later(minutes=1), 2)
    with _mounted(kiosk.state, ("--bind", str(kiosk.state)), ("-o", "remount,ro,bind")):
        shown = kiosk.shown()
        outcome = kiosk.visit()
        with pytest.raises(OSError, match="Read-only"):
            Disk().create(kiosk.state / "probe", b"", 0o600, flush=False)
    assert (shown.edition.number, shown.source, shown.faults) == (1, "bundle", ())
    assert isinstance(outcome, Unreachable)
    assert "Read-only" in outcome.why


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_the_wrong_owner(kiosk: Kiosk) -> None:
    """A folder that belongs to somebody else: still shown where it may be read; where not, the bundled edition."""
    kiosk.state.chmod(0o755)
    assert _as_nobody(kiosk) == (1, 0)
    kiosk.state.chmod(0o700)
    number, faults = _as_nobody(kiosk)
    assert (number, faults > 0) == (0, True)


def _as_nobody(kiosk: Kiosk) -> tuple[int, int]:
    """The number shown and how many faults are told, to a process of the user nobody."""
    for folder in list(kiosk.state.parents)[:4]:
        folder.chmod(0o755)
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            os.setuid(65534)
            held = Store(kiosk.state).load()
            os.write(writing, bytes([held.edition.number, len(held.faults)]))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(worker, 0)
    return said[0], said[1]
