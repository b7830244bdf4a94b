"""The only place of the display that reads a clock; everything else is told the time.

Ticks count suspended time too (CLOCK_BOOTTIME), so that a sleeping machine ages.
"""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first page asks for ticks alone
    from kiosk.domain.freshness import Anchor


def wall() -> datetime:
    """The machine's clock, UTC."""
    return datetime.now(UTC)


def ticks() -> float:
    """Seconds of a clock that never jumps, suspend included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def anchor() -> "Anchor":
    """This moment, as the start of steady time."""
    from kiosk.domain.freshness import Anchor

    return Anchor(wall(), ticks())
