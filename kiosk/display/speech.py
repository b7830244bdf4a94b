"""Reading the screen aloud, by a process of its own (`kiosk.display.voice`) through the system's speech-dispatcher.

Rules: nothing is started until "listen" is first touched; the screen's sentences are read in order; touching again stops;
a language without a voice (Khmer), a machine without a daemon or a daemon that hangs is no fault: the control is simply
not offered. When the visitor is forgotten the process ends and the volume is back in the middle. Personal data is never on
a screen, so never spoken. Telephone numbers are said as one dictates them (`aloud`).
"""

import json
import re
import sys
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from kiosk.domain.languages import BY_CODE

MIDDLE, STEP = 0.6, 0.2
PATIENCE_MS = 8000
"""How long a first word may take: the process and, on a slow machine, the daemon have to start."""


FULL = re.compile(
    r"(?<![\w.,:/-])(?:"
    r"\+\d{1,3}(?:(?:[.\u2010-\u2013-]\(?\d{1,14}\)?)+|(?: \(?\d{1,4}\)?)+)|\+\d{6,15}"
    r"|\(?0\d{1,3}\)?[ \u2010-\u2013-]\d{3,4}[ \u2010-\u2013-]\d{3,4}|1\d{3}[\u2010-\u2013-]\d{4}"
    r")(?![\w:/-]|[.,]\d)",
    re.ASCII,
)
"""A whole telephone number: with its country, with its area, or one of four and four digits."""

ADDRESS = re.compile(r"(?:https?://|www\.)[\w./-]+", re.ASCII)
COUNTED = re.compile(
    r"\s?(?:%|km|m\b|kg|년|월|일|명|건|개|회|시|분|초|원|만|호|人|名|件|年|月|日|円|元|万|号|公里"
    r"|កម|គីឡូ|នាក់|người|ngày|people|persons|won\b|days|hours)"
)
"""What makes of the same digits an amount."""


def aloud(sentence: str, locale: str, short: Collection[str] = ()) -> str:
    """Gives a sentence as it is to be read: telephone numbers digit by digit in their groups, the `short` ones too.

    Years, times, levels and amounts stay as they are.
    """
    said = ADDRESS.sub(lambda found: re.sub(r"\d{2,}", lambda run: _dictated(run[0], locale), found[0]), sentence)
    said = FULL.sub(lambda found: _dictated(found[0], locale), said)
    if not short:
        return said
    alone = "|".join(map(re.escape, sorted(short)))
    return re.sub(
        rf"(?<![\d.,:/+-])(?:{alone})(?![\d:/%-]|[.,]\d)",
        lambda found: found[0] if COUNTED.match(said, found.end()) else _dictated(found[0], locale),
        said,
    )


def _dictated(number: str, locale: str) -> str:
    language = BY_CODE[locale]
    digits = language.digits.split(" ")
    groups = [part for run in re.findall(r"[0-9]+", number) for part in _parted(run)]
    spoken = language.pause.join(language.between.join(digits[int(one)] for one in group) for group in groups)
    return (language.plus if number.startswith("+") else "") + spoken


def _parted(run: str) -> list[str]:
    """A run of digits in pieces that an ear can hold: as it is up to four, else by threes, four at the end."""
    if len(run) <= 4:
        return [run]
    return [run[:3], *_parted(run[3:])]


class Speech(QObject):
    """Speaks sentences; `speaking` tells whether it does, `failed` that no voice answered for a locale.

    `aside`: to whoever passes, so not into a visitor's head-set.
    """

    speaking = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None, patience_ms: int = PATIENCE_MS, aside: bool = False) -> None:
        super().__init__(parent)
        self._aside = aside
        self._process: QProcess | None = None
        self._said: tuple[list[str], str] = ([], "ko")
        self._active = False
        self._asked = 0  # to be said, and not yet begun
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
        self.speaking.emit(True)
        self._begin(self._said[0], locale)

    def name(self, words: str, locale: str) -> None:
        """Speaks the name of a control in place of whatever is being said; what "again" repeats stays the screen."""
        if self._process:
            self._ask(stop=True)
        self._begin([words], locale)

    def again(self) -> None:
        """From the first sentence."""
        sentences, locale = self._said
        self.hush()
        if sentences:
            self.say(sentences, locale)

    def hush(self) -> None:
        """Stops."""
        if self._process:
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
        self.volume, self._asked = MIDDLE, 0
        process, self._process = self._process, None
        if process:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()

    def _begin(self, sentences: list[str], locale: str) -> None:
        self._asked += 1
        self._patience.start()
        self._ask(volume=self.volume, say=sentences, locale=locale, aside=self._aside)

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
                self._asked -= 1
                if not self._asked:
                    self._patience.stop()
            elif word == b"done" and not self._asked:
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
