"""The edition mark as an item of QML."""

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.display.paint.cells import HEIGHT, draw
from kiosk.display.presenters.mark import Mark

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class EditionMark(QQuickPaintedItem):
    """Paints the mark over its whole width."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._bits, self._dark = Mark(0, 0, 0).bits(), False
        self.setAntialiasing(False)
        self.setImplicitHeight(HEIGHT)

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
        """Draws the cells."""
        draw(painter, self._bits, self.width(), 0, int(self.height()), self._dark)
