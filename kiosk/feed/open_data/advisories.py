"""`advisories.json`: the edition's zones, levels, advisories, notices and corrections as it has them, and what holds when."""

import json
from typing import Any

from kiosk.feed.open_data.source import Source
from kiosk.feed.open_data.states import states

TAKEN = ("levels", "advisories", "notices", "corrections")
"""Members of the edition that are copied as they stand."""


def advisories(source: Source) -> bytes:
    """Write the file; its form is `kiosk/feed/open_data/advisories.schema.json`."""
    document = source.document
    found = {
        "format": "gate-kiosk-advisories",
        "licence": "The texts may be used by anyone who names the edition; the levels are the Korean foreign ministry's.",
        **source.imprint,
        **{member: document.get(member, []) for member in TAKEN},
        "zones": [_zone(source, one) for one in document["zones"]],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _zone(source: Source, document: dict[str, Any]) -> dict[str, Any]:
    zone = source.edition.zone(document["id"])
    return {**document, **states(source, zone)} if zone.id in source.ground else document
