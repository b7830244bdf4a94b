"""All pictures of a run as one, small and labelled, so that a person sees sixty screens at once.

Rules: in the order they were painted, ten a row or more; a label is the picture's name; however many there are, the sheet
stays small enough for memory, with smaller pictures.
"""

from collections.abc import Sequence
from math import ceil, sqrt
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageReader, QPainter

from kiosk.display.pictures.png import write_png

COLUMNS = 10
WIDE, HIGH, LABEL, GAP = 216, 384, 32, 12
"""Pixels of a picture's place, of the label below it and between two places."""
MOST_PIXELS = 80_000_000
LETTER = 12
GROUND, INK, EDGE = QColor("#DCE1E6"), QColor("#12171D"), QColor("#76818D")


def write_sheet(pictures: Sequence[Path], file: Path) -> None:
    """Write the sheet of some pictures as PNG. Raises OSError where the file cannot be written."""
    shares = [_share(one) for one in pictures]
    high = round(max(shares, default=1) * WIDE)
    columns = _columns(len(pictures), WIDE + GAP, high + LABEL + GAP)
    rows = max(1, ceil(len(pictures) / columns))
    scale = min(1.0, sqrt(MOST_PIXELS / (columns * rows * (WIDE + GAP) * (high + LABEL + GAP))))
    wide, high, label, gap = (max(1, round(one * scale)) for one in (WIDE, high, LABEL, GAP))
    sheet = QImage(columns * (wide + gap) + gap, rows * (high + label + gap) + gap, QImage.Format.Format_RGB888)
    sheet.fill(GROUND)
    painter = QPainter(sheet)
    painter.setFont(_font(LETTER * scale))
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        place = QRect(gap + column * (wide + gap), gap + row * (high + label + gap), wide, high)
        _draw(painter, picture, place, label)
    painter.end()
    write_png(sheet, file)


def _share(picture: Path) -> float:
    """How high a place must be for it as a share of its width; upright ones may take all of it."""
    size = QImageReader(str(picture)).size()
    return min(HIGH / WIDE, size.height() / max(1, size.width()))


def _columns(count: int, wide: int, high: int) -> int:
    """Ten, or as many as make a large sheet about as wide as high."""
    return max(1, min(count, max(COLUMNS, int(sqrt(count * high / wide)))))


def _font(px: float) -> QFont:
    font = QFont("Noto Sans")
    font.setPixelSize(max(4, round(px)))
    return font


def _draw(painter: QPainter, picture: Path, place: QRect, label: int) -> None:
    """One picture at the top of its place, whole, with its name below."""
    small = QImage(str(picture)).scaled(
        place.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(place.topLeft(), small)
    painter.setPen(EDGE)
    painter.drawRect(QRect(place.topLeft(), small.size()).adjusted(-1, -1, 0, 0))
    painter.setPen(INK)
    below = QRect(place.left(), place.top() + small.height() + 1, place.width(), label)
    painter.drawText(below, int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.AlignmentFlag.AlignTop), picture.stem)
