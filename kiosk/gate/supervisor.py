"""Child processes kept together: each started, watched, restarted if wanted, and none left behind.

Rules: a child dies with its parent (the kernel sees to it); a child that keeps dying is started again ever more slowly, at
most every 30 s; one that is frozen (it has to give signs of life and gives none, or it was stopped), or whose screen was not
proved for too long, is killed, and so started again; one that was started as often in an hour as is allowed has another
command stand in for it until it may be tried again; ending the supervisor ends every child.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 5.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
SLEPT_SECONDS = 5.0
PULSE = "KIOSK_PULSE"
"""The environment's name for the handle to which a child writes its signs, a byte each."""
ALIVE, PROVED, EXCUSED = b".", b"!", b"-"
"""It serves events; its screen was read back and is right; there is no screen to read."""
HOUR_SECONDS = 3600.0


def die_with_parent(how: int = signal.SIGTERM) -> None:
    """Have this process get the signal from now on when the one that started it ends, however that comes."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)


@dataclass
class Child:
    """One `kiosk` command as a process. `restart`: start it again whenever it ends.

    `silence_seconds`: killed after so long without a sign of life, once one was given; 0: none is asked for.
    `proof_seconds`: killed after so long without a proof of its screen; 0: none is asked for.
    `instead`: what stands in for it once it was started `most_an_hour` times within an hour; without it nothing does.
    """

    name: str
    words: Sequence[str]
    restart: bool = True
    silence_seconds: float = 0.0
    proof_seconds: float = 0.0
    instead: Sequence[str] = ()
    most_an_hour: int = 0
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 1.0
    due: float = 0.0
    heard: float = 0.0
    proved: float = 0.0
    standing_in: bool = False
    _begun: list[float] = field(default_factory=list)
    _pulse: int = -1
    _stopped: bool = False
    _killed: bool = False

    def start(self) -> None:
        """Start the process, or what stands in for it."""
        self.started = self.heard = self.proved = time.monotonic()
        self.standing_in = not self.may_begin()
        if not self.standing_in:
            self._begun.append(self.started)
        words = self.instead if self.standing_in else self.words
        self.shut()
        self._stopped = self._killed = False
        self._pulse, writing = os.pipe()
        os.set_blocking(self._pulse, False)
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", *words],
                env={**os.environ, **self.environment, PULSE: str(writing)},
                pass_fds=(writing,),
                preexec_fn=die_with_parent,
            )
        finally:
            os.close(writing)

    def shut(self) -> None:
        """Hear no more."""
        if self._pulse >= 0:
            os.close(self._pulse)
        self._pulse = -1

    def kill(self) -> None:
        """End it surely; what is stuck in the kernel ends later."""
        if self.process:
            self.process.kill()
            self._killed = True

    def may_begin(self) -> bool:
        """Tell whether it may be started once more within this hour."""
        now = time.monotonic()
        self._begun = [at for at in self._begun if now - at < HOUR_SECONDS]
        return not self.instead or len(self._begun) < self.most_an_hour

    def fault(self) -> str:
        """Name why it is to be killed: it does nothing any more, its screen is not proved, or it need not stand in; ""."""
        if not self.process or self._killed or self.code is not None:
            return ""
        self._listen()
        if self._frozen():
            return "is frozen"
        if 0 < self.proof_seconds < time.monotonic() - self.proved:
            return f"has not proved its screen for {self.proof_seconds:.0f} s"
        return "may be tried again" if self.standing_in and self.may_begin() else ""

    def _listen(self) -> None:
        with contextlib.suppress(BlockingIOError):
            signs = os.read(self._pulse, 4096)
            now = time.monotonic()
            self.heard = now if signs else self.heard
            self.proved = now if PROVED in signs or EXCUSED in signs else self.proved

    def _frozen(self) -> bool:
        """Whether it was silent for too long, or stopped by a signal, now and when last asked."""
        before, self._stopped = self._stopped, _state(self.process.pid if self.process else 0) == "T"
        silent = 0 < self.silence_seconds < time.monotonic() - self.heard and self.heard > self.started
        return silent or (before and self._stopped)

    @property
    def code(self) -> int | None:
        """Return the exit code, or None while it runs or before it started."""
        return self.process.poll() if self.process else None


def _state(pid: int) -> str:
    """The kernel's letter for how a process is; "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return ""


class Supervisor:
    """Children that live and end together."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = list(children)
        self._tended = time.monotonic()

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            child.start()

    def add(self, child: Child) -> None:
        """Start one more child."""
        self.children.append(child)
        child.start()

    def tend(self) -> list[Child]:
        """Restart what ended and may, kill what is frozen; return the children that ended for good."""
        self._slept()
        for child in self.children:
            if why := child.fault():
                print(f"kiosk: {child.name} {why} and is killed", file=sys.stderr)
                child.kill()
        return [child for child in self.children if child.code is not None and not self._revived(child)]

    def _slept(self) -> None:
        """Count nobody's silence while we ourselves did nothing for a while: they may have stood still too."""
        before, self._tended = self._tended, time.monotonic()
        if self._tended - before <= SLEPT_SECONDS:
            return
        for child in self.children:
            child.proved = max(child.proved, self._tended)
            child.heard = max(child.heard, self._tended) if child.heard > child.started else child.heard

    def _revived(self, child: Child) -> bool:
        if not child.restart:
            return False
        now = time.monotonic()
        if child.due == 0:
            if now - child.started > STEADY_SECONDS:
                child.pause = 1.0
            child.due = now + child.pause
            print(f"kiosk: {child.name} ended ({child.code}); again in {child.pause:.0f} s", file=sys.stderr)
            child.pause = min(LONGEST_PAUSE, child.pause * 2)
        elif now >= child.due:
            child.due = 0
            child.start()
        return True

    def end(self) -> None:
        """End every child, politely, then surely."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for child in self.children:
            child.shut()
