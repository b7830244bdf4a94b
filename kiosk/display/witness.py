"""The witness: has `painted.json` written after the mark was read back from the screen's own pixels, once a minute an edition,
when the officers' view comes or goes, and at once where a traveller cannot see what was meant, and why; tells operators what
this machine cannot write.

Rules: it looks after each frame and every `LOOK_MS`; a fault is told when it lasts for `LASTS_SECONDS`, since a picture may be
changing just then. What hid the window and was undone counts as there until it stayed away for `AWAY_SECONDS`: two windows may
fight for the top. What was proved last stands in `painted.json` for as long as nothing else is.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtQuick import QQuickWindow

from kiosk import clock
from kiosk.display import lettering
from kiosk.display.paint.cells import read_image
from kiosk.display.presenters.mark import Mark, read_bits
from kiosk.display.screen_row import screen_row
from kiosk.display.visit import Visit
from kiosk.domain.moments import utc_text
from kiosk.gate.monitor import Hidden
from kiosk.gate.program import packaged

QUIET_MS = 50
LOOK_MS = 5000
AGAIN_MS = 500
LASTS_SECONDS = 0.8
AWAY_SECONDS = 2.0
OLD_MINUTES = 2
"""A mark is painted anew each minute; one that is further from now stands still."""


class Witness(QObject):
    """Looks at one window; `visit` says what was meant to be there, `write` keeps what was.

    `obstacle`: asked what hides the window from the eye. Emits `proved` at each look that found what was meant, and
    `excused` where there is no monitor to look at.
    """

    proved = Signal()
    excused = Signal()

    def __init__(
        self,
        window: QQuickWindow,
        visit: Visit,
        write: Callable[[dict[str, Any]], None],
        obstacle: Callable[[], Hidden | None] = lambda: None,
    ) -> None:
        super().__init__()
        self._window, self._visit, self._write, self._obstacle = window, visit, write, obstacle
        self._written: tuple[Any, ...] = ()
        self._last: dict[str, Any] = {}
        self._hidden: Hidden | None = None
        self._obstructed: Hidden | None = None
        self._since, self._seen_at = 0.0, -AWAY_SECONDS
        self._faults: tuple[str, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._later.timeout.connect(self.look)
        self._again = QTimer(self, interval=LOOK_MS)
        self._again.timeout.connect(self.look)

    def begin(self) -> None:
        """Looks now, after each frame from now on, and every few seconds."""
        self._window.frameSwapped.connect(self.later, Qt.ConnectionType.QueuedConnection)
        self._again.start()
        self.later()

    def judge(self) -> None:
        """Looks whether this machine can write what it has to show; operators read it in `kiosk doctor`."""
        self._faults = lettering.faults(self._visit.held.edition, self._visit.locales)
        for fault in self._faults:
            print(f"kiosk display: {fault}", file=sys.stderr)
        self._written = ()
        self.later()

    def later(self) -> None:
        """A frame was swapped: look once it is quiet."""
        self._later.start()

    def look(self) -> None:
        """Reads the mark back from the screen, and has written down what was proved or what hides it."""
        mark, now = read_image(screen_row(self._window, self._window.grabWindow)), clock.wall()
        why = self._lasting(self._obstacle()) or _wrong(mark, read_bits(self._visit.mark()))
        self._again.setInterval(AGAIN_MS if why else LOOK_MS)
        if why in (Hidden.UNPLUGGED, Hidden.PLANNED):
            self.excused.emit()
        if why is None and mark is not None:
            self.proved.emit()
            self._keep(mark, now)
        elif why and self._lasts(why) and self._written != (why,):
            self._written = (why,)
            self._write({**self._last, "hidden": why})
        self._hidden = why

    def _lasting(self, found: Hidden | None) -> Hidden | None:
        """What hides the window, or did a moment ago."""
        if found:
            self._seen_at, self._obstructed = clock.ticks(), found
        return self._obstructed if clock.ticks() - self._seen_at < AWAY_SECONDS else None

    def _lasts(self, why: Hidden) -> bool:
        """Whether that fault is no passing one."""
        if why is not self._hidden:
            self._since = clock.ticks()
        return clock.ticks() - self._since >= LASTS_SECONDS

    def _keep(self, mark: Mark, now: datetime) -> None:
        unpresented = self._visit.faults
        proof = (mark.number, mark.hash32, mark.minute, len(unpresented), self._visit.officers.view is None)
        if proof == self._written:
            return
        self._written, choice = proof, self._visit.choice
        painted: dict[str, Any] = {
            "edition": mark.number,
            "mark": f"{mark.hash32:08x}",
            "screen": self._visit.screen,
            "locale": choice.locale,
            "painted_at": utc_text(now),
        }
        painted |= {"program": packaged()} if packaged() else {}
        painted |= {"faults": list(self._faults)} if self._faults else {}
        painted |= {"unpresented": list(unpresented)} if unpresented else {}
        self._last = painted
        self._write(painted)


def _wrong(mark: Mark | None, meant: Mark | None) -> Hidden | None:
    """What is wrong with the mark that was read, by the one that is meant to stand there now."""
    if mark is None:
        return Hidden.UNREAD
    if meant is None or (mark.number, mark.hash32) != (meant.number, meant.hash32):
        return Hidden.OTHER
    return Hidden.OLD if abs(mark.minute - meant.minute) > OLD_MINUTES else None
