"""What holds where and when, as rows of data: for each zone its stretches of time, without a gap, from ever to ever.

Rules: times are UTC to the second; `from` is inclusive, `until` exclusive, null means without end. A null level is "unknown",
never level 1. `overdue`: the legal end of a ban has passed; whether it was prolonged is not known: treat as in force.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kiosk.domain.level import Level
from kiosk.domain.moments import utc_text
from kiosk.domain.standing import Stretch, inside, worst_stretches
from kiosk.domain.zone import Zone
from kiosk.feed.open_data.source import Source

Row = dict[str, Any]


def stated(source: Source) -> dict[str, Row]:
    """Return the states of every zone that has a level, by its id."""
    return {zone.id: _states(source, zone) for zone in source.places}


def _states(source: Source, zone: Zone) -> Row:
    """Return a zone's `ground` (its own), its `worst` (anywhere in it, with the zone it holds for) and the ids `inside` it."""
    parts, ground = inside(source.edition, zone), source.ground[zone.id]
    return {
        "inside": [one.id for one in parts],
        "ground": list(_rows(ground, named=False)),
        "worst": list(_rows(worst_stretches(source.edition, zone.id) if parts else ground, named=True)),
    }


def _rows(found: Iterable[Stretch], *, named: bool) -> Iterator[Row]:
    for one in found:
        held = one.standing
        row: Row = {
            "from": utc_text(one.start) if one.start else None,
            "until": utc_text(one.end) if one.end else None,
            "level": level_name(held.level),
            "advisory": held.advisory.id if held.advisory else None,
            "overdue": held.overdue,
        }
        yield {**row, "zone": held.zone.id} if named else row


def level_name(level: Level | None) -> str | None:
    """Return a level as the edition writes it ("LEVEL_1" to "LEVEL_4", "SPECIAL"), or None for unknown."""
    return None if level is None else level.name
