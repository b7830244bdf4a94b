"""How a kiosk was used, as totals of one day: the only thing that is ever counted, and only where the settings ask for it.

    {"day": "2026-11-30", "whole": true, "visits": 212, "languages": {"ko": 180}, "screens": {"map": 190}, "hotline": 12}

Rules: a day is Korea's; nothing finer is kept, and nothing below `LEAST` is said. Screens by name alone: no place, no sign, no
verdict. `whole` is false where counting began within the day. Whoever reads it asks `totals_from`, which takes nothing else.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from kiosk.domain.languages import LOCALES

KST = timezone(timedelta(hours=9))
LEAST, MOST = 5, 1_000_000
SCREENS = ("map", "place", "checklist", "help", "notice", "about")
"""The screens whose openings are counted: no verdict."""


@dataclass(frozen=True)
class Totals:
    """The totals of a day; what came to less than `LEAST` is 0, or not there."""

    day: date
    whole: bool
    visits: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)
    screens: Mapping[str, int] = field(default_factory=dict)
    hotline: int = 0

    def told(self) -> dict[str, Any]:
        """Give them as they are kept and sent."""
        return {**asdict(self), "day": self.day.isoformat()}


def day_of(at: datetime) -> date:
    """Tell which day it is in Korea."""
    return at.astimezone(KST).date()


def totals(day: date, whole: bool, visits: int, languages: Any, screens: Any, hotline: int) -> Totals:
    """Make the totals of counts: what is below `LEAST` is left out."""
    return Totals(day, whole, _told(visits), _enough(languages), _enough(screens), _told(hotline))


def totals_from(value: Any) -> Totals:
    """Read totals. Raises ValueError for any other form, name or number."""
    try:
        day = date.fromisoformat(value["day"])
        plain = set(value) == {"day", "whole", "visits", "languages", "screens", "hotline"} and value["whole"] in (
            True,
            False,
        )
        languages, screens = dict(value["languages"]), dict(value["screens"])
        numbers = [value["visits"], value["hotline"], *languages.values(), *screens.values()]
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("no totals of a day") from fault
    known = set(languages) <= set(LOCALES) and set(screens) <= set(SCREENS)
    if not (plain and known and all(type(one) is int and (one == 0 or LEAST <= one <= MOST) for one in numbers)):
        raise ValueError("no totals of a day")
    return Totals(day, bool(value["whole"]), value["visits"], languages, screens, value["hotline"])


def _told(count: int) -> int:
    return min(count, MOST) if count >= LEAST else 0


def _enough(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: _told(count) for name, count in sorted(counts.items()) if _told(count)}
