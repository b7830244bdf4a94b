"""What a screen reader finds on the real accessibility bus: every control of every screen, named, with its role.

The display runs under Xvfb inside a message bus of its own; the walk is done by the system's Python and pyatspi.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.display.panel import PATIENCE, Panel, lacking, panel, screen
from tests.display.test_window import ROUTES, go

PYTHON = "/usr/bin/python3"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
WALK = Path(__file__).with_name("walk.py")
ROLES = {"push button", "button", "check box", "toggle button", "list item"}


def _missing() -> list[str]:
    found = [*lacking(), *(name for name in ("dbus-daemon", LAUNCHER, PYTHON) if shutil.which(name) is None)]
    probe = subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True) if PYTHON not in found else None
    return [*found, "python3-pyatspi"] if probe is None or probe.returncode else found


pytestmark = pytest.mark.skipif(bool(_missing()), reason=f"not installed: {', '.join(_missing())}")


@contextmanager
def bus(display: str) -> Iterator[dict[str, str]]:
    """A message bus with an accessibility bus on it; gives the environment to join both."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    environment = {
        "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip(),
        "DISPLAY": display,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "NO_AT_BRIDGE": "0",
    }
    launcher = subprocess.Popen(
        [LAUNCHER, "--launch-immediately"], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        yield environment
    finally:
        for process in (launcher, daemon):
            process.terminate()
            process.wait(PATIENCE)
        daemon.stdout.close()


@pytest.fixture
def reader(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Panel]:
    """The display, joined to the accessibility bus."""
    with screen() as display, bus(display) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with panel(display, state) as shown:
            yield shown


def heard(shown: Panel, *words: str) -> list[dict[str, Any]]:
    """What the walk tells."""
    done = subprocess.run(
        [PYTHON, str(WALK), str(shown.process.pid), *words], capture_output=True, text=True, timeout=2 * PATIENCE
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def controls(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By name, what is shown as a control and can be acted upon."""
    return {one["name"]: one for one in found if one["showing"] and one["actions"] and one["role"] in ROLES}


def test_every_control_is_named_and_reachable(reader: Panel) -> None:
    """Each target of a screen is on the bus under its name, as a button or check box, focusable, with an action; and so
    are its sentences.
    """
    for name in ROUTES:
        now, told = go(reader, name), heard(reader)
        found = controls(told)
        wanted = {one["name"] for one in now["targets"] if one["enabled"]}
        assert wanted - set(found) == set(), name
        assert [one for one in wanted if not found[one]["focusable"]] == [], name
        words = [one["name"] for one in told if one["showing"] and one["role"] == "label" and one["name"]]
        assert len(words) >= 3 or name not in ("attract", "place", "help"), name
        if name == "languages":
            reader.tap(action="locale", argument="ko")
            reader.until(lambda now: not now["languages"])
        reader.home()


def test_a_sign_is_a_check_box_that_tells_its_state(reader: Panel) -> None:
    """Ticked or not is heard."""
    now = go(reader, "checklist")
    sign = next(one["name"] for one in now["targets"] if one["action"] == "tick")
    before = controls(heard(reader))[sign]
    reader.tap(action="tick")
    reader.quiet()
    after = controls(heard(reader))[sign]
    assert [(one["role"], one["checked"]) for one in (before, after)] == [("check box", False), ("check box", True)]


def test_a_reader_can_press_what_it_names(reader: Panel) -> None:
    """The action on the bus does what a finger does."""
    begin = next(one["name"] for one in reader.state["targets"] if one["action"] == "begin")
    heard(reader, begin)
    reader.until(lambda now: now["screen"] == "map")
