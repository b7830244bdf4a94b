"""How a bundle comes into its place in the state folder, and whether what it holds may.

Rules: written whole beside its place and renamed into it, the one before kept under a second name; nothing is in its place
before it is on the disk. An edition that comes in for the first time must make sense.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.edition import Edition
from kiosk.faults import Fault, Refusal
from kiosk.feed.document.codec import edition_from
from kiosk.feed.trust.bundle import Bundle
from kiosk.files import Disk

if TYPE_CHECKING:  # python-tuf takes 50 ms to import: only where something is verified
    from kiosk.feed.trust.verified import Verified

NEWEST, BEFORE = "bundle", "bundle.previous"
_MISSHAPEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


def keep(disk: Disk, folder: Path, bundle: Bundle, *, rotate: bool) -> None:
    """Put a bundle in its place; `rotate`: what stands there becomes the one before. Raises OSError."""
    place, previous = folder / NEWEST, folder / BEFORE
    beside = folder / f".{place.name}.new"
    disk.create(beside, bundle.to_bytes(), 0o644, flush=True)
    if rotate:
        second = folder / f".{previous.name}.new"
        disk.link(place, second)
        _put(disk, second, previous)
    _put(disk, beside, place)
    disk.flush_folder(folder)


def sensible(verified: "Verified") -> Edition:
    """Read an edition that comes in for the first time. Raises Refusal where it makes no sense."""
    from kiosk.feed.document import edition_json
    from kiosk.feed.document.broken import Faulty

    if verified.number == 0:
        raise Refusal("a fetched edition has number 0, which only the bundled edition has")
    try:
        return edition_json.read(verified.edition_bytes)
    except Faulty as faulty:
        raise Refusal(f"edition {verified.number} makes no sense: {faulty}") from faulty


def known(verified: "Verified") -> Edition:
    """Read an edition that came in before, which is not asked for its sense again. Raises Fault where it cannot be read."""
    try:
        return edition_from(json.loads(verified.edition_bytes))
    except _MISSHAPEN as fault:
        why = " ".join(str(fault).split()) or type(fault).__name__
        raise Fault(f"edition {verified.number} cannot be read by this program: {why}") from fault


def _put(disk: Disk, beside: Path, place: Path) -> None:
    """Into its place; a folder that stands there is set aside."""
    try:
        disk.rename(beside, place)
    except IsADirectoryError:
        disk.rename(place, place.with_name(f"{place.name}.set-aside"))
        disk.rename(beside, place)
