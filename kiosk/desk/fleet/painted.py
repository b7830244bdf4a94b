"""On how many screens an edition stands: what an officer looks at after the second signature."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.desk.fleet.health import InForce, health, painted_of
from kiosk.desk.fleet.models import Kiosk, State

SEEN = ("good", "faulty")
"""Healths of a screen on which what was meant is proved to stand."""


@dataclass(frozen=True)
class Painted:
    """`good` of `total` admitted kiosks prove the edition in force; `behind`: the others, by name."""

    number: int
    good: int
    total: int
    behind: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it stands on every screen."""
        return self.good == self.total > 0


def painted(force: InForce, now: datetime) -> Painted:
    """Count the screens on which the edition in force stands now."""
    kiosks = list(Kiosk.objects.filter(state=State.ADMITTED))
    behind = tuple(str(one) for one in kiosks if not _shows(one, force, now))
    return Painted(force.number, len(kiosks) - len(behind), len(kiosks), behind)


def _shows(kiosk: Kiosk, force: InForce, now: datetime) -> bool:
    proof = painted_of(kiosk.said)
    word = health(kiosk.said, kiosk.heard, kiosk.off, now, force).word
    return proof is not None and proof[0] == force.number and word in SEEN
