"""The folder `open/` of a feed: written with each publication before its timestamp, and mended by the beat.

Rules: each file is written whole; `edition.json`, last, lists the others with their hashes, so that a reader, and the beat, can
tell a whole set from one whose writing was cut short. An edition that cannot be read has no copies. Nothing in here is
believed by a kiosk, so it is not worth a wait for the disk: what a power cut spoils the next beat writes anew.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from kiosk.domain.moments import utc_moment
from kiosk.feed.open_data.source import Source
from kiosk.files import write_whole

INDEX = "edition.json"
NAME = "open"
SENDER_NOTE = ".cap-sender"
"""A file of the feed: who, as CAP names a sender, has agreed to alerts in its name. Without it there are none."""

RENEWED = timedelta(hours=6)
"""How old the signed time that the copies state may become before the beat states a newer one."""


def write(feed: Path, files: Mapping[str, bytes]) -> None:
    """Make `open/` hold these files and no others, the index last; none for no files. Raises OSError."""
    folder = feed / NAME
    if not files:
        (folder / INDEX).unlink(missing_ok=True)
    for name, data in sorted(files.items(), key=lambda one: one[0] == INDEX):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if _bytes(path) != data:
            write_whole(path, data, flush=False)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def current(feed: Path, edition_sha256: str, now: datetime) -> bool:
    """Tell whether the copies are whole, of that edition, for the sender now named, and not overtaken by the time."""
    folder = feed / NAME
    try:
        index: dict[str, Any] = json.loads((folder / INDEX).read_bytes())
        stated, files = index["edition"], index["files"]
        signed_at, ahead = utc_moment(stated["signed_at"]), stated["next_change"]
        whole = all(sha256((folder / name).read_bytes()).hexdigest() == found for name, found in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    overtaken = now - signed_at > RENEWED or (ahead is not None and utc_moment(ahead) <= now)
    of_now = stated["sha256"] == edition_sha256 and index["cap_sender"] == cap_sender(feed)
    return whole and of_now and not overtaken


def index(source: Source, files: Mapping[str, bytes]) -> bytes:
    """Return the list of the copies: of which edition, and each with its hash."""
    hashes = {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
    found = {"format": "gate-kiosk-open-data", **source.imprint, "cap_sender": source.cap_sender, "files": hashes}
    return json.dumps(found, indent=1).encode() + b"\n"


def cap_sender(feed: Path) -> str:
    """Return in whose name CAP alerts are written, or "" for nobody's."""
    return (_bytes(feed / SENDER_NOTE) or b"").decode().strip()


def name_cap_sender(feed: Path, sender: str) -> None:
    """Remember in whose name CAP alerts are written; "" ends them. Raises OSError."""
    if sender:
        write_whole(feed / SENDER_NOTE, sender.encode() + b"\n")
    else:
        (feed / SENDER_NOTE).unlink(missing_ok=True)


def _bytes(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None
