"""The edition mark: what a machine reads from a screen's lowest 8 rows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.paint.cells import HEIGHT, read_image
from kiosk.display.pictures.order import SIZES
from kiosk.display.presenters.choice import SCREENS
from kiosk.display.presenters.mark import CELLS, Mark, read_bits
from tests.display.conftest import EDITION, NOW, SHA256

words = st.integers(0, 2**32 - 1)
marks = st.builds(Mark, words, words, words)
NOW_MARK = Mark(EDITION.number, int(SHA256[:8], 16), int(NOW.timestamp()) // 60)


@given(marks)
def test_what_is_written_is_read(mark: Mark) -> None:
    """Number, hash and minute come back whole."""
    assert (read_bits(mark.bits()), len(mark.bits())) == (mark, CELLS)


@given(marks, st.integers(0, CELLS - 1))
def test_one_wrong_cell_is_refused(mark: Mark, cell: int) -> None:
    """A mark that was not painted so is no mark: any single cell flipped."""
    bits = mark.bits()
    flipped = bits[:cell] + ("1" if bits[cell] == "0" else "0") + bits[cell + 1 :]
    assert read_bits(flipped) is None


@given(marks, st.sets(st.integers(0, CELLS - 1), min_size=2, max_size=3))
def test_a_few_wrong_cells_are_refused(mark: Mark, cells: set[int]) -> None:
    """CRC-16 finds any two or three wrong cells in 112."""
    bits = "".join(str(1 - int(bit)) if at in cells else bit for at, bit in enumerate(mark.bits()))
    assert read_bits(bits) is None


@given(st.text("01", max_size=200).filter(lambda bits: len(bits) != CELLS))
def test_a_row_of_another_length_is_no_mark(bits: str) -> None:
    """120 cells or nothing."""
    assert read_bits(bits) is None


@pytest.mark.parametrize(
    ("screen", "mode", "size"),
    [
        (screen, ("normal", "large", "contrast", "lower")[number % 4], SIZES[number % 2])
        for number, screen in enumerate((*SCREENS, "languages", "search"))
    ],
)
def test_every_screen_carries_the_mark(tmp_path: Path, screen: str, mode: str, size: tuple[int, int]) -> None:
    """On every page of every screen, in every mode, read back from the picture."""
    from PySide6.QtGui import QImage

    from tests.display.easel import painted

    found = {read_image(QImage(str(picture.path))) for picture in painted(tmp_path, screen, "ko", mode, size)}
    assert len(found) == 1
    (mark,) = found
    assert mark is not None
    assert (mark.number, mark.minute) == (NOW_MARK.number, NOW_MARK.minute)


def test_no_eye_tells_the_cells_apart(tmp_path: Path) -> None:
    """The two greys differ by at most 8 of 255, and the mark is 8 px high."""
    import numpy as np

    from tests.display.easel import painted

    for mode in ("normal", "contrast"):
        picture = next(painted(tmp_path / mode, "about", "ko", mode, SIZES[0]))
        row = picture.pixels[-HEIGHT:].reshape(-1, 3).astype(int)
        assert int(np.ptp(row, axis=0).max()) <= 8
