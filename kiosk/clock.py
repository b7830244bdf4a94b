"""The machine's two clocks, and the only place that reads them: the wall's, which may be wrong or jump, and steady ticks.

Rules: everything else is told the time, or given a `Clock`; what time it *is* decides `kiosk.domain.freshness`. Ticks count
suspended time too (CLOCK_BOOTTIME), so that a sleeping machine ages. Nothing heavy is imported: the first page starts here.
"""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first page asks for ticks alone
    from kiosk.domain.freshness import Anchor


def wall() -> datetime:
    """Read what the machine says the time is (UTC)."""
    return datetime.now(UTC)


def ticks() -> float:
    """Read the seconds since the machine was started, those asleep included; they never jump."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def anchor() -> "Anchor":
    """Take this moment as the start of steady time."""
    from kiosk.domain.freshness import Anchor

    return Anchor(wall(), ticks())


class Clock:
    """Both clocks as a value, for whoever must be given others in a test."""

    def wall(self) -> datetime:
        """Read what the machine says the time is (UTC)."""
        return wall()

    def ticks(self) -> float:
        """Read the steady seconds."""
        return ticks()
