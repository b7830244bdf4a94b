"""QR codes from `qrcode`, drawn as whole pixels.

Rules: error correction H for short payloads (version 4 at least: measured on degraded pictures), Q for longer ones;
black on white, no logo, quiet zone of 4 modules, each module a whole number of
pixels.
"""

from functools import lru_cache

from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1
QUIET = 4
SHORT = 34
"""Bytes that a version 4 symbol holds at level H: telephone numbers and short addresses."""


@lru_cache(maxsize=64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol's modules, row by row, without the quiet zone. Text goes in as UTF-8 bytes."""
    import qrcode  # not needed before the first code is shown
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

    data = payload.encode()
    short = len(data) <= SHORT
    code = qrcode.QRCode(4 if short else None, ERROR_CORRECT_H if short else ERROR_CORRECT_Q, border=0)
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


@QmlElement
class QrCode(QQuickPaintedItem):
    """One symbol; its implicit size holds the quiet zone. `pixels` is the size of a module."""

    payloadChanged = Signal()  # noqa: N815  (QML's spelling)
    pixelsChanged = Signal()  # noqa: N815

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._payload, self._pixels = "", 6
        self.setAntialiasing(False)

    @Property(str, notify=payloadChanged)
    def payload(self) -> str:
        return self._payload

    @payload.setter  # type: ignore[no-redef]
    def payload(self, value: str) -> None:
        if value != self._payload:
            self._payload = value
            self._resize()
            self.payloadChanged.emit()

    @Property(int, notify=pixelsChanged)
    def pixels(self) -> int:
        return self._pixels

    @pixels.setter  # type: ignore[no-redef]
    def pixels(self, value: int) -> None:
        if value != self._pixels:
            self._pixels = max(1, value)
            self._resize()
            self.pixelsChanged.emit()

    @Property(int, notify=pixelsChanged)
    def quiet(self) -> int:
        """The quiet zone in pixels."""
        return QUIET * self._pixels

    def _resize(self) -> None:
        side = (len(modules(self._payload)) + 2 * QUIET) * self._pixels if self._payload else 0
        self.setImplicitSize(side, side)
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draws the symbol on white."""
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), Qt.GlobalColor.white)
        if not self._payload:
            return
        for y, row in enumerate(modules(self._payload)):
            for x, dark in enumerate(row):
                if dark:
                    size = self._pixels
                    painter.fillRect((x + QUIET) * size, (y + QUIET) * size, size, size, Qt.GlobalColor.black)
