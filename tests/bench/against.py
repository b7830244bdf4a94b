"""This build beside another one (a worktree of an older commit), turn by turn: start, touches, memory, pictures a second.

    python -m tests.bench.against WORKTREE [--rounds N] [--json FILE]

Ratios are ours over the other's, so less is better; both run on the same screen with the same edition. Touches are measured
by each build's own `tests.bench.tap`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench import _stage as stage
from tests.bench.start import first_paint

WANTED = {
    "start: ours / other": 0.80,
    "place page: p95: ours / other": 0.67,
    "language switch: p95: ours / other": 0.67,
    "search keystroke: p95: ours / other": 0.67,
    "memory: ours / other": 0.85,
    "seconds a picture: ours / other": 0.5,
}
SETTLE_SECONDS = 5.0
RENDERED = ("--locale", "ko", "--locale", "en", "--locale", "km", "--mode", "normal")


@contextmanager
def _build(tree: Path) -> Iterator[None]:
    """Lets programs started within import the build of that folder."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(tree)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _display(state: Path) -> list[str]:
    return [sys.executable, "-m", "kiosk", "display", "--state", str(state)]


def _touches(tree: Path, folder: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of that build's own benchmark of touches: p95 by kind."""
    file = folder / "tap.json"
    words = [sys.executable, "-m", "tests.bench.tap", "--rounds", str(rounds), "--json", str(file)]
    subprocess.run(words, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    figures: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))["figures"]
    return {name.removesuffix(" ms"): value for name, value in figures.items() if name.endswith("p95 ms")}


def _memory(state: Path, display_window: stage.DisplayWindow) -> float:
    """MiB of the display's processes some seconds after their first paint."""
    stage.until(display_window.blank)
    with stage.running(_display(state), display_window.display) as display:
        stage.until(display_window.painted)
        threading.Event().wait(SETTLE_SECONDS)
        return stage.pss_mib(stage.tree(display.pid))


def _pictures(state: Path, tree: Path, out: Path) -> float:
    """Seconds a picture of `kiosk render`, its start included."""
    words = [sys.executable, "-m", "kiosk", "render", "--state", str(state), "--out", str(out), *RENDERED]
    began = time.monotonic()
    subprocess.run(words, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.monotonic() - began) / max(1, len(list(out.glob("*.png"))))


def _turn(
    tree: Path, state: Path, folder: Path, display_window: stage.DisplayWindow, touches: int
) -> Mapping[str, float]:
    """All figures of one build, once."""
    with _build(tree), tempfile.TemporaryDirectory(dir=folder) as out:
        return {
            "start": first_paint(_display(state), display_window),
            **_touches(tree, folder, touches),
            "memory": _memory(state, display_window),
            "seconds a picture": _pictures(state, tree, Path(out)),
        }


def measure(other: Path, rounds: int, touches: int) -> dict[str, float]:
    """Medians of so many turns of both builds."""
    taken: dict[str, list[Mapping[str, float]]] = {"ours": [], "other": []}
    with stage.display_window() as display_window, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = stage.kiosk_state(folder)
        for _ in range(rounds):
            for build, tree in (("ours", stage.ROOT), ("other", other)):
                taken[build].append(_turn(tree, state, folder, display_window, touches))
    middle = {
        build: {kind: stage.median([one[kind] for one in turns]) for kind in turns[0]} for build, turns in taken.items()
    }
    figures = {f"{kind}: {build}": value for build, kinds in middle.items() for kind, value in kinds.items()}
    ratios = {f"{kind}: ours / other": value / middle["other"][kind] for kind, value in middle["ours"].items()}
    return {**figures, **ratios}


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worktree", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--touches", type=int, default=6)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if asked.worktree is None:
        print("bench against: name a worktree of the commit to compare with: git worktree add DIR COMMIT")
        return
    stage.report(measure(asked.worktree.resolve(), asked.rounds, asked.touches), WANTED, asked.json)


if __name__ == "__main__":
    main()
