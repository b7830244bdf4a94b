"""The officers' PIN: the hash that the settings keep of it, and a lock at the glass that cannot be hurried.

    >>> from pathlib import Path
    >>> lock = Lock(Path("/var/lib/gate-kiosk"), now=10.0)              # doctest: +SKIP
    >>> lock.judge("270031", settings.officer.pin_hash, now=11.0)       # doctest: +SKIP
    Judged(opened=True, wait=0.0)

Rules: a try is counted on the disk before it is judged, so that pulling the plug gains nothing; after a restart the last wait
begins anew, whatever the wall clock says. The right PIN ends the count. Where the disk takes nothing the count lives on in
memory: who stands at the glass cannot fill a disk. A PIN is never written down, nor said in a message.
"""

import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kiosk.faults import Misuse
from kiosk.files import Disk, write_whole

FEWEST, MOST = 6, 12
FREE = 3
"""Wrong tries before the first wait."""
FIRST_WAIT, LONGEST_WAIT = 30.0, 3600.0
PASSES, MEMORY_KIB, LANES = 3, 65536, 1
"""argon2id as RFC 9106 (4) advises where memory is short, on one lane: half a second a try, in 64 MiB."""
TRIES = "pin.json"
_PRIVATE = 0o600


class Judged(NamedTuple):
    """What became of a try: whether it opens, else how many seconds until the next one is judged."""

    opened: bool
    wait: float = 0.0


def is_pin(words: str) -> bool:
    """Whether those are as many digits as a PIN has."""
    return words.isascii() and words.isdecimal() and FEWEST <= len(words) <= MOST


def hashed(pin: str) -> str:
    """Make the hash that `officer.pin_hash` holds. Raises Misuse for what is no PIN, or the first one to be guessed."""
    from argon2 import PasswordHasher

    if not is_pin(pin):
        raise Misuse(f"a PIN is {FEWEST} to {MOST} digits")
    steps = {int(later) - int(one) for one, later in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise Misuse("that PIN is the first to be guessed: one digit over and over, or digits in their order")
    return PasswordHasher(PASSES, MEMORY_KIB, LANES).hash(pin)


def fits(pin: str, pin_hash: str) -> bool:
    """Whether that is the PIN; what is no hash fits none."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def wait_after(wrong: int) -> float:
    """Tell how many seconds are waited after so many wrong tries in a row."""
    doublings = min(wrong - FREE, 32)
    return 0.0 if doublings < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2**doublings)


class Lock:
    """Judges tries for the state folder at `state`; `now` are seconds of a clock that never jumps."""

    def __init__(self, state: Path, now: float, disk: Disk | None = None) -> None:
        self._path, self._disk = state / TRIES, disk or Disk()
        self._wrong = self._read()
        self._open_at = now + wait_after(self._wrong)

    def judge(self, pin: str, pin_hash: str, now: float) -> Judged:
        """Judge a try; one that comes too early is not looked at and not counted."""
        if now < self._open_at:
            return Judged(False, self._open_at - now)
        self._count(self._wrong + 1)
        if is_pin(pin) and fits(pin, pin_hash):
            self._count(0)
            return Judged(True)
        wait = wait_after(self._wrong)
        self._open_at = now + wait
        return Judged(False, wait)

    def _count(self, wrong: int) -> None:
        self._wrong = wrong
        with suppress(OSError):
            write_whole(self._path, json.dumps({"wrong": wrong}).encode() + b"\n", _PRIVATE, disk=self._disk)

    def _read(self) -> int:
        """How many wrong tries were counted; a file that says nothing counts as none."""
        try:
            wrong = json.loads(self._disk.read(self._path, 100))["wrong"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return 0
        return wrong if type(wrong) is int and 0 <= wrong < 2**31 else 0
