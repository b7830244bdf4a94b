"""Sums of many kiosks' days, and the length of each one's bar. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.gate.use import Totals

WIDE = 100
"""The longest bar of a chart."""


@dataclass(frozen=True)
class Bar:
    """A row of a chart: what was counted, how often, and how long its bar is (0 to `WIDE`)."""

    label: str
    count: int
    length: float


@dataclass(frozen=True)
class Summed:
    """What all kiosks' days come to; `days` by date, the newest first.

    `kiosks`: how many days of kiosks these are; `parts`: how many of them were not counted whole.
    """

    days: tuple[Bar, ...]
    languages: tuple[Bar, ...]
    screens: tuple[Bar, ...]
    hotline: tuple[Bar, ...]
    kiosks: int
    parts: int


def summed(found: Iterable[Totals], languages_in: Mapping[str, str], screens_in: Mapping[str, str]) -> Summed:
    """Sum what kiosks told; the mappings say languages and screens in words."""
    days, languages, screens, hotline = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    all_found = list(found)
    for one in all_found:
        days[one.day.isoformat()] += one.visits
        hotline[one.day.isoformat()] += one.hotline
        languages.update(one.languages)
        screens.update(one.screens)
    newest = sorted(days, reverse=True)
    return Summed(
        _bars([(day, days[day]) for day in newest]),
        _bars([(languages_in.get(one, one), count) for one, count in languages.most_common()]),
        _bars([(screens_in.get(one, one), count) for one, count in screens.most_common()]),
        _bars([(day, hotline[day]) for day in newest]),
        len(all_found),
        sum(not one.whole for one in all_found),
    )


def _bars(counts: list[tuple[str, int]]) -> tuple[Bar, ...]:
    most = max((count for _, count in counts), default=0) or 1
    return tuple(Bar(label, count, round(WIDE * count / most, 1)) for label, count in counts)
