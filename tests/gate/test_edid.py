"""The panel's real pitch: read where the monitor says something sane, and never guessed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gate.edid import BLOCK, HEAD, pitch_mm, size_mm

SIDES = st.integers(min_value=1, max_value=4095)


def block(wide_mm: int, high_mm: int, clock: int = 14850) -> bytes:
    """A monitor's EDID that says that size."""
    timing = bytearray(18)
    timing[0:2] = clock.to_bytes(2, "little")
    timing[12], timing[13], timing[14] = wide_mm & 255, high_mm & 255, (wide_mm >> 8) << 4 | high_mm >> 8
    made = bytearray(HEAD.ljust(54, b"\1") + timing).ljust(BLOCK, b"\0")
    made[-1] = -sum(made) % 256
    return bytes(made)


def plugged(folder: Path, *blocks: bytes) -> Path:
    """Connectors as the kernel lists them: those monitors, and one without."""
    for name, one in (*((f"card0-HDMI-A-{n}", one) for n, one in enumerate(blocks)), ("card0-DP-1", b"")):
        (folder / name).mkdir()
        (folder / name / "edid").write_bytes(one)
    return folder


@given(SIDES, SIDES)
def test_the_size_is_read_as_it_was_written(wide: int, high: int) -> None:
    """Whatever size a block says is read back from it, but for shapes that stand in place of a size."""
    found = size_mm(block(wide, high))
    assert found == (wide, high) or (found is None and max(wide, high) in (4, 16, 160, 400, 1600))


@given(st.binary(max_size=300))
def test_rubbish_says_nothing(data: bytes) -> None:
    """Bytes that are no EDID, and one with a wrong bit, tell no size and raise nothing."""
    assert size_mm(data) is None
    spoiled = bytearray(block(698, 393))
    spoiled[len(data) % BLOCK] ^= 1
    assert size_mm(bytes(spoiled)) is None


@pytest.mark.parametrize(
    ("size", "pixels", "pitch"),
    [
        ((698, 393), (1920, 1080), 0.3635),
        ((698, 393), (1080, 1920), 0.3635),
        ((393, 698), (1080, 1920), 0.3635),
        ((698, 393), (3840, 2160), 0.1818),
        ((1600, 900), (1920, 1080), None),
        ((16, 9), (1920, 1080), None),
        ((160, 90), (1920, 1080), None),
        ((698, 393), (1280, 1024), None),
        ((2200, 1238), (1920, 1080), None),
        ((150, 84), (1920, 1080), None),
        ((698, 393), (0, 0), None),
    ],
)
def test_a_sane_size_gives_the_pitch(
    tmp_path: Path, size: tuple[int, int], pixels: tuple[int, int], pitch: float | None
) -> None:
    """Upright or not, in its own mode or another; a shape, a pixel that is not square or no panel's size gives none."""
    assert pitch_mm(pixels, plugged(tmp_path, block(*size))) == pitch


def test_two_monitors_or_none_say_nothing(tmp_path: Path) -> None:
    """Which of two is the kiosk's is not guessed; nor is anything where there is no connector, or one whose block is a text."""
    (tmp_path / "two").mkdir()
    (tmp_path / "text").mkdir()
    assert pitch_mm((1080, 1920), plugged(tmp_path / "two", block(698, 393), block(698, 393))) is None
    assert pitch_mm((1080, 1920), plugged(tmp_path / "text", block(698, 393, clock=0))) is None
    assert pitch_mm((1080, 1920), tmp_path / "nothing") is None
