"""How kiosks were used: the totals of a day come in with a report, once, and are read for the page.

Rules: only what `kiosk.gate.use` takes is kept, for an admitted kiosk, of the last `LATEST` days, and never for a day to come; a
day of a kiosk is one row, and stays as it first came.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.desk.fleet.bars import Summed, summed
from kiosk.desk.fleet.models import Kiosk, Used
from kiosk.gate.use import day_of, totals_from
from kiosk.language.translator import LANGUAGE_NAMES

LATEST = timedelta(days=8)
SHOWN = timedelta(days=31)


def note(kiosk: Kiosk, told: Any, now: datetime) -> None:
    """Keep the totals a report told; what is no totals, of another time or there already is passed over."""
    try:
        found = totals_from(told)
    except ValueError:
        return
    if day_of(now - LATEST) <= found.day <= day_of(now):
        Used.objects.get_or_create(kiosk=kiosk, day=found.day, defaults={"totals": found.told()})


def lately(now: datetime, screens_in: Mapping[str, str]) -> Summed:
    """Sum the last 31 days of all kiosks; the mapping says screens in words."""
    rows = Used.objects.filter(day__gte=day_of(now - SHOWN))
    return summed((totals_from(one.totals) for one in rows), LANGUAGE_NAMES, screens_in)
