"""Use as totals of a day: what is counted, what is dropped, and that nothing else can be told."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.languages import LOCALES
from kiosk.gate.use import LEAST, MOST, SCREENS, day_of, totals, totals_from

counts = st.integers(0, 2 * MOST)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
GOOD = totals(date(2026, 11, 30), True, 200, {"ko": 180}, {"map": 150}, 12).told()


@given(
    counts, counts, st.dictionaries(st.sampled_from(LOCALES), counts), st.dictionaries(st.sampled_from(SCREENS), counts)
)
def test_nothing_below_five_is_told(
    visits: int, hotline: int, languages: dict[str, int], screens: dict[str, int]
) -> None:
    """Whatever was counted, each number that is told is 0 or at least 5, and is read again as it was told."""
    made = totals(date(2026, 11, 30), True, visits, languages, screens, hotline)
    told = json.loads(json.dumps(made.told()))
    numbers = [told["visits"], told["hotline"]]
    assert all(one == 0 or one >= LEAST for one in numbers)
    assert all(one >= LEAST for one in (*told["languages"].values(), *told["screens"].values()))
    assert totals_from(told) == made


@pytest.mark.parametrize(
    "wrong",
    [
        {"visits": 4},
        {"visits": -5},
        {"visits": True},
        {"hotline": 5.0},
        {"screens": {"verdict": 9}},
        {"screens": {"map": 3}},
        {"languages": {"de": 9}},
        {"day": "2026-11-30T12:00:00"},
        {"whole": "yes"},
        {"places": {"KH-1": 9}},
    ],
)
def test_nothing_else_is_taken(wrong: dict[str, Any]) -> None:
    """A number below 5, a verdict, a place, an hour or any other name is no totals."""
    assert totals_from(GOOD).visits == 200
    with pytest.raises(ValueError, match=r"no totals|Invalid isoformat"):
        totals_from(GOOD | wrong)


@given(anything)
def test_whatever_is_told_is_totals_or_refused(value: Any) -> None:
    """No other exception comes of it."""
    with pytest.raises(ValueError):
        totals_from(value)


def test_a_day_is_korea_s() -> None:
    """It ends at midnight in Seoul."""
    assert day_of(datetime(2026, 11, 30, 14, 59, tzinfo=UTC)) == date(2026, 11, 30)
    assert day_of(datetime(2026, 11, 30, 15, 0, tzinfo=UTC)) == date(2026, 12, 1)
