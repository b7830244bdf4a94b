"""Many kiosks reporting to one desk: no report lost, what it costs the desk, and what it costs an officer's page.

    python -m tests.bench.reports [--kiosks K] [--seconds S] [--database sqlite|postgresql] [--json FILE]

Rules: each kiosk has a key, a connection and a number of its own and reports every 30 s less up to a fifth, as ours do; all are
admitted. The desk has two processes, as its unit has. Pages are asked for on the desk left alone first, whose kiosks have just
reported once, then beside the reports, a page each half second. CPU is the desk's
own processes', by the kernel's count (PostgreSQL's not counted); the load beside is said. No report is lost when each was
answered with 200 and the database holds the number of each kiosk's last one. Growth is counted in files over the run, and in
bytes a row of what is kept for good (a row an edition a kiosk); a day is reckoned with four editions.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.moments import utc_text
from kiosk.gate.enrollment import short_code
from kiosk.gate.signed_report import signed
from kiosk.sync.cadence import next_wait
from kiosk.sync.reporting import EVERY_SECONDS
from tests.bench._stage import cpu_seconds, report
from tests.desk.house import House
from tests.desk.postgresql import server

PAGES = ("/", "/kiosks/?needs=1", "/versions/", "/texts/")
IDLE_SECONDS = 60.0
EDITIONS_A_DAY = 4
WANTED = {"lost": 0.0, "pages' p95, of the idle desk's": 1.2, "ingestion: % of a core": 25.0}


@dataclass
class Reported:
    """What all kiosks of a run saw: seconds an answer took, and how many answers were not 200."""

    took: list[float] = field(default_factory=list)
    refused: int = 0
    faults: list[str] = field(default_factory=list)


class Reporter:
    """One kiosk: a key, a number, a connection kept open."""

    def __init__(self, port: int, edition: int) -> None:
        self.port, self.edition, self.number = port, edition, 0
        self.key = Ed25519PrivateKey.generate()
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    def said(self) -> bytes:
        """The next report, as long as a kiosk's own."""
        now = utc_text(datetime.now(UTC))
        painted = {"edition": self.edition, "screen": "attract", "locale": "ko", "painted_at": now}
        status = {"outcome": "unchanged", "why": "nothing new", "edition": self.edition, "source": "bundle"}
        status |= {"signed_at": now, "checked_at": now, "since": now, "clock_ok": True}
        told = {"sequence": self.number, "at": now, "program": "1.0", "uptime": 86400, "terminal": "T2", "gate": "231"}
        held = {"terminal": "T2", "gate": "1", "at": now}
        return signed(self.key, {**told, "painted": painted, "status": status, "faults": [], "assigned": held})

    async def report(self, seen: Reported) -> None:
        """Post one; a connection that was closed meanwhile is opened anew, once."""
        self.number += 1
        data, began = self.said(), time.perf_counter()
        for again in (True, False):
            try:
                status = await self._post(data)
                seen.took.append(time.perf_counter() - began)
                seen.refused += status != 200
                return
            except (OSError, asyncio.IncompleteReadError, ValueError) as fault:
                self.writer = None
                if not again:
                    seen.faults.append(repr(fault))

    async def _post(self, data: bytes) -> int:
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"POST /report/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(data)}"
        self.writer.write(f"{head}\r\n\r\n".encode() + data)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in answer.split(b"\r\n")[1:] if b": " in line)
        await self.reader.readexactly(int(fields[b"content-length"]))
        if fields.get(b"connection") == b"close":
            self.writer.close()
            self.writer = None
        return int(answer[9:12])


async def _fleet(kiosks: list[Reporter], seconds: float, seen: Reported) -> None:
    end = time.monotonic() + seconds

    async def live(kiosk: Reporter) -> None:
        await asyncio.sleep(EVERY_SECONDS * random.random())
        while time.monotonic() < end:
            await kiosk.report(seen)
            await asyncio.sleep(next_wait(0, EVERY_SECONDS, random.random()))

    await asyncio.gather(*(live(one) for one in kiosks))


async def _all_at_once(kiosks: list[Reporter]) -> None:
    """Let each report once, so that the desk left alone shows the same fleet."""
    seen = Reported()
    for one in kiosks:
        await one.report(seen)
        if one.writer:
            one.writer.close()
        one.writer = None  # the next report has another loop
    assert not (seen.faults or seen.refused), (seen.refused, seen.faults[:1])


class Reader:
    """An officer who opens a page each half second; milliseconds each took, in `took`."""

    def __init__(self, house: House) -> None:
        self.session, self.house = house.officer("a").session, house
        self.took: list[float] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _read(self) -> None:
        at = 0
        while not self._done.wait(0.5):
            began = time.perf_counter()
            page = self.session.get(f"{self.house.address}{PAGES[at % len(PAGES)]}", timeout=60)
            assert page.status_code == requests.codes.ok and "/account/" not in page.url
            self.took.append(1000 * (time.perf_counter() - began))
            at += 1


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[18]


