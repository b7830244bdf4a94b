"""Reading the screen aloud, by a process of its own (`kiosk.display.voice`) through the system's speech-dispatcher.

Rules: nothing is started until "listen" is first touched; the screen's sentences are read in order; touching again stops;
a language without a voice (Khmer), a machine without a daemon or a daemon that hangs is no fault: the control is simply
not offered. When the visitor is forgotten the process ends and the volume is back in the middle. Personal data is never on
a screen, so never spoken.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

MIDDLE, STEP = 0.6, 0.2
PATIENCE_MS = 8000
"""How long a first word may take: the process and, on a slow machine, the daemon have to start."""


class Speech(QObject):
    """Speaks sentences; `speaking` tells whether it does, `failed` that no voice answered for a locale."""

    speaking = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._said: tuple[list[str], str] = ([], "ko")
        self._active = False
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._give_up)
        self.volume = MIDDLE

    def say(self, sentences: Sequence[str], locale: str) -> None:
        """Speaks, or stops if it is speaking."""
        if self._active:
            self.hush()
            return
        self._said = (list(sentences), locale)
        self._active = True
        self._patience.start()
        self.speaking.emit(True)
        self._ask(volume=self.volume, say=self._said[0], locale=locale)

    def again(self) -> None:
        """From the first sentence."""
        sentences, locale = self._said
        self.hush()
        self.say(sentences, locale)

    def hush(self) -> None:
        """Stops."""
        if self._active:
            self._ask(stop=True)
            self._ended()

    def louder(self, steps: int) -> None:
        """Changes the volume by so many steps, within 0.2 and 1."""
        self.volume = round(max(STEP, min(1.0, self.volume + steps * STEP)), 1)
        if self._process:
            self._ask(volume=self.volume)

    def reset(self) -> None:
        """Silence, the process ended, and the volume in the middle again."""
        self._ended()
        self.volume = MIDDLE
        process, self._process = self._process, None
        if process:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()

    def _ask(self, **wanted: Any) -> None:
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
            self._process.readyReadStandardOutput.connect(self._heard)
            self._process.finished.connect(self._give_up)
            self._process.start(sys.executable, ["-P", "-m", "kiosk.display.voice"])
        self._process.write(json.dumps(wanted).encode() + b"\n")

    def _heard(self) -> None:
        assert self._process is not None
        for word in bytes(self._process.readAllStandardOutput().data()).split():
            if word == b"speaking":
                self._patience.stop()
            elif word == b"done" and not self._patience.isActive():
                self._ended()
            elif word == b"failed":
                self._give_up()

    def _give_up(self) -> None:
        """No voice, or one that does not answer: told as failed."""
        was, locale = self._active, self._said[1]
        self.reset()
        if was:
            self.failed.emit(locale)

    def _ended(self) -> None:
        self._patience.stop()
        if self._active:
            self._active = False
            self.speaking.emit(False)
