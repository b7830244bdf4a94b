"""Reports to the desk, from a process of their own: the least important thing a courier does.

Rules:

- The guard forks this process and goes on; a visit knows nothing of it, shares no connection and waits for nothing.
- Every `EVERY_SECONDS`, and within `LOOK_SECONDS` of a change of what is shown or held, one report. No answer is waited for
  longer than `REPORT_SECONDS`: the kernel ends the attempt wherever it hangs, and it is started again.
- After a failure twice as long a pause, up to `LONGEST`, spread by chance: a desk that comes back is not met by all at once.
- Answers are read up to a kilobyte. What is taken from them is a higher number to go on from, and at which gate the kiosk stands
  today, if that is signed for it (`kiosk.gate.assignment`).
"""

import json
import os
import random
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk import clock
from kiosk.domain.moments import utc_moment
from kiosk.faults import Refusal
from kiosk.gate.monitor import POSTER
from kiosk.gate.store import Store
from kiosk.gate.use import Totals
from kiosk.sync import cadence
from kiosk.sync.own_state import Stand

EVERY_SECONDS = 30.0
LOOK_SECONDS = 0.5
REPORT_SECONDS = 8.0
LONGEST = 120.0
STALE_SECONDS = 75.0
MOST_ANSWER = 1024
TOLD_APART = (("edition", "source", "outcome"), ("edition", "mark", "hidden", "faults", "unpresented"))
"""What of status.json and of painted.json makes a report due at once."""


@dataclass(frozen=True)
class Posting:
    """Where reports of a state folder go, and how often. `url` is the desk's address; `counted`: use is told, once a day."""

    state: Path
    url: str
    stand: Stand
    counted: bool = False
    every_seconds: float = EVERY_SECONDS
    report_seconds: float = REPORT_SECONDS


def keep_reporting(posting: Posting, guard: int) -> None:
    """Report until `guard`, a pipe's reading end, says that the courier has gone; what hangs is ended and begun anew."""
    failures = 0
    while not _gone(guard, 0):
        worker = os.fork()
        if not worker:
            _work(posting, guard, failures)
        _, status = os.waitpid(worker, 0)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
            return
        failures += 1
        if _gone(guard, _pause(failures, posting)):
            return


def _pause(failures: int, posting: Posting) -> float:
    return cadence.next_wait(failures, posting.every_seconds, random.random(), LONGEST)


def _work(posting: Posting, guard: int, failures: int) -> None:
    """Post report after report in a child; leave with 0 when the courier has gone, with 1 on the first fault of ours."""
    code = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        reporter = Reporter(posting, failures)
        while reporter.wait(lambda seconds: _gone(guard, seconds)):
            signal.setitimer(signal.ITIMER_REAL, posting.report_seconds)
            reporter.report()
            signal.setitimer(signal.ITIMER_REAL, 0)
        code = 0
    except Exception as fault:  # nothing of the desk's may end the courier
        os.write(2, f"kiosk sync: reports: {type(fault).__name__}: {' '.join(str(fault).split())[:300]}\n".encode())
    finally:
        os._exit(code)


class Reporter:
    """One worker's reports. `failures`: how many in a row have failed before it began."""

    def __init__(self, posting: Posting, failures: int = 0) -> None:
        from kiosk.gate.enrollment import device_key
        from kiosk.sync.fetcher import session

        self.posting, self.failures = posting, failures
        self.store = Store(posting.state)
        self.key = device_key(posting.state)
        self.session = session(posting.url)
        # grows over restarts; where the clock went back, the desk says from where to go on
        self.number = int(time.time())
        self.shown = self._signs()
        self.pause = _pause(failures, posting) if failures else 0.0
        self.refused = 0
        self.told: Totals | None = None

    def wait(self, gone: Callable[[float], bool]) -> bool:
        """Wait until a report is due; False when the courier has gone."""
        end = time.monotonic() + self.pause
        while (left := end - time.monotonic()) > 0:
            if gone(min(left, LOOK_SECONDS)):
                return False
            if not self.failures and (signs := self._signs()) != self.shown:
                self.shown = signs
                return True
        return not gone(0)

    def report(self) -> None:
        """Post one report; a desk that does not take it is a failure and no fault."""
        import requests

        from kiosk.gate.signed_report import signed
        from kiosk.sync.own_state import own_state

        self.number += 1
        use = self._use()
        said = own_state(self.store, self.posting.stand, clock.wall(), clock.ticks(), self.refused)
        data = signed(self.key, {"sequence": self.number, **said, **({"use": use.told()} if use else {})})
        limit = self.posting.report_seconds / 2
        try:
            with self.session.post(
                self.posting.url, data=data, timeout=(limit, limit), allow_redirects=False, stream=True,
                headers={"Content-Type": "application/json"},
            ) as answer:  # fmt: skip
                self._heard(answer.status_code, answer.raw.read(MOST_ANSWER, decode_content=False))
                self.told = use or self.told if answer.status_code == 200 else self.told
        except (requests.RequestException, OSError, ValueError):
            self.failures += 1
        self.pause = _pause(self.failures, self.posting)

    def _use(self) -> Totals | None:
        """The totals of a day that the desk has not taken yet."""
        use = self.store.read_use() if self.posting.counted else None
        return use if use != self.told else None

    def _heard(self, status: int, body: bytes) -> None:
        self.failures = 0 if status in (200, 204) else self.failures + 1
        if status == 409 and self.number < (above := _above(body)) < 2**52:
            self.number, self.failures = above, 0
        if status == 200 and (told := _read(body).get("assigned")):
            self._take(told)

    def _take(self, told: Any) -> None:
        """Keep the gate of the day; one that is forged, old or another's is refused and counted."""
        from kiosk.feed.trust.verification import timestamp_keys
        from kiosk.gate.assignment import opened

        try:
            enrollment, bundle = self.store.enrollment(), self.store.load().bundle
            keys = timestamp_keys(bundle.roots if bundle else (), enrollment.anchor, enrollment.mode)
            public = self.key.public_key().public_bytes_raw()
            self.store.write_assigned(opened(told, keys, public, clock.wall(), self.store.read_assigned()))
        except Refusal as fault:
            self.refused += 1
            os.write(2, f"kiosk sync: the desk's word on the gate is not taken: {fault}\n".encode())

    def _signs(self) -> tuple[Any, ...]:
        both = (self.store.read_status() or {}, self.store.read_painted() or {})
        said = tuple(found.get(name) for found, names in zip(both, TOLD_APART, strict=True) for name in names)
        return (*said, both[1].get("screen") == POSTER, _stale(both[1].get("painted_at"), clock.wall()))


def _stale(painted_at: Any, now: datetime) -> bool:
    """Whether the screen's proof, renewed each minute, is overdue: that too is told at once."""
    try:
        return (now - utc_moment(painted_at)).total_seconds() > STALE_SECONDS
    except (TypeError, ValueError):
        return True


def _above(body: bytes) -> int:
    """The number a desk has seen, by its answer; 0 where it says none."""
    above = _read(body).get("sequence")
    return above if type(above) is int else 0


def _read(body: bytes) -> dict[str, Any]:
    """What a desk answered; empty where that is no object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _gone(guard: int, seconds: float) -> bool:
    """Wait so long; True, and at once, when the guard has gone."""
    return bool(select.select([guard], [], [], seconds)[0])
