"""Many kiosks on one small server: a real nginx with the feed's site as we ship it, and K couriers that ask like ours.

    python -m tests.bench.fleet [--kiosks K] [--seconds S] [--json FILE]

Rules: each kiosk has a connection of its own, asks every 5 s less up to a fifth (`kiosk.sync.cadence`) by the ETag it holds, and
on a change fetches snapshot, editions and edition, packed. In the middle an edition is published. The limit is measured in the
same run: the same nginx with nothing of ours but one static file of a timestamp's size. CPU is nginx's own, all its processes,
by the kernel's count; kiosks that wait in this process are late through its own load, which is said beside.
"""

import argparse
import asyncio
import json
import os
import random
import re
import resource
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.sync.cadence import next_wait
from tests.feed.workshop import Feed, whole_edition
from tests.sync.edges import nginx, plain_nginx

POLL = 5.0
AHEAD = 64
"""Connections that ask without a pause, for the most that is answered in a second."""


@dataclass
class Seen:
    """What all kiosks of a run saw: seconds an answer took, bytes, and when each had the new edition."""

    took: list[float] = field(default_factory=list)
    bytes: int = 0
    had: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Line:
    """One kept connection of HTTP/1.1."""

    def __init__(self, port: int, seen: Seen) -> None:
        self.port, self.seen = port, seen
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, tag: str = "") -> tuple[int, str, bytes]:
        """(status, ETag, body) of one request."""
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        began = time.perf_counter()
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        self.writer.write(
            f"GET {path} HTTP/1.1\r\nHost: feed\r\nUser-Agent: kiosk-courier\r\nAccept-Encoding: gzip\r\n"
            f"Accept: */*\r\n{known}\r\n".encode()
        )
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        body = await self.reader.readexactly(int(length[1])) if length else b""
        self.seen.took.append(time.perf_counter() - began)
        self.seen.bytes += len(head) + len(body)
        found = re.search(rb"ETag: ([^\r]+)", head)
        return int(head[9:12]), found[1].decode() if found else "", body


async def kiosk(port: int, seen: Seen, until: float, first: str) -> None:
    """One courier from now `until` a moment of the loop's clock; its first look is anywhere within one pause."""
    line, tag, loop = Line(port, seen), "", asyncio.get_running_loop()
    await asyncio.sleep(POLL * random.random())
    held = first
    while loop.time() < until:
        try:
            status, new, body = await line.get("/metadata/timestamp.json", tag)
            if status == 200:
                tag, held = new, await changed(line, body, held, seen)
        except (OSError, asyncio.IncompleteReadError) as fault:
            seen.faults.append(repr(fault))
            line.writer = None
        await asyncio.sleep(next_wait(0, POLL, random.random()))


async def changed(line: Line, timestamp: bytes, held: str, seen: Seen) -> str:
    """Fetch what a new timestamp leads to; the name of the edition that is held then."""
    version = json.loads(timestamp)["signed"]["meta"]["snapshot.json"]["version"]
    snapshot = json.loads((await line.get(f"/metadata/{version}.snapshot.json"))[2])
    listed = snapshot["signed"]["meta"]["editions.json"]["version"]
    editions = json.loads((await line.get(f"/metadata/{listed}.editions.json"))[2])
    name = str(editions["signed"]["targets"]["edition.json"]["hashes"]["sha256"])
    if name != held:
        await line.get(f"/targets/{name}.edition.json")
        seen.had.append(time.time())
    return name


async def ahead(port: int, path: str, seconds: float) -> Seen:
    """Conditional requests without a pause, on AHEAD connections."""
    seen, end = Seen(), asyncio.get_running_loop().time() + seconds

    async def ask() -> None:
        line = Line(port, seen)
        _, tag, _ = await line.get(path)
        while asyncio.get_running_loop().time() < end:
            await line.get(path, tag)

    await asyncio.gather(*(ask() for _ in range(AHEAD)))
    return seen


def spent(pids: list[int]) -> float:
    """Seconds of CPU these processes have taken."""
    ticks = os.sysconf("SC_CLK_TCK")
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in stats) / ticks


