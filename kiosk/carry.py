"""Sneaker-net: the signed bundle as one file, out of one kiosk and into another that has no network.

Rules: what comes from a stick passes the same door as what comes from the network (`Store.accept`): signed by two, not
older, making sense. Only expiry is not asked: a stick is for a kiosk that has nothing newer, and the screen tells the
age. What goes out was verified a moment ago.
"""

from pathlib import Path

from kiosk.disk import Disk
from kiosk.faults import Fault, Refusal
from kiosk.feed import durable
from kiosk.feed.bundle import MAX_SIZE, Bundle, Damaged
from kiosk.store import Held, Store


def export(state: Path, file: Path) -> Held:
    """Write the bundle held in `state` to `file`. Raises Fault if there is none or it cannot be written."""
    if not file.absolute().parent.is_dir():
        raise Fault(f"{file}: there is no folder {file.parent}")
    if file.exists() and not file.is_file():
        raise Fault(f"{file}: Not a plain file")
    held = Store(state).load()
    if held.bundle is None:
        raise Fault(f"nothing to export: {'; '.join(held.faults)}")
    try:
        durable.write(file.resolve(), held.bundle.to_bytes())
    except OSError as fault:
        raise Fault(f"{file}: {fault.strerror}") from fault
    return held


def import_(state: Path, file: Path) -> tuple[Held, bool]:
    """Take the bundle in `file` into `state`; also whether it brought another edition. Raises Refusal, Fault."""
    store = Store(state)
    before = store.load()
    try:
        bundle = Bundle.from_bytes(Disk().read(file, MAX_SIZE))
    except Damaged as damaged:
        raise Refusal(f"{file}: {damaged}") from damaged
    except OSError as fault:
        raise Fault(f"{file}: {fault.strerror}") from fault
    try:
        held = store.accept(bundle, before)
    except OSError as fault:
        raise Fault(f"{fault.filename or state}: {fault.strerror}") from fault
    return held, held.sha256 != before.sha256
