"""The painter: runs `kiosk render` beside the desk, one job at a time, the newest first, and dies with the desk.

Each of the desk's processes has one; a folder is painted by one of them (`LOCK` in it).

A job is several commands at once, one for some of the languages each: a machine with two cores is done in half the time.
"""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.files import LockHeld, is_held, locked
from kiosk.gate.supervisor import die_with_parent

LOCK = ".painting"


@dataclass(frozen=True)
class Job:
    """One version to paint into a folder, by these commands (words after `kiosk`); `base`: the version it was made from."""

    version: int
    base: int | None
    folder: Path
    commands: tuple[tuple[str, ...], ...]


class Painter:
    """One painter, and what waits for it. `after` is called when a job is done."""

    def __init__(self, after: Callable[[], None]) -> None:
        self._waiting: list[Job] = []
        self._now: tuple[Job, list[subprocess.Popen[str]]] | None = None
        self._turn = threading.Condition()
        self._after = after
        threading.Thread(target=self._work, name="painter", daemon=True).start()

    def paint(self, job: Job) -> None:
        """Let it be painted next; what else was being painted of the same version, or of the one under it, stops."""
        with self._turn:
            if self._holds(job.folder):
                return
            old = (job.version, job.base)
            self._waiting = [one for one in self._waiting if one.version not in old]
            if self._now and self._now[0].version in old:
                for one in self._now[1]:
                    one.terminate()
            self._waiting.append(job)
            self._turn.notify()

    def busy_with(self, folder: Path) -> bool:
        """Tell whether it paints or is about to paint that folder, or another process does."""
        with self._turn:
            return self._holds(folder) or is_held(folder / LOCK)

    def _holds(self, folder: Path) -> bool:
        jobs = [*self._waiting, *([self._now[0]] if self._now else [])]
        return any(one.folder == folder for one in jobs)

    def _work(self) -> None:
        while True:
            with ExitStack() as held:
                with self._turn:
                    self._turn.wait_for(lambda: self._waiting)
                    job = self._waiting.pop()
                    running = [_start(words) for words in job.commands] if _ours(job.folder, held) else []
                    self._now = job, running
                said = [one.communicate()[1] for one in running]
                if running:
                    with suppress(OSError):  # pruned meanwhile
                        _note(job, [one.returncode for one in running], "".join(said))
            with self._turn:
                self._now = None
            self._after()


def _ours(folder: Path, held: ExitStack) -> bool:
    """Tell whether the folder is there, not painted yet, and no other process's; the lock is kept in `held`."""
    try:
        held.enter_context(locked(folder / LOCK, 0))
    except (LockHeld, OSError):
        return False
    return not (folder / "done").exists()


def _note(job: Job, codes: list[int], said: str) -> None:
    """Leave in the folder what came of it; of what was cut short nothing, so that it is painted again."""
    if not any(codes):
        (job.folder / "failed").unlink(missing_ok=True)
        (job.folder / "done").touch()
    elif min(codes) >= 0:
        lines = said.strip().splitlines() or [f"exit {max(codes)}"]
        (job.folder / "failed").write_text(lines[-1][:300], encoding="utf-8")


def _start(words: tuple[str, ...]) -> subprocess.Popen[str]:
    quiet = subprocess.DEVNULL
    command = ["nice", sys.executable, "-m", "kiosk", *words]
    return subprocess.Popen(
        command, stdout=quiet, stderr=subprocess.PIPE, stdin=quiet, text=True, preexec_fn=die_with_parent
    )


@cache
def painter() -> Painter:
    """Return the one of this process."""
    from kiosk.desk.publishing.pictures import prune

    return Painter(prune)
