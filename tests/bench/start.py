"""From process start to the first painted page: our display with a verified edition, Chromium with a static page of the
same edition, a bare Qt Quick window, and Python with PySide6 imported.

    python -m tests.bench.start [--rounds N] [--json FILE]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import _stage as stage

WANTED = {"ours / Chromium": 0.7, "ours / bare Qt Quick window": 3.0}

BARE = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication(sys.argv)
engine = QQmlApplicationEngine()
engine.loadData(b'''import QtQuick
Window { visible: true; width: 1080; height: 1920; color: "white"
  Text { width: 1000; x: 40; y: 300; wrapMode: Text.WordWrap; font.pixelSize: 124; text: "one window with some words in it, "
    + "as many as it takes to be seen by a measure that counts dark pixels in the middle of a page" } }''')
app.exec()
"""


def first_paint(words: Sequence[str], display_window: stage.DisplayWindow) -> float:
    """Seconds from starting the program to its first page on the screen."""
    if stage.until(display_window.blank) is None:
        raise RuntimeError("the screen does not become blank again")
    began = time.monotonic()
    with stage.running(words, display_window.display):
        seen = stage.until(display_window.painted)
        if seen is None:
            raise RuntimeError(f"no page within {stage.PATIENCE:.0f} s: {words[0]}")
        return seen - began


def measure(rounds: int) -> dict[str, float]:
    """Medians of so many rounds, each of all three in turn (one round before to warm disk and caches)."""
    with stage.display_window() as display_window, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = stage.kiosk_state(folder)
        page = stage.static_page(state, folder / "page.html")
        words = {
            "ours": stage.display_words(state),
            "Chromium": stage.chromium_words(folder / "profile", page),
            "bare Qt Quick window": [sys.executable, "-c", BARE],
        }
        taken: dict[str, list[float]] = {name: [] for name in words}
        for number in range(rounds + 1):
            for name, command in words.items():
                seconds = first_paint(command, display_window)
                if number:
                    taken[name].append(seconds)
    found = {f"{name}: seconds": stage.median(values) for name, values in taken.items()}
    ours = found["ours: seconds"]
    return {**found, **{f"ours / {name}": ours / found[f"{name}: seconds"] for name in list(words)[1:]}}


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    stage.report(measure(asked.rounds), WANTED, asked.json)


if __name__ == "__main__":
    main()
