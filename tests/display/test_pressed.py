"""What a finger lies on looks otherwise, on the real display (Xvfb)."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.display.panel import Panel, lacking, panel, screen, wait_for

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not installed: {', '.join(lacking())}")


def _pixels(shown: Panel) -> NDArray[np.int64]:
    return np.asarray(shown.picture()).astype(int)


def test_pressed_can_be_seen(state: Path) -> None:
    """While a finger lies on a button the button looks otherwise, nothing else does, and it looks as before afterwards."""
    with screen() as display, panel(display, state) as shown:
        begin = next(one for one in shown.quiet()["targets"] if one["action"] == "begin" and one["h"] > 60)
        before = _pixels(shown)
        middle = (str(round(begin["x"] + begin["w"] / 2)), str(round(begin["y"] + begin["h"] / 2)))
        shown.hand("mousemove", *middle, "mousedown", "1")
        changed = _changed(shown, before)
        assert changed.any()
        rows, columns = np.nonzero(changed)
        assert (begin["y"] - 12 < rows.min(), rows.max() < begin["y"] + begin["h"] + 12) == (True, True)
        assert (begin["x"] - 12 < columns.min(), columns.max() < begin["x"] + begin["w"] + 12) == (True, True)
        shown.hand("mousemove", "540", "8", "mouseup", "1")
        assert wait_for(lambda: not (np.abs(_pixels(shown) - before).max(axis=2) > 8).any(), 10)
        assert shown.state["screen"] == "attract"
    assert shown.complaints() == ""


def _changed(shown: Panel, before: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which pixels are not as they were, once at least 1 in 1,000 is not; none if that never comes."""
    found = np.zeros(before.shape[:2], dtype=bool)

    def seen() -> bool:
        nonlocal found
        found = np.abs(_pixels(shown) - before).max(axis=2) > 8
        return bool(found.mean() > 0.001)

    return found if wait_for(seen, 10) else np.zeros_like(found)
