"""What is in force for one zone over all time, reckoned once: then a look at any moment costs next to nothing.

Rule: of several advisories the latest to become effective that has not ended is in force (`kiosk.domain.advisory`).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.advisory import Advisory


@dataclass(frozen=True)
class Timeline:
    """What is in force for one zone: from each of the `turns` on, the advisory beside it in `held`, or None.

    Of several the latest to become effective that has not ended. Costs n log n for n advisories, a look log n.
    """

    turns: tuple[datetime, ...]
    held: tuple[Advisory | None, ...]

    @classmethod
    def of(cls, advisories: Iterable[Advisory]) -> "Timeline":
        """Sweep over every beginning and end; of two that begin at one moment the later announced holds, then the worse."""
        first_last = [*advisories][::-1]
        rising = sorted(first_last, key=lambda one: (one.effective, one.announced, one.level))
        turns = sorted({at for one in rising for at in (one.effective, one.until) if at is not None})
        standing: list[Advisory] = []  # in the order in which they give way, the one that holds last
        held: list[Advisory | None] = []
        ahead = iter(rising)
        coming = next(ahead, None)
        for at in turns:
            while coming and coming.effective <= at:
                standing.append(coming)
                coming = next(ahead, None)
            while standing and not standing[-1].in_force(at):
                standing.pop()
            held.append(standing[-1] if standing else None)
        return cls(tuple(turns), tuple(held))

    def at(self, moment: datetime) -> Advisory | None:
        """Return the advisory in force at that moment, or None."""
        index = bisect_right(self.turns, moment)
        return self.held[index - 1] if index else None
