"""How the map lies in its box: the country's place and size, call-outs, touch boxes; `map_paint` paints it.

Rules: call-outs keep clear of the country (`callouts`); touch boxes are as large as a finger and never closer than the gap.
"""

from typing import Any, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTransform

from kiosk.display.layout.letters import is_tall
from kiosk.display.paint.callouts import Placed
from kiosk.display.paint.faces import face
from kiosk.display.paint.framing import BADGE, Asked, framed
from kiosk.display.paint.geometry import Spot, fitted, geometry
from kiosk.display.paint.map_paint import Drawing
from kiosk.domain.languages import LANGUAGES

TARGET = 44.0
TARGET_GAP = 8.0
WIDTHS = (420.0, 300.0, 200.0)
"""Pixels a name may take, whole and folded, unless a word is wider."""
UNSPACED, SHORT = tuple(one.code for one in LANGUAGES if not one.spaced), 7
"""Languages that break a line anywhere, and from how many signs on a name there is folded."""
WEIGHT = {"4": 8.0, "3": 4.0, "!": 2.0}


class Look(NamedTuple):
    """`focus`: one division only."""

    focus: str
    locale: str
    large: bool
    dark: bool
    unit: float


class MapLayout:
    """The map that `says` (the presenter's MapSays as a map) in a box of so many pixels. `placed`: its call-outs."""

    def __init__(self, says: dict[str, Any], look: Look, width: float, height: float) -> None:
        self._says, self._look, self._width, self._height = says, look, width, height
        self.placed: tuple[Placed, ...] = ()
        if look.focus:
            self._view = self._focused()
        else:
            self._view, self.placed = framed(self._asked(), width, height, look.unit)

    def call_outs(self) -> list[dict[str, Any]]:
        """Where each call-out stands: zone, x, y, w, h, mirrored, named."""
        return [
            {
                "zone": one.zone,
                "x": one.rect.x(),
                "y": one.rect.y(),
                "w": one.rect.width(),
                "h": one.rect.height(),
                "mirrored": one.mirrored,
                "named": one.named,
                **self._call_out(one.zone),
            }
            for one in self.placed
        ]

    def targets(self) -> list[dict[str, Any]]:
        """Touch boxes of divisions with room for a finger: zone, name, x, y, w, h; never closer than the gap."""
        if not self._says.get("interactive") or self._look.focus:
            return []
        names = dict(self._says.get("names", ()))
        side, gap = TARGET * self._look.unit, TARGET_GAP * self._look.unit
        boxes: list[tuple[str, QRectF]] = []
        for zone, division in sorted(geometry().divisions.items(), key=lambda pair: -pair[1].label.radius):
            at = self._at(division.label)
            box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            roomy = box.adjusted(-gap, -gap, gap, gap)
            others = [*(other for _, other in boxes), *(one.rect for one in self.placed)]
            if zone in names and not any(roomy.intersects(other) for other in others):
                boxes.append((zone, box))
        return [
            {"zone": zone, "name": names[zone], "x": b.x(), "y": b.y(), "w": b.width(), "h": b.height()}
            for zone, b in boxes
        ]

    def zone_at(self, x: float, y: float) -> str:
        """The division under a point of the box, or ""."""
        inverse, _ = self._view.inverted()
        spot = inverse.map(QPointF(x, y))
        return next((zone for zone, one in geometry().divisions.items() if one.path.contains(spot)), "")

    def paint(self, painter: QPainter) -> None:
        """Draws it."""
        look = self._look
        drawing = Drawing(
            self._says, self._view, self._width, self._height, look.unit, look.locale, look.large, look.dark, look.focus,
            self.placed,
        )  # fmt: skip
        drawing.on(painter)

    def _call_out(self, zone: str) -> dict[str, Any]:
        return next((dict(one) for one in self._says.get("call_outs", ()) if one["zone"] == zone), {})

    def _at(self, spot: Spot) -> QPointF:
        return self._view.map(QPointF(spot.x, spot.y))

    def _focused(self) -> QTransform:
        division = geometry().divisions.get(self._look.focus)
        bounds = division.path.boundingRect() if division else geometry().bounds
        scale = min(self._width / bounds.width(), self._height / bounds.height()) * 0.94
        return fitted(bounds, scale, self._width / 2, self._height / 2)

    def _asked(self) -> tuple[Asked, ...]:
        """The call-outs with the sizes each can take."""
        look = self._look
        font, more = face("strong", look.locale, look.large, look.unit), 1.5 if look.large else 1
        rooms = [most * look.unit * more for most in WIDTHS]
        return tuple(
            Asked(
                one["zone"],
                (
                    *dict.fromkeys(self._shape(one["name"], most, font) for most in self._foldings(one["name"], rooms)),
                    (BADGE * look.unit, BADGE * look.unit),
                ),
                WEIGHT.get(one["level"], 1),
            )
            for one in self._says.get("call_outs", ())
        )

    def _foldings(self, name: str, rooms: list[float]) -> list[float]:
        """Where signs may break anywhere a short name is left whole."""
        return rooms[:1] if self._look.locale in UNSPACED and len(name) < SHORT else rooms

    def _shape(self, name: str, most: float, font: QFont) -> tuple[float, float]:
        """Width and height of a call-out whose name is at most so wide."""
        metrics = QFontMetricsF(font)
        whole = metrics.horizontalAdvance(name)
        text = metrics.boundingRect(QRectF(0, 0, most, 1000), int(QtCore.Qt.TextFlag.TextWordWrap), name)
        lines = 1 if whole <= most else round(text.height() / metrics.lineSpacing())
        width = whole if lines == 1 else text.width() * 1.03
        spacing = 1.45 if is_tall(self._look.locale) else 1.25
        height = max(BADGE * self._look.unit + 8, lines * font.pixelSize() * spacing + 8)
        return (BADGE + 26) * self._look.unit + width, height
