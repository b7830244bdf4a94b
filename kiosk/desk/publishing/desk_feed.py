"""The feed that this desk publishes into."""

import json
from functools import cache

from django.conf import settings

from kiosk.domain.edition import Edition
from kiosk.faults import Fault
from kiosk.feed.document import edition_json
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.repository import Repository
from kiosk.resources import bundled_edition


def repository() -> Repository:
    """Return the feed's folder."""
    return Repository(settings.DESK.feed)


def parsed(data: bytes) -> Edition:
    """Return an edition's value; the same bytes are read once."""
    return edition_json.value(data)


@cache
def mode() -> str:
    """Return live, training or demo: fixed by the feed's root; "" while there is no feed yet."""
    try:
        return repository().mode
    except Fault:
        return ""


def online() -> Keyring:
    """Return the online keys (in the demo the same folder holds every key)."""
    return Keyring(settings.DESK.keys)


def live(feed: Repository | None = None) -> bytes:
    """Return the edition in force, or the bundled one before the first, for this feed's mode."""
    feed = feed or repository()
    return (feed.edition() if feed.started() else None) or _bundled(mode() or "live")


@cache
def _bundled(mode: str) -> bytes:
    return canonical_json({**json.loads(bundled_edition().read_bytes()), "mode": mode})
