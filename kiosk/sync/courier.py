"""The courier's process: visits the feed for ever, and outlives any visit that does not end.

    guard (this process, small)                 worker (forked, does the visits)
    lock file, signals, waits for the worker    timer of the kernel armed for each visit, then sleeps

Rules:

- No visit takes longer than `VISIT_SECONDS`, whatever holds it up: a resolver that never answers, headers that drip, a
  loop in a library. The worker arms a kernel timer before each visit; the kernel, not Python, ends the process when it
  runs out, wherever it hangs. The guard reports that and starts another worker. Ending it so is safe at any moment: the
  store's files change only as wholes.
- The worker ends when the guard does: it waits on a pipe that the guard's end closes.
- The lock file keeps a second courier out of the same state folder.
"""

import json
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from kiosk import clock
from kiosk.faults import Fault
from kiosk.files import LockHeld, locked, told
from kiosk.gate.store import Store
from kiosk.sync import cadence
from kiosk.sync.outcome import Outcome, of_word, word
from kiosk.sync.report import Report, cut_off
from kiosk.sync.reporting import Posting, keep_reporting

VISIT_SECONDS = 18.0
"""When the kernel ends a visit; `kiosk/docs/commands.md` promises 20 s, start of the process included."""

POLITE_SECONDS = 14.0
"""When a visit ends itself, with a better word for why."""

STOPPED_SECONDS = 1.0


@dataclass(frozen=True)
class Errand:
    """What a courier is sent to do. `url` is the feed; `poll_seconds` the pause after a good visit.

    `posting`: where it reports to, if anywhere. `metrics_port`: where its figures are told on loopback; 0: nowhere.
    """

    state: Path
    url: str
    poll_seconds: float
    visit_seconds: float = VISIT_SECONDS
    posting: Posting | None = None
    metrics_port: int = 0


def once(errand: Errand) -> Outcome:
    """Make one visit, in a worker of its own. Raises Fault (not enrolled, another courier at work)."""
    Store(errand.state).enrollment()
    with alone(errand.state) as lock:
        reading, writing = os.pipe()
        worker = _forked(lambda: _one_visit(errand, writing), shut=(reading, lock))
        os.close(writing)
        status = _reaped(worker)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()  # one line: it waits in the pipe
        return _read_outcome(said) if said else _report_end(errand, status)


def forever(errand: Errand) -> NoReturn:
    """Visit until SIGTERM or SIGINT, which end it with exit code 0. Raises Fault as `once` does."""
    Store(errand.state).enrollment()
    with alone(errand.state) as lock:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, _end)
        reading, writing = os.pipe()
        if posting := errand.posting:
            _forked(lambda: keep_reporting(posting, reading), shut=(writing, lock))
        if errand.metrics_port:
            _forked(lambda: _told(errand, reading), shut=(writing, lock))
        endings = 0
        while True:
            started = time.monotonic()
            worker = _forked(lambda: _visits(errand, reading), shut=(writing, lock))
            _report_end(errand, _guarded(worker))
            endings = 0 if time.monotonic() - started > 10 * errand.visit_seconds else endings + 1
            time.sleep(cadence.next_wait(endings, errand.poll_seconds, random.random()))


def _told(errand: Errand, guard: int) -> None:
    from kiosk.sync.metrics import keep_telling

    keep_telling(errand.state, errand.metrics_port, guard)


def _one_visit(errand: Errand, writing: int) -> None:
    _arm(errand.visit_seconds)
    outcome = _Rounds(errand).visit()
    line = json.dumps([word(outcome), outcome.edition, outcome.why]).encode()
    os.write(writing, line)


def _visits(errand: Errand, guard: int) -> None:
    _arm(errand.visit_seconds)
    rounds = _Rounds(errand)
    failures = 0
    while True:
        _arm(errand.visit_seconds)
        failures = cadence.failures_after(rounds.visit(), failures)
        _arm(0)
        if _guard_gone(guard, cadence.next_wait(failures, errand.poll_seconds, random.random())):
            return


