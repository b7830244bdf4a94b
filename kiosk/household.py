"""Child processes kept together: each started, watched, restarted if wanted, and none left behind.

Rules: a child dies with its parent (the kernel sees to it); a child that keeps dying is started again ever more slowly, at
most every 30 s; ending the household ends every child.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 5.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One `kiosk` command as a process. `restart`: start it again whenever it ends."""

    name: str
    words: Sequence[str]
    restart: bool = True
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 1.0
    due: float = 0.0

    def start(self) -> None:
        """Starts the process."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *self.words],
            env={**os.environ, **self.environment},
            preexec_fn=_die_with_parent,
        )

    @property
    def code(self) -> int | None:
        """The exit code, or None while it runs or before it started."""
        return self.process.poll() if self.process else None


class Household:
    """Children that live and end together."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = list(children)

    def start(self) -> None:
        """Starts every child."""
        for child in self.children:
            child.start()

    def add(self, child: Child) -> None:
        """One more child, started now."""
        self.children.append(child)
        child.start()

    def tend(self) -> list[Child]:
        """Restarts what ended and may; the children that ended for good."""
        return [child for child in self.children if child.code is not None and not self._revived(child)]

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
        """Ends every child, politely, then surely."""
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
