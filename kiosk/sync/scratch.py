"""Where a visit works: in memory where the machine has room there, so that a poll costs the disk nothing; else beside the bundle.

Rules: one folder a kiosk, named by its state folder and owner, so that what a killed visit left is removed by the next and
never adds up; made anew each time, ours alone (0700). What another put under that name is left alone, and the disk taken.
"""

import hashlib
import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 16 * 2**20
"""Bytes that must be free there; an edition with all its metadata takes far less."""


def emptied(state: Path) -> Path:
    """Make a new empty folder for one visit of the kiosk with that state folder. Raises OSError where none can be made."""
    if _roomy():
        try:
            return _made(MEMORY / _name(state))
        except OSError:
            pass
    return _made(state / "scratch")


def _roomy() -> bool:
    try:
        free = os.statvfs(MEMORY)
    except OSError:
        return False
    return free.f_bavail * free.f_frsize > ROOM


def _name(state: Path) -> str:
    whose = hashlib.sha256(os.fsencode(state.resolve())).hexdigest()[:16]
    return f"kiosk-{os.getuid()}-{whose}"


def _made(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder
