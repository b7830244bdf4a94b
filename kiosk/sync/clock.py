"""The machine's two clocks: the wall's, which may be wrong or jump, and the steady ticks, which only count.

Rules: nothing else in the courier reads the time of day; what time it *is* decides `kiosk.domain.freshness`.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kiosk.domain.freshness import Anchor, Moment, moment, reanchored


class Clock:
    """The real clocks."""

    def wall(self) -> datetime:
        """What the machine says the time is (UTC)."""
        return datetime.now(UTC)

    def ticks(self) -> float:
        """Seconds since the machine was started, those asleep included."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass
class Timekeeper:
    """Trusted now, over the life of one process: remembers when clock and signed time last agreed."""

    clock: Clock = field(default_factory=Clock)
    anchor: Anchor | None = None

    def moment(self, floor: datetime, signed_at: datetime | None) -> Moment:
        """Trusted now, by the rules of `kiosk.domain.freshness`."""
        return moment(self.clock.wall(), floor, signed_at, self.anchor, self.clock.ticks())

    def learn(self, signed_at: datetime) -> None:
        """A new signed time was verified just now."""
        wall, ticks = self.clock.wall(), self.clock.ticks()
        self.anchor = reanchored(self.anchor or Anchor(wall, ticks), wall, ticks, signed_at)
