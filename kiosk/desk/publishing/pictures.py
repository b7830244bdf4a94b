"""Pictures of the real kiosk's screens, painted from a draft by `kiosk render`: what is approved is what will be seen.

Painted in a process of its own, one at a time, once per frozen edition; the page shows what is there already. What was
cut short is painted again when somebody looks. The painter dies with the desk.
"""

import ctypes
import queue
import re
import signal
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

from django.conf import settings

from kiosk.desk.advice.models import Version

NAME = re.compile(r"[A-Za-z0-9_.+-]{1,120}\.png")
PR_SET_PDEATHSIG = 1


def _folder(version: Version) -> Path:
    return Path(settings.DESK.data) / "pictures" / version.frozen.sha256[:32]


def of(version: Version, data: bytes) -> list[str]:
    """Names of the pictures painted so far; has them painted on first call."""
    folder = _folder(version)
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "edition.json").write_bytes(data)
        _easel().paint(folder, _words(version, folder))
    return sorted(path.name for path in folder.glob("*.png"))


def read(version: Version, name: str) -> bytes | None:
    """One picture's bytes, or None."""
    path = _folder(version) / name
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None


def _words(version: Version, folder: Path) -> list[str]:
    screens = ["notice" if version.change.get("add", {}).get("notices") else "place", "attract"]
    words = ["render", "--edition", str(folder / "edition.json"), "--out", str(folder), "--mode", "normal"]
    words += ["--size", "1080x1920", *(word for one in screens for word in ("--screen", one))]
    zones = sorted({one["zone"] for one in version.change.get("add", {}).get("advisories", ())})
    return words + [word for zone in zones[:4] if not zone.startswith("rest") for word in ("--place", zone)]


class _Easel:
    """One painter, and who waits for it."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[tuple[Path, list[str]]] = queue.Queue()
        self._known: set[Path] = set()
        threading.Thread(target=self._work, name="pictures", daemon=True).start()

    def paint(self, folder: Path, words: list[str]) -> None:
        """Let it be painted, once."""
        if folder not in self._known:
            self._known.add(folder)
            self._waiting.put((folder, words))

    def _work(self) -> None:
        while True:
            folder, words = self._waiting.get()
            command = ["nice", sys.executable, "-m", "kiosk", *words]
            quiet = subprocess.DEVNULL
            done = subprocess.run(
                command, stdout=quiet, stderr=quiet, stdin=quiet, check=False, preexec_fn=_die_with_the_desk
            )
            if done.returncode == 0:
                (folder / "done").touch()
            self._known.discard(folder)


@cache
def _easel() -> _Easel:
    return _Easel()


def _die_with_the_desk() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
