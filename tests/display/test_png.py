"""A picture's file holds the picture."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from kiosk.display.pictures.png import write_png


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 3), (1080, 7)])
def test_what_is_written_is_read_again(tmp_path: Path, width: int, height: int) -> None:
    """Every pixel of an opaque picture of any width stands in the file, for any reader of PNG."""
    pixels = np.random.default_rng(width).integers(0, 256, (height, width, 3), dtype=np.uint8)
    picture = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    write_png(picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied), tmp_path / "one.png")
    assert np.array_equal(np.asarray(Image.open(tmp_path / "one.png")), pixels)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Where the file cannot be written an OSError says so; Qt's own writer said nothing."""
    with pytest.raises(OSError, match="not-there"):
        write_png(QImage(2, 2, QImage.Format.Format_RGB888), tmp_path / "not-there" / "one.png")
