"""The phone page, in a real Chromium: small, whole in itself, right without styles or scripts, honest about its age."""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote

import pytest

from kiosk.domain.checklist import verdict
from kiosk.domain.languages import LOCALES
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.open_data import folder
from kiosk.feed.open_data.derive import derive
from kiosk.feed.open_data.source import Source
from tests.desk.chromium import Chromium, Person, chromium
from tests.feed.open_data.conftest import told_document
from tests.feed.workshop import served

AXE = os.environ.get("KIOSK_AXE", "")
DAY = timedelta(days=1)

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One Chromium for this module."""
    with chromium(tmp_path_factory.mktemp("chromium")) as started:
        yield started


def written(place: Path, signed: datetime) -> Source:
    """The copies of an edition of that moment below `place`."""
    source = Source(canonical_json(told_document(signed)), signed)
    folder.write(place, derive(source))
    return source


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the copies of just now."""
    place = tmp_path_factory.mktemp("fresh")
    written(place, datetime.now(UTC).replace(microsecond=0))
    return place


@pytest.fixture(scope="module")
def address(fresh: Path) -> Iterator[str]:
    """Those copies on a web server."""
    with served(fresh) as found:
        yield f"{found}/open"


class Reader(HTMLParser):
    """What a reader without styles or scripts meets: the words, and every address the page names."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("style", "script")
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data", "srcset")]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_is_one_small_file(fresh: Path, locale: str) -> None:
    """Below 100 kB, nothing to fetch: only links to pages and feeds, numbers to call, and the card within the page."""
    data = (fresh / "open" / locale / "index.html").read_bytes()
    assert len(data) < 100_000
    reader = Reader()
    reader.feed(data.decode())
    kinds = {re.match(r"tel:\+|data:text/vcard|https://www\.0404|#|\.\./|atom\.xml", one) for one in reader.addresses}
    assert None not in kinds
    (card,) = [unquote(one) for one in reader.addresses if one.startswith("data:")]
    assert "TEL;TYPE=WORK,VOICE:+82232100404\r\n" in card
    assert "112" not in [one.removeprefix("tel:") for one in reader.addresses]


def test_without_styles_or_scripts_everything_is_said(fresh: Path) -> None:
    """The words alone tell the age, each level with its places, a level to come with its minute, corrections, and verdicts."""
    reader = Reader()
    reader.feed((fresh / "open" / "en" / "index.html").read_text(encoding="utf-8"))
    told = "".join(reader.words)
    for words in (
        "Information as of",
        "It may have changed.",
        "does not update itself",
        "Level 3: ",
        "Phnom Penh, Level 3",
        "right notice en",
        "right level en",
        "a title en",
        "<b>a & b</b> en",
        "If any sign in bold applies",
        "If none applies",
        "Choosing nothing does not mean it is safe.",
    ):
        assert words in told, words


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_fits_and_is_accessible(browser: Chromium, address: str, locale: str) -> None:
    """At 320, 360 and 768 px nothing scrolls sideways and axe-core (KIOSK_AXE=path of axe.min.js) finds nothing; one A4 page."""
    with browser.visited():
        person = browser.person()
        person.go(f"{address}/{locale}/index.html")
        person.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        for width in (320, 360, 768):
            person.widen(width)
            assert person.run("document.documentElement.scrollWidth") <= width
            if AXE:
                person.run(Path(AXE).read_text(encoding="utf-8") + ";1")
                assert json.loads(person.run("axe.run().then((found) => JSON.stringify(found.violations))")) == []
        person.run("document.querySelectorAll('details').forEach((one) => (one.open = false))")
        assert pages(person) == 1


def pages(person: Person) -> int:
    """How many sheets of A4 it prints on."""
    import base64

    printed = base64.b64decode(person.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_the_verdict_is_the_kiosks_own(browser: Chromium, address: str, source: Source) -> None:
    """Whatever one or two signs are ticked, exactly the finding of the kiosk's rule stands there, without a script of ours."""
    checklist = source.edition.checklist
    ids = [sign.id for sign in checklist.signs]
    sets = [(), *combinations(ids, 1), *list(combinations(ids, 2))[::7], tuple(ids)]
    with browser.visited():
        person = browser.person()
        person.call("Emulation.setScriptExecutionDisabled", value=True)
        person.go(f"{address}/ko/index.html")
        shown = person.run(
            f"""{json.dumps(sets)}.map((ticked) => {{
              document.querySelectorAll('input').forEach((box) => (box.checked = ticked.includes(box.id.slice(5))));
              return [...document.querySelectorAll('.findings > div')]
                .filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.className).join();
            }})"""
        )
    assert shown == [verdict(checklist, set(ticked)).value for ticked in sets]


@pytest.mark.parametrize(("age", "says"), [(0.5, ""), (3, "old"), (8, "unknown"), (40, "unknown")])
def test_an_old_page_says_that_it_is_old(browser: Chromium, tmp_path: Path, age: float, says: str) -> None:
    """A page looked at days after its signed time says so; once unknown, levels 1 and 2 are not shown any more."""
    written(tmp_path, (datetime.now(UTC) - age * DAY).replace(microsecond=0))
    with browser.visited(), served(tmp_path) as found:
        person = browser.person()
        person.go(f"{found}/open/en/index.html")
        shown = person.run("[...document.querySelectorAll('.doubt')].filter((one) => !one.hidden).map((one) => one.id)")
        assert shown == ([says] if says else [])
        mild = "[...document.querySelectorAll('.badge[data-level=\"1\"]')].some((one) => one.offsetWidth > 0)"
        assert person.run(mild) is (says != "unknown")


def test_a_raise_shows_when_its_minute_has_come(browser: Chromium, tmp_path: Path) -> None:
    """A page kept on a phone lifts a place to its new level at the minute, and lowers none whose level has ended."""
    written(tmp_path, (datetime.now(UTC) - 3 * DAY).replace(microsecond=0))
    with browser.visited(), served(tmp_path) as found:
        person = browser.person()
        person.go(f"{found}/open/en/index.html")
        level = "document.querySelector('#{} .badge').dataset.level"
        assert person.run(level.format("KH-12")) == "4"  # raised two days after it was written
        assert person.run(level.format("KH-19")) == "5"  # its ban ended one day after
