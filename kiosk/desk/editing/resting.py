"""Which places hold a level of their own and which follow the rest of the country; how one is put back under the rest. Pure.

Rules: a place holds its own level where an advisory names it itself. To put it back is to end every advisory of its own at
one moment, also older ones without an end, which would else stand again; the advisories stay, so that what held before is
still told. What begins later stays: it was announced for then.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from kiosk.desk.editing import compose
from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.moments import utc_text
from kiosk.domain.standing import in_force
from kiosk.domain.zone import Zone, ZoneKind

OWN = (ZoneKind.DIVISION, ZoneKind.LOCALITY, ZoneKind.BAND)


def own(edition: Edition, at: datetime) -> Iterator[tuple[Zone, Advisory]]:
    """Return every place with an advisory of its own in force at that moment."""
    for zone in edition.of_kind(*OWN):
        if found := in_force(edition, zone.id, at):
            yield zone, found


def put_back(live: Mapping[str, Any], zones: Collection[str], at: datetime) -> dict[str, Any]:
    """Return the change that ends these places' own levels at that moment. `live`: the edition in force (JSON)."""
    moment, ended, gone, was = utc_text(at.replace(second=0, microsecond=0)), [], [], []
    for one in live["advisories"]:
        if one["zone"] not in zones or one["effective"] > moment or one.get("until", "~") <= moment:
            continue
        was.append([one["id"], compose.mark(one)])
        if one["effective"] == moment:
            gone.append(one["id"])
        else:
            ended.append({**one, "until": moment})
    sides = {"add": ended, "remove": gone, "was": was}
    return {side: {"advisories": items} for side, items in sides.items() if items}


def returned(live: Edition, draft: Edition, now: datetime) -> Iterator[tuple[Zone, datetime]]:
    """Return every place whose own level a draft ends, with the moment from which it follows what lies around it."""
    before = {one.id: one.until for one in live.advisories}
    ends: dict[str, set[datetime]] = {}
    for one in draft.advisories:
        if one.until and one.id in before and before[one.id] != one.until:
            ends.setdefault(one.zone, set()).add(one.until)
    for zone in draft.of_kind(*OWN):
        for at in sorted(ends.get(zone.id, ())):
            if in_force(live, zone.id, max(at, now)) and in_force(draft, zone.id, max(at, now)) is None:
                yield zone, at
