"""Hours of a day, such as 06:00-22:00, in Korea's time; they may go over midnight.

>>> Hours.parsed("22:30-05:00").hold(datetime(2026, 11, 30, 14, 0, tzinfo=UTC))
True
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

KOREA = timedelta(hours=9)
"""Korea keeps no summer time."""
DAY = 24 * 60


@dataclass(frozen=True)
class Hours:
    """From the minute `begin` of the day up to the minute `end`, which is another."""

    begin: int
    end: int

    @classmethod
    def parsed(cls, text: str) -> "Hours":
        """Read HH:MM-HH:MM. Raises ValueError for anything else, and where both are the same."""
        found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]|24(?=:00)):([0-5]\d)", text, re.ASCII)
        if not found:
            raise ValueError
        hours = [int(one) for one in found.groups()]
        begin, end = hours[0] * 60 + hours[1], (hours[2] * 60 + hours[3]) % DAY
        if begin == end and (begin or hours[2] != 24):
            raise ValueError
        return cls(begin, end)

    def __str__(self) -> str:
        end = self.end or DAY
        return f"{self.begin // 60:02}:{self.begin % 60:02}-{end // 60:02}:{end % 60:02}"

    def hold(self, at: datetime) -> bool:
        """Tell whether that moment lies within; 00:00-24:00 always does."""
        korean = at.astimezone(UTC) + KOREA
        minute = korean.hour * 60 + korean.minute
        if self.begin < self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end
