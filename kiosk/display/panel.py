"""The panel under a full-screen window: the window follows it, stands above all others, and it stays lit.

Rules: without a window manager nobody else does either; a monitor that comes late, is turned or changes its mode is met as it
is; one that was unplugged and is there again gets its picture back. X's saver and power saving are switched off again each
minute, since others switch them on, and whatever hides the window is undone as soon as somebody asks (`hidden`). In its dark
hours the monitor sleeps while nobody is there: a touch wakes it. Where a way to turn the picture is set it is turned so, and
touch screens follow; looked after each minute and whenever the screen changes.
"""

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

from kiosk import clock
from kiosk.domain.hours import Hours
from kiosk.gate.monitor import Hidden, Monitor, Output, switch_off, switch_on
from kiosk.gate.saver import keep_alight
from kiosk.gate.turned import stand

SHEET, PITCH_MM = (1080, 1920), 0.37
"""The sheet that everything is drawn for, and the millimetres of one of its units at full size."""
LEAST = 480
"""Pixels of what is a panel at all: while none is connected, X has a screen of 160."""
ALIGHT_MS = 60_000
REST_MS = 1000
LOWEST_MM, HIGHEST_MM, HIGHEST_LOWER_MM = 400, 1220, 1030
"""Between which heights above the floor controls may stand, and up to which in the lower mode (`kiosk/docs/look.md`)."""
FROM, UP_TO_UPRIGHT, UP_TO_WIDE, UP_TO_LOWER = 0.01, 0.935, 0.9, 0.65
"""Of the panel's height, from its lower edge: where controls begin, and where they end upright, wide and in the lower mode."""
LATER_MS = 200
"""Qt tells of a change before it has worked out all of it."""


class Panel(QObject):
    """Keeps one window over the whole of the first screen."""

    def __init__(
        self,
        window: QWindow,
        app: QGuiApplication,
        dark_hours: Hours | None = None,
        alone: Callable[[], bool] = lambda: False,
        turned: str = "",
    ) -> None:
        super().__init__()
        self._turned = turned
        self._dark_hours, self._alone, self._asleep = dark_hours, alone, False
        self._window, self._app = window, app
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.fit)
        self._monitor = Monitor(os.environ.get("DISPLAY", "") if app.platformName() == "xcb" else "")
        self._outputs: list[Output] = []
        self._tried = False
        app.screenAdded.connect(self._heed)
        app.screenRemoved.connect(self._later.start)
        app.primaryScreenChanged.connect(self._later.start)
        for screen in app.screens():
            self._heed(screen)
        if app.platformName() == "xcb":
            lit = QTimer(self, interval=ALIGHT_MS)
            lit.timeout.connect(self.light)
            lit.timeout.connect(self._stand)
            lit.start()
            self.light()
            self._stand()
            if dark_hours:
                resting = QTimer(self, interval=REST_MS)
                resting.timeout.connect(self._rest)
                resting.start()

    def fit(self) -> None:
        """Lays the window over the whole screen."""
        self._stand()
        screen = self._app.primaryScreen()
        if screen is None or screen.geometry().isEmpty() or self._window.geometry() == screen.geometry():
            return
        if self._window.screen() != screen:
            self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())

    def light(self) -> None:
        """Switches saver and power saving off."""
        keep_alight(os.environ.get("DISPLAY", ""))

    def _stand(self) -> None:
        """Has the picture stand as it was set; what that changes of the screen Qt tells."""
        if self._turned:
            stand(self._monitor, self._turned)

    def _rest(self) -> None:
        """Lets the monitor sleep, or wakes it, when that is to change."""
        asleep, hours = self._asleep, self._dark_hours
        self._asleep = bool(hours and hours.hold(clock.wall()) and self._alone())
        if self._asleep and not asleep:
            self._outputs = self._monitor.outputs()
            switch_off(self._outputs)
        elif asleep and not self._asleep:
            switch_on(self._monitor.outputs(), self._outputs, False)

    def hidden(self) -> Hidden | None:
        """Tell what keeps the window from the eye, and undo it where that can be done; None: nothing known of."""
        why = self._monitor.hidden(int(self._window.winId()))
        if why is Hidden.UNPLUGGED and self._asleep:
            why = Hidden.PLANNED
        elif why is Hidden.UNPLUGGED:
            self._tried = switch_on(self._monitor.seen, self._outputs, self._tried)
        elif why is Hidden.DARK:
            self.light()
        elif why is Hidden.COVERED:
            self._window.raise_()
        elif self._misplaced():
            why = Hidden.SIZE
            self.fit()
        else:
            self._outputs, self._tried = self._monitor.seen, False
        return why

    def _misplaced(self) -> bool:
        """Whether the window is not the whole of a panel of some size."""
        area = self._app.primaryScreen().geometry() if self._app.primaryScreen() else None
        return area is None or min(area.width(), area.height()) < LEAST or self._window.geometry() != area

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


def out_of_reach(width: int, height: int, pitch_mm: float, edge_mm: float) -> str:
    """What is to be said of a panel that hangs so that hands in a wheelchair do not reach its controls; "" of any other.

    `edge_mm`: how high its lower edge is above the floor.
    """
    if min(width, height) < LEAST:
        return ""
    high = height * pitch_mm
    low, lower = edge_mm + FROM * high, edge_mm + UP_TO_LOWER * high
    top = edge_mm + (UP_TO_WIDE if width > height else UP_TO_UPRIGHT) * high
    if low >= LOWEST_MM and top <= HIGHEST_MM and lower <= HIGHEST_LOWER_MM:
        return ""
    return (
        f"a panel of {high:.0f} mm whose lower edge is {edge_mm:.0f} mm above the floor (panel.height_above_floor_mm) has "
        f"controls from {low:.0f} to {top:.0f} mm, in the lower mode up to {lower:.0f}: {LOWEST_MM} to {HIGHEST_MM}, and "
        f"{HIGHEST_LOWER_MM}, are what hands reach"
    )
