"""The display's signs for whoever started it and listens (`kiosk.gate.supervisor`): it lives, its screen is proved."""

import os

from PySide6.QtCore import QObject, QTimer

from kiosk.gate.supervisor import ALIVE, EXCUSED, PROVED, PULSE

EVERY_MS = 1000


class Pulse(QObject):
    """Beats while the event loop runs; without a listener it does nothing."""

    def __init__(self) -> None:
        super().__init__()
        handle = os.environ.pop(PULSE, "")  # ours alone: what we start is not to beat for us
        self._handle = int(handle) if handle.isdigit() else -1
        try:
            os.set_blocking(self._handle, False)
            os.set_inheritable(self._handle, False)
        except OSError:  # whoever set the name meant another process
            self._handle = -1
            return
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(lambda: self._tell(ALIVE))
        self._timer.start()

    @property
    def heard(self) -> bool:
        """Whether somebody listens, who starts the display again when it ends."""
        return self._handle >= 0

    def prove(self) -> None:
        """Tells that the screen's own pixels were read back and are what was meant."""
        self._tell(PROVED)

    def excuse(self) -> None:
        """Tells that there is no monitor to prove anything on: beginning anew would mend nothing."""
        self._tell(EXCUSED)

    def _tell(self, sign: bytes) -> None:
        if self._handle < 0:
            return
        try:
            os.write(self._handle, sign)
        except BlockingIOError:  # nobody has listened for hours
            return
        except OSError:
            self._handle = -1
            self._timer.stop()
