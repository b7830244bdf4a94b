"""`advisories.json`: the edition's zones, levels, advisories, notices and corrections as it has them, and what holds when."""

import json
from collections.abc import Mapping

from kiosk.feed.open_data.source import Source
from kiosk.feed.open_data.states import Row

TAKEN = ("levels", "advisories", "notices", "corrections")
"""Members of the edition that are copied as they stand."""


def advisories(source: Source, stated: Mapping[str, Row]) -> bytes:
    """Write the file, with what is `stated` of each zone; its form is `kiosk/feed/open_data/advisories.schema.json`."""
    document = source.document
    found = {
        "format": "gate-kiosk-advisories",
        "licence": "The texts may be used by anyone who names the edition; the levels are the Korean foreign ministry's.",
        **source.imprint,
        **{member: document.get(member, []) for member in TAKEN},
        "zones": [{**one, **stated.get(one["id"], {})} for one in document["zones"]],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
