"""The map as a QML item; `map_layout` works out how it lies in its box and paints it.

Rules: worked out once before a frame, whatever changed; nothing that only a map needs is imported before there is one.
"""

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

if TYPE_CHECKING:
    from kiosk.display.paint.map_layout import MapLayout

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class MapItem(QQuickPaintedItem):
    """The map. Set `says` (the presenter's MapSays as JSON), `focus` (one division only), `unit`, `large`, `locale`."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._says: dict[str, Any] = {}
        self._focus, self._unit, self._locale, self._dark, self._large = "", 1.0, "ko", False, False
        self._bare = False
        self._map_layout: MapLayout | None = None
        self.setAntialiasing(True)
        self.widthChanged.connect(self.polish)
        self.heightChanged.connect(self.polish)

    def _set(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.polish()

    @Property(str, notify=changed)
    def says(self) -> str:
        return json.dumps(self._says)

    @says.setter  # type: ignore[no-redef]
    def says(self, value: str) -> None:
        self._set("_says", json.loads(value))

    @Property(str, notify=changed)
    def focusZone(self) -> str:  # noqa: N802  (QML's spelling)
        return self._focus

    @focusZone.setter  # type: ignore[no-redef]
    def focusZone(self, value: str) -> None:  # noqa: N802
        self._set("_focus", value)

    @Property(float, notify=changed)
    def unit(self) -> float:
        return self._unit

    @unit.setter  # type: ignore[no-redef]
    def unit(self, value: float) -> None:
        self._set("_unit", value)

    @Property(str, notify=changed)
    def locale(self) -> str:
        return self._locale

    @locale.setter  # type: ignore[no-redef]
    def locale(self, value: str) -> None:
        self._set("_locale", value)

    @Property(bool, notify=changed)
    def dark(self) -> bool:
        return self._dark

    @dark.setter  # type: ignore[no-redef]
    def dark(self, value: bool) -> None:
        self._set("_dark", value)

    @Property(bool, notify=changed)
    def large(self) -> bool:
        return self._large

    @large.setter  # type: ignore[no-redef]
    def large(self, value: bool) -> None:
        self._set("_large", value)

    @Property(bool, notify=changed)
    def bare(self) -> bool:
        """No names: the list beside it says them."""
        return self._bare

    @bare.setter  # type: ignore[no-redef]
    def bare(self, value: bool) -> None:
        self._set("_bare", value)

    @Property(str, notify=changed)
    def callOuts(self) -> str:  # noqa: N802
        """Where each call-out stands, as JSON: zone, x, y, w, h, mirrored."""
        return json.dumps(self._map_layout.call_outs() if self._map_layout else [])

    @Property(str, notify=changed)
    def targets(self) -> str:
        """Touch boxes of divisions with room for a finger, as JSON: zone, name, x, y, w, h; never closer than the gap."""
        return json.dumps(self._map_layout.targets() if self._map_layout else [])

    @Slot(float, float, result=str)
    def zoneAt(self, x: float, y: float) -> str:  # noqa: N802
        """The division under a point of the item, or ""."""
        return self._map_layout.zone_at(x, y) if self._map_layout else ""

    def updatePolish(self) -> None:  # noqa: N802  (Qt's spelling)
        """Works out view and call-outs once before a frame, whatever changed."""
        if self.width() <= 0 or self.height() <= 0:
            self._map_layout = None
            self.changed.emit()
            return
        from kiosk.display.paint.map_layout import Look, MapLayout

        look = Look(self._focus, self._locale, self._large, self._dark, self._unit)
        bare = {"call_outs": [], "town": "", "neighbours": []} if self._bare else {}
        says = self._says | bare
        self._map_layout = MapLayout(says, look, self.width(), self.height())
        self.update()
        self.changed.emit()

    def paint(self, painter: QPainter) -> None:
        """Draws the map."""
        if self._map_layout:
            self._map_layout.paint(painter)
