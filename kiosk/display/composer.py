"""The layout at work for one window: what it measures by, the panel it stands on, and the screen laid out last."""

from dataclasses import replace

from kiosk.display.layout.compose import Laid, compose
from kiosk.display.layout.setting import Known, Panel
from kiosk.display.paint.measures import FontMeasures
from kiosk.display.presenters.screen import Screen
from kiosk.display.presenters.sheet import Sheet, sheet_of

SMALL = 480
"""Pixels of a sheet's shorter side under which nothing is fitted: no panel, a test's window."""
SHORT, LONG = 1080, 1920


def fitted(width: float, height: float, unit: float) -> float:
    """Tell how many pixels a unit takes: on a panel with fewer millimetres than the sheet of 1080 x 1920 units, fewer."""
    short, long = sorted((width, height))
    return unit if short < SMALL else min(unit, short / SHORT, long / LONG)


class Composer:
    """Lays screens out; turning a page of the same screen costs nothing."""

    def __init__(self, unit: float) -> None:
        self._unit, self._measures, self._known = unit, FontMeasures(), Known()
        self._panel = Panel()
        self._last: tuple[Screen, Panel, Laid] | None = None

    def fit(self, width: float, height: float) -> bool:
        """Take a sheet of so many pixels as the panel; whether it is another than before."""
        if min(width, height) <= 0:
            return False
        pixels = fitted(width, height, self._unit)
        panel = Panel(round(width / pixels, 1), round(height / pixels, 1))
        changed, self._panel = panel != self._panel, panel
        return changed

    def lay(self, screen: Screen) -> Sheet:
        """Lay the screen out and write its page out."""
        whole = replace(screen, page=0)
        if self._last is None or self._last[:2] != (whole, self._panel):
            self._last = whole, self._panel, compose(whole, self._panel, self._measures, self._known)
        return sheet_of(screen, self._last[2])
