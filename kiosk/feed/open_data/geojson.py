"""`advisories.geojson` (RFC 7946): every zone with its shape, its level at the signed time, and what holds when.

Rules: a zone without a shape of its own (the rest of a country) has a null geometry. `level` and `worst` are those of
`signed_at` and hold until `next_change`; whoever keeps the file longer reads `states`.
"""

import json
from collections.abc import Mapping
from typing import Any

from kiosk.domain.moments import utc_text
from kiosk.domain.zone import Zone
from kiosk.feed.open_data.geometry import geometry
from kiosk.feed.open_data.source import CREDIT, Source
from kiosk.feed.open_data.states import Row, level_name


def geojson(source: Source, stated: Mapping[str, Row]) -> bytes:
    """Write the file, with what is `stated` of each zone."""
    found = {
        "type": "FeatureCollection",
        "licence": "ODbL-1.0",
        "credit": CREDIT,
        **source.imprint,
        "features": [_feature(source, zone, stated[zone.id]) for zone in source.places],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _feature(source: Source, zone: Zone, stated: Row) -> dict[str, Any]:
    edition, held, most = source.edition, source.own[zone.id], source.held[zone.id][0]
    return {
        "type": "Feature",
        "id": zone.id,
        "geometry": geometry(zone.id),
        "properties": {
            "kind": zone.kind.value,
            "parent": zone.parent,
            **{f"name_{locale}": words for locale, words in zone.name.by_locale.items()},
            "level": level_name(held.level),
            "level_ko": edition.level_text(held.advisory).name.in_("ko") if held.advisory else None,
            "since": utc_text(held.advisory.effective) if held.advisory and not held.advisory.observed else None,
            "worst": level_name(most.level),
            "worst_zone": most.zone.id,
            "states": stated,
            "corrections": [one.right.in_("en") for one in edition.corrections if one.zone in ("", zone.id)],
        },
    }
