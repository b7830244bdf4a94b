"""The type scale (`faces`) as QML binds to it."""

import json

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtQml import QmlElement

from kiosk.display.layout.letters import is_tall
from kiosk.display.paint.faces import ROLES, face, families, pixels

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Typefaces(QObject):
    """The fonts of the present language and size, as properties QML binds to."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locale, self._large, self._unit = "ko", False, 1.0

    def _set(self, **values: object) -> None:
        before = (self._locale, self._large, self._unit)
        for name, value in values.items():
            setattr(self, name, value)
        if before != (self._locale, self._large, self._unit):
            self.changed.emit()

    def _role(self, role: str) -> QFont:
        return face(role, self._locale, self._large, self._unit)

    def _lines(self) -> dict[str, float]:
        tall = is_tall(self._locale)
        return {
            role: pixels(role, self._locale, self._large, self._unit) * (kind.khmer_leading if tall else kind.leading)
            for role, kind in ROLES.items()
        }

    @Property(str, notify=changed)
    def locale(self) -> str:
        return self._locale

    @locale.setter  # type: ignore[no-redef]
    def locale(self, value: str) -> None:
        self._set(_locale=value)

    @Property(bool, notify=changed)
    def large(self) -> bool:
        return self._large

    @large.setter  # type: ignore[no-redef]
    def large(self, value: bool) -> None:
        self._set(_large=value)

    @Property(float, notify=changed)
    def unit(self) -> float:
        return self._unit

    @unit.setter  # type: ignore[no-redef]
    def unit(self, value: float) -> None:
        self._set(_unit=value)

    @Property(str, notify=changed)
    def leading(self) -> str:
        """As JSON: role -> [line height in pixels, pixels by which Qt makes the first line higher than that]."""
        lines = self._lines()
        return json.dumps(
            {role: [line, QFontMetricsF(self._role(role)).height() - line] for role, line in lines.items()}
        )

    @Slot(str, str, bool, float, result=QFont)
    def inLocale(self, role: str, locale: str, large: bool, unit: float) -> QFont:  # noqa: N802  (QML's spelling)
        """The font of a role in another language (for the names of languages)."""
        return face(role, locale, large, unit)

    @Slot(str, int, bool, result=QFont)
    def sized(self, face: str, px: int, bold: bool) -> QFont:
        """Make the font of a face, a locale or "phone", at a size in pixels."""
        made = QFont()
        made.setFamilies(families(face))
        made.setPixelSize(max(1, px))
        made.setBold(bold)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made

    @Slot(str, bool, result=float)
    def natural(self, face: str, bold: bool) -> float:
        """Tell how high a line of the face is by itself, as a multiple of its size."""
        return QFontMetricsF(self.sized(face, 100, bold)).height() / 100

    @Slot(str, result=str)
    def broken(self, words: str) -> str:
        """The words with breaks in runs that are too long for a line."""
        from kiosk.display.presenters.breaks import broken  # not needed before such a run is shown

        return broken(words)
