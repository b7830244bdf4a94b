"""The feed that this desk publishes into."""

from functools import cache
from pathlib import Path

from django.conf import settings

from kiosk.faults import Fault
from kiosk.feed.keys import Keyring
from kiosk.feed.repository import Repository
from kiosk.resources import bundled_edition


def repository() -> Repository:
    """The feed's folder."""
    return Repository(settings.DESK.feed)


@cache
def mode() -> str:
    """live, training or demo: fixed by the feed's root; "" while there is no feed yet."""
    try:
        return repository().mode
    except Fault:
        return ""


def online() -> Keyring:
    """The online keys (in the demo the same folder holds every key)."""
    return Keyring(settings.DESK.keys)


def live(feed: Repository | None = None) -> bytes:
    """The edition in force, or the bundled one before the first."""
    return (feed or repository()).edition() or Path(bundled_edition()).read_bytes()
