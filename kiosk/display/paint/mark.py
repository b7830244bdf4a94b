"""The edition mark painted: its cells across the screen's lower edge, 8 pixels high, and read back from a picture.

Two greys no eye tells apart; a near-black pair on dark ground.
"""

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.display.presenters.mark import CELLS, Mark, read_bits

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1
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


@QmlElement
class EditionMark(QQuickPaintedItem):
    """Paints the mark over its whole width."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._bits, self._dark = Mark(0, 0, 0).bits(), False
        self.setAntialiasing(False)

    @Property(str, notify=changed)
    def bits(self) -> str:
        return self._bits

    @bits.setter  # type: ignore[no-redef]
    def bits(self, value: str) -> None:
        if value != self._bits:
            self._bits = value
            self.update()
            self.changed.emit()

    @Property(bool, notify=changed)
    def dark(self) -> bool:
        return self._dark

    @dark.setter  # type: ignore[no-redef]
    def dark(self, value: bool) -> None:
        if value != self._dark:
            self._dark = value
            self.update()
            self.changed.emit()

    def paint(self, painter: QPainter) -> None:
        """Draws the cells: "1" in the first grey, "0" in the second."""
        ground = DARK if self._dark else LIGHT
        step = self.width() / CELLS
        for cell, bit in enumerate(self._bits):
            left, right = round(cell * step), round((cell + 1) * step)
            painter.fillRect(left, 0, right - left, int(self.height()), ground[bit == "0"])
