"""The map of Cambodia, painted with QPainter: levels as fills, hatches and marks; call-outs and touch boxes for QML.

Rules (LOOK): divisions are filled with the level of their own ground and numbered; a band lies over them with a white
inner line; localities are small level marks; Bokor is a hatched area; 2 px white borders; level 1 is a pale tint of its
blue so that warnings outweigh it; unknown is a grey hatch.
"""

import json
from dataclasses import replace
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import Property, QLineF, QPointF, QRectF, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.display.paint.callouts import Placed, Wanted, place
from kiosk.display.paint.geometry import Spot, anchor_of, geometry
from kiosk.display.paint.typefaces import face

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1

SEA, LAND, INK, WHITE = QColor("#F6F8F9"), QColor("#E6EAED"), QColor("#12171D"), QColor("#FFFFFF")
NEIGHBOUR_INK = QColor("#4E5862")
UNKNOWN_HATCH = QColor("#B9C2CB")
FILL = {"1": "#C6DAEF", "2": "#FFE066", "!": "#E07B00", "3": "#A50F15", "4": "#111111"}
MARK = {**FILL, "1": "#2B6CB0"}
DIGIT = {"1": "#12171D", "2": "#111111", "!": "#111111", "3": "#FFFFFF", "4": "#FFFFFF"}
HATCHED = {"!", "4"}
BADGE = 80.0
TARGET = 44.0
TARGET_GAP = 8.0
NUMBER_ROOM = 14.0
WEIGHT = {"4": 8.0, "3": 4.0, "!": 2.0}


