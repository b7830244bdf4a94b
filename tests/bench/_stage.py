"""What the display's benchmarks share: a screen whose pixels can be watched, a kiosk with an edition, its peer, and tables.

Rules: ours and the peer run on the same screen, one after the other, turn by turn; a first paint is read from pixels, alike
for all; figures are medians; nothing asserts on a clock. `WANTED` of each benchmark holds what was promised.
"""

import html
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screens import present
from kiosk.domain.freshness import Freshness
from kiosk.gate.enrollment import enroll
from kiosk.gate.store import Store
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from tests.display.panel import screen
from tests.feed.workshop import Feed, whole_edition

ROOT = Path(__file__).parents[2]
SIZE = (1080, 1920)
PATIENCE = 60.0
INK = 3000
"""Dark pixels that a page with words has at least."""


class DisplayWindow:
    """A virtual screen of `SIZE`; its frame buffer lies in a file, so that watching it costs neither side anything."""

    def __init__(self, folder: Path) -> None:
        self._screen = screen(f"{SIZE[0]}x{SIZE[1]}", "-fbdir", str(folder))
        self.display = self._screen.__enter__()
        raw = np.memmap(folder / "Xvfb_screen0", dtype=np.uint8, mode="r")
        start = len(raw) - SIZE[0] * SIZE[1] * 4
        self.pixels = raw[start:].reshape(SIZE[1], SIZE[0], 4)

    def painted(self) -> bool:
        """Whether the middle of the screen is a light page with words on it."""
        middle = self.pixels[200:1800:2, 100:980:2, 1]
        return bool((middle > 235).mean() > 0.4 and (middle < 80).sum() > INK / 4)

    def blank(self) -> bool:
        """Whether nothing is shown."""
        return bool((self.pixels[200:1800:8, 100:980:8, 1] < 16).mean() > 0.99)

    def close(self) -> None:
        """Ends the screen."""
        del self.pixels
        self._screen.__exit__(None, None, None)


@contextmanager
def display_window() -> Iterator[DisplayWindow]:
    """A screen for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        one = DisplayWindow(Path(folder))
        try:
            yield one
        finally:
            one.close()


def environment(display: str) -> dict[str, str]:
    """For a program on that screen."""
    return {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}


def kiosk_state(folder: Path) -> Path:
    """A state folder that holds edition 1, issued now, signed by two."""
    now = datetime.now(UTC).replace(microsecond=0)
    feed = Feed(folder, "demo", now)
    feed.publish(whole_edition(1, now))
    state = folder / "state"
    enroll(state, "http://127.0.0.1:9/", feed.anchor, "demo")
    Store(state).accept(feed.bundle())
    return state


def static_page(state: Path, file: Path) -> Path:
    """The attract screen's words and the list of levels as one static HTML page, from the same edition."""
    held = Store(state).load()
    now = datetime.now(UTC)
    knowledge = Knowledge(held.edition, held.sha256, Freshness.LIVE, now, held.signed_at)
    screens = [present(knowledge, Choice(screen=name), translator("ko")) for name in ("attract", "map")]
    words = "".join(f"<p>{html.escape(one)}</p>" for screen in screens for one in screen.spoken)
    cells = "".join(f"<button>{html.escape(cell.label)}</button>" for cell in screens[0].frame.cells)
    style = (
        "body{margin:0;padding:56px;font:44px/1.36 'Noto Sans CJK KR';color:#12171D;background:#fff}"
        "h1{font-size:124px;line-height:1.18}button{font-size:40px;width:194px;height:132px}"
    )
    frame = screens[0].frame
    file.write_text(
        f"<!doctype html><html lang=ko><meta charset=utf-8><title>{html.escape(frame.heading)}</title><style>{style}</style>"
        f"<header>{html.escape(frame.heading)} {html.escape(frame.checked)}</header>{words}"
        f"<footer>{cells}<b>{html.escape(frame.hotline_spoken)}</b></footer></html>",
        encoding="utf-8",
    )
    return file


def display_words(state: Path) -> list[str]:
    """Our display as a gate starts it."""
    return [str(Path(sys.executable).with_name("kiosk")), "display", "--state", str(state)]


def chromium_words(profile: Path, page: Path) -> list[str]:
    """Debian's Chromium as a kiosk; the profile is kept between starts, as a gate would."""
    return [
        "chromium", "--kiosk", "--no-sandbox", "--no-first-run", "--disable-gpu", "--noerrdialogs",
        f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}", "--window-position=0,0", page.as_uri(),
    ]  # fmt: skip


@contextmanager
def running(words: Sequence[str], display: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A program and all its children, ended afterwards."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, env=environment(display), stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield process
    finally:
        children = tree(process.pid)
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 10)


def until(true: Callable[[], object], seconds: float = PATIENCE, step: float = 0.004) -> float | None:
    """Polls; the moment it came true, or None."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return None
        time.sleep(step)
    return time.monotonic()


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                waiting += [int(word) for word in task.read_text().split()]
            except OSError:
                continue
    return found


def pss_mib(pids: Sequence[int]) -> float:
    """Proportional set size of those processes, MiB."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time those processes have used."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


median = statistics.median


def report(figures: Mapping[str, float], wanted: Mapping[str, float], file: Path | None) -> None:
    """Prints a table with what was promised and writes the JSON."""
    for name, value in figures.items():
        goal = (
            f"  wants <= {wanted[name]:g}  {'ok' if value <= wanted[name] else 'FALLS SHORT'}" if name in wanted else ""
        )
        print(f"{name:44s} {value:10.3f}{goal}", flush=True)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        load = os.getloadavg()[0]
        file.write_text(json.dumps({"figures": dict(figures), "wanted": dict(wanted), "load": load}, indent=1) + "\n")
