"""Memory: display and courier against Chromium's process tree; and what 5,000 visits leave behind.

    python -m tests.bench.memory [--visits N] [--json FILE]

PSS (proportional set size) counts shared pages once. Growth is that of the display after the first 500 visits; a visit is a
begin, a place in another language, a search, a sign ticked, and home, each painted.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.bench import _stage as stage

WANTED = {"ours / Chromium": 0.5, "growth over the visits: MiB": 3.0}
SETTLE_SECONDS = 5.0
WARM = 500


def compared() -> dict[str, float]:
    """PSS of both some seconds after their first paint."""
    with stage.display_window() as display_window, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = stage.kiosk_state(folder)
        page = stage.static_page(state, folder / "page.html")
        courier = [sys.executable, "-m", "kiosk", "sync", "--state", str(state)]
        with (
            stage.running(stage.display_words(state), display_window.display) as display,
            stage.running(courier, display_window.display) as sync,
        ):
            stage.until(display_window.painted)
            _settle()
            parts = {"display": stage.pss_mib(stage.tree(display.pid)), "courier": stage.pss_mib(stage.tree(sync.pid))}
        stage.until(display_window.blank)
        with stage.running(stage.chromium_words(folder / "profile", page), display_window.display) as chromium:
            stage.until(display_window.painted)
            _settle()
            peer = stage.pss_mib(stage.tree(chromium.pid))
    ours = sum(parts.values())
    figures = {f"{name}: MiB": value for name, value in parts.items()}
    return {**figures, "Chromium's tree: MiB": peer, "ours / Chromium": ours / peer}


def _settle() -> None:
    threading.Event().wait(SETTLE_SECONDS)


def grown(visits: int) -> dict[str, float]:
    """Growth over the visits, measured by a display of its own process."""
    with tempfile.TemporaryDirectory() as name:
        state = stage.kiosk_state(Path(name))
        words = [sys.executable, "-m", "tests.bench._visits", str(state), str(WARM), str(visits)]
        done = subprocess.run(words, cwd=stage.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    first, last = (float(word) for word in done.stdout.split()[-2:])
    return {"display before the visits: MiB": first, "growth over the visits: MiB": last - first}


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=5000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = {**compared(), **grown(asked.visits)}
    with contextlib.suppress(BrokenPipeError):
        stage.report(figures, WANTED, asked.json)


if __name__ == "__main__":
    main()
