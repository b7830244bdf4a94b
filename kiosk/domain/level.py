"""The foreign ministry's travel-alert levels. Only the ministry sets them; police transcribe its announcements.

Policy (written above the enum that follows it):
- 1 여행유의, 2 여행자제, SPECIAL 특별여행주의보 (its own kind, at most 90 days at a time, between 2 and 3),
  3 출국권고 or 철수권고 (the wording is data: the ministry uses both), 4 여행금지 (the only one with a penalty).
- Levels compare by severity. A zone for which nothing is known has no level (`None`, "unknown"), never level 1.
- What is worth keeping as "last known" when the kiosk's knowledge is too old is SPECIAL, 3 and 4; 1 and 2 are not stated.
"""

from enum import IntEnum


class Level(IntEnum):
    """A level; the value is its rank of severity, not its number (see `sign`)."""

    LEVEL_1 = 1
    LEVEL_2 = 2
    SPECIAL = 3
    LEVEL_3 = 4
    LEVEL_4 = 5

    @property
    def sign(self) -> str:
        """Tell what stands on the badge: the number, or "!" for the special advisory."""
        return {Level.SPECIAL: "!"}.get(self, self.name[-1])

    @property
    def kept_when_unknown(self) -> bool:
        """Tell whether this level is still shown, as last known, when freshness is unknown."""
        return self >= Level.SPECIAL

    @property
    def carries_penalty(self) -> bool:
        """Tell whether a penalty stands behind it: only a travel ban is backed by the Passport Act."""
        return self is Level.LEVEL_4
