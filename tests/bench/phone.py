"""The phone page in a slow network: real nginx as we ship it, real Chromium throttled by its own protocol, the page's own clock.

    python -m tests.bench.phone [--rounds N] [--json FILE]

Rules: a page is opened anew each time, without a cache; first paint is what Chromium itself notes (`paint` timing), and what it
shows then is the title, the page's age and the levels, which stand in the first 4 kB packed. "slow 3G" as Chromium's developer
tools have it waits 2,000 ms before every answer, so no page is faster there: what is the page's own stands beside. "slow 3G,
400 ms" is the same line with the round trip that such a network has.
"""

import argparse
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from kiosk.domain.languages import LOCALES
from tests.bench import _stage as stage
from tests.desk.chromium import Chromium, chromium
from tests.feed.workshop import Feed, whole_edition
from tests.sync.edges import nginx

BYTES_A_SECOND = 400_000 // 8
NETWORKS = {"slow 3G, 2000 ms": 2000, "slow 3G, 400 ms": 400}
PAINTS = "performance.getEntriesByName('first-contentful-paint').length"
TOLD = """JSON.stringify({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    whole: performance.getEntriesByType('navigation')[0].responseEnd,
    shown: document.querySelector('.level h3').getBoundingClientRect().top < innerHeight,
})"""
WANTED = {"slow 3G, 400 ms: first paint, slowest language: ms": 2000.0}


def opened(browser: Chromium, address: str, latency: int) -> dict[str, float]:
    """Milliseconds from the address to the first paint, and to the last byte."""
    with browser.visited():
        person = browser.person()
        person.call("Network.enable")
        person.call("Network.setCacheDisabled", cacheDisabled=True)
        line = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
        person.call("Network.emulateNetworkConditions", offline=False, latency=latency, **line)
        person.go(address)
        person.until(PAINTS)
        found: dict[str, float] = json.loads(person.run(TOLD))
        assert found.pop("shown"), "the first level is not on the first screen"
        return found


def measure(rounds: int) -> dict[str, float]:
    """Medians of so many openings of each language's page, the slowest language's beside."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder, now = Path(name), datetime.now(UTC).replace(microsecond=0)
        feed = Feed(folder, now=now)
        feed.publish(whole_edition(1, now))
        with nginx(feed.folder, folder) as url, chromium(folder / "chromium") as browser:
            for network, latency in NETWORKS.items():
                paints = []
                for locale in LOCALES:
                    address = f"{url}/open/{locale}/index.html"
                    taken = [opened(browser, address, latency) for _ in range(rounds)]
                    middle = {part: stage.median([one[part] for one in taken]) for part in taken[0]}
                    paints.append(middle["paint"])
                    figures |= {f"  {network}: {locale}, {part}: ms": value for part, value in middle.items()}
                figures[f"{network}: first paint, slowest language: ms"] = max(paints)
                figures[f"{network}: the page's own share: ms"] = max(paints) - latency
    return figures


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    stage.report(measure(asked.rounds), WANTED, asked.json)


if __name__ == "__main__":
    main()
