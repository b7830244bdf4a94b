"""The feed that this desk publishes into."""

from pathlib import Path

from django.conf import settings

from kiosk.feed.keys import Keyring
from kiosk.feed.repository import Repository
from kiosk.resources import bundled_edition


def repository() -> Repository:
    """The feed's folder."""
    return Repository(settings.DESK.feed)


def online() -> Keyring:
    """The online keys (in the demo the same folder holds every key)."""
    return Keyring(settings.DESK.keys)


def live(feed: Repository | None = None) -> bytes:
    """The edition in force, or the bundled one before the first."""
    return (feed or repository()).edition() or Path(bundled_edition()).read_bytes()