@QmlElement
class AtlasMap(QQuickPaintedItem):
    """The map. Set `says` (the presenter's MapSays as JSON), `focus` (one division only), `unit`, `large`, `locale`."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._says: dict[str, Any] = {}
        self._focus, self._unit, self._locale, self._dark, self._faint, self._large = "", 1.0, "ko", False, False, False
        self._placed: list[Placed] = []
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
        self._view = self._focused() if self._focus else self._whole()
        self._placed = [] if self._focus or self._faint else self._place_call_outs()
        self.update()
        self.changed.emit()

    def _whole(self) -> QTransform:
        bounds, wide = geometry().bounds, self.width() > self.height()
        if self._faint:
            share = (0.96, 0.98)
        else:
            strips = 2 * (BADGE + 24) * self._unit / self.height()
            share = (0.66 if wide else 0.8, max(0.62, 1 - strips))
        scale = min(self.width() * share[0] / bounds.width(), self.height() * share[1] / bounds.height())
        return _fitted(bounds, scale, self.width() * 0.5, self.height() * 0.5)

    def _focused(self) -> QTransform:
        division = geometry().divisions.get(self._focus)
        bounds = division.path.boundingRect() if division else geometry().bounds
        scale = min(self.width() / bounds.width(), self.height() / bounds.height()) * 0.94
        return _fitted(bounds, scale, self.width() / 2, self.height() / 2)

    def _place_call_outs(self) -> list[Placed]:
        font = face("strong", self._locale, self._large, self._unit)
        wanted = []
        for one in self._says.get("call_outs", ()):
            spot = anchor_of(one["zone"])
            if spot:
                wanted.append(
                    replace(self._wanted(one["zone"], one["name"], spot, font), weight=WEIGHT.get(one["level"], 1))
                )
        land = self._view.map(geometry().land)
        return place(wanted, land, self.width(), self.height(), BADGE * self._unit)

    def _wanted(self, zone: str, name: str, spot: Spot, font: QFont) -> Wanted:
        metrics = QFontMetricsF(font)
        most = (620 if self._large else 420) * self._unit
        whole = metrics.horizontalAdvance(name)
        text = metrics.boundingRect(QRectF(0, 0, most, 1000), int(QtCore.Qt.TextFlag.TextWordWrap), name)
        width = whole if whole <= most else min(most, text.width() * 1.1)
        lines = 1 if whole <= most else max(2, round(text.height() / metrics.lineSpacing()))
        spacing = 1.45 if self._locale == "km" else 1.25
        height = max(BADGE * self._unit + 8, lines * font.pixelSize() * spacing + 8)
        at = self._at(spot)
        return Wanted(zone, (at.x(), at.y()), BADGE * self._unit + 20 * self._unit + width + 26, height)

    # -- painting ---------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draws everything below the call-outs' badges and names, which are QML items."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._faint:
            self._paint_faint(painter)
            return
        if not self._focus:
            self._paint_surroundings(painter)
        self._paint_divisions(painter)
        self._paint_bands(painter)
        if not self._focus:
            self._fill(painter, geometry().lake, QColor("#000000") if self._dark else SEA)
        self._paint_numbers(painter)
        self._paint_leaders(painter)
        self._paint_marks(painter)

    def _fill(self, painter: QPainter, path: QPainterPath, brush: QBrush | QColor, pen: QPen | None = None) -> None:
        painter.setBrush(brush)
        painter.setPen(pen or QtCore.Qt.PenStyle.NoPen)
        painter.drawPath(self._view.map(path))

    def _paint_faint(self, painter: QPainter) -> None:
        pen = QPen(QColor("#000000") if self._dark else WHITE, 2 * self._unit)
        for one in geometry().divisions.values():
            self._fill(painter, one.path, QColor("#1C1C1C") if self._dark else QColor("#EDF1F3"), pen)

    def _paint_surroundings(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor("#000000") if self._dark else SEA)
        land = QColor("#2A2A2A") if self._dark else LAND
        pen = QPen(QColor("#000000") if self._dark else WHITE, 3 * self._unit)
        for path, _ in geometry().neighbours.values():
            self._fill(painter, path, land, pen)
        self._paint_neighbour_names(painter)

    def _paint_neighbour_names(self, painter: QPainter) -> None:
        font = face("label", self._locale, self._large, self._unit)
        painter.setFont(font)
        painter.setPen(WHITE if self._dark else NEIGHBOUR_INK)
        metrics = QFontMetricsF(font)
        turn = "portrait" if self.width() > self.height() else "landscape"
        taken = [one.rect for one in self._placed]
        taken.append(self._view.mapRect(geometry().bounds).adjusted(40, 40, -40, -40))
        for code, name in self._says.get("neighbours", ()):
            at = self._at(geometry().neighbours[code][1][turn])
            box = QRectF(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height())
            box.moveCenter(at)
            inside = QRectF(8, 8, self.width() - 16, self.height() - 16).contains(box)
            if inside and not any(box.intersects(other) for other in taken):
                painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignCenter, name)

    def _brush(self, sign: str, painter: QPainter, path: QPainterPath) -> None:
        """Fills a path with a level's ground: hatched for special and ban, grey hatch for unknown."""
        border = QPen(WHITE, 2 * self._unit)
        if sign == "":
            ground = QColor("#1C1C1C") if self._dark else WHITE
            self._fill(
                painter, path, ground, QPen(QColor("#8C8C8C") if self._dark else QColor("#9AA5B0"), 2 * self._unit)
            )
            self._hatch(painter, path, QColor("#8C8C8C") if self._dark else UNKNOWN_HATCH)
            return
        self._fill(painter, path, QColor(FILL[sign]), border)
        if sign in HATCHED:
            self._hatch(painter, path, WHITE)

    def _hatch(self, painter: QPainter, path: QPainterPath, colour: QColor) -> None:
        painter.save()
        shape = self._view.map(path)
        painter.setClipPath(shape, QtCore.Qt.ClipOperation.IntersectClip)
        box, step = shape.boundingRect(), 14 * self._unit
        painter.setPen(QPen(colour, 3.2 * self._unit))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
            x += step
        painter.restore()

    def _paint_divisions(self, painter: QPainter) -> None:
        for zone, sign in self._says.get("fills", ()):
            if zone in geometry().divisions and self._focus in ("", zone):
                self._brush(sign, painter, geometry().divisions[zone].path)

    def _paint_bands(self, painter: QPainter) -> None:
        painter.save()
        if self._focus and self._focus in geometry().divisions:
            painter.setClipPath(self._view.map(geometry().divisions[self._focus].path))
        for zone, sign in self._says.get("bands", ()):
            if zone not in geometry().bands:
                continue
            path = geometry().bands[zone][0]
            self._fill(painter, path, QColor(FILL.get(sign, "#A50F15")), QPen(WHITE, 4 * self._unit))
            if self._says.get("unknown"):
                self._hatch(painter, path, WHITE)
            self._division_lines(painter, path)
        painter.restore()

    def _division_lines(self, painter: QPainter, band: QPainterPath) -> None:
        painter.save()
        painter.setClipPath(self._view.map(band), QtCore.Qt.ClipOperation.IntersectClip)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(WHITE, 2 * self._unit))
        for one in geometry().divisions.values():
            painter.drawPath(self._view.map(one.path))
        painter.restore()

    def _paint_numbers(self, painter: QPainter) -> None:
        font = face("body", "ko", False, self._unit)
        painter.setFont(font)
        bands = dict(self._says.get("bands", ()))
        for zone, sign in self._says.get("fills", ()):
            division = geometry().divisions.get(zone)
            if division is None or (self._focus and zone != self._focus):
                continue
            own = division.outside if division.in_band and bands else division.label
            self._number(painter, own, sign)
            for band in bands.values():
                self._number(painter, division.in_band, band)

    def _number(self, painter: QPainter, spot: Spot | None, sign: str) -> None:
        scale = self._view.m11()
        if spot is None or not sign or spot.radius * scale < NUMBER_ROOM * self._unit * 1.25:
            return
        at = self._at(spot)
        if any(one.rect.contains(at) for one in self._placed):
            return
        half = 40 * self._unit
        if self._says.get("unknown"):
            painter.setBrush(QColor(FILL[sign]))
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.drawEllipse(at, 24 * self._unit, 24 * self._unit)
        painter.setPen(QColor(DIGIT[sign]))
        painter.drawText(
            QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), QtCore.Qt.AlignmentFlag.AlignCenter, sign
        )

    def _paint_marks(self, painter: QPainter) -> None:
        found = geometry()
        for zone, sign in self._says.get("marks", ()):
            if zone in found.areas and self._near(zone):
                self._fill(painter, found.areas[zone], QColor(MARK.get(sign, "#FFFFFF")), QPen(WHITE, 3 * self._unit))
                if sign in HATCHED or self._says.get("unknown"):
                    self._hatch(painter, found.areas[zone], WHITE)
            elif zone in found.points and self._near(zone):
                self._mark(painter, self._at(found.points[zone]), sign)

    def _near(self, zone: str) -> bool:
        if not self._focus:
            return True
        spot, division = anchor_of(zone), geometry().divisions.get(self._focus)
        if spot is None or division is None:
            return False
        return division.path.boundingRect().adjusted(-30, -30, 30, 30).contains(QPointF(spot.x, spot.y))

    def _mark(self, painter: QPainter, at: QPointF, sign: str) -> None:
        size = 9 * self._unit
        painter.setPen(QPen(WHITE, 3 * self._unit))
        painter.setBrush(QColor(MARK.get(sign, "#8C8C8C")))
        if sign == "4":
            painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
        else:
            painter.drawEllipse(at, size, size)

    def _paint_leaders(self, painter: QPainter) -> None:
        for one in self._placed:
            for colour, width in ((WHITE, 9.0), (QColor("#FFFFFF") if self._dark else INK, 3.5)):
                if self._dark and width > 4:
                    colour = QColor("#000000")
                painter.setPen(QPen(colour, width * self._unit))
                painter.drawLine(QLineF(QPointF(*one.badge), QPointF(*one.anchor)))
            painter.setBrush(WHITE if self._dark else INK)
            painter.setPen(QPen(QColor("#000000") if self._dark else WHITE, 2 * self._unit))
            if one.zone not in geometry().points or one.zone.startswith("KH"):
                painter.drawEllipse(QPointF(*one.anchor), 6 * self._unit, 6 * self._unit)


def _fitted(bounds: QRectF, scale: float, x: float, y: float) -> QTransform:
    centre = bounds.center()
    return QTransform().translate(x, y).scale(scale, scale).translate(-centre.x(), -centre.y())
