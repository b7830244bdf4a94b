"""The attract screen left alone: CPU of the display, and frames drawn while nothing changes.

    python -m tests.bench.idle [--seconds N] [--json FILE]

CPU is user and system time of the display's process over the time that passes, languages rotating as they do. Frames are
counted on the map, where nothing moves (the mark's minute aside).
"""

import argparse
import tempfile
import threading
import time
from pathlib import Path

from tests.bench import _stage as stage

WANTED = {"attract: % of a core": 2.0, "frames drawn while unchanged": 0.0}


def measure(seconds: float) -> dict[str, float]:
    """CPU share and frames."""
    with stage.display_window() as display_window, tempfile.TemporaryDirectory() as name:
        state = stage.kiosk_state(Path(name))
        with stage.running(stage.display_words(state), display_window.display) as display:
            stage.until(display_window.painted)
            threading.Event().wait(3)
            before, began = stage.cpu_seconds([display.pid]), time.monotonic()
            threading.Event().wait(seconds)
            used, passed = stage.cpu_seconds([display.pid]) - before, time.monotonic() - began
        return {"attract: % of a core": 100 * used / passed, "frames drawn while unchanged": _frames(state)}


def _frames(state: Path) -> float:
    from tests.bench._inside import Inside

    inside = Inside(state)
    inside.tap("begin")
    inside.settle(1.0)
    while time.time() % 60 > 50:
        inside.turn()
    inside.settle()
    before, end = inside.frames, time.monotonic() + 8
    while time.monotonic() < end:
        inside.turn()
        threading.Event().wait(0.01)
    inside.close()
    return float(inside.frames - before)


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    stage.report(measure(asked.seconds), WANTED, asked.json)


if __name__ == "__main__":
    main()
