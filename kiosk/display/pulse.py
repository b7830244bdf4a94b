"""The display's sign of life for whoever started it and listens (`kiosk.gate.supervisor`): a byte a second."""

import os

from PySide6.QtCore import QObject, QTimer

from kiosk.gate.supervisor import PULSE

EVERY_MS = 1000


class Pulse(QObject):
    """Beats while the event loop runs; without a listener it does nothing."""

    def __init__(self) -> None:
        super().__init__()
        handle = os.environ.pop(PULSE, "")  # ours alone: what we start is not to beat for us
        if not handle.isdigit():
            return
        self._handle = int(handle)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._beat)
        try:
            os.set_blocking(self._handle, False)
            os.set_inheritable(self._handle, False)
        except OSError:  # whoever set the name meant another process
            return
        self._timer.start()

    def _beat(self) -> None:
        try:
            os.write(self._handle, b".")
        except BlockingIOError:  # nobody has listened for hours
            return
        except OSError:
            self._timer.stop()
