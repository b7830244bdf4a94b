"""A panel that hangs upright on a server that lies: its picture is turned as set, and touch with it. On Xephyr."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from PIL import Image

from tests.display.panel import PATIENCE, Panel, lacking, screen, server, wait_for

MISSING = [*lacking(), *(name for name in ("Xephyr", "xinput", "import") if shutil.which(name) is None)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

LYING, UPRIGHT = "1200x675", [675, 1200]
"""Xephyr turns nothing that would be higher than 1200."""
LEFT = "0.000000, -1.000000, 1.000000, 1.000000, 0.000000, 0.000000, 0.000000, 0.000000, 1.000000"
"""A left turn of the whole screen: x' = 1 - y, y' = x."""
WIDE_PIXELS = "[panel]\npixel_pitch_mm = 0.6\nheight_above_floor_mm = 500\n"
TURNED = WIDE_PIXELS + 'turned = "left"\n'
STRAIGHT = "1.000000, 0.000000, 0.000000, 0.000000, 1.000000, 0.000000, 0.000000, 0.000000, 1.000000"


def x(display: str, *words: str) -> str:
    """What one of X's tools says."""
    around = {**os.environ, "DISPLAY": display}
    return subprocess.run(words, env=around, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


@pytest.fixture
def displays() -> Iterator[tuple[str, str]]:
    """A lying panel, as who stands before it sees it, and the server on it."""
    with screen(LYING) as outer, server(["Xephyr", "-screen", LYING], DISPLAY=outer) as inner:
        yield outer, inner


def seen(display: str, file: Path) -> "numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.uint8]]":
    """What stands on a screen: rows, columns, colours."""
    x(display, "import", "-window", "root", str(file))
    return numpy.asarray(Image.open(file).convert("RGB"))


def matrix(display: str) -> str:
    """How the pointer of a hand is turned."""
    said = x(display, "xinput", "list-props", "Xephyr virtual mouse")
    return next(line.partition(":\t")[2] for line in said.splitlines() if "Coordinate Transformation Matrix" in line)


def stands(display: str) -> str:
    """How X's picture stands: the word before the bracket."""
    line = next(line for line in x(display, "xrandr").splitlines() if " connected " in line)
    return line.partition(" (")[0].rpartition(" ")[2]


def test_the_picture_is_turned_and_touch_with_it(displays: tuple[str, str], state: Path, tmp_path: Path) -> None:
    """`panel.turned = "left"`: the page is laid out upright, seen lying on the panel, and pointers are turned alike."""
    outer, inner = displays
    assert matrix(inner) == STRAIGHT
    shown = Panel(inner, state, settings=TURNED)
    try:
        shown.until(lambda now: now["frames"] > 0 and now["size"] == UPRIGHT)
        assert (stands(inner), matrix(inner)) == ("left", LEFT)

        def alike() -> bool:
            upright, lying = seen(inner, tmp_path / "upright.png"), seen(outer, tmp_path / "lying.png")
            return upright.std() > 20 and numpy.array_equal(numpy.rot90(upright), lying)

        assert wait_for(alike, PATIENCE)
        x(inner, "xrandr", "--output", "default", "--rotate", "normal")  # somebody turns it back
        assert wait_for(lambda: stands(inner) == "left", PATIENCE)
        shown.until(lambda now: now["size"] == UPRIGHT)
    finally:
        assert shown.end() == 0


def test_nothing_is_turned_unless_it_is_set(displays: tuple[str, str], state: Path) -> None:
    """Without `panel.turned` X's own way stands, however it is."""
    _, inner = displays
    x(inner, "xrandr", "--output", "default", "--rotate", "right")
    shown = Panel(inner, state, settings=WIDE_PIXELS)
    try:
        shown.until(lambda now: now["frames"] > 0 and now["size"] == UPRIGHT)
        assert (stands(inner), matrix(inner)) == ("right", STRAIGHT)
    finally:
        assert shown.end() == 0


def test_a_server_that_cannot_turn_is_told(state: Path) -> None:
    """Where the driver refuses, the page is shown as the panel stands, and one line says so."""
    with screen("675x1200") as display:
        shown = Panel(display, state, settings=TURNED)
        shown.until(lambda now: now["frames"] > 0 and now["size"] == UPRIGHT)
        assert shown.end() == 0
        assert shown.complaints() == "kiosk display: screen cannot be turned left (panel.turned): its driver refuses\n"
