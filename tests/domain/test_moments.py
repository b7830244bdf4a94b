"""A moment has one form as text, wherever it is written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.advisory import KOREA
from kiosk.domain.moments import utc_minute, utc_moment, utc_text


@given(st.integers(1_000_000_000, 7_000_000_000))
def test_a_moment_read_back_is_the_same_to_the_second(seconds: int) -> None:
    """Whatever the zone it was told in, it is written in UTC and read back as the same second."""
    moment = datetime.fromtimestamp(seconds, KOREA)
    assert utc_moment(utc_text(moment)) == moment
    assert utc_moment(utc_text(moment)).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-06-30",
        "2026-06-30T09:00:00",
        "2026-06-30T09:00:00+09:00",
        "2026-06-30T24:00:00Z",
        "២០២៦-06-30T09:00:00Z",
    ],
)
def test_no_other_form_is_read(text: str) -> None:
    """A form with an offset, without a zone or with other digits is refused, and the message shows the right one."""
    with pytest.raises(ValueError, match="is not a time like 2026-06-30T09:00:00Z"):
        utc_moment(text)


def test_a_line_of_a_command_tells_the_minute() -> None:
    """In lines for the terminal a moment stands to the minute, with its zone."""
    assert utc_minute(datetime(2026, 6, 30, 18, 5, 59, tzinfo=KOREA)) == "2026-06-30 09:05 UTC"
