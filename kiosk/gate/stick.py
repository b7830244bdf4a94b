"""Sneaker-net: the signed bundle as one file, out of one kiosk and into another that has no network.

Rules: what comes from a stick passes the same door as what comes from the network (`Store.accept`): signed by two, not
older, making sense. Only expiry is not asked: a stick is for a kiosk that has nothing newer, and the screen tells the
age. What goes out was verified a moment ago.

A stick may have been prepared: what goes onto it becomes a new plain file there, and nothing is written through a link,
neither the file's own name nor any folder on the medium.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.faults import Fault, Refusal
from kiosk.feed.trust.bundle import MAX_SIZE, Bundle, Damaged
from kiosk.files import PUBLIC, Disk, because, told
from kiosk.gate.store import Held, Store


def export(state: Path, file: Path) -> Held:
    """Write the bundle held in `state` to `file`. Raises Fault if there is none or it cannot be written."""
    if not file.absolute().parent.is_dir():
        raise Fault(f"{file}: there is no folder {file.parent}")
    if file.is_symlink():
        raise Fault(f"{file}: a link stands there; a new plain file was wanted, so nothing was written")
    if file.exists() and not file.is_file():
        raise Fault(f"{file}: Not a plain file")
    held = Store(state).load()
    if held.bundle is None:
        raise Fault(f"nothing to export: {'; '.join(held.faults)}")
    try:
        with _folder_of(file) as folder:
            _lay_down(folder, file.name, held.bundle.to_bytes())
    except OSError as fault:
        if fault.errno in (errno.ELOOP, errno.ENOTDIR):
            raise Fault(f"{file}: a link stands among its folders; name the place itself") from fault
        raise Fault(because(fault, file)) from fault
    return held


@contextmanager
def _folder_of(file: Path) -> Iterator[int]:
    """The folder that is to hold `file`, opened step by step from where its medium begins, through no link."""
    parent = Path(os.path.abspath(file)).parent  # noqa: PTH100  (resolve would follow links)
    medium = next(one for one in (parent, *parent.parents) if one.is_mount())
    found = os.open(medium, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for step in parent.relative_to(medium).parts:
            inner = os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=found)
            os.close(found)
            found = inner
        yield found
    finally:
        os.close(found)


def _lay_down(folder: int, name: str, data: bytes) -> None:
    """Put a new plain file there, whole and in one step; what stood there under that name is gone. Raises OSError."""
    beside = f".{name}.{os.getpid()}.new"
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PUBLIC, dir_fd=folder)
        with os.fdopen(handle, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(handle)
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        _drop(folder, beside)
        raise
    os.fsync(folder)


def _drop(folder: int, name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def import_(state: Path, file: Path) -> tuple[Held, bool]:
    """Take the bundle in `file` into `state`; also whether it brought another edition. Raises Refusal, Fault."""
    store = Store(state)
    before = store.load()
    try:
        with told(file):
            bundle = Bundle.from_bytes(Disk().read(file, MAX_SIZE))
    except Damaged as damaged:
        raise Refusal(f"{file}: {damaged}") from damaged
    with told(state):
        held = store.accept(bundle, before)
    return held, held.sha256 != before.sha256
