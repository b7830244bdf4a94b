"""The beacon: tells aloud where the kiosk is, for who cannot see it (the accessibility duty's guidance to its place).

Rules: off until its settings switch it on, and outside their hours; only while nobody is there: never over a visit or over what
somebody listens to, and a touch ends it at once. It has a voice process of its own, which ends when all is said. A head-set in
its jack keeps it silent (`kiosk.gate.sound`).
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk import clock
from kiosk.display.speech import Speech
from kiosk.gate.settings import Settings
from kiosk.language.catalogues import translator

PATIENCE_MS = 30_000


class Beacon(QObject):
    """Speaks every so often. `alone`: whether nobody is there now."""

    def __init__(self, settings: Settings, alone: Callable[[], bool]) -> None:
        super().__init__()
        self._settings, self._alone = settings, alone
        self._waiting: list[str] = []
        self.speech = Speech(self, PATIENCE_MS, aside=True)
        self.speech.speaking.connect(lambda speaking: None if speaking else QTimer.singleShot(0, self, self._next))
        timer = QTimer(self, interval=round(settings.beacon.every_seconds * 1000))
        timer.timeout.connect(self.tell)
        if settings.beacon.every_seconds:
            timer.start()

    def tell(self) -> None:
        """Says it once in each language, if it may now."""
        hours = self._settings.beacon.hours
        if self._alone() and hours and hours.hold(clock.wall()):
            self._waiting = list(self._settings.beacon.locales)
            self._next()

    def hush(self) -> None:
        """Somebody is there."""
        self._waiting = []
        self.speech.reset()

    def _next(self) -> None:
        if not (self._waiting and self._alone()):
            self.hush()
            return
        locale = self._waiting.pop(0)
        self.speech.volume = self._settings.beacon.volume
        self.speech.say([words(locale)], locale)


def words(locale: str) -> str:
    """What is said in a language."""
    return translator(locale).say("캄보디아로 가시는 분을 위한 여행 안전 안내기가 여기 있습니다.")
