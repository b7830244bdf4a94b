"""One door: what an edition may be is judged alike by reading, proposing, signing, the courier's store and a stick."""

import json
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.contact import Role
from kiosk.feed import door, letters, reach
from kiosk.feed.document import Faulty, read
from kiosk.resources import PACKAGE
from tests.feed.door_table import GOOD, ROWS, Row
from tests.feed.workshop import NOW


def judged(row: Row) -> list[str]:
    """The places of all faults of a row's edition."""
    try:
        read(json.dumps(row.edition(NOW)).encode())
    except Faulty as fault:
        return [place for place, _ in fault.faults]
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
    assert text == (PACKAGE / "feed" / "door.json").read_text(encoding="utf-8").rstrip()
