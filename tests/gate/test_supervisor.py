"""Processes kept together: what dies or freezes comes back."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.gate.supervisor import Child, Supervisor

PATIENCE = 60.0


@pytest.fixture
def display(state: Path) -> Iterator[tuple[Supervisor, Child]]:
    """A display that was heard at least once."""
    child = Child("the display", ["display", "--state", str(state), "--headless"], silence_seconds=15, pause=0.1)
    home = Supervisor([child])
    home.start()
    try:
        _until(home, lambda: child.heard > child.started)
        yield home, child
    finally:
        home.end()


def _until(home: Supervisor, true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        home.tend()
        time.sleep(0.02)


def test_a_stopped_display_comes_back(display: tuple[Supervisor, Child], capfd: pytest.CaptureFixture[str]) -> None:
    """Stopped by a signal it would show its last page for ever: it is killed and started again."""
    home, child = display
    assert child.process
    before, child.silence_seconds = child.process.pid, 0
    os.kill(before, signal.SIGSTOP)
    _until(home, lambda: child.process and child.process.pid != before and child.heard > child.started)
    assert capfd.readouterr().err.count("the display is frozen and is killed") == 1


def test_a_silent_display_comes_back(
    display: tuple[Supervisor, Child], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It serves no events any more, for whatever reason: after so long without a sign of life it is started again."""
    home, child = display
    assert child.process
    monkeypatch.setattr("kiosk.gate.supervisor._state", lambda _: "")  # nobody sees that it was stopped
    before, child.silence_seconds = child.process.pid, 3
    os.kill(before, signal.SIGSTOP)
    _until(home, lambda: child.process and child.process.pid != before and child.heard > child.started)
    assert capfd.readouterr().err.count("the display is frozen and is killed") == 1


def test_who_slept_himself_calls_nobody_silent(display: tuple[Supervisor, Child]) -> None:
    """Guard and display stopped together (Ctrl-Z) go on together: the display is not killed for it."""
    home, child = display
    assert child.process
    before, child.silence_seconds = child.process.pid, 3
    child.started, child.heard, home._tended = child.started - 90, child.heard - 60, home._tended - 60
    slept_until = time.monotonic()
    _until(home, lambda: child.heard > slept_until + 1)
    assert (child.process.pid, child.code) == (before, None)


def test_a_display_that_lives_is_left_alone(display: tuple[Supervisor, Child]) -> None:
    """Its beats are heard, each later than the one before."""
    home, child = display
    assert child.process
    before, heard = child.process.pid, child.heard
    _until(home, lambda: child.heard > heard)
    assert child.process.pid == before
