"""Writing a file whole: after a power cut there is the old file or the new one, never half of either.

Rule: temporary file beside the target, written, flushed to the disk, renamed, and the folder flushed too.
"""

import os
import tempfile
from pathlib import Path

PUBLIC = 0o644
PRIVATE = 0o600


def write(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Put `data` at `path`, all of it or nothing. Raises OSError; then no temporary file stays behind."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
