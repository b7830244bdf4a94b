"""What a poll costs: requests, bytes, CPU and disk, for an unchanged and for a changed feed; and memory over many polls.

    python -m tests.bench.poll [--polls N] [--long] [--json FILE]

Rules: the server is a process of its own, so only the courier's CPU is counted; CPU is the process's, user and system;
"beyond download" leaves out what `requests` takes to ask and to read, and nothing else;
bytes are the server's count, head included; disk is the kernel's count of bytes this process caused to be written.
"""

import argparse
import gc
import json
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import requests

from kiosk.gate import enrollment
from kiosk.gate.store import Store
from kiosk.sync.client import Visitor
from kiosk.sync.fetcher import Fetcher, session
from kiosk.sync.outcome import Outcome, Unchanged, Updated
from kiosk.sync.report import Report
from tests.feed.workshop import Feed, whole_edition
from tests.sync.simulator import Simulator, on_loopback

WANTED = {
    "unchanged: requests": 1.0,
    "unchanged: bytes down": 300.0,
    "unchanged: CPU ms": 1.0,
    "unchanged: disk bytes": 0.0,
    "timestamp: CPU ms beyond download": 12.0,
    "edition: CPU ms beyond download": 12.0,
    "memory: growth KiB": 1024.0,
    "memory: open files more": 0.0,
}


class Metered(Fetcher):
    """The courier's fetcher, which counts the seconds of CPU that asking and reading take."""

    spent = 0.0

    def ask(self, url: str, etag: str | None = None) -> requests.Response:
        """As the courier asks."""
        start = time.process_time()
        try:
            return super().ask(url, etag)
        finally:
            self.spent += time.process_time() - start

    def pieces(self, response: requests.Response) -> Iterator[bytes]:
        """As the courier reads."""
        found = super().pieces(response)
        piece: bytes | None = b""
        while piece is not None:
            start = time.process_time()
            piece = next(found, None)
            self.spent += time.process_time() - start
            if piece is not None:
                yield piece


@dataclass
class Cost:
    """Milliseconds of CPU of one visit: all of it, and without the download."""

    whole: float
    beyond: float


@dataclass
class Bench:
    """A kiosk whose feed is served by another process, which writes what it was asked for into `log`."""

    feed: Feed
    visitor: Visitor
    report: Report
    log: Path
    meter: Metered

    def visit(self) -> Outcome:
        """A visit as the courier's worker does it."""
        outcome = self.visitor.visit()
        self.report.tell(outcome, self.visitor.held, self.visitor.now, clock_ok=self.visitor.clock_ok())
        return outcome

    def cost(self, expected: type[Outcome], times: int, before: Callable[[], object] = lambda: None) -> Cost:
        """The medians of `times` visits."""
        found: list[Cost] = []
        for _ in range(times):
            before()
            self.meter.spent, start = 0.0, time.process_time()
            outcome = self.visit()
            whole = time.process_time() - start
            found.append(Cost(whole * 1000, (whole - self.meter.spent) * 1000))
            assert isinstance(outcome, expected), outcome
        return Cost(statistics.median(one.whole for one in found), statistics.median(one.beyond for one in found))

    def again(self, times: int) -> None:
        """That many visits that find nothing new, of which nothing is kept."""
        for _ in range(times):
            assert isinstance(self.visit(), Unchanged)

    def asked(self) -> tuple[int, int]:
        """Requests and bytes so far, by the server's count."""
        self.visitor.fetcher.session.get(f"{self.visitor.url}/count", timeout=5)
        requests, sent = json.loads(self.log.read_text())
        return int(requests), int(sent)


@contextmanager
def bench() -> Iterator[Bench]:
    """A feed with edition 1, its server, and a kiosk that holds it."""
    with tempfile.TemporaryDirectory() as name:
        folder, now = Path(name), datetime.now(UTC).replace(microsecond=0)
        feed = Feed(folder, now=now)
        feed.publish(whole_edition(1, now))
        server, url = _serve(feed.folder, folder / "log")
        try:
            enrollment.enroll(folder / "state", url, feed.anchor, feed.mode)
            store = Store(folder / "state")
            visitor = Visitor(store, url, session(url))
            visitor.fetcher = visitor._asking.fetcher = meter = Metered(visitor.fetcher.session)
            made = Bench(feed, visitor, Report(store, url), folder / "log", meter)
            made.visit()
            made.visit()
            yield made
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)


def _serve(folder: Path, log: Path) -> tuple[int, str]:
    reading, writing = os.pipe()
    server = os.fork()
    if server == 0:
        simulator = Simulator(folder)

        def counted(path: str, reply: object) -> object:
            if path == "/count":
                log.write_text(json.dumps([len(simulator.asked) - 1, simulator.sent]))
                simulator.asked.clear()
                simulator.sent = -len(reply.raw())  # type: ignore[attr-defined]
            return reply

        simulator.fault = counted  # type: ignore[assignment]
        with on_loopback(simulator) as url:
            os.write(writing, url.encode())
            signal.pause()
    url = os.read(reading, 100).decode()
    os.close(reading)
    os.close(writing)
    return server, url


def _written() -> int:
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["write_bytes"])


def _memory() -> tuple[float, int]:
    """KiB of this process's own memory, and its open files."""
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    private = sum(float(line.split()[1]) for line in lines if line.startswith(("Private", "Pss:")) and "Pss" in line)
    return private, len(list(Path("/proc/self/fd").iterdir()))


def measure(polls: int, changes: int, many: int) -> dict[str, float]:
    """All figures."""
    with bench() as made:
        made.asked()
        disk, stamps = _written(), _stamps(made)
        cpu = made.cost(Unchanged, polls)
        disk = _written() - disk if stamps == _stamps(made) else -1
        requests, sent = made.asked()
        numbers = iter(range(2, changes + 2))
        renewed = made.cost(Unchanged, changes, lambda: made.feed.renew())
        edition = made.cost(Updated, changes, lambda: made.feed.publish(whole_edition(next(numbers), made.feed.now)))
        made.again(2000)
        memory, files = _memory()
        made.again(many)
        grown, more = _memory()
    return {
        "unchanged: requests": requests / polls,
        "unchanged: bytes down": sent / polls,
        "unchanged: CPU ms": cpu.whole,
        "unchanged: disk bytes": float(disk),
        "timestamp: CPU ms": renewed.whole,
        "timestamp: CPU ms beyond download": renewed.beyond,
        "edition: CPU ms": edition.whole,
        "edition: CPU ms beyond download": edition.beyond,
        "memory: growth KiB": grown - memory,
        "memory: open files more": float(more - files),
        "memory: PSS KiB": grown,
        "memory: polls": float(many),
    }


def _stamps(made: Bench) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in made.visitor.store.path.rglob("*")}


def main() -> None:
    """Measure, print a table, and write JSON where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--polls", type=int, default=200)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = measure(options.polls, 21, 100_000 if options.long else 5_000)
    for name, value in found.items():
        wanted = WANTED.get(name)
        mark = "" if wanted is None else f"wanted at most {wanted:g}: {'good' if value <= wanted else 'MISSED'}"
        print(f"{name:34} {value:12.3f}  {mark}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