def _pids(house: House) -> list[int]:
    pid = house.process.pid
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def _size(house: House) -> float:
    if house.database:
        return float(house.sql("SELECT pg_database_size(current_database())")[0][0])
    return float(sum(path.stat().st_size for path in (house.root / "desk").glob("desk.sqlite3*")))


def _admit(house: House, kiosks: list[Reporter]) -> None:
    """Put them there as two officers would."""
    people = [row[0] for row in house.sql("SELECT id FROM accounts_officer ORDER BY id LIMIT 2")]
    now = datetime.now(UTC).isoformat(" ")
    for at, one in enumerate(kiosks):
        public = one.key.public_key().public_bytes_raw().hex()
        house.sql(
            "INSERT INTO fleet_kiosk (code, public, state, terminal, gate, note, seen, sequence, said, refused, off,"
            " named_by_id, confirmed_by_id) VALUES (?, ?, 'admitted', ?, ?, '', ?, 0, '{}', 0, 0, ?, ?)",
            short_code(one.key), public, f"T{at % 2 + 1}", str(at // 2), now, *people,
        )  # fmt: skip


def _row(house: House) -> float:
    """Bytes of one more row of what is kept for good, its index with it: of many put in at once, as years would."""
    many = 20000
    rows = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
    kiosk = house.sql("SELECT min(id) FROM fleet_kiosk")[0][0]
    values = f"SELECT {kiosk}, i, '2027-01-01 00:00:00+00', '2027-01-01 00:00:00+00' FROM n"
    _settle(house)
    before = _size(house)
    house.sql(f"INSERT INTO fleet_shown (kiosk_id, edition, since, until) {rows} {values}")
    _settle(house)
    return (_size(house) - before) / many


def _settle(house: House) -> None:
    house.sql("CHECKPOINT" if house.database else "PRAGMA wal_checkpoint(TRUNCATE)")


def measure(root: Path, count: int, seconds: float, database: str) -> dict[str, float]:
    """The table of one run."""
    house = House(root, database, workers=2)
    try:
        kiosks = [Reporter(house.port, int(house.edition()["number"])) for _ in range(count)]
        _admit(house, kiosks)
        asyncio.run(_all_at_once(kiosks))
        idle_cpu, began = cpu_seconds(_pids(house)), time.monotonic()
        with Reader(house) as alone:
            threading.Event().wait(IDLE_SECONDS)
        idle_cpu = (cpu_seconds(_pids(house)) - idle_cpu) / (time.monotonic() - began)
        seen, cpu, size, began = Reported(), cpu_seconds(_pids(house)), _size(house), time.monotonic()
        own = time.process_time()
        with Reader(house) as beside:
            asyncio.run(_fleet(kiosks, seconds, seen))
        passed = time.monotonic() - began
        busy = (cpu_seconds(_pids(house)) - cpu) / passed
        last = dict(house.sql("SELECT public, sequence FROM fleet_kiosk WHERE state = 'admitted'"))
        behind = sum(one.number != last[one.key.public_key().public_bytes_raw().hex()] for one in kiosks)
        rows = house.sql("SELECT count(*) FROM fleet_shown")[0][0]
        grown = _size(house) - size
        return {
            "kiosks": count,
            "reports": sum(one.number for one in kiosks),
            "lost": float(len(seen.faults) + seen.refused + behind),
            "answer, p50: ms": 1000 * statistics.median(seen.took),
            "answer, p95: ms": 1000 * _p95(seen.took),
            "page alone, p95: ms": _p95(alone.took),
            "page beside, p95: ms": _p95(beside.took),
            "pages' p95, of the idle desk's": _p95(beside.took) / _p95(alone.took),
            "ingestion: % of a core": 100 * (busy - idle_cpu),
            "ingestion: ms of CPU a report": 1000 * (busy - idle_cpu) * passed / len(seen.took),
            "kiosks' own CPU here: % of a core": 100 * (time.process_time() - own) / passed,
            "load beside (1 min)": os.getloadavg()[0],
            "database grew: kB": grown / 1000,
            "rows kept for good": float(rows),
            "kept, a kiosk and day: B": EDITIONS_A_DAY * _row(house),
        }
    finally:
        house.close()


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kiosks", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, server() if asked.database == "postgresql" else nullcontext("") as url:
        table = measure(Path(name), asked.kiosks, asked.seconds, url)
    report(table, WANTED, asked.json)


if __name__ == "__main__":
    main()
