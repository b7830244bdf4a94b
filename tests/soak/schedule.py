"""What happens in a soak and when, by its seed alone. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.domain.languages import LOCALES

KIOSKS = 3
STEADY = 2
"""The kiosk whose power stays on and whose program stays the same: its memory is that of the whole week."""

DAY = 1440.0
WANTS = ("place", "place", "place", "number", "number", "search", "checklist")
HOSTILE = ("rolled-back", "foreign", "altered")
CUTS = ("refused", "silent")
CLOCKS = (-30.0, -5.0, -2.0, -0.5, 0.5, 5.0, 30.0)
"""Hours by which a kiosk's clock is wrong for a while; a week has each once."""
HOURS = (1, 1, 1, 1, 2, 6, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 8, 7, 6, 4, 2)
"""How many travellers pass in each hour of the day, against one another."""


@dataclass(frozen=True, order=True)
class Event:
    """`at`: minutes since the beginning; `kiosk`: -1 for all; `much`: how long or how far, minutes."""

    at: float
    kind: str
    kiosk: int = -1
    much: float = 0.0
    word: str = ""
    turns: tuple[tuple[str, str, float, bool], ...] = field(default=())
    """Of a round of visits, for each kiosk: locale, what is wanted, which of the places (0 to 1), whether home is touched."""


def events(seed: int, days: float, visits: int, editions: int) -> list[Event]:
    """Return everything in order."""
    chance = random.Random(seed)
    found = [*_visits(chance, days, visits), *_editions(chance, days, editions), *_faults(chance, days)]
    found += [Event(day * DAY, "day") for day in range(1, int(days) + 1)]
    return sorted(found)


def _moment(chance: random.Random, days: float) -> float:
    hour = chance.choices(range(24), HOURS)[0]
    return round(min(chance.randrange(max(1, int(days))) * DAY + hour * 60 + chance.random() * 60, days * DAY - 5), 2)


def _visits(chance: random.Random, days: float, visits: int) -> Iterator[Event]:
    for at in sorted(_moment(chance, days) for _ in range(-(-visits // KIOSKS))):
        turns = tuple(
            (chance.choice(LOCALES), chance.choice(WANTS), chance.random(), chance.random() < 0.4)
            for _ in range(KIOSKS)
        )
        yield Event(at, "visits", turns=turns)


def _editions(chance: random.Random, days: float, editions: int) -> Iterator[Event]:
    for number in range(editions):
        start, room = days * DAY * number / editions, days * DAY / editions
        yield Event(round(start + (0.1 + 0.8 * chance.random()) * room, 2), "edition", much=chance.random())


def _faults(chance: random.Random, days: float) -> Iterator[Event]:
    clocks = chance.sample(CLOCKS, len(CLOCKS))
    for day in range(max(1, int(days))):
        for kiosk in range(KIOSKS):
            yield Event(_at(chance, day), "cut", kiosk, round(chance.choice((3, 20, 90, 400)) * (0.5 + chance.random())),
                        chance.choice(CUTS))  # fmt: skip
        yield Event(_at(chance, day), "power", chance.randrange(STEADY), round(1 + 14 * chance.random(), 1))
        yield Event(
            _at(chance, day),
            "clock",
            chance.randrange(KIOSKS),
            round(60 + 120 * chance.random()),
            str(clocks[day % len(clocks)]),
        )
        yield Event(_at(chance, day), "hostile", chance.randrange(KIOSKS), round(60 + 180 * chance.random()),
                    HOSTILE[day % len(HOSTILE)])  # fmt: skip
    for part, kind, word in (
        (0.35, "keys", "online"),
        (0.6, "keys", "root"),
        (0.45, "upgrade", ""),
        (0.75, "upgrade", "bad"),
    ):
        much = round(180 + 300 * chance.random()) if kind == "upgrade" and not word else 30.0
        yield Event(round((part + 0.05 * chance.random()) * days * DAY, 2), kind, 0, much, word)


def _at(chance: random.Random, day: int) -> float:
    return round(day * DAY + (0.04 + 0.9 * chance.random()) * DAY, 2)
