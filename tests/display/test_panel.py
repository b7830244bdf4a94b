"""Real panels: they change their mode, are turned, scaled by a desktop, and would go black. On Xvfb, by X's own tools."""

import os
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk import clock
from kiosk.domain.hours import KOREA
from kiosk.gate import saver
from kiosk.gate.doctor import examine
from kiosk.gate.store import Store
from tests.display.panel import PATIENCE, ROOT, Panel, lacking, own_display, panel, screen, wait_for
from tests.display.test_motion import MOST_SHIFT

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}")


DUMMY = """
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5-1000
  VertRefresh 1-300
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 1920 1920
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
EndSection
"""


@pytest.fixture
def display_window() -> Iterator[str]:
    """A portrait screen of the test's own: what it is told stays with it."""
    with screen() as display:
        yield display


def x(display: str, *words: str, told: str = "") -> str:
    """One of X's tools."""
    done = subprocess.run(
        words, env={**os.environ, "DISPLAY": display}, input=told, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def turn(display: str, output: str, wide: int, high: int) -> None:
    """Gives a monitor another mode, made for it."""
    name = f"{wide}x{high}@{output}"
    timings = (wide, wide + 8, wide + 16, wide + 24, high, high + 8, high + 16, high + 24)
    if name not in x(display, "xrandr"):
        x(display, "xrandr", "--newmode", name, "65", *map(str, timings))
        x(display, "xrandr", "--addmode", output, name)
    x(display, "xrandr", "--output", output, "--mode", name)


def fills(shown: Panel, wide: int, high: int) -> None:
    """Waits until the window is the whole panel, and every control lies on it."""
    shown.until(lambda now: now["size"] == [wide, high])
    now = shown.quiet()
    assert max(one["y"] + one["h"] for one in now["targets"]) <= high + MOST_SHIFT
    assert max(one["x"] + one["w"] for one in now["targets"]) <= wide + MOST_SHIFT


def test_the_window_follows_the_panel(state: Path) -> None:
    """Without a window manager: turned, found anew in another mode and back, the window is the whole of it, the dock within."""
    with screen("1920x1920") as display:
        turn(display, "screen", 1080, 1920)
        with panel(display, state) as shown:
            for wide, high in ((1080, 1920), (1024, 768), (1920, 1080), (1080, 1920)):
                turn(display, "screen", wide, high)
                fills(shown, wide, high)
            shown.tap(action="begin")
            shown.until(lambda now: now["screen"] == "map")


@contextmanager
def monitor(folder: Path) -> Iterator[str]:
    """A real X server (Xorg) whose monitor, a dummy's, can be switched off; gives its display name."""
    (folder / "xorg.conf").write_text(DUMMY, encoding="ascii")
    reading, writing = os.pipe()
    words = ["Xorg", f":{own_display()}", "-displayfd", str(writing), "-config", str(folder / "xorg.conf"), "-noreset"]
    words += ["-logfile", str(folder / "Xorg.log"), "-nolisten", "tcp", "-novtswitch", "-sharevts"]
    process = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(reading, selectors.EVENT_READ)
            assert selector.select(PATIENCE), "Xorg does not start"
        number = os.read(reading, 20).decode().strip()
        assert number, (folder / "Xorg.log").read_text(encoding="utf-8", errors="replace")[-2000:]
        yield f":{number}"
    finally:
        os.close(reading)
        process.terminate()
        process.wait(PATIENCE)


def test_a_monitor_that_comes_late_is_filled(tmp_path: Path, state: Path) -> None:
    """The display starts with its monitor off: as soon as that is on, the window is the whole of it; off and on again too."""
    with monitor(tmp_path) as display:
        turn(display, "DUMMY0", 1080, 1920)
        x(display, "xrandr", "--output", "DUMMY0", "--off")
        shown = Panel(display, state)
        try:
            shown.until(lambda now: now["frames"] > 0)
            for _ in range(2):
                turn(display, "DUMMY0", 1080, 1920)
                fills(shown, 1080, 1920)
                x(display, "xrandr", "--output", "DUMMY0", "--off")
        finally:
            code = shown.end()
        assert (code, shown.complaints()) == (0, "")


def _dark(display: str) -> bool:
    return "*" not in x(display, "xrandr")


def test_the_screen_sleeps_by_plan_and_wakes_for_a_touch(tmp_path: Path, state: Path) -> None:
    """In its dark hours the monitor is off and said to be off by plan; a touch wakes it for as long as somebody is there."""
    settings = "[display]\ndark_hours = '00:00-24:00'\nidle_seconds = 60\n"
    with monitor(tmp_path) as display:
        turn(display, "DUMMY0", 1080, 1920)
        with panel(display, state, settings=settings) as shown:
            store = Store(state)
            assert wait_for(lambda: _dark(display) and (store.read_painted() or {}).get("hidden") == "planned")
            assert "off by plan" in next(one.said for one in examine(state) if one.subject == "display")
            shown.hand("mousemove", "500", "900", "click", "1")
            assert wait_for(lambda: not _dark(display) and "hidden" not in (store.read_painted() or {"hidden": 1}))


@pytest.mark.long
def test_when_its_dark_hours_end_the_screen_is_back_as_it_was(tmp_path: Path, state: Path) -> None:
    """Woken by a touch it sleeps again once all is forgotten; when its hours end it has its mode again, and is proved again."""
    now = clock.wall() + KOREA
    end = now + timedelta(seconds=130)
    hours = f"{now - timedelta(hours=1):%H:%M}-{end:%H:%M}"
    with monitor(tmp_path) as display:
        turn(display, "DUMMY0", 1080, 1920)
        with panel(display, state, settings=f"[display]\ndark_hours = '{hours}'\nidle_seconds = 10\n") as shown:
            assert wait_for(lambda: _dark(display))
            shown.hand("mousemove", "500", "900", "click", "1")
            assert wait_for(lambda: not _dark(display))
            assert wait_for(lambda: _dark(display), 60)
            assert wait_for(lambda: not _dark(display), 130)
            assert "1080x1920" in next(line for line in x(display, "xrandr").splitlines() if "*" in line)
            assert wait_for(lambda: "hidden" not in (Store(state).read_painted() or {"hidden": 1}))


def test_a_scaled_desktop_changes_nothing(display_window: str, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The panel's millimetres alone decide: every control lies where it lies on a panel that nobody scaled."""
    with panel(display_window, state) as shown:
        plain = shown.quiet()
    x(display_window, "xrdb", "-merge", told="Xft.dpi: 192\n")
    with panel(display_window, state) as shown:
        now = shown.quiet()
    assert (now["size"], now["targets"]) == ([1080, 1920], plain["targets"])
    for scaled in ("QT_SCALE_FACTOR=2", "QT_FONT_DPI=192", "QT_USE_PHYSICAL_DPI=1", "QT_SCREEN_SCALE_FACTORS=1.5"):
        monkeypatch.setenv(*scaled.split("="))
    with panel(display_window, state) as shown:
        now = shown.quiet()
    assert (now["size"], now["targets"]) == ([1080, 1920], plain["targets"])


def test_the_panel_stays_lit(display_window: str, state: Path) -> None:
    """While the display runs full screen X neither blanks it nor lets it sleep; a window on a desk leaves that alone."""
    x(display_window, "xset", "s", "600")
    assert "timeout:  600" in x(display_window, "xset", "q")
    with panel(display_window, state, "--windowed") as shown:
        shown.quiet()
        assert "timeout:  600" in x(display_window, "xset", "q")
    with panel(display_window, state):
        assert wait_for(lambda: "timeout:  0" in x(display_window, "xset", "q"))
        assert saver.read(display_window) == saver.Saver(0, False)


def test_the_doctor_says_that_a_panel_goes_black(display_window: str) -> None:
    """Seconds, server and what to type; nothing where X leaves it lit, or where there is no X."""
    words = [sys.executable, "-P", "-m", "kiosk", "doctor"]
    told = []
    for seconds, display in (("600", display_window), ("0", display_window), ("0", "")):
        x(display_window, "xset", "s", seconds)
        environment = {**os.environ, "DISPLAY": display, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)
        told.append([line for line in done.stdout.splitlines() if " panel: " in line])
    assert told == [
        [
            f"WRONG panel: X server {display_window} blanks the panel after 600 s without a touch."
            " Type `xset s off`; `kiosk display` does so, full screen."
        ],
        [f"good  panel: X server {display_window} leaves it lit"],
        [],
    ]


def test_no_server_is_no_fault() -> None:
    """Where nobody answers nothing is known and nothing done."""
    saver.keep_alight(":4099")
    assert saver.read(":4099") is None
