"""Files: the few operations by which they change, the one lock, and what is said where one cannot be read or written.

Rules: a file changes only as a whole (written beside its place, flushed, renamed over it); what must survive a power cut
is flushed, and so is the folder's list of names. Tests put a disk of their own in this one's place, which fails, fills
or loses power at any operation; so nothing in the store may touch a file in any other way.
"""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from kiosk.faults import Fault

PUBLIC = 0o644
PRIVATE = 0o600

PACKED = 4
"""How hard gzip tries: 9 makes all copies 5 % smaller in twice the time."""

LOCK_SECONDS = 5.0
"""How long a lock is waited for: what is done under one takes milliseconds."""

MOST_GIVEN = 16 * 2**20
"""Bytes; an edition with all its proof takes half of it at most."""

Stamp = tuple[int, int, int]
"""Which file it is: inode, size, time of change in ns. A file written anew has another stamp."""


class Disk:
    """The real one. Every operation raises OSError."""

    def read(self, path: Path, most: int) -> bytes:
        """A plain file's bytes, at most `most` + 1 of them (so that a caller sees that there are more)."""
        with open(path, "rb", opener=_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(errno.EINVAL, "Not a plain file", str(path))
            return file.read(most + 1)

    def stamp(self, path: Path) -> Stamp | None:
        """Which file stands there, or None."""
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def create(self, path: Path, data: bytes, mode: int, *, flush: bool) -> None:
        """Write a new file, in the place of any old one; `flush`: and see it onto the disk."""
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if flush:
                os.fsync(handle)

    def link(self, path: Path, name: Path) -> None:
        """Give the file at `path` a second name, in the place of any old file there; a copy where there are no links."""
        name.unlink(missing_ok=True)
        try:
            os.link(path, name)
        except OSError as fault:
            if fault.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK):
                raise
            self.create(name, path.read_bytes(), PUBLIC, flush=True)

    def rename(self, path: Path, name: Path) -> None:
        """Put the file at `path` in the place of `name`, in one step."""
        path.replace(name)

    def drop(self, path: Path) -> None:
        """Take away what was not finished, if it can be. Raises nothing."""
        with suppress(OSError):
            path.unlink(missing_ok=True)

    def flush_folder(self, folder: Path) -> None:
        """See the folder's names onto the disk."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def make_folder(self, folder: Path) -> bool:
        """Make a folder with its parents, itself for its owner alone; True if it was not there."""
        if folder.is_dir():
            return False
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except FileExistsError as fault:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from fault
        return True

    def locked(self, path: Path) -> AbstractContextManager[int]:
        """Keep other processes out of what `path` stands for, as the function `locked` does."""
        return locked(path)


class LockHeld(Fault):
    """Somebody else holds the lock; `by` says which process, as far as the kernel tells."""

    def __init__(self, path: Path, by: str) -> None:
        self.by = by
        super().__init__(f"{path} is held by {by}, and it does not let go")


@contextmanager
def locked(path: Path, seconds: float | None = None) -> Iterator[int]:
    """Keep other processes out of what `path` stands for; the handle, for a child to keep it held.

    Waits `seconds` (default LOCK_SECONDS; 0: not at all) for whoever holds it. Raises LockHeld if they do not end, OSError.
    """
    handle = _open_lock(path)
    try:
        end = time.monotonic() + (LOCK_SECONDS if seconds is None else seconds)
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise LockHeld(path, _holder(handle)) from None
                time.sleep(0.02)
        yield handle
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether some process holds that lock; a file that is not there, or not ours to open, is held by nobody."""
    try:
        with path.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def because(fault: OSError, path: Path | str = "") -> str:
    """What stopped us, in one line: the file (`path` where the system names none) and the system's reason."""
    place = fault.filename or path
    why = fault.strerror or str(fault) or type(fault).__name__
    return f"{place}: {why}" if place else why


@contextmanager
def told(path: Path | str = "") -> Iterator[None]:
    """Turn an OSError inside into a Fault that names the file (`path` where the system names none)."""
    try:
        yield
    except OSError as fault:
        raise Fault(because(fault, path)) from fault


def _open_lock(path: Path) -> int:
    """A handle on a lock file that nobody else may open, and so nobody else may hold. Raises OSError."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE)
    found = os.fstat(handle)
    if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != PRIVATE:
        os.fchmod(handle, PRIVATE)  # made by a release before
    return handle


def _holder(handle: int) -> str:
    """Which process holds the lock on that file, as far as the kernel tells."""
    inode = os.fstat(handle).st_ino
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/locks").read_text().splitlines():
            words = line.split()
            if words[1] == "FLOCK" and words[5].rpartition(":")[2] == str(inode):
                return f"process {words[4]}"
    return "another process"


def given(path: Path) -> bytes:
    """A file that a person named, whole. Raises Fault where it is none, or too large for anything we read."""
    with told(path):
        data = Disk().read(path, MOST_GIVEN)
    if len(data) > MOST_GIVEN:
        raise Fault(f"{path}: larger than {MOST_GIVEN // 2**20} MB")
    return data


def _at_once(name: str, flags: int) -> int:
    """Open without waiting: a pipe in a file's place would hold us until somebody fills it."""
    return os.open(name, flags | os.O_NONBLOCK)


def packed(path: Path) -> Path:
    """Where the same file lies packed by gzip, for web servers that hand it out as it is."""
    return path.with_name(f"{path.name}.gz")


def write_whole(path: Path, data: bytes, mode: int = PUBLIC, *, disk: Disk | None = None, flush: bool = True) -> None:
    """Put `data` at `path`, all of it or nothing; `flush`: and so that a power cut cannot undo it. Raises OSError."""
    disk, beside = disk or Disk(), path.with_name(f".{path.name}.new")
    try:
        disk.create(beside, data, mode, flush=flush)
        disk.rename(beside, path)
    except BaseException:
        disk.drop(beside)
        raise
    if flush:
        disk.flush_folder(path.parent)