class _Rounds:
    """One worker's visits and its reports. What it imports stays out of the guard, which is to be small."""

    def __init__(self, errand: Errand) -> None:
        from kiosk.sync.client import Visitor
        from kiosk.sync.fetcher import session

        store = Store(errand.state)
        self.visitor = Visitor(store, errand.url, session(errand.url))
        self.report = Report(store, errand.url)
        self.polite = min(POLITE_SECONDS, 0.8 * errand.visit_seconds)
        self.full_at = 0.0

    def visit(self) -> Outcome:
        """One visit, told to status.json."""
        visitor, start = self.visitor, time.monotonic()
        full = start >= self.full_at
        outcome = visitor.visit(full=full, until=start + self.polite)
        if full:
            self.full_at = start + cadence.next_full(random.random())
        self.report.tell(outcome, visitor.held, visitor.now, clock_ok=visitor.clock_ok())
        return outcome


@contextmanager
def alone(state: Path) -> Iterator[int]:
    """Keep to one courier for a state folder. Raises Fault if another holds it, or the folder cannot be written."""
    path = state / ".courier.lock"
    with ExitStack() as held:
        try:
            with told(path):
                handle = held.enter_context(locked(path, 0))
        except LockHeld as fault:
            raise Fault(f"another courier is at work in {state} ({fault.by} holds {path.name})") from None
        yield handle


def _forked(work: Callable[[], None], shut: tuple[int, ...]) -> int:
    """Start `work` in a child that never returns; handles in `shut` stay with the guard, so that its end shows."""
    worker = os.fork()
    if worker:
        return worker
    code = 1
    try:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(name, signal.SIG_DFL)
        for handle in shut:
            os.close(handle)
        work()
        code = 0
    except BaseException as fault:  # a child must end here, not in its parent's code
        os.write(2, f"kiosk sync: {_said(fault)}\n".encode())
    finally:
        os._exit(code)


def _said(fault: BaseException) -> str:
    if isinstance(fault, Fault | OSError):
        return " ".join(str(fault).split())
    return f"{type(fault).__name__}: {fault} ({_place(fault)})"


def _place(fault: BaseException) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"


def _arm(seconds: float) -> None:
    """Let the kernel end this process in that many seconds; 0 disarms."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _guard_gone(guard: int, seconds: float) -> bool:
    """Wait that long; True, and at once, when the guard has gone."""
    ready, _, _ = select.select([guard], [], [], seconds)
    return bool(ready)


def _end(*_: object) -> None:
    raise SystemExit(0)


def _guarded(worker: int) -> int:
    """Wait for the worker's end; a signal to us ends both."""
    try:
        return _reaped(worker)
    except SystemExit:
        os.kill(worker, signal.SIGTERM)
        _reaped(worker)
        raise


def _reaped(worker: int) -> int:
    """How the worker ended. One that stays stopped is ended: its timer cannot run out any more.

    Stopped together with us (Ctrl-Z), it goes on together with us, and is left alone.
    """
    while os.WIFSTOPPED(status := os.waitpid(worker, os.WUNTRACED)[1]):
        time.sleep(STOPPED_SECONDS)
        if Path(f"/proc/{worker}/stat").read_text().rpartition(") ")[2].startswith("T"):
            os.kill(worker, signal.SIGKILL)
    return status


def _report_end(errand: Errand, status: int) -> Outcome:
    """Tell status.json how a worker ended that could not tell it itself."""
    host = urlsplit(errand.url).netloc
    why = f"{host} did not let the visit end within {errand.visit_seconds:.0f} s, so it was cut off"
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if killed == signal.SIGKILL:
        why = "the courier's worker was stopped or killed from outside, and was started again"
    elif killed != signal.SIGALRM:
        why = f"the courier's worker ended by itself ({_ending(status)}) and was started again"
    return cut_off(Store(errand.state), why, clock.wall())


def _ending(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def _read_outcome(said: bytes) -> Outcome:
    name, edition, why = json.loads(said)
    return of_word(name)(edition, why)
