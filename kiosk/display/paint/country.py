"""The country's pale outline behind the attract screen, as an item of QML.

Rules: the first page waits for it, so it asks for nothing that only a map needs.
"""

from PySide6.QtCore import Property, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.display.paint.geometry import geometry, whole

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1

SHARE = 0.98


@QmlElement
class Country(QQuickPaintedItem):
    """Paints the outline of the divisions over the whole item."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._unit, self._dark = 1.0, False
        self.setAntialiasing(True)

    @Property(float, notify=changed)
    def unit(self) -> float:
        return self._unit

    @unit.setter  # type: ignore[no-redef]
    def unit(self, value: float) -> None:
        self._set("_unit", value)

    @Property(bool, notify=changed)
    def dark(self) -> bool:
        return self._dark

    @dark.setter  # type: ignore[no-redef]
    def dark(self, value: bool) -> None:
        self._set("_dark", value)

    def _set(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.update()
            self.changed.emit()

    def paint(self, painter: QPainter) -> None:
        """Draws the divisions, each with the ground's colour between."""
        view = whole(self.width(), self.height(), SHARE, 0.5, 0.5)
        painter.setPen(QPen(QColor("#000000" if self._dark else "#FFFFFF"), 2 * self._unit))
        painter.setBrush(QColor("#1C1C1C" if self._dark else "#EDF1F3"))
        for one in geometry().divisions.values():
            painter.drawPath(view.map(one.path))
