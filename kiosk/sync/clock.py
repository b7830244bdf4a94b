"""The machine's two clocks: the wall's, which may be wrong or jump, and the steady ticks, which only count.

Rules: nothing else in the courier reads the time of day; what time it *is* decides `kiosk.domain.freshness`.
"""

import time
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


class Timekeeper:
    """Trusted now, over the life of one process: remembers when clock and signed time last agreed.

    At first the clock is believed. Whether the steady ticks still agree with it tells whether it is right; what has
    expired is judged without them, or a clock that was years ahead at the start and was then set right would have the
    feed refused for ever.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.anchor = Anchor(self.clock.wall(), self.clock.ticks())

    def moment(self, floor: datetime, signed_at: datetime | None) -> Moment:
        """Trusted now with the steady ticks, as the display judges age by it."""
        return moment(self.clock.wall(), floor, signed_at, self.anchor, self.clock.ticks())

    def reference(self, floor: datetime, signed_at: datetime | None) -> datetime:
        """Trusted now by clock and signatures alone: what has expired by then is refused."""
        return moment(self.clock.wall(), floor, signed_at).now

    def learn(self, signed_at: datetime) -> None:
        """A new signed time was verified just now."""
        self.anchor = reanchored(self.anchor, self.clock.wall(), self.clock.ticks(), signed_at)
