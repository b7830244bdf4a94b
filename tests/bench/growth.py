"""How what grows with content grows: CPU and bytes from 1 to 50 countries, and the exponent between the last two.

    python -m tests.bench.growth [--json FILE]

Rules: an edition is the bundled one and further countries of 25 divisions, each with so many advisories; no door is asked, which
takes at most 100 zones today. Each figure is the least CPU of three. An exponent of 1 grows with the bytes, 2 with their square.
"""

import argparse
import gzip
import json
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.domain.standing import View, levels_at, newest_changes
from kiosk.feed.document import edition_json
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.open_data.derive import derive
from kiosk.feed.open_data.source import Source
from tests.bench._publish import country
from tests.feed.workshop import BUNDLED

COUNTRIES = (1, 10, 50)
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def of_size(countries: int) -> bytes:
    """The bytes of an edition of so many countries."""
    document: dict[str, Any] = json.loads(BUNDLED.read_bytes())
    model = next(one for one in document["advisories"] if one["certainty"] == "read")
    for number in range(1, countries):
        for part, item in country(f"C{number:02d}", model):
            document[part].append(item)
    return canonical_json(document | {"mode": "demo", "number": 1})


def least(work: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken) * 1000


def figures(data: bytes) -> dict[str, float]:
    """What one size costs."""
    edition = edition_json.read(data, sensible=False)

    def fresh() -> Any:
        return edition_json.read(data, sensible=False)

    reading = least(fresh)
    copies = derive(Source(data, NOW))
    return {
        "edition kB": len(data) / 1000,
        "edition packed kB": len(gzip.compress(data, 4)) / 1000,
        "read ms": reading,
        "write ms": least(lambda: edition_json.canonical(edition)),
        "levels of every zone ms": least(lambda: _every(fresh())) - reading,
        "newest changes ms": least(lambda: newest_changes(fresh(), NOW)) - reading,
        "open data ms": least(lambda: _derived(data)),
        "largest phone page kB": max(len(one) for name, one in copies.items() if name.endswith(".html")) / 1000,
    }


def _derived(data: bytes) -> None:
    edition_json.value.cache_clear()
    derive(Source(data, NOW))


def _every(edition: Any) -> None:
    for zone in edition.zones:
        levels_at(edition, zone.id, View.at(NOW))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    table = [figures(of_size(countries)) for countries in COUNTRIES]
    for name in table[0]:
        values = [one[name] for one in table]
        exponent = math.log(max(values[-1], 1e-9) / max(values[-2], 1e-9)) / math.log(COUNTRIES[-1] / COUNTRIES[-2])
        print(f"{name:<26} {'  '.join(f'{value:9.1f}' for value in values)}   n^{exponent:.2f}")
    if asked.json:
        asked.json.write_text(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
