"""The screen's link to its keeper: tells when the store holds something new, takes what was painted, and replaces a state reader
that died or fell silent. The display's only link to the courier."""

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from kiosk.display.asked import Examine, Examined, Tried, Try
from kiosk.display.state_reader import PASS_OVER, StateReader
from kiosk.gate.store import Held
from kiosk.gate.use import Totals

TEND_MS = 1000
SILENCE_SECONDS = 30.0
PAUSE_SECONDS = 5.0
"""Between two beginnings of a state reader."""


class Watch(QObject):
    """Emits `changed(Held)` when another edition or a newer proof than `held` is there, never before the event loop runs.

    Emits `answered` with what comes back to `ask`: `Tried` or `Examined`.
    """

    changed = Signal(object)
    answered = Signal(object)

    def __init__(self, state: Path, held: Held, state_reader: StateReader | None) -> None:
        super().__init__()
        self._state, self._held, self._state_reader = state, held, state_reader
        self._begun = self._heard = time.monotonic()
        self._ear: QSocketNotifier | None = None
        tending = QTimer(self, interval=TEND_MS)
        tending.timeout.connect(self._tend)
        tending.start()
        if state_reader:
            self._listen(state_reader)

    def write_painted(self, painted: dict[str, Any]) -> None:
        """Has it written down; lost if there is no state reader just now."""
        self._tell(painted)

    def ask(self, question: Try | Examine) -> None:
        """Asks for an officer; where there is no state reader just now no answer comes."""
        self._tell(question)

    def _tell(self, value: object) -> None:
        if self._ear and self._state_reader:
            try:
                self._state_reader.line.tell(value)
            except OSError:
                self._lose()

    def write_use(self, totals: Totals) -> None:
        """Has the totals of a day written down; lost if there is no state reader just now."""
        self._tell(totals)

    def pass_over(self, sha256: str) -> None:
        """Asks for another edition than that, which cannot be presented; with "" for the newest again."""
        self._tell({PASS_OVER: sha256})

    def end(self) -> None:
        """Lets the state reader go."""
        self._deafen()
        if self._state_reader:
            self._state_reader.end()

    def _listen(self, state_reader: StateReader) -> None:
        self._state_reader = state_reader
        self._begun = self._heard = time.monotonic()
        self._ear = QSocketNotifier(state_reader.line.reading, QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)
        QTimer.singleShot(0, self, self._hear)  # what came before we listened

    def _hear(self) -> None:
        if not (self._ear and self._state_reader):
            return
        try:
            while (value := self._state_reader.line.hear()) is not None:
                self._heard = time.monotonic()
                self._take(value)
        except EOFError:
            self._lose()

    def _take(self, value: object) -> None:
        if isinstance(value, Held) and value != self._held:
            self._held = value
            self.changed.emit(value)
        elif isinstance(value, Tried | Examined):
            self.answered.emit(value)

    def _lose(self) -> None:
        self._deafen()
        if self._state_reader:
            self._state_reader.kill()

    def _deafen(self) -> None:
        ear, self._ear = self._ear, None
        if ear:
            ear.setEnabled(False)
            ear.deleteLater()

    def _tend(self) -> None:
        if self._ear and time.monotonic() - self._heard > SILENCE_SECONDS:
            print("kiosk display: the state folder has not answered for a while; asked anew", file=sys.stderr)
            self._lose()
        if not self._ear and self._free() and time.monotonic() - self._begun > PAUSE_SECONDS:
            self._begun = time.monotonic()
            with suppress(OSError):
                self._listen(StateReader.spawned(self._state))

    def _free(self) -> bool:
        """Whether the last state reader is gone: one stuck in the kernel is not joined by others."""
        if self._state_reader and self._state_reader.gone():
            self._state_reader.line.close()
            self._state_reader = None
        return self._state_reader is None
