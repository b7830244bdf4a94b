"""What the ministry announced for one zone: a level from a minute on, perhaps until another.

Rules: an advisory is in force from `effective` (inclusive) to `until` (exclusive). Of several for one zone the one that
became effective last and has not ended is in force; when a limited one ends, an earlier one without an end of its own
is in force again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.level import Level
from kiosk.domain.text import Text


class Certainty(StrEnum):
    """How sure a fact is; shown on the source line."""

    READ = "read"
    INFERRED = "inferred"


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
    """

    id: str
    zone: str
    level: Level
    effective: datetime
    announced: datetime
    reason: Text
    certainty: Certainty
    wording: str
    source: Announcement
    until: datetime | None = None
    exceptions: tuple[Text, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def in_force(self, at: datetime) -> bool:
        """Whether the advisory is in force at the moment `at`."""
        return self.effective <= at and (self.until is None or at < self.until)
