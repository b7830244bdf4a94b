"""The edition mark: one row of cells along the screen's lower edge by which a machine proves what the screen shows.

Layout: 120 cells across the width, 8 pixels high: 8 preamble (10101010), 32 edition number, 32 first bits of the edition's
hash, 32 minute painted (minutes since 1970 UTC), 16 checksum (CRC-16/CCITT of the 96 bits before). Two greys no eye tells
apart; a near-black pair on dark ground.
"""

import binascii
from dataclasses import dataclass

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1
HEIGHT = 8
CELLS = 120
PREAMBLE = "10101010"
LIGHT = (QColor("#F1F4F5"), QColor("#EDF0F1"))
DARK = (QColor("#000000"), QColor("#080808"))


@dataclass(frozen=True)
class Mark:
    """What the mark says: edition number, first 32 bits of its sha256, minutes since 1970 UTC."""

    number: int
    hash32: int
    minute: int

    def bits(self) -> str:
        """The 120 cells as "0" and "1"."""
        body = b"".join(value.to_bytes(4, "big") for value in (self.number, self.hash32, self.minute))
        whole = body + binascii.crc_hqx(body, 0xFFFF).to_bytes(2, "big")
        return PREAMBLE + "".join(f"{byte:08b}" for byte in whole)


def read_bits(bits: str) -> Mark | None:
    """The mark in 120 cells, or None if preamble or checksum do not fit."""
    if len(bits) != CELLS or not bits.startswith(PREAMBLE):
        return None
    whole = int(bits[len(PREAMBLE) :], 2).to_bytes(14, "big")
    if binascii.crc_hqx(whole[:12], 0xFFFF) != int.from_bytes(whole[12:], "big"):
        return None
    return Mark(*(int.from_bytes(whole[at : at + 4], "big") for at in (0, 4, 8)))


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
