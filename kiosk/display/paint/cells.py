"""The edition mark's cells: 8 pixels high along the screen's lower edge, painted, and read back from a picture. No QML.

Two greys no eye tells apart; a near-black pair on dark ground.
"""

from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.display.presenters.mark import CELLS, Mark, read_bits

HEIGHT = 8
LIGHT = (QColor("#F1F4F5"), QColor("#EDF0F1"))
DARK = (QColor("#000000"), QColor("#080808"))


def read_image(image: QImage) -> Mark | None:
    """The mark along the lower edge of a picture of the screen, or None."""
    row = image.height() - HEIGHT // 2
    step = image.width() / CELLS
    greens = [image.pixelColor(int((cell + 0.5) * step), row).green() for cell in range(CELLS)]
    low, high = min(greens), max(greens)
    if low == high:
        return None
    first = greens[0]
    return read_bits("".join("1" if abs(value - first) < (high - low) / 2 else "0" for value in greens))


def draw(painter: QPainter, bits: str, wide: float, top: int, high: int, dark: bool = False) -> None:
    """Draws the cells over `wide` pixels: "1" in the first grey, "0" in the second."""
    ground, step = DARK if dark else LIGHT, wide / CELLS
    for cell, bit in enumerate(bits):
        left, right = round(cell * step), round((cell + 1) * step)
        painter.fillRect(left, top, right - left, high, ground[bit == "0"])
