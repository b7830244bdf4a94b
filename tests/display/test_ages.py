"""Ages in words: one rule of rounding in six languages, so that nothing sounds younger than it is."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.languages import LOCALES
from kiosk.language.catalogues import translator
from tests.display.conftest import NOW

M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
S, US = timedelta(seconds=1), timedelta(microseconds=1)
BOUNDARIES = [
    (M, "1 minute ago"), (M + US, "2 minutes ago"), (2 * M, "2 minutes ago"), (10 * M, "10 minutes ago"),
    (58 * M + S, "59 minutes ago"), (59 * M, "59 minutes ago"), (H - S, "1 hour ago"), (H, "1 hour ago"),
    (H + S, "2 hours ago"), (22 * H + M, "23 hours ago"), (D - M, "1 day ago"), (D, "1 day ago"), (D + S, "2 days ago"),
    (7 * D - H, "1 week ago"), (7 * D, "1 week ago"), (7 * D + S, "8 days ago"), (13 * D, "13 days ago"),
    (14 * D, "2 weeks ago"), (14 * D + S, "3 weeks ago"), (30 * D, "1 month ago"), (31 * D, "5 weeks ago"),
    (60 * D, "2 months ago"), (60 * D + S, "3 months ago"), (364 * D, "13 months ago"), (365 * D, "1 year ago"),
    (366 * D, "13 months ago"), (730 * D, "2 years ago"), (730 * D + S, "3 years ago"),
]  # fmt: skip
SIZES = {"minute": M, "hour": H, "day": D, "week": 7 * D, "month": 30 * D, "year": 365 * D}


@pytest.mark.parametrize(("age", "said"), BOUNDARIES, ids=lambda value: str(value))
def test_an_age_is_rounded_up_at_every_boundary(age: timedelta, said: str) -> None:
    """A whole unit is told as it is; a moment more is told as the next."""
    assert translator("en").ago(NOW - age, NOW) == said


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_rounds_alike(locale: str) -> None:
    """In each language the number is that of English, or CLDR's own word for one."""
    for age, said in BOUNDARIES:
        told, number = translator(locale).ago(NOW - age, NOW), said.split()[0]
        assert re.findall(r"\d+", told) == [number], (age, told)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("age", [timedelta(0), S, 59 * S, M - US, -H])
def test_less_than_a_minute_is_just_now(locale: str, age: timedelta) -> None:
    """Up to 59 seconds, and where a clock went back, the age is "just now"."""
    assert translator(locale).ago(NOW - age, NOW) == translator(locale).say("방금")


@given(st.timedeltas(M, timedelta(days=4000)))
def test_nothing_sounds_younger_than_it_is(age: timedelta) -> None:
    """What is told is never less than what has passed, nor twice as much and a unit more."""
    number, unit, _ = translator("en").ago(NOW - age, NOW).split()
    told = int(number) * SIZES[unit.removesuffix("s")]
    assert age <= told <= 2 * age
