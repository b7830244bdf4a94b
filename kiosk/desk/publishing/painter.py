"""The painter: runs `kiosk render` beside the desk, one job at a time, the newest first, and dies with the desk."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.gate.supervisor import die_with_parent


@dataclass(frozen=True)
class Job:
    """One version to paint into a folder, by these words after `kiosk`; `base`: the version that it was made from."""

    version: int
    base: int | None
    folder: Path
    words: tuple[str, ...]


class Painter:
    """One painter, and what waits for it. `after` is called when a job is done."""

    def __init__(self, after: Callable[[], None]) -> None:
        self._waiting: list[Job] = []
        self._now: tuple[Job, subprocess.Popen[str]] | None = None
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
                self._now[1].terminate()
            self._waiting.append(job)
            self._turn.notify()

    def busy_with(self, folder: Path) -> bool:
        """Tell whether it paints or is about to paint that folder."""
        with self._turn:
            return self._holds(folder)

    def _holds(self, folder: Path) -> bool:
        jobs = [*self._waiting, *([self._now[0]] if self._now else [])]
        return any(one.folder == folder for one in jobs)

    def _work(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting)
                job = self._waiting.pop()
                self._now = job, _start(job)
            _, said = self._now[1].communicate()
            _note(job, self._now[1].returncode, said)
            with self._turn:
                self._now = None
            self._after()


def _note(job: Job, code: int, said: str) -> None:
    """Leave in the folder what came of it; of what was cut short nothing, so that it is painted again."""
    if code == 0:
        (job.folder / "failed").unlink(missing_ok=True)
        (job.folder / "done").touch()
    elif code > 0:
        lines = said.strip().splitlines() or [f"exit {code}"]
        (job.folder / "failed").write_text(lines[-1][:300], encoding="utf-8")


def _start(job: Job) -> subprocess.Popen[str]:
    quiet = subprocess.DEVNULL
    command = ["nice", sys.executable, "-m", "kiosk", *job.words]
    return subprocess.Popen(
        command, stdout=quiet, stderr=subprocess.PIPE, stdin=quiet, text=True, preexec_fn=die_with_parent
    )


@cache
def painter() -> Painter:
    """Return the one of this process."""
    from kiosk.desk.publishing.pictures import prune

    return Painter(prune)
