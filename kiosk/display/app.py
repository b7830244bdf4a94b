"""The display process, put together: window, first page, then all the rest. It never reaches the network.

Rules: what cannot be verified is not shown; the first page is on the screen before anything is loaded that it does not
need, and long work is not done within an event of Qt's (its window loses frames and touches); a fault of ours ends the
process and whoever supervises it starts it again on the last good edition.
"""

import gc
import os
import signal
import sys

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.display.application import application, prepare
from kiosk.display.first_page import FirstPage
from kiosk.display.window import REFERENCE_PITCH_MM, DisplayWindow
from kiosk.gate import edid

KIOSK_SIZE = (1080, 1920)
DESKTOP_SHARE = 0.9
PATIENCE_MS = 2000
"""A window that nobody lets paint is served all the same."""


def run(first_page: FirstPage, *, windowed: bool, self_test: bool, headless: bool = False) -> int:
    """Runs the display of a store until it is told to stop; the process's exit code."""
    prepare(headless)
    settings, panel = first_page.settings, not (windowed or headless)
    if panel and settings.panel.turned:
        _turn(settings.panel.turned)
    app = application(["kiosk"])
    pitch_mm = _pitch_mm(first_page, app, panel)
    display_window = DisplayWindow(pitch_mm, still=settings.display.reduced_motion)
    window = display_window.open()
    _place(window, windowed, headless)
    display_window.fit()
    display_window.show(first_page.opening())
    window.visibleChanged.connect(lambda visible: None if visible else app.quit())
    _show(window, panel)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(
            name, lambda *_: QTimer.singleShot(0, window, window.close)
        )  # it may come in the midst of a frame
    try:
        _paint(window)
        if panel:
            _hide_pointer(window)
        return _serve(first_page, display_window, app, self_test, panel, pitch_mm)
    finally:
        display_window.close()


def _turn(turned: str) -> None:
    """Has the picture stand as it was set before the first page is laid out for it."""
    from kiosk.gate.monitor import Monitor  # not where nothing is turned
    from kiosk.gate.turned import stand

    monitor = Monitor(os.environ.get("DISPLAY", ""))
    for name in stand(monitor, turned):
        print(f"kiosk display: {name} cannot be turned {turned} (panel.turned): its driver refuses", file=sys.stderr)
    monitor.close()


def _pitch_mm(first_page: FirstPage, app: QGuiApplication, panel: bool) -> float:
    """Millimetres a pixel: as set, else as the panel's monitor says, else the reference's."""
    if told := first_page.settings.panel.pixel_pitch_mm:
        return told
    area = app.primaryScreen().geometry() if panel and app.primaryScreen() else None
    return (edid.pitch_mm((area.width(), area.height())) if area else None) or REFERENCE_PITCH_MM


def _paint(window: QQuickWindow) -> None:
    """Lets Qt work until the first page is on the screen, or cannot be put there: minimised, another screen's."""
    loop = QEventLoop()
    window.frameSwapped.connect(loop.quit)
    patience = QTimer(loop, singleShot=True, interval=PATIENCE_MS)
    patience.timeout.connect(loop.quit)
    patience.start()
    loop.exec()


def _hide_pointer(window: QQuickWindow) -> None:
    from PySide6.QtCore import Qt  # only now: PySide takes some 25 ms for this namespace

    window.setCursor(Qt.CursorShape.BlankCursor)


def _serve(
    first_page: FirstPage,
    display_window: DisplayWindow,
    app: QGuiApplication,
    self_test: bool,
    panel: bool,
    pitch_mm: float,
) -> int:
    from kiosk.display.panel import Panel, cramped, out_of_reach  # only now
    from kiosk.display.service import Service

    gc.freeze()
    gc.enable()
    settings, window = first_page.settings, display_window.window
    dark_hours, turned = settings.display.dark_hours, settings.panel.turned
    over = Panel(window, app, dark_hours, lambda: service.visit.alone, turned) if panel else None
    service = Service(first_page, display_window, app, over.hidden if over else lambda: None)
    if over:
        over.setParent(service)
        area = window.screen().geometry().width(), window.screen().geometry().height()
        for said in (cramped(*area, pitch_mm), out_of_reach(*area, pitch_mm, settings.panel.height_above_floor_mm)):
            if said:
                print(f"kiosk display: {said}", file=sys.stderr)
    if self_test:
        service.test()
    code = app.exec() if display_window.window.isVisible() else 0
    service.end()
    return code


def _place(window: QQuickWindow, windowed: bool, headless: bool) -> None:
    """Gives the window its size before anything is laid out on it."""
    if headless:
        window.resize(*KIOSK_SIZE)
    elif windowed:
        free = window.screen().availableGeometry()
        share = min(free.width() / KIOSK_SIZE[0], free.height() / KIOSK_SIZE[1]) * DESKTOP_SHARE
        window.setProperty("designWidth", KIOSK_SIZE[0])
        window.setProperty("designHeight", KIOSK_SIZE[1])
        window.resize(round(KIOSK_SIZE[0] * share), round(KIOSK_SIZE[1] * share))
    else:
        window.setGeometry(window.screen().geometry())


def _show(window: QQuickWindow, panel: bool) -> None:
    if panel:
        window.showFullScreen()
        window.requestActivate()
    else:
        window.show()
