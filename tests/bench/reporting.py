"""What reporting costs a visit: the same visits with a reporter beside them and without, block by block.

    python -m tests.bench.reporting [--blocks N] [--visits N] [--json FILE]

Rules: the reporter is a process of its own, as the courier starts it, but posts every second, thirty times as often as a kiosk,
so that a block holds some of its reports; server and desk are processes of their own too. CPU is the visits' process's alone,
wall time is what the courier waits for a visit.
"""

import argparse
import os
import signal
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.sync.own_state import Stand
from kiosk.sync.reporting import Posting, keep_reporting
from tests.bench import _stage as stage
from tests.bench.poll import Bench, bench
from tests.sync.test_reporting import desk_on_loopback

WANTED = {f"{name}: reporting / not": 1.05 for name in ("CPU", "wall time, median", "wall time, p95")}
POSTS_SECONDS = 1.0


@contextmanager
def desk() -> Iterator[str]:
    """A desk in a process of its own that takes every report; its address."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with desk_on_loopback() as made:
            os.write(writing, made.url.encode())
            signal.pause()
    try:
        yield os.read(reading, 200).decode()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)


@contextmanager
def reporting(state: Path, url: str) -> Iterator[None]:
    """A reporter beside what runs within."""
    guard, ours = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        keep_reporting(Posting(state, url, Stand("T2", "231"), every_seconds=POSTS_SECONDS), guard)
        os._exit(0)
    os.close(guard)
    try:
        yield
    finally:
        os.close(ours)
        os.waitpid(child, 0)


def block(made: Bench, visits: int) -> tuple[float, list[float]]:
    """Milliseconds of CPU a visit, and each visit's wall time."""
    walls, began = [], time.process_time()
    for _ in range(visits):
        start = time.monotonic()
        made.again(1)
        walls.append((time.monotonic() - start) * 1000)
    return (time.process_time() - began) / visits * 1000, walls


def measure(blocks: int, visits: int) -> dict[str, float]:
    """Medians over all blocks of either kind, and their ratios."""
    found: dict[bool, list[tuple[float, list[float]]]] = {True: [], False: []}
    with bench() as made, desk() as url:
        made.again(visits)
        for _ in range(blocks):
            found[False].append(block(made, visits))
            with reporting(made.visitor.store.path, url):
                found[True].append(block(made, visits))
    figures = {}
    for on, name in ((False, "not"), (True, "reporting")):
        walls = [wall for _, all_of_them in found[on] for wall in all_of_them]
        figures[f"CPU, {name}: ms"] = statistics.median(cpu for cpu, _ in found[on])
        figures[f"wall time, median, {name}: ms"] = statistics.median(walls)
        figures[f"wall time, p95, {name}: ms"] = stage.percentile(walls, 0.95)
    kinds = ("CPU", "wall time, median", "wall time, p95")
    return {
        **figures,
        **{
            f"{kind}: reporting / not": figures[f"{kind}, reporting: ms"] / figures[f"{kind}, not: ms"]
            for kind in kinds
        },
    }


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, default=12)
    parser.add_argument("--visits", type=int, default=2500)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    stage.report(measure(asked.blocks, asked.visits), WANTED, asked.json)


if __name__ == "__main__":
    main()
