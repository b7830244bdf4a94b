"""Fixtures of the display's tests: the bundled edition, what a kiosk may know of it at a moment, and a still studio."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.display.presenters.sight import SAMPLE_AGE, Sight
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import Freshness
from kiosk.feed import document

BUNDLED = Path(__file__).parents[2] / "assets" / "edition" / "edition.json"
NOW = datetime(2026, 7, 1, 0, 0, tzinfo=UTC)
"""Nine in the morning of 1 July 2026 in Korea, the day after the last change of levels."""

EDITION: Edition = document.read(BUNDLED.read_bytes())
SHA256 = hashlib.sha256(BUNDLED.read_bytes()).hexdigest()


LATER = NOW + timedelta(days=20)
"""A moment at which knowledge of this edition can be 12 days old."""


def sight_of(edition: Edition = EDITION, age: Freshness = Freshness.LIVE) -> Sight:
    """What a kiosk knows that was last told something so long ago as `SAMPLE_AGE` says."""
    now = LATER if age in (Freshness.OLD, Freshness.UNKNOWN) else NOW
    return Sight(edition, SHA256, age, now, now - SAMPLE_AGE[age])


def aged(edition: Edition, age: timedelta, now: datetime = NOW, clock_ok: bool = True) -> Sight:
    """What a kiosk knows whose knowledge is exactly that old; the state follows from the domain's own ladder."""
    from kiosk.domain.freshness import Moment, freshness

    checked = now - age
    state = freshness(Moment(now, clock_ok), checked, edition.valid_until)
    return Sight(edition, SHA256, state, now, checked, clock_ok)
