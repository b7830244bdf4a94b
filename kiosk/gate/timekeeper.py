"""Trusted now, over the life of one process: the clock believed as far as steady ticks and signed times bear it out.

Rules: the clocks themselves are `kiosk.clock`'s; what time it *is* decides `kiosk.domain.freshness`.
"""

from datetime import datetime

from kiosk.clock import Clock
from kiosk.domain.freshness import SKEW, Anchor, Moment, expiry_now, moment, reanchored


class Timekeeper:
    """Trusted now, over the life of one process: remembers when clock and signed time last agreed.

    At first the clock is believed. Whether the steady ticks still agree with it tells whether it is right; what has
    expired is judged without them, or a clock that was years ahead at the start and was then set right would have the
    feed refused for ever.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.anchor = Anchor(self.clock.wall(), self.clock.ticks())
        self._agreed = False

    def moment(self, floor: datetime, signed_at: datetime | None) -> Moment:
        """Return trusted now with the steady ticks, as the display judges age by it."""
        return moment(self.clock.wall(), floor, signed_at, self.anchor, self.clock.ticks())

    def reference(self, floor: datetime) -> datetime:
        """Return now by the clock and what officers signed: what has expired by then is refused, and reports are dated by it."""
        return expiry_now(self.clock.wall(), floor)

    def clock_ok(self, floor: datetime, signed_at: datetime | None) -> bool:
        """Tell whether the clock agrees with all that was signed, and with the ticks; a proven one is not doubted for a beat."""
        if self.proven(floor):
            return True
        return self.moment(floor, signed_at).clock_ok

    def proven(self, floor: datetime) -> bool:
        """Tell whether a signed time agreed with the clock in this process, and nothing but a beat contradicts it since."""
        return self._agreed and self.moment(floor, None).clock_ok

    def ahead(self, signed_at: datetime | None) -> bool:
        """Tell whether that was signed later than the clock says it is."""
        return signed_at is not None and signed_at - self.clock.wall() > SKEW

    def learn(self, signed_at: datetime) -> None:
        """Take in a signed time that was verified just now."""
        self.anchor = reanchored(self.anchor, self.clock.wall(), self.clock.ticks(), signed_at)
        self._agreed = self._agreed or abs(self.clock.wall() - signed_at) <= SKEW
