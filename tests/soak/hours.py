"""The hours of a soak: every clock of a process and of what it starts is moved on together, and the programs run unchanged.

A library (`shifted_time.c`, compiled here) is loaded before every program. Rules: real time passes truly; `jump` adds to the
wall's clock and to the clock that counts sleep in full, and to the steady clock of a kiosk at most `SLEPT_SECONDS`, so that a
kiosk meets what a box meets that slept; a server's steady clock moves in full ("awake"); the conductor's own not at all.
"""

import mmap
import os
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("shifted_time.c")
SLEPT_SECONDS = 20.0
"""Under every watchdog of a kiosk that goes by the steady clock (30 s)."""


def prepared(folder: Path) -> dict[str, str]:
    """Compile the library and make the world's file; return what the environment of the whole soak says more."""
    if not shutil.which("gcc"):
        raise SystemExit("the soak moves every program's clock by a library of C: install gcc")
    library, world = folder / "shifted_time.so", folder / "world"
    words = ["gcc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lm"]
    subprocess.run(words, check=True, timeout=60)
    world.write_bytes(bytes(24))
    return {"LD_PRELOAD": str(library), "SOAK_WORLD": str(world), "SOAK_STEADY": "none"}


class Shift:
    """Doubles in a file that running programs read."""

    def __init__(self, path: Path, count: int) -> None:
        if not path.exists():
            path.write_bytes(bytes(8 * count))
        handle = os.open(path, os.O_RDWR)
        self._form, self._map = f"{count}d", mmap.mmap(handle, 8 * count)
        os.close(handle)

    def read(self) -> tuple[float, ...]:
        """Tell what stands there."""
        return struct.unpack(self._form, self._map[:])

    def write(self, *values: float) -> None:
        """Put other values there; each double is written whole."""
        self._map[:] = struct.pack(self._form, *values)


class Hours:
    """The world's clock."""

    def __init__(self) -> None:
        self._shift = Shift(Path(os.environ["SOAK_WORLD"]), 3)

    def jump(self, seconds: float) -> None:
        """Let idle time pass at once."""
        wall, slept, rest = self._shift.read()
        self._shift.write(wall + seconds, slept + min(seconds, SLEPT_SECONDS), rest)
