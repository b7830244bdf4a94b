"""An edition with everything that copies may tell: a level ahead, one that ends, corrections, notices."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.domain.languages import LOCALES
from kiosk.domain.moments import utc_text
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.open_data.source import Source
from tests.feed.workshop import BUNDLED

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def text(words: str) -> dict[str, str]:
    """The same words, marked with their language."""
    return {locale: f"{words} {locale}" for locale in LOCALES}


def told_document(now: datetime = NOW) -> dict[str, Any]:
    """The bundled edition with more to tell around `now`."""
    document: dict[str, Any] = json.loads(BUNDLED.read_bytes())
    model = document["advisories"][-1]
    day = timedelta(days=1)
    ahead = {**model, "id": "ahead", "zone": "KH-12", "level": "LEVEL_3", "wording": "출국권고"}
    ending = {**model, "id": "ending", "zone": "KH-19", "level": "LEVEL_4", "wording": "여행금지"}
    ahead["effective"] = utc_text(now + 2 * day)
    ending |= {"effective": utc_text(now - day), "until": utc_text(now + day)}
    for one in (ahead, ending):
        one |= {"certainty": "read", "announced": utc_text(now - 2 * day), "reason": text("reason")}
        one.pop("observed_at", None)
    document["advisories"] += [ahead, ending]
    spell = {"start": utc_text(now - day), "end": utc_text(now + 5 * day)}
    document["corrections"] = [
        {"id": "c1", "wrong": text("wrong notice"), "right": text("right notice"), **spell},
        {"id": "c2", "zone": "KH-12", "wrong": text("wrong level"), "right": text("right level"), **spell},
    ]
    document["notices"] = [
        {"id": "n1", "severity": "important", "title": text("a title"), "text": text("<b>a & b</b>"), **spell},
    ]
    return document | {
        "number": 7,
        "mode": "demo",
        "issued_at": utc_text(now),
        "attested_at": utc_text(now),
        "valid_until": utc_text(now + 29 * day),
    }


@pytest.fixture(scope="session")
def source() -> Source:
    """That edition, signed at NOW, with a sender of CAP alerts."""
    return Source(canonical_json(told_document()), NOW, "sender@example.kr")
