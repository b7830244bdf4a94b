"""Reading the screen aloud, through QtTextToSpeech and the system's speech-dispatcher.

Rules: nothing is loaded until "listen" is first touched; the screen's sentences are read in order; touching again stops;
a language without a voice (Khmer) or a machine without a daemon is no fault: the control is simply not offered. Volume
goes back to the middle when the visitor is forgotten. Personal data is never on a screen, so never spoken.
"""

import shutil
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal

ESPEAK_ONLY = {"zh_Hans": "cmn"}
SPOKEN_LOCALES = ("ko", "en", "zh_Hans", "ja", "vi")
MIDDLE, STEP = 0.6, 0.2


def voices() -> tuple[str, ...]:
    """Locales that may be offered on this machine: none without speech-dispatcher."""
    return SPOKEN_LOCALES if shutil.which("speech-dispatcher") else ()


class Speech(QObject):
    """Speaks sentences; `speaking` tells whether it does, `failed` that no voice answered."""

    speaking = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine: Any = None
        self._queue: list[str] = []
        self._said: tuple[list[str], str] = ([], "ko")
        self._active = False
        self.volume = MIDDLE

    def say(self, sentences: Sequence[str], locale: str) -> None:
        """Speaks, or stops if it is speaking."""
        if self._active:
            self.hush()
            return
        self._said = (list(sentences), locale)
        if not self._ready(locale):
            self.failed.emit(locale)
            return
        self._queue = list(sentences)
        self._active = True
        self.speaking.emit(True)
        self._next()

    def again(self) -> None:
        """From the first sentence."""
        sentences, locale = self._said
        self.hush()
        self.say(sentences, locale)

    def hush(self) -> None:
        """Stops."""
        self._queue = []
        if self._active:
            self._active = False
            self._engine.stop()
            self.speaking.emit(False)

    def louder(self, steps: int) -> None:
        """Changes the volume by so many steps, within 0.2 and 1."""
        self.volume = max(STEP, min(1.0, self.volume + steps * STEP))
        if self._engine:
            self._engine.setVolume(self.volume)

    def reset(self) -> None:
        """Silence, and the volume in the middle again."""
        self.hush()
        self.volume = MIDDLE
        if self._engine:
            self._engine.setVolume(MIDDLE)

    def _ready(self, locale: str) -> bool:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if self._engine is None:
            if "speechd" not in QTextToSpeech.availableEngines():
                return False
            self._engine = QTextToSpeech("speechd", self)
            self._engine.stateChanged.connect(self._moved)
        if self._engine.state() == QTextToSpeech.State.Error:
            return False
        self._engine.setVolume(self.volume)
        return self._choose_voice(locale)

    def _choose_voice(self, locale: str) -> bool:
        wanted = ESPEAK_ONLY.get(locale)
        if wanted:
            names = [one for one in self._engine.availableLocales() if one.name().startswith(wanted)]
        else:
            names = [one for one in self._engine.availableLocales() if one.language() == QLocale(locale).language()]
        if names:
            self._engine.setLocale(names[0])
        return bool(names)

    def _moved(self, state: Any) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if state == QTextToSpeech.State.Ready and self._active:
            self._next()
        elif state == QTextToSpeech.State.Error:
            self.hush()

    def _next(self) -> None:
        if self._queue:
            self._engine.say(self._queue.pop(0))
        else:
            self._active = False
            self.speaking.emit(False)
