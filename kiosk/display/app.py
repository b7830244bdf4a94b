"""The display process, put together: window, first page, then all the rest. It never reaches the network.

Rules: what cannot be verified is not shown; the first page is on the screen before anything is loaded that it does not
need; a fault of ours ends the process and whoever supervises it starts it again on the last good edition.
"""

import gc
import signal

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow

from kiosk.display.ahead import Ahead
from kiosk.display.window import Glass, application, prepare

KIOSK_SIZE = (1080, 1920)
DESKTOP_SHARE = 0.9
PATIENCE_MS = 2000
"""A window that nobody lets paint (another screen, minimised) is served all the same."""


def run(ahead: Ahead, *, windowed: bool, self_test: bool, headless: bool = False) -> int:
    """Runs the display of a store until it is told to stop; the process's exit code."""
    prepare(headless)
    settings = ahead.settings
    app = application(["kiosk"])
    glass = Glass(settings.panel.pixel_pitch_mm, still=settings.display.reduced_motion)
    window = glass.open()
    glass.show(ahead.opening(wide=not (windowed or headless) and _lies(window.screen())))
    rest = _Rest(ahead, glass, app, not (windowed or headless), self_test)
    rest.begin()
    _show(window, windowed, headless)
    window.visibleChanged.connect(lambda visible: None if visible else app.quit())
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: app.quit())
    code = app.exec()
    try:
        rest.end()
    finally:
        glass.close()
    return code


class _Rest(QObject):
    """All that waits for the first page to be painted. `pointless`: the screen shows no pointer."""

    def __init__(self, ahead: Ahead, glass: Glass, app: QGuiApplication, pointless: bool, self_test: bool) -> None:
        super().__init__()
        self._ahead, self._glass, self._app = ahead, glass, app
        self._pointless, self._self_test = pointless, self_test
        self._begun = self._due = False
        self._fault: Exception | None = None
        self._patience = QTimer(glass.window, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.begin)

    @Slot()
    def begin(self) -> None:
        """Now."""
        if self._begun:
            return
        self._begun = True
        self._patience.stop()
        try:
            self._serve()
        except Exception as fault:  # in a slot of Qt's it would be printed and forgotten
            self._fault = fault
            self._app.exit(1)

    def _serve(self) -> None:
        from kiosk.display.service import Service  # only now

        gc.freeze()
        gc.enable()
        if self._pointless:
            self._glass.window.setCursor(QtCore.Qt.CursorShape.BlankCursor)
        self._service = Service(self._ahead, self._glass, self._app)
        if self._self_test:
            self._service.test()

    def end(self) -> None:
        """Falls silent; raises what kept it from beginning."""
        if self._fault:
            raise self._fault
        if self._begun:
            self._service.end()


def _lies(screen: QScreen) -> bool:
    return screen.geometry().width() > screen.geometry().height()


def _show(window: QQuickWindow, windowed: bool, headless: bool) -> None:
    if headless:
        window.resize(*KIOSK_SIZE)
        window.show()
    elif windowed:
        free = window.screen().availableGeometry()
        share = min(free.width() / KIOSK_SIZE[0], free.height() / KIOSK_SIZE[1]) * DESKTOP_SHARE
        window.setProperty("designWidth", KIOSK_SIZE[0])
        window.setProperty("designHeight", KIOSK_SIZE[1])
        window.resize(round(KIOSK_SIZE[0] * share), round(KIOSK_SIZE[1] * share))
        window.show()
    else:
        window.setGeometry(window.screen().geometry())
        window.showFullScreen()
        window.requestActivate()
