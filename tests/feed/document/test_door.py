"""One door: what an edition may be is judged alike by reading, proposing, signing, the courier's store and a stick."""

import json
import re
import string
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.contact import Role
from kiosk.domain.languages import REQUIRED
from kiosk.faults import Fault
from kiosk.feed.document import door, letters, reach
from kiosk.feed.document.broken import Faulty
from kiosk.feed.document.edition_json import read
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import proposal
from kiosk.feed.trust.bundle import Bundle
from kiosk.gate import stick
from kiosk.gate.store import Store
from kiosk.resources import PACKAGE
from tests.feed.door_table import GOOD, ROWS, Row, good
from tests.feed.workshop import NOW, Feed, Thief


def judged(row: Row) -> list[str]:
    """The places of all faults of a row's edition."""
    try:
        read(json.dumps(row.edition(NOW)).encode())
    except Faulty as fault:
        return [broken.place for broken in fault.faults]
    return []


def test_the_table_is_large() -> None:
    """The doors are tried with more than 200 values, good and bad, no two of one name."""
    assert len(ROWS) > 200
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert 40 < sum(not row.place for row in ROWS) < len(ROWS) - 120


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_reading_judges_as_the_table_says(row: Row) -> None:
    """A good edition is read; a bad one is refused with the place of its fault."""
    places = judged(row)
    if row.place:
        assert [one for one in places if one.startswith(row.place)], places
    else:
        assert places == []


LINES = st.sampled_from(["855", "82"]).flatmap(
    lambda code: st.tuples(
        st.just(code),
        st.from_regex(door.pattern("lines", code), fullmatch=True) | st.text(string.digits, min_size=5, max_size=11),
    )
)


@given(LINES)
@settings(max_examples=40, deadline=None)
def test_the_lines_are_those_of_phonenumbers(line: tuple[str, str]) -> None:
    """The pattern by which the signing page knows an ordinary telephone agrees with `phonenumbers` on every number."""
    code, rest = line
    embassy = read(json.dumps(GOOD).encode()).contacts[0]
    assert embassy.role is Role.EMBASSY
    taken = reach.wrong_value(replace(embassy, value=f"+{code}{rest}")) is None
    assert bool(door.pattern("lines", code).fullmatch(rest)) == taken


@pytest.mark.parametrize("sign", "\u3164\u2800\ufe0f\ufffd\u0378\ufdd0\U0001f600\u26a0\u202e")
def test_what_shows_nothing_is_no_text(sign: str) -> None:
    """Signs that show nothing are named, and a text of them alone says nothing."""
    assert letters.misleading(f"가{sign}나") == [sign]
    assert not letters.says(sign)


def test_the_signing_page_has_the_same_rules() -> None:
    """What the signing page judges by is the door's own file, to the letter."""
    page = PACKAGE / "desk" / "signing" / "rules.js"
    text = page.read_text(encoding="utf-8").partition("const RULES = ")[2].rstrip().removesuffix(";")
    assert text == (PACKAGE / "feed" / "document" / "door.json").read_text(encoding="utf-8").rstrip()


class Doors:
    """A feed whose officers sign whatever they are given, and a kiosk enrolled with it."""

    def __init__(self, folder: Path) -> None:
        self.feed = Feed(folder)
        self.feed.publish(canonical_json(GOOD | {"number": 1, **_dates()}))
        self.thief, self.state, self.round = Thief(self.feed), folder / "state", 0

    def kiosk(self) -> Path:
        """A kiosk that holds nothing yet."""
        self.round += 1
        state = self.state / str(self.round)
        (state / "trust").mkdir(parents=True)
        (state / "trust" / "root.json").write_bytes(self.feed.anchor)
        (state / "trust" / "mode").write_text("demo")
        return state

    def fetched(self, row: Row) -> None:
        """What the courier does with it."""
        Store(self.kiosk()).accept(self.bundle(row))

    def bundle(self, row: Row) -> Bundle:
        """What two officers' signatures would make of a row's edition, past every door of the feed."""
        data = json.dumps(row.edition(NOW), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        editions = self.thief.listing(data, *(self.feed.signer_of(name) for name in ("kim", "lee")))
        return self.thief.bundle(editions=editions, edition=data)


def _dates() -> dict[str, str]:
    return {name: str(good(NOW)[name]) for name in ("issued_at", "attested_at", "valid_until")}


pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    """The doors of a kiosk and of a feed."""
    return Doors(tmp_path_factory.mktemp("doors"))


SHARES = [pytest.param(16, id="sample"), pytest.param(1, id="all", marks=pytest.mark.long)]
"""Every value by reading; by the slower doors, which all read, every sixteenth, and all of them with --long."""


@pytest.mark.parametrize("share", SHARES)
def test_the_courier_judges_as_the_table_says(doors: Doors, share: int) -> None:
    """What the courier brings is kept or refused by the kiosk's store as the table says, though two officers signed it."""
    wrong = [row.name for row in ROWS[::share] if _taken(partial(doors.fetched, row)) != (not row.place)]
    assert wrong == []


@pytest.mark.parametrize("share", SHARES)
def test_a_stick_judges_as_the_courier_does(doors: Doors, tmp_path: Path, share: int) -> None:
    """What a stick brings is kept or refused as the table says."""
    file = tmp_path / "stick"

    def brought(row: Row) -> None:
        file.write_bytes(doors.bundle(row).to_bytes())
        stick.import_(doors.kiosk(), file)

    assert [row.name for row in ROWS[3::share] if _taken(partial(brought, row)) != (not row.place)] == []


@pytest.mark.parametrize("share", SHARES)
def test_proposing_and_signing_judge_the_table(doors: Doors, share: int) -> None:
    """The commands freeze, and let be signed, what the table calls good and nothing else, however it came to wait."""
    feed = doors.feed

    def signed(row: Row) -> None:
        feed.propose(json.dumps(row.edition(NOW), ensure_ascii=False).encode())
        proposal.judge(feed.repository, NOW)

    for row in ROWS[7::share]:
        frozen = _taken(partial(proposal.freeze, json.dumps(row.edition(NOW)).encode()))
        assert (frozen, _taken(partial(signed, row))) == (not row.place, not row.place), row.name


def _taken(act: Callable[[], object]) -> bool:
    try:
        act()
    except Fault:
        return False
    return True


def test_the_signing_page_asks_for_the_same_languages() -> None:
    """Without which no text is whole: the page's list is that of the table of languages."""
    (listed,) = re.findall(
        r"^const LANGUAGES = (\[.*?\]);", (PACKAGE / "desk/signing/door.js").read_text(), re.MULTILINE
    )
    assert tuple(json.loads(listed)) == REQUIRED
