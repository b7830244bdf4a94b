"""What the display loads, loaded by a process of its own for `kiosk doctor`: `python -P -m kiosk.display.loads`.

Rules: one line on stdout for each thing that could not be loaded: the bare name of a shared library that is not there,
else what was said; nothing, and exit 0, where all is well. A library that is missing hides those behind it, so the
linker is asked for the rest of them.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from ctypes import CDLL
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

MODULES = ("kiosk.display.app", "kiosk.display.service", "kiosk.display.voice", "kiosk.display.pictures.commands")
PARTS = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/texttospeech/libqtexttospeech_speechd.so",
    "Qt/qml/QtQuick/libqtquick2plugin.so",
)
"""What Qt itself opens later, in PySide's folder."""

ABSENT = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")
UNLINKED = re.compile(r"(lib[\w.+-]+\.so[\w.]*) => not found")
LINKER_SECONDS = 30


def faults() -> list[str]:
    """Everything that cannot be loaded, once each."""
    spec = find_spec("PySide6")
    folder = Path((spec and spec.origin) or "PySide6/__init__.py").parent
    parts = [folder / part for part in PARTS]
    said = [line for work in (*map(_imported, MODULES), *map(_opened, parts)) for line in work]
    if said:
        said += _unlinked([*parts, *folder.glob("Qt[QT]*.abi3.so")])
    return list(dict.fromkeys(said))


def _imported(name: str) -> Iterator[str]:
    try:
        import_module(name)
    except ImportError as error:
        yield _told(error)


def _opened(part: Path) -> Iterator[str]:
    try:
        CDLL(str(part))
    except OSError as error:
        yield _told(error)


def _told(error: Exception) -> str:
    found = ABSENT.match(str(error))
    return found[1] if found else " ".join(str(error).split())


def _unlinked(files: list[Path]) -> list[str]:
    try:
        done = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, timeout=LINKER_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return []
    return UNLINKED.findall(done.stdout)


if __name__ == "__main__":
    said = faults()
    print(*said, sep="\n", end="\n" if said else "")
    sys.exit(bool(said))
