"""The lowest row of the screen as it stands there: what the mark is read from.

Rules: it is the screen's own, never what the window thinks it has painted: X gives it to Qt, a Wayland compositor to grim
(Debian's, by wlr-screencopy: cage has it). Where neither answers nothing was read. Offscreen, and in a window on somebody's
desk under Wayland, the window's own picture is taken.
"""

import subprocess
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QImage, QWindow

from kiosk.display.paint.cells import HEIGHT

SECONDS = 2.0


def screen_row(window: QWindow, painted: Callable[[], QImage]) -> QImage:
    """Read the row below `window`; an empty picture where it cannot be read. `painted`: the window's own picture."""
    full = window.visibility() == QWindow.Visibility.FullScreen
    if full and QGuiApplication.platformName().startswith("wayland"):
        return _by_grim(window)
    row = window.screen().grabWindow(window.winId(), 0, window.height() - HEIGHT, window.width(), HEIGHT).toImage()
    return row if not row.isNull() else painted()


def _by_grim(window: QWindow) -> QImage:
    area = window.screen().geometry()
    place = f"{area.x()},{area.y() + area.height() - HEIGHT} {area.width()}x{HEIGHT}"
    try:
        done = subprocess.run(
            ["grim", "-t", "ppm", "-g", place, "-"], capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return QImage()
    return QImage.fromData(done.stdout)
