"""What the kiosk knows at one moment: the edition, how fresh it is, and where the kiosk stands."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kiosk.domain.edition import Edition
from kiosk.domain.freshness import STEPS, Freshness
from kiosk.domain.level import Level
from kiosk.domain.standing import Standing, View


@dataclass(frozen=True)
class Knowledge:
    """`now` is trusted now; `checked` the newest signed time verified (None: never synced); `sha256` of the edition.

    `bundled`: the edition ships with the program and two officers did not sign it.
    `counted`: use is counted as day totals, which the page about the kiosk says.
    """

    edition: Edition
    sha256: str
    freshness: Freshness
    now: datetime
    checked: datetime | None
    clock_ok: bool = True
    bundled: bool = False
    terminal: str = ""
    gate: str = ""
    counted: bool = False

    @cached_property
    def view(self) -> View:
        """From when to when levels are judged; a lowering counts only while fresh and on a trusted clock."""
        known = max(self.checked, self.edition.issued_at) if self.checked else self.edition.issued_at
        return View(self.now, known, STEPS[self.freshness].fresh and self.clock_ok)

    @property
    def unknown(self) -> bool:
        """Whether present levels cannot be told."""
        return self.freshness is Freshness.UNKNOWN

    def shown(self, standing: Standing) -> Level | None:
        """The level as it may be stated: when freshness is unknown, levels 1 and 2 are not."""
        level = standing.level
        return None if level is None or (self.unknown and not level.kept_when_unknown) else level
