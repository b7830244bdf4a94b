"""The screen's link to its keeper: tells when the store holds something new, takes what was painted, and replaces a keeper
that died or fell silent. The display's only link to the courier."""

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from kiosk.display.keeper import PASS_OVER, Keeper
from kiosk.store import Held

TEND_MS = 1000
SILENCE_SECONDS = 30.0
PAUSE_SECONDS = 5.0
"""Between two beginnings of a keeper."""


class Watch(QObject):
    """Emits `changed(Held)` when another edition or a newer proof than `held` is there, never before the event loop runs."""

    changed = Signal(object)

    def __init__(self, state: Path, held: Held, keeper: Keeper | None) -> None:
        super().__init__()
        self._state, self._held, self._keeper = state, held, keeper
        self._begun = self._heard = time.monotonic()
        self._ear: QSocketNotifier | None = None
        tending = QTimer(self, interval=TEND_MS)
        tending.timeout.connect(self._tend)
        tending.start()
        if keeper:
            self._listen(keeper)

    def write_painted(self, painted: dict[str, Any]) -> None:
        """Has it written down; lost if there is no keeper just now."""
        if self._ear and self._keeper:
            try:
                self._keeper.line.tell(painted)
            except OSError:
                self._lose()

    def pass_over(self, sha256: str) -> None:
        """Asks for another edition than that, which cannot be presented; with "" for the newest again."""
        self.write_painted({PASS_OVER: sha256})

    def end(self) -> None:
        """Lets the keeper go."""
        self._deafen()
        if self._keeper:
            self._keeper.end()

    def _listen(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._begun = self._heard = time.monotonic()
        self._ear = QSocketNotifier(keeper.line.reading, QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)
        QTimer.singleShot(0, self, self._hear)  # what came before we listened

    def _hear(self) -> None:
        if not (self._ear and self._keeper):
            return
        try:
            while (value := self._keeper.line.hear()) is not None:
                self._heard = time.monotonic()
                self._take(value)
        except EOFError:
            self._lose()

    def _take(self, value: object) -> None:
        if isinstance(value, Held) and value != self._held:
            self._held = value
            self.changed.emit(value)

    def _lose(self) -> None:
        self._deafen()
        if self._keeper:
            self._keeper.kill()

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
                self._listen(Keeper.spawned(self._state))

    def _free(self) -> bool:
        """Whether the last keeper is gone: one stuck in the kernel is not joined by others."""
        if self._keeper and self._keeper.gone():
            self._keeper.line.close()
            self._keeper = None
        return self._keeper is None
