"""The state reader of the state folder: what it tells the screen, and that the screen does without it, and gets another."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.display import watch
from kiosk.display.application import application
from kiosk.display.state_reader import PULSE, Line, StateReader
from kiosk.display.watch import Watch
from kiosk.gate.store import Held, Store
from tests.display.panel import wait_for
from tests.feed.workshop import Feed, whole_edition

PATIENCE = 60.0


@pytest.fixture
def state_reader(state: Path) -> Iterator[StateReader]:
    """A state reader of a kiosk that holds edition 1."""
    one = StateReader.spawned(state)
    yield one
    one.end()


@pytest.fixture
def seen(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """A screen's watch with its keeper, quick to replace it."""
    monkeypatch.setattr(watch, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(watch, "SILENCE_SECONDS", 10.0)
    application(["kiosk"])
    one = Watch(state, Store(state).load(), StateReader.spawned(state))
    yield one
    one.end()


def _next(line: Line, true: Callable[[object], bool]) -> object:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if (value := line.hear(1.0)) is not None and true(value):
            return value
    raise AssertionError("not told")


def _held(line: Line) -> Held:
    found = _next(line, lambda value: isinstance(value, Held))
    assert isinstance(found, Held)
    return found


def _until(true: Callable[[], object]) -> None:
    """Serves Qt's events until it is true."""
    loop, deadline = QEventLoop(), time.monotonic() + PATIENCE
    timer = QTimer(loop, interval=20)
    timer.timeout.connect(lambda: loop.quit() if true() or time.monotonic() > deadline else None)
    timer.start()
    loop.exec()
    assert true()


def _publish(feed: Feed, state: Path) -> None:
    feed.publish(whole_edition(2, feed.now))
    Store(state).accept(feed.bundle())


def test_it_tells_what_is_held_and_what_comes(state_reader: StateReader, feed: Feed, state: Path) -> None:
    """First what is there, then each change, with a sign of life when there is nothing to tell."""
    assert _held(state_reader.line) == Store(state).load()
    assert _next(state_reader.line, lambda value: value == PULSE) == PULSE
    _publish(feed, state)
    assert _held(state_reader.line).edition.number == 2


def test_without_a_bundle_it_tells_once(tmp_path: Path) -> None:
    """A kiosk that fetched nothing yet: the bundled edition once, then signs of life; the folder appearing is a change."""
    state_reader = StateReader.spawned(tmp_path / "none")
    try:
        assert _held(state_reader.line).source == "bundled"
        told = [_next(state_reader.line, lambda _: True) for _ in range(4)]
        assert told[1:] == [PULSE] * 3
    finally:
        state_reader.end()


def test_it_writes_down_what_was_painted(state_reader: StateReader, state: Path) -> None:
    """As it was told."""
    state_reader.line.tell({"edition": 1})
    _next(state_reader.line, lambda _: Store(state).read_painted() == {"edition": 1})


def test_what_cannot_be_written_is_told_and_no_end(state: Path, feed: Feed, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder in the file's place: one line for operators, and the next edition is told all the same."""
    (state / "painted.json").mkdir()
    state_reader = StateReader.spawned(state)
    try:
        _held(state_reader.line)
        state_reader.line.tell({"edition": 1})
        _publish(feed, state)
        assert _held(state_reader.line).edition.number == 2
    finally:
        state_reader.end()
    assert "kiosk display: painted.json cannot be written: Is a directory" in capfd.readouterr().err


def test_it_ends_with_the_screen(state_reader: StateReader) -> None:
    """When the screen's end of the line closes, however that came."""
    state_reader.line.close()
    assert os.waitpid(state_reader.pid, 0)[1] == 0


def test_a_stopped_one_ends_with_the_screen_too(state: Path) -> None:
    """The kernel sees to it: nothing is left of a display that was killed, and nobody waits for what it held open."""
    screen = """import sys; from pathlib import Path; from kiosk.display.state_reader import *
one = StateReader.spawned(Path(sys.argv[1]))
while one.line.hear(1) != PULSE: pass
print(one.pid, flush=True)
input()"""
    with subprocess.Popen(
        [sys.executable, "-c", screen, str(state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as shown:
        assert shown.stdout
        pid = int(shown.stdout.readline())
        os.kill(pid, signal.SIGSTOP)
        shown.kill()
        shown.stdout.read()
    assert wait_for(lambda: not _runs(pid))


def _runs(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1] != "Z"
    return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_lost_state_reader_is_replaced(seen: Watch, feed: Feed, state: Path, how: signal.Signals) -> None:
    """Killed, or silent for too long: another tells the edition that came meanwhile."""
    assert seen._state_reader is not None
    told: list[Held] = []
    seen.changed.connect(told.append)
    os.kill(seen._state_reader.pid, how)
    _publish(feed, state)
    _until(lambda: told)
    assert [held.edition.number for held in told] == [2]


def test_what_is_painted_without_a_keeper_is_no_fault(seen: Watch) -> None:
    """It is lost; the screen goes on."""
    assert seen._state_reader is not None
    os.kill(seen._state_reader.pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(seen._state_reader.pid, 0)
    seen.write_painted({"edition": 1})
    _until(lambda: seen._state_reader and not seen._state_reader.gone())


def test_what_is_known_already_is_not_told_again(seen: Watch) -> None:
    """A new keeper's first word is what the screen shows: nothing is painted anew."""
    told: list[Held] = []
    seen.changed.connect(told.append)
    heard = seen._heard
    _until(lambda: seen._heard > heard + 1)
    assert told == []
