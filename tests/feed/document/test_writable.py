"""What may be written: the quick look at a whole value says what the slow one says of each of its parts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.feed.document.writable import canonical_json, faults

WORDS = st.text(st.sampled_from("a가\n\u200b\u202e\x00\U000e0041🙂"), max_size=3)
NAMES = st.sampled_from(("a", "b c", "", "가", "\n", "\u202e"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_what_has_no_fault(value: Any) -> None:
    """A value is written exactly where nothing in it may not be, and else the first fault is named."""
    found = [f"{one.place}: {one.text}" for one in faults(value)]
    if found:
        with pytest.raises(ValueError) as refused:
            canonical_json(value)
        assert str(refused.value) == found[0]
    else:
        assert canonical_json(value).decode()
