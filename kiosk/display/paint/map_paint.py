"""The map of the country as drawn with QPainter: levels as fills, hatches and marks, numbers, leaders, neighbours' names.

Rules (`kiosk/docs/look.md`): divisions are filled with the level of their own ground and numbered; a band lies over them
with a white inner line; localities are small level marks; Bokor is a hatched area; 2 px white borders; unknown is a grey
hatch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from kiosk.display.paint.callouts import Placed
from kiosk.display.paint.crossings import crosses
from kiosk.display.paint.faces import face
from kiosk.display.paint.geometry import Spot, anchor_of, geometry

SEA, LAND, INK, WHITE = QColor("#F6F8F9"), QColor("#E6EAED"), QColor("#12171D"), QColor("#FFFFFF")
NEIGHBOUR_INK = QColor("#4E5862")
UNKNOWN_HATCH = QColor("#B9C2CB")
FILL = {"1": "#2B6CB0", "2": "#FFE066", "!": "#E07B00", "3": "#A50F15", "4": "#111111"}
GROUND = {**FILL, "1": "#C6D9EE"}
"""Level 1 is pale as a ground, so that it does not outweigh the warnings; its badge keeps the full colour."""
DIGIT = {"1": "#12171D", "2": "#111111", "!": "#111111", "3": "#FFFFFF", "4": "#FFFFFF"}
HATCHED = {"!", "4"}
NUMBER_ROOM = 14.0


@dataclass(frozen=True)
class Drawing:
    """One drawing: what the map says (a MapSays as maps and lists), how it lies in the view, the panel and its modes.

    `view` maps the geometry's units to pixels; `focus` is the one division drawn, or ""; `placed` are the call-outs.
    """

    says: dict[str, Any]
    view: QTransform
    width: float
    height: float
    unit: float = 1.0
    locale: str = "ko"
    large: bool = False
    dark: bool = False
    focus: str = ""
    placed: Sequence[Placed] = ()

    def on(self, painter: QPainter) -> None:
        """Draws everything below the call-outs' badges and names, which are QML items."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.focus:
            self._draw_surroundings(painter)
        self._draw_divisions(painter)
        self._draw_bands(painter)
        if not self.focus:
            self._fill(painter, geometry().lake, QColor("#000000") if self.dark else SEA)
        self._draw_numbers(painter)
        self._draw_town(painter)
        self._draw_leaders(painter)
        self._draw_marks(painter)

    def _fill(self, painter: QPainter, path: QPainterPath, brush: QBrush | QColor, pen: QPen | None = None) -> None:
        painter.setBrush(brush)
        painter.setPen(pen or QtCore.Qt.PenStyle.NoPen)
        painter.drawPath(self.view.map(path))

    def _draw_surroundings(self, painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, self.width, self.height), QColor("#000000") if self.dark else SEA)
        land = QColor("#2A2A2A") if self.dark else LAND
        pen = QPen(QColor("#000000") if self.dark else WHITE, 3 * self.unit)
        for path, _ in geometry().neighbours.values():
            self._fill(painter, path, land, pen)
        self._draw_neighbour_names(painter)

    def _draw_neighbour_names(self, painter: QPainter) -> None:
        font = face("label", self.locale, self.large, self.unit)
        painter.setFont(font)
        painter.setPen(WHITE if self.dark else NEIGHBOUR_INK)
        metrics = QFontMetricsF(font)
        turn = "portrait" if self.width > self.height else "landscape"
        for code, name in self.says.get("neighbours", ()):
            box = QRectF(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height())
            if self._moved_free(box, self._at(geometry().neighbours[code][1][turn])):
                painter.drawText(box, QtCore.Qt.AlignmentFlag.AlignCenter, name)

    def _moved_free(self, box: QRectF, spot: QPointF) -> bool:
        """Moves the box to the spot, or from there away from the country, where it covers nothing; whether it could."""
        land, view = self.view.map(geometry().land), QRectF(8, 8, self.width - 16, self.height - 16)
        away = 1 if spot.x() > self.view.map(geometry().bounds.center()).x() else -1
        for step in range(6):
            box.moveCenter(QPointF(spot.x() + away * step * 32 * self.unit, spot.y()))
            covered = any(box.intersects(one.rect) or _under(one, box) for one in self.placed)
            if view.contains(box) and not covered and not land.intersects(box):
                return True
        return False

    def _brush(self, sign: str, painter: QPainter, path: QPainterPath) -> None:
        """Fills a path with a level's ground: hatched for special and ban, grey hatch for unknown."""
        border = QPen(WHITE, 2 * self.unit)
        if sign == "":
            ground = QColor("#1C1C1C") if self.dark else WHITE
            self._fill(
                painter, path, ground, QPen(QColor("#8C8C8C") if self.dark else QColor("#9AA5B0"), 2 * self.unit)
            )
            self._hatch(painter, path, QColor("#8C8C8C") if self.dark else UNKNOWN_HATCH)
            return
        self._fill(painter, path, QColor(GROUND[sign]), border)
        if sign in HATCHED:
            self._hatch(painter, path, WHITE)

    def _hatch(self, painter: QPainter, path: QPainterPath, colour: QColor) -> None:
        painter.save()
        shape = self.view.map(path)
        painter.setClipPath(shape, QtCore.Qt.ClipOperation.IntersectClip)
        box, step = shape.boundingRect(), 14 * self.unit
        painter.setPen(QPen(colour, 3.2 * self.unit))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
            x += step
        painter.restore()

    def _draw_divisions(self, painter: QPainter) -> None:
        for zone, sign in self.says.get("fills", ()):
            if zone in geometry().divisions and self.focus in ("", zone):
                self._brush(sign, painter, geometry().divisions[zone].path)

    def _draw_bands(self, painter: QPainter) -> None:
        painter.save()
        if self.focus and self.focus in geometry().divisions:
            painter.setClipPath(self.view.map(geometry().divisions[self.focus].path))
        for zone, sign in self.says.get("bands", ()):
            if zone not in geometry().bands:
                continue
            path = geometry().bands[zone][0]
            self._fill(painter, path, QColor(FILL.get(sign, "#A50F15")), QPen(WHITE, 4 * self.unit))
            if self.says.get("unknown"):
                self._hatch(painter, path, WHITE)
            self._division_lines(painter, path)
        painter.restore()

    def _division_lines(self, painter: QPainter, band: QPainterPath) -> None:
        painter.save()
        painter.setClipPath(self.view.map(band), QtCore.Qt.ClipOperation.IntersectClip)
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(WHITE, 2 * self.unit))
        for one in geometry().divisions.values():
            painter.drawPath(self.view.map(one.path))
        painter.restore()

    def _draw_numbers(self, painter: QPainter) -> None:
        font = face("body", "ko", False, self.unit)
        painter.setFont(font)
        bands = dict(self.says.get("bands", ()))
        for zone, sign in self.says.get("fills", ()):
            division = geometry().divisions.get(zone)
            if division is None or (self.focus and zone != self.focus):
                continue
            own = division.outside if division.in_band and bands else division.label
            self._number(painter, own, sign)
            for band in bands.values():
                self._number(painter, division.in_band, band)

    def _number(self, painter: QPainter, spot: Spot | None, sign: str) -> None:
        scale = self.view.m11()
        if spot is None or not sign or spot.radius * scale < NUMBER_ROOM * self.unit * 1.25:
            return
        at = self._at(spot)
        if any(one.rect.contains(at) for one in self.placed):
            return
        half = 40 * self.unit
        if self.says.get("unknown"):
            painter.setBrush(QColor(GROUND[sign]))
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.drawEllipse(at, 24 * self.unit, 24 * self.unit)
        painter.setPen(QColor(DIGIT[sign]))
        painter.drawText(
            QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half), QtCore.Qt.AlignmentFlag.AlignCenter, sign
        )

    def _draw_town(self, painter: QPainter) -> None:
        """The town most travellers ask for, as a dot with its name where that covers nothing."""
        spot, name = geometry().points.get("siem-reap"), self.says.get("town", "")
        if self.focus or spot is None or not name:
            return
        at, font = self._at(spot), face("strong", self.locale, self.large, self.unit * 0.87)
        dot = 7 * self.unit
        painter.setPen(QPen(WHITE, 2 * self.unit))
        painter.setBrush(INK)
        painter.drawEllipse(at, dot, dot)
        size = QFontMetricsF(font).size(0, name)
        for x, y in (
            (dot * 2, -size.height() / 2),
            (-size.width() / 2, dot),
            (-size.width() - dot * 2, -size.height() / 2),
        ):
            box = QRectF(at.x() + x, at.y() + y, size.width(), size.height())
            if not any(box.intersects(one.rect) or _under(one, box) for one in self.placed):
                path = QPainterPath()
                path.addText(box.left(), box.top() + QFontMetricsF(font).ascent(), font, name)
                painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(WHITE, 7 * self.unit))
                painter.drawPath(path)
                painter.fillPath(path, INK)
                return

    def _draw_marks(self, painter: QPainter) -> None:
        found = geometry()
        for zone, sign in self.says.get("marks", ()):
            if zone in found.areas and self._near(zone):
                self._fill(painter, found.areas[zone], QColor(FILL.get(sign, "#FFFFFF")), QPen(WHITE, 3 * self.unit))
                if sign in HATCHED or self.says.get("unknown"):
                    self._hatch(painter, found.areas[zone], WHITE)
            elif zone in found.points and self._near(zone):
                self._mark(painter, self._at(found.points[zone]), sign)

    def _near(self, zone: str) -> bool:
        if not self.focus:
            return True
        spot, division = anchor_of(zone), geometry().divisions.get(self.focus)
        if spot is None or division is None:
            return False
        return division.path.boundingRect().adjusted(-30, -30, 30, 30).contains(QPointF(spot.x, spot.y))

    def _mark(self, painter: QPainter, at: QPointF, sign: str) -> None:
        size = 9 * self.unit
        painter.setPen(QPen(WHITE, 3 * self.unit))
        painter.setBrush(QColor(FILL.get(sign, "#8C8C8C")))
        if sign == "4":
            painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
        else:
            painter.drawEllipse(at, size, size)

    def _draw_leaders(self, painter: QPainter) -> None:
        for one in self.placed:
            for colour, width in ((WHITE, 9.0), (QColor("#FFFFFF") if self.dark else INK, 3.5)):
                if self.dark and width > 4:
                    colour = QColor("#000000")
                painter.setPen(QPen(colour, width * self.unit))
                painter.drawLine(QLineF(QPointF(*one.badge), QPointF(*one.anchor)))
            painter.setBrush(WHITE if self.dark else INK)
            painter.setPen(QPen(QColor("#000000") if self.dark else WHITE, 2 * self.unit))
            if one.zone not in geometry().points or one.zone in geometry().divisions:
                painter.drawEllipse(QPointF(*one.anchor), 6 * self.unit, 6 * self.unit)

    def _at(self, spot: Spot) -> QPointF:
        return self.view.map(QPointF(spot.x, spot.y))


def _under(call_out: Placed, box: QRectF) -> bool:
    """Whether the call-out's leader runs through the box."""
    return crosses(call_out.badge, call_out.anchor, (box.left(), box.top(), box.right(), box.bottom()))
