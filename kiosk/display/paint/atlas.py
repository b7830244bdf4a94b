"""The map as a QML item: how it lies in its box, where call-outs and touch boxes are; `drawing` paints it.

Rules: worked out once before a frame, whatever changed; call-outs keep clear of the country (`callouts`); touch boxes are
as large as a finger and never closer than the gap.
"""

import json
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import Property, QPointF, QRectF, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.display.paint.callouts import Placed
from kiosk.display.paint.drawing import Drawing
from kiosk.display.paint.framing import BADGE, Asked, fitted, framed, whole
from kiosk.display.paint.geometry import Spot, geometry
from kiosk.display.paint.typefaces import face

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1

TARGET = 44.0
TARGET_GAP = 8.0
WIDTHS = (420.0, 300.0, 200.0)
"""Pixels a name may take, whole and folded, unless a word is wider."""
UNSPACED, SHORT = ("zh_Hans", "ja"), 7
"""Languages that break a line anywhere, and from how many signs on a name there is folded."""
WEIGHT = {"4": 8.0, "3": 4.0, "!": 2.0}


@QmlElement
class AtlasMap(QQuickPaintedItem):
    """The map. Set `says` (the presenter's MapSays as JSON), `focus` (one division only), `unit`, `large`, `locale`."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._says: dict[str, Any] = {}
        self._focus, self._unit, self._locale, self._dark, self._faint, self._large = "", 1.0, "ko", False, False, False
        self._placed: tuple[Placed, ...] = ()
        self._view = QTransform()
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
    def faint(self) -> bool:
        """Only the pale outline, for the attract screen."""
        return self._faint

    @faint.setter  # type: ignore[no-redef]
    def faint(self, value: bool) -> None:
        self._set("_faint", value)

    @Property(str, notify=changed)
    def callOuts(self) -> str:  # noqa: N802
        """Where each call-out stands, as JSON: zone, x, y, w, h, mirrored."""
        return json.dumps(self._call_outs())

    def _call_outs(self) -> list[dict[str, Any]]:
        return [
            {
                "zone": one.zone,
                "x": one.rect.x(),
                "y": one.rect.y(),
                "w": one.rect.width(),
                "h": one.rect.height(),
                "mirrored": one.mirrored,
                **self._call_out(one.zone),
            }
            for one in self._placed
        ]

    @Property(str, notify=changed)
    def targets(self) -> str:
        """Touch boxes of divisions with room for a finger, as JSON: zone, name, x, y, w, h; never closer than the gap."""
        return json.dumps(self._targets())

    def _targets(self) -> list[dict[str, Any]]:
        if not self._says.get("interactive") or self._focus:
            return []
        names = dict(self._says.get("names", ()))
        side, gap = TARGET * self._unit, TARGET_GAP * self._unit
        boxes: list[tuple[str, QRectF]] = []
        for zone, division in sorted(geometry().divisions.items(), key=lambda pair: -pair[1].label.radius):
            at = self._at(division.label)
            box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            roomy = box.adjusted(-gap, -gap, gap, gap)
            others = [*(other for _, other in boxes), *(one.rect for one in self._placed)]
            if zone in names and not any(roomy.intersects(other) for other in others):
                boxes.append((zone, box))
        return [
            {"zone": zone, "name": names[zone], "x": b.x(), "y": b.y(), "w": b.width(), "h": b.height()}
            for zone, b in boxes
        ]

    @Slot(float, float, result=str)
    def zoneAt(self, x: float, y: float) -> str:  # noqa: N802
        """The division under a point of the item, or ""."""
        inverse, _ = self._view.inverted()
        spot = inverse.map(QPointF(x, y))
        return next((zone for zone, one in geometry().divisions.items() if one.path.contains(spot)), "")

    def _call_out(self, zone: str) -> dict[str, Any]:
        return next((dict(one) for one in self._says.get("call_outs", ()) if one["zone"] == zone), {})

    def _at(self, spot: Spot) -> QPointF:
        return self._view.map(QPointF(spot.x, spot.y))

    def updatePolish(self) -> None:  # noqa: N802  (Qt's spelling)
        """Works out view and call-outs once before a frame, whatever changed."""
        if self.width() <= 0 or self.height() <= 0:
            return
        self._placed = ()
        if self._focus:
            self._view = self._focused()
        elif self._faint:
            self._view = whole(self.width(), self.height(), 0.98, 0.5, 0.5)
        else:
            self._view, self._placed = framed(self._asked(), self.width(), self.height(), self._unit)
        self.update()
        self.changed.emit()

    def _focused(self) -> QTransform:
        division = geometry().divisions.get(self._focus)
        bounds = division.path.boundingRect() if division else geometry().bounds
        scale = min(self.width() / bounds.width(), self.height() / bounds.height()) * 0.94
        return fitted(bounds, scale, self.width() / 2, self.height() / 2)

    def _asked(self) -> tuple[Asked, ...]:
        """The call-outs with the sizes each can take."""
        font, more = face("strong", self._locale, self._large, self._unit), 1.5 if self._large else 1
        rooms = [most * self._unit * more for most in WIDTHS]
        return tuple(
            Asked(
                one["zone"],
                tuple(
                    dict.fromkeys(self._shape(one["name"], most, font) for most in self._foldings(one["name"], rooms))
                ),
                WEIGHT.get(one["level"], 1),
            )
            for one in self._says.get("call_outs", ())
        )

    def _foldings(self, name: str, rooms: list[float]) -> list[float]:
        """Where signs may break anywhere a short name is left whole."""
        return rooms[:1] if self._locale in UNSPACED and len(name) < SHORT else rooms

    def _shape(self, name: str, most: float, font: QFont) -> tuple[float, float]:
        """Width and height of a call-out whose name is at most so wide."""
        metrics = QFontMetricsF(font)
        whole = metrics.horizontalAdvance(name)
        text = metrics.boundingRect(QRectF(0, 0, most, 1000), int(QtCore.Qt.TextFlag.TextWordWrap), name)
        lines = 1 if whole <= most else round(text.height() / metrics.lineSpacing())
        width = whole if lines == 1 else text.width() * 1.03
        spacing = 1.45 if self._locale == "km" else 1.25
        height = max(BADGE * self._unit + 8, lines * font.pixelSize() * spacing + 8)
        return (BADGE + 26) * self._unit + width, height

    def paint(self, painter: QPainter) -> None:
        """Draws the map."""
        drawing = Drawing(
            self._says, self._view, self.width(), self.height(), self._unit, self._locale, self._large, self._dark,
            self._focus, self._placed,
        )  # fmt: skip
        if self._faint:
            drawing.faintly(painter)
        else:
            drawing.on(painter)
