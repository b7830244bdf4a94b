"""Counting use by the day, where the settings ask for it: in memory, told once the day is over, and then forgotten.

A visit is somebody leaving the first screen. What is asked for stands in `kiosk.gate.use`; no place, sign or verdict comes here.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.display.presenters.choice import Choice
from kiosk.gate.use import SCREENS, Totals, day_of, totals

LOOK_MS = 60_000


class Tally:
    """The counts of one day, from `since` on."""

    def __init__(self, since: datetime, whole: bool = False) -> None:
        self.day, self._whole = day_of(since), whole
        self._visits = self._hotline = 0
        self._languages, self._screens = Counter[str](), Counter[str]()

    def step(self, before: Choice, after: Choice, action: str, argument: str) -> None:
        """Count what a touch led to."""
        begins = before.screen == "attract" and after.screen != "attract"
        self._visits += begins
        if begins or (after.locale != before.locale and after.screen != "attract"):
            self._languages[after.locale] += 1
        if after.screen != before.screen and after.screen in SCREENS:
            self._screens[after.screen] += 1
        self._hotline += (action, argument) == ("go", "help")

    def totals(self) -> Totals:
        """Give what may be told of the day."""
        return totals(self.day, self._whole, self._visits, self._languages, self._screens, self._hotline)

    def is_over(self, today: date) -> bool:
        """Whether another day has begun."""
        return today != self.day


class Counting(QObject):
    """Counts one display's days; `now` tells the time. Emits `over` with the totals of a day that ended."""

    over = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now, self.tally = now, Tally(now())
        looking = QTimer(self, interval=LOOK_MS)
        looking.timeout.connect(self.look)
        looking.start()

    def step(self, before: Choice, after: Choice, action: str, argument: str) -> None:
        """A touch led from one choice to another."""
        self.look()
        self.tally.step(before, after, action, argument)

    def look(self) -> None:
        """Tells the day's totals once it is over, and begins the next."""
        now = self._now()
        if self.tally.is_over(day_of(now)):
            done, self.tally = self.tally.totals(), Tally(now, whole=True)
            self.over.emit(done)
