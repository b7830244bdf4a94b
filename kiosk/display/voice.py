"""The process that speaks: `python -m kiosk.display.voice`. QtTextToSpeech waits for the speech daemon, sometimes for ever;
here it can wait without holding up the screen, and be ended.

One JSON object a line comes in: `{"say": [SENTENCE, ...], "locale": L, "aside": bool}`, `{"stop": true}`, `{"volume": 0..1}`.
One word a line goes out: `speaking`, `done` (all said, or stopped), `failed` (no voice for the locale, or no daemon). Ends with
its input. Whether a head-set is plugged in is asked before it speaks and each second meanwhile: a plug silences the speaker, and
what is said aside is not said into it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSocketNotifier, QTimer
from PySide6.QtTextToSpeech import QTextToSpeech

from kiosk.display.kana import kana
from kiosk.gate import sound

MANDARIN = "Chinese (Mandarin"
"""How espeak's Mandarin is called; its language code `cmn` is none that Qt knows, so Qt files it under "C"."""
READS_CHARACTERS = "Pinyin"
"""In the name of that one of its two voices which reads characters in Chinese; the other reads most as English (`findings/`)."""
JACK_MS = 1000


class Voice(QObject):
    """One engine; sentences are said one after another."""

    def __init__(self, engine: str = "speechd") -> None:
        super().__init__()
        self._queue: list[str] = []
        self._busy = self._aside = False
        self._jack = QTimer(self, interval=JACK_MS)
        self._jack.timeout.connect(self._heed)
        self._engine = QTextToSpeech(engine, self) if engine in QTextToSpeech.availableEngines() else None
        if self._engine:
            self._engine.stateChanged.connect(self._moved)

    def hear(self, wanted: dict[str, Any]) -> None:
        """One line of the input."""
        if "volume" in wanted and self._engine and self._engine.state() != QTextToSpeech.State.Error:
            self._engine.setVolume(float(wanted["volume"]))
        if "stop" in wanted:
            self._stop()
        if "say" in wanted:
            self._aside = bool(wanted.get("aside"))
            self._say([str(one) for one in wanted["say"]], str(wanted["locale"]))

    def _heed(self) -> None:
        """The head-set's plug: it silences the speaker, and what is said aside."""
        if sound.heed() and self._aside:
            self._stop()

    def _say(self, sentences: list[str], locale: str) -> None:
        try:
            queue = kana(sentences) if locale == "ja" else sentences
        except (OSError, subprocess.SubprocessError) as fault:
            print(f"kiosk display: Japanese cannot be read aloud: {fault}", file=sys.stderr)
            tell("failed")
            return
        if not self._chosen(locale):
            tell("failed")
            return
        self._queue, self._busy = queue, True
        tell("speaking")
        self._heed()
        if self._busy:
            self._jack.start()
            self._next()

    def _stop(self) -> None:
        self._queue = []
        if self._busy and self._engine:
            self._busy = False
            self._jack.stop()
            self._engine.stop()
            tell("done")

    def _chosen(self, locale: str) -> bool:
        engine = self._engine
        if engine is None or engine.state() == QTextToSpeech.State.Error:
            return False
        if locale.startswith("zh"):
            engine.setLocale(QLocale.c())
            voices = {one.name(): one for one in engine.availableVoices()}
            if name := mandarin(voices):
                engine.setVoice(voices[name])
            return bool(name)
        names = [one for one in engine.availableLocales() if one.language() == QLocale(locale).language()]
        if names:
            engine.setLocale(names[0])
        return bool(names)

    def _moved(self, state: QTextToSpeech.State) -> None:
        if not self._busy:
            return
        if state == QTextToSpeech.State.Ready:
            self._next()
        elif state == QTextToSpeech.State.Error:
            self._busy, self._queue = False, []
            self._jack.stop()
            tell("failed")

    def _next(self) -> None:
        assert self._engine is not None
        if self._queue:
            self._engine.say(self._queue.pop(0))
        else:
            self._busy = False
            self._jack.stop()
            tell("done")


def mandarin(names: Iterable[str]) -> str:
    """Choose the voice that reads Chinese characters in Chinese; "" where none is Mandarin's."""
    found = [one for one in names if one.startswith(MANDARIN)]
    return min(found, key=lambda one: (READS_CHARACTERS not in one, len(one)), default="")


def tell(word: str) -> None:
    """One word to whoever asked."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> int:
    """Speaks until the input ends."""
    app = QCoreApplication(["kiosk-voice"])
    voice, rest = Voice(), b""
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)

    def read() -> None:
        nonlocal rest
        data = os.read(0, 65536)
        if not data:
            app.quit()
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            voice.hear(json.loads(line))

    notifier.activated.connect(read)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
