"""One language's voice: gettext for sentences, CLDR (Babel) for dates, times, ages, lists and numbers.

Rules: times are Korean time (the gate's); Korean is the language of the message ids; a language without a catalogue entry
falls back to nothing silently only in development: a test holds every catalogue complete.
"""

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta

from kiosk.domain.languages import BY_CODE, LANGUAGES

KST = ZoneInfo("Asia/Seoul")
LANGUAGE_NAMES = {one.code: one.name for one in LANGUAGES}

UNITS: tuple[tuple[str, timedelta, int], ...] = (
    ("year", timedelta(days=365), 2),
    ("month", timedelta(days=30), 2),
    ("week", timedelta(days=7), 2),
    ("day", timedelta(days=1), 1),
    ("hour", timedelta(hours=1), 1),
    ("minute", timedelta(minutes=1), 1),
)
"""What an age is told in: from so many on, or where it is a whole one."""


def _unit(passed: timedelta) -> tuple[str, timedelta]:
    """The largest unit that an age is told in, and its length."""
    return next((unit, size) for unit, size, least in UNITS if passed == size or passed >= least * size)


@cache
def _cldr(locale: str) -> Locale:
    return Locale.parse(BY_CODE[locale].cldr or locale)


@lru_cache(maxsize=4096)
def _long_day(locale: str, day: date) -> str:
    return format_date(day, "long", locale=_cldr(locale))


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "mark, translate later")
    """Marks a message for extraction without translating it here."""
    return message


@dataclass(frozen=True)
class Translator:
    """The voice of one locale code of `kiosk.domain.languages`."""

    locale: str
    catalogue: gettext.NullTranslations

    def say(self, message: str, **values: object) -> str:
        """The message in this language, with `{name}` places filled."""
        found = self.catalogue.gettext(message)
        return found.format(**values) if values else found

    @property
    def cldr(self) -> Locale:
        """Babel's locale."""
        return _cldr(self.locale)

    def day(self, at: datetime, now: datetime) -> str:
        """A date in Korean time; the year only when it is not that of `now`."""
        here = at.astimezone(KST)
        if here.year == now.astimezone(KST).year:
            return format_skeleton("MMMMd", here, tzinfo=KST, locale=self.cldr, fuzzy=True)
        return format_date(here.date(), "long", locale=self.cldr)

    def full_day(self, at: datetime) -> str:
        """A date in Korean time with its year."""
        return _long_day(self.locale, at.astimezone(KST).date())

    def clock(self, at: datetime) -> str:
        """Hours and minutes, 24-hour, in Korean time."""
        here = at.astimezone(KST)
        return f"{here.hour:02}:{here.minute:02}"

    def moment(self, at: datetime, now: datetime) -> str:
        """Date and time to the minute in Korean time, in the order of the language."""
        return self.say("{day} {time}", day=self.day(at, now), time=self.clock(at))

    def full_moment(self, at: datetime) -> str:
        """The same with its year."""
        return self.say("{day} {time}", day=self.full_day(at), time=self.clock(at))

    def short_moment(self, at: datetime) -> str:
        """Month, day and time in as few characters as the language allows."""
        return f"{self._month_and_day(at)} {self.clock(at)}"

    def short_day(self, at: datetime, now: datetime) -> str:
        """A date in as few characters as the language allows; whole and with its year when that is not the year of `now`."""
        same = at.astimezone(KST).year == now.astimezone(KST).year
        return self._month_and_day(at) if same else self.day(at, now)

    def _month_and_day(self, at: datetime) -> str:
        here = at.astimezone(KST)
        return format_skeleton(BY_CODE[self.locale].short_day or "MMMd", here, tzinfo=KST, locale=self.cldr, fuzzy=True)

    def ago(self, at: datetime, now: datetime) -> str:
        """How long ago, in CLDR's words ("3 hours ago"), rounded up so that nothing sounds younger than it is."""
        passed = max(timedelta(0), now - at)
        if passed < timedelta(minutes=1):
            return self.say("방금")
        unit, size = _unit(passed)
        whole = -(-passed // size) * size
        unit, size = _unit(whole)  # 60 minutes are an hour
        forced = {"granularity": unit, "threshold": float("inf")}
        return format_timedelta(-whole, add_direction=True, locale=self.cldr, **forced)  # type: ignore[arg-type]

    def listed(self, names: Sequence[str]) -> str:
        """Names side by side, parted by middle dots (the same in all six languages)."""
        return " · ".join(names)
