"""The witness: has `painted.json` written after the mark was read back from the screen's own pixels, at most once a minute an
edition, and tells operators what this machine cannot write."""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk import clock
from kiosk.display import lettering
from kiosk.display.paint.mark import HEIGHT, read_image
from kiosk.display.visit import Visit
from kiosk.domain.moments import utc_text

QUIET_MS = 50


class Witness(QObject):
    """Looks at one window; `visit` says what was meant to be there, `write` keeps what was."""

    def __init__(self, window: QQuickWindow, visit: Visit, write: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._window, self._visit, self._write = window, visit, write
        self._written: tuple[int, int, int] | None = None
        self._faults: tuple[str, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._later.timeout.connect(self._look)

    def begin(self) -> None:
        """Looks now, and after each frame from now on."""
        self._window.frameSwapped.connect(self.later, Qt.ConnectionType.QueuedConnection)
        self.later()

    def judge(self) -> None:
        """Looks whether this machine can write what it has to show; operators read it in `kiosk doctor`."""
        self._faults = lettering.faults(self._visit.held.edition, self._visit.locales)
        for fault in self._faults:
            print(f"kiosk display: {fault}", file=sys.stderr)
        self._written = None
        self.later()

    def later(self) -> None:
        """A frame was swapped: look once it is quiet."""
        self._later.start()

    def _look(self) -> None:
        mark = read_image(self._row())
        unpresented = self._visit.faults
        if mark is None or (mark.number, mark.minute, len(unpresented)) == self._written:
            return
        self._written = (mark.number, mark.minute, len(unpresented))
        choice = self._visit.choice
        at = utc_text(clock.wall())
        painted: dict[str, Any] = {
            "edition": mark.number,
            "screen": choice.screen,
            "locale": choice.locale,
            "painted_at": at,
        }
        painted |= {"faults": list(self._faults)} if self._faults else {}
        painted |= {"unpresented": list(unpresented)} if unpresented else {}
        self._write(painted)

    def _row(self) -> QImage:
        screen, window = self._window.screen(), self._window
        row = screen.grabWindow(window.winId(), 0, window.height() - HEIGHT, window.width(), HEIGHT).toImage()
        return row if not row.isNull() else window.grabWindow()