def servers(folder: Path) -> list[int]:
    """nginx's processes."""
    master = (folder / "nginx.pid").read_text().strip()
    return [int(master), *map(int, Path(f"/proc/{master}/task/{master}/children").read_text().split())]


def limit(port: int, pids: list[int], path: str, seconds: float) -> dict[str, float]:
    """Requests a second, p99 and nginx's CPU a request, of one path asked for without a pause."""
    before = spent(pids)
    seen = asyncio.run(ahead(port, path, seconds))
    cpu = spent(pids) - before
    return {
        "requests a second": len(seen.took) / seconds,
        "p99 ms": statistics.quantiles(seen.took, n=100)[98] * 1000,
        "CPU us a request": cpu / len(seen.took) * 1e6,
    }


async def fleet(feed: Feed, port: int, pids: list[int], count: int, seconds: float) -> dict[str, float]:
    """K kiosks for `seconds` each side of a publication."""
    seen, loop = Seen(), asyncio.get_running_loop()
    first = feed.verified().edition_sha256
    end = loop.time() + 4 * POLL + seconds + 70
    kiosks = [asyncio.create_task(kiosk(port, seen, end, first)) for _ in range(count)]
    await asyncio.sleep(3 * POLL)
    seen.took.clear()
    seen.bytes, before, began, own = 0, spent(pids), loop.time(), time.process_time()
    await asyncio.sleep(seconds)
    cpu, passed = spent(pids) - before, loop.time() - began
    found = {
        "kiosks": float(count),
        "polls a second": len(seen.took) / passed,
        "p99 ms": statistics.quantiles(seen.took, n=100)[98] * 1000,
        "server, % of a core": 100 * cpu / passed,
        "bytes a poll": seen.bytes / len(seen.took),
        "this process, % of a core": 100 * (time.process_time() - own) / passed,
    }
    feed.now = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    data = whole_edition(2, feed.now)
    await asyncio.to_thread(lambda: feed.publish(data))
    published, before, sent = time.time(), spent(pids), seen.bytes
    while len(seen.had) < count and time.time() - published < 60:
        await asyncio.sleep(0.1)
    passed = time.time() - published
    found |= {
        "new edition: with how many": float(len(seen.had)),
        "new edition: seconds to the last": max(seen.had, default=0) - published,
        "new edition: server, % of a core": 100 * (spent(pids) - before) / passed,
        "new edition: MB sent": (seen.bytes - sent) / 1e6,
        "faults": float(len(seen.faults)),
    }
    for one in kiosks:
        one.cancel()
    for fault, times in Counter(seen.faults).most_common(3):
        print(f"{times} x {fault}")
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kiosks", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        feed = Feed(root, now=datetime.now(UTC).replace(microsecond=0))
        feed.publish(whole_edition(1, feed.now))
        (feed.folder / "open").mkdir(exist_ok=True)
        static = root / "static"
        static.mkdir()
        (root / "bare").mkdir()
        connections = asked.kiosks + asked.kiosks // 2 + 512
        (static / "file.json").write_bytes((feed.folder / "metadata" / "timestamp.json").read_bytes())
        with (
            nginx(feed.folder, root, connections=connections) as url,
            plain_nginx(static, root / "bare", connections) as plain,
        ):
            pids, others = servers(root), servers(root / "bare")
            port, other = (int(one.rpartition(":")[2]) for one in (url, plain))
            found: dict[str, list[dict[str, float]]] = {"feed": [], "plain": []}
            for _ in range(7):
                found["feed"].append(limit(port, pids, "/metadata/timestamp.json", 1.5))
                found["plain"].append(limit(other, others, "/file.json", 1.5))
            table = {
                side: {key: statistics.median(one[key] for one in runs) for key in runs[0]}
                for side, runs in found.items()
            }
            table["fleet"] = asyncio.run(fleet(feed, port, pids, asked.kiosks, asked.seconds))
    for side, figures in table.items():
        for key, value in figures.items():
            print(f"{side:>6}  {key:<36} {value:12.2f}")
    ratio = table["feed"]["requests a second"] / table["plain"]["requests a second"]
    print(f"feed's requests a second, of plain nginx's: {ratio:.2f}")
    if asked.json:
        asked.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
