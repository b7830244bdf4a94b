"""What text and codes measure, asked of Qt once for each word: the layout's `Measures`."""

from PySide6.QtGui import QFont, QFontMetricsF

from kiosk.display.paint.faces import families
from kiosk.display.paint.qr import QUIET, modules

BASE = 100
"""Pixels at which words are measured; without hinting every other size is proportional."""


class FontMeasures:
    """The widths of words in the installed typefaces. Remembers each; forgets all where they grow too many."""

    MOST = 20_000

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, bool], QFontMetricsF] = {}
        self._widths: dict[tuple[str, str, bool], float] = {}

    def width(self, words: str, face: str, bold: bool) -> float:
        """Tell how wide some words are on one line, as a multiple of their size."""
        key = (words, face, bold)
        wide = self._widths.get(key)
        if wide is None:
            if len(self._widths) > self.MOST:
                self._widths.clear()
            wide = self._widths[key] = self._metrics(face, bold).horizontalAdvance(words) / BASE
        return wide

    def _metrics(self, face: str, bold: bool) -> QFontMetricsF:
        found = self._fonts.get((face, bold))
        if found is None:
            font = QFont()
            font.setFamilies(families(face))
            font.setPixelSize(BASE)
            font.setBold(bold)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            found = self._fonts[face, bold] = QFontMetricsF(font)
        return found

    def modules(self, payload: str) -> int:
        """Tell how many modules a side the code of a payload has, quiet zone included."""
        return len(modules(payload)) + 2 * QUIET
