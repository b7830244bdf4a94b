"""What files and servers claim, read before anything is verified: only to choose the way to ask, never to believe."""

import json
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

JUST_NOW = timedelta(seconds=2)


def snapshot_of(timestamp: bytes) -> object:
    """Tell what a timestamp says of the snapshot, to compare before anything is verified; None if it says nothing."""
    try:
        return json.loads(timestamp)["signed"]["meta"]["snapshot.json"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def stated_version(timestamp: bytes) -> int:
    """Return the version a timestamp claims, before anything is verified; beyond all where it claims none."""
    try:
        return int(json.loads(timestamp)["signed"]["version"])
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return 1 << 62


def just_changed(headers: Mapping[str, str]) -> bool:
    """Tell whether the file changed in about the second in which it was fetched, by the server's own clock."""
    try:
        date, changed = (parsedate_to_datetime(headers[name]) for name in ("Date", "Last-Modified"))
        return abs(date - changed) <= JUST_NOW
    except (KeyError, ValueError, TypeError, OverflowError):
        return False
