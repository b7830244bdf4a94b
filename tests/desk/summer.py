"""A desk before the change of summer 2026, as `levels-history.json` tells it, and what that history says stands when."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.domain.level import Level
from kiosk.domain.moments import utc_text
from tests.desk.house import House

CHANGE = datetime(2026, 8, 13, 17, 34, tzinfo=UTC)
"""14 August 2026, 02:34 in Korea: the last entry of the history."""
TEXT = """3단계: 캄보디아-태국 국경 50km 이내,시하누크빌 시 ,캄폿 주 보코산 지역, 바벳 시, 포이펫 시,
2단계: 시하누크빌 주
1단계: 2․3 단계 발령 지역 외 전 지역"""
"""`text_ko` of that entry, as the ministry's open data have it."""
PHRASES = {
    "캄보디아-태국 국경 50km 이내": "thai-border-50km",
    "캄폿 주 보코산 지역": "bokor",
    "2․3 단계 발령 지역 외 전 지역": "rest-KH",
}
"""What of it is no zone's very name."""
HISTORY: list[dict[str, Any]] = json.loads((Path(__file__).parent / "levels-history.json").read_text(encoding="utf-8"))[
    "changes"
]
ZONES = {"rest": "rest-KH"}


def before_summer(document: dict[str, Any]) -> dict[str, Any]:
    """An edition (JSON) with the levels as they stood before that change."""
    kept = [one for one in document["advisories"] if one["effective"] < utc_text(CHANGE)]
    return {**document, "advisories": kept}


def before_all(document: dict[str, Any]) -> dict[str, Any]:
    """An edition in which no level is known any more: one advisory, long over."""
    first = document["advisories"][0]
    span = {"effective": "2025-07-01T00:00:00Z", "announced": "2025-07-01T00:00:00Z", "until": "2025-07-02T00:00:00Z"}
    return {**document, "advisories": [{**first, **span, "id": "over"}]}


def states() -> Iterator[tuple[dict[str, Any], dict[str, Level]]]:
    """Each entry of the history, with the level of every zone it or an earlier one names, once it holds."""
    held: dict[str, Level] = {}
    for entry in HISTORY:
        held = held | {ZONES.get(zone, zone): Level[level] for zone, level in entry["set"].items()}
        yield entry, held


def name_phrases(house: House) -> None:
    """Two officers say what the phrases of that text mean, as they would on the ministry's page."""
    a, b = house.officer("a"), house.officer("b")
    for raw, zone in PHRASES.items():
        a.post("/ministry/phrases/", phrase=raw, zones=zone)
    for (pk,) in house.sql("SELECT id FROM ministry_phrase"):
        b.post(f"/ministry/phrases/{pk}/confirm/")
