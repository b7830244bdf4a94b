"""What the ministry announced for one zone: a level from a minute on, perhaps until another.

Rules: an advisory is in force from `effective` (inclusive) to `until` (exclusive). Of several for one zone the one that
became effective last and has not ended is in force; when a limited one ends, an earlier one without an end of its own
is in force again.

A ban is decided for half a year at most and has a legal end, a day in Korea. Its end is no lowering: whether it was
prolonged is not known then, so the level stays, to be verified, and only its penalty is no longer stated.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from kiosk.domain.level import Level
from kiosk.domain.text import Text

KOREA = timezone(timedelta(hours=9))
"""The ministry's days are Korea's, which has no summer time."""


class Certainty(StrEnum):
    """How sure a fact is; shown on the source line.

    READ in the announcement; INFERRED from neighbouring ones; OBSERVED: the level itself was seen in the ministry's data on a
    day, but no announcement was found, so that from when it holds, and why, is not known and never stated.
    """

    READ = "read"
    INFERRED = "inferred"
    OBSERVED = "observed"


@dataclass(frozen=True)
class Announcement:
    """The ministry's text an advisory transcribes: who reported it, where, its id, and its Korean words verbatim."""

    publisher: Text
    published: datetime
    url: str = ""
    id: str = ""
    verbatim_ko: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Advisory:
    """One level for one zone. Times are aware datetimes, to the minute.

    `wording` is the ministry's own Korean name for the level in this announcement (출국권고 or 철수권고 for level 3).
    OBSERVED: `effective` is when it was first seen, `observed_at` when last, and there is no `reason`. `legal_end`: the last
    day, in Korea, for which a ban was decided.
    """

    id: str
    zone: str
    level: Level
    effective: datetime
    announced: datetime
    reason: Text | None
    certainty: Certainty
    wording: str
    source: Announcement
    until: datetime | None = None
    exceptions: tuple[Text, ...] = ()
    observed_at: datetime | None = None
    legal_end: date | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def observed(self) -> bool:
        """Tell whether only the level is known, not since when, nor why."""
        return self.certainty is Certainty.OBSERVED

    @property
    def untranslated(self) -> bool:
        """Tell whether its reason or an exception still lacks a language."""
        said = (*self.exceptions, *([self.reason] if self.reason else ()))
        return any(one.missing() for one in said)

    @property
    def legally_ends(self) -> datetime | None:
        """Return the first moment after the legal end, or None where none is known."""
        return datetime.combine(self.legal_end, time(), KOREA) + timedelta(days=1) if self.legal_end else None

    def in_force(self, at: datetime) -> bool:
        """Tell whether the advisory is in force at the moment `at`."""
        return self.effective <= at and (self.until is None or at < self.until)
