"""The panel under a full-screen window: the window follows it, and it stays lit.

Rules: without a window manager nobody else does either; a monitor that comes late, goes, is turned or changes its mode is
met as it is; X's saver and power saving are switched off again each minute, since others switch them on.
"""

import os

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow

from kiosk.gate.saver import keep_alight

SHEET, PITCH_MM = (1080, 1920), 0.37
"""The sheet that everything is drawn for, and the millimetres of one of its units at full size."""
LEAST = 480
"""Pixels of what is a panel at all: while none is connected, X has a screen of 160."""
ALIGHT_MS = 60_000
LATER_MS = 200
"""Qt tells of a change before it has worked out all of it."""


class Panel(QObject):
    """Keeps one window over the whole of the first screen."""

    def __init__(self, window: QQuickWindow, app: QGuiApplication) -> None:
        super().__init__()
        self._window, self._app = window, app
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.fit)
        app.screenAdded.connect(self._heed)
        app.screenRemoved.connect(self._later.start)
        app.primaryScreenChanged.connect(self._later.start)
        for screen in app.screens():
            self._heed(screen)
        if app.platformName() == "xcb":
            lit = QTimer(self, interval=ALIGHT_MS)
            lit.timeout.connect(self.light)
            lit.start()
            self.light()

    def fit(self) -> None:
        """Lays the window over the whole screen."""
        screen = self._app.primaryScreen()
        if screen is None or screen.geometry().isEmpty() or self._window.geometry() == screen.geometry():
            return
        if self._window.screen() != screen:
            self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())

    def light(self) -> None:
        """Switches saver and power saving off."""
        keep_alight(os.environ.get("DISPLAY", ""))

    def _heed(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._later.start)
        self._later.start()


def cramped(width: int, height: int, pitch_mm: float) -> str:
    """What is to be said of a panel with too few millimetres for the sheet at full size; "" of any other."""
    short, long = sorted((width, height))
    share = min(short / SHEET[0], long / SHEET[1]) * pitch_mm / PITCH_MM
    if share > 0.98 or short < LEAST:
        return ""
    least = " x ".join(f"{side * PITCH_MM:.0f}" for side in reversed(SHEET))
    return (
        f"a panel of {width} x {height} pixels of {pitch_mm:g} mm (panel.pixel_pitch_mm) is {width * pitch_mm:.0f} x "
        f"{height * pitch_mm:.0f} mm: all is shown at {share * 100:.0f} % of its size, letters and targets too; "
        f"{least} mm would do"
    )
