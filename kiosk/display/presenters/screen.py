"""What one painted screen says, whole: frame, flowing blocks, foot, map. The value that models mirror."""

from dataclasses import dataclass
from typing import Literal

from kiosk.display.presenters.composition import Composition


@dataclass(frozen=True)
class Band:
    """The freshness band under the top line; `kind` is "none", "recent", "delayed", "old" or "unknown".

    `brief` says the headline where room is short.
    """

    kind: Literal["none", "recent", "delayed", "old", "unknown"] = "none"
    headline: str = ""
    detail: str = ""
    brief: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of the dock."""

    action: str
    argument: str
    label: str
    icon: str
    on: bool = False
    enabled: bool = True
    spoken: str = ""


@dataclass(frozen=True)
class Frame:
    """What is on every screen: heading, time of the check, band, demo words, dock.

    `more` opens the rest of a short dock; `demo_sign` is "DEMO" or "TRAINING" where room for the words is short.
    """

    heading: str
    checked: str
    checked_short: str
    checked_icon: str
    band: Band
    demo: str
    cells: tuple[Cell, ...]
    hotline_name: str
    hotline_hours: str
    hotline_number: str
    hotline_spoken: str
    previous: str
    next: str
    more: Cell
    speech: tuple[tuple[str, str], ...] = ()
    demo_sign: str = ""


@dataclass(frozen=True)
class CallOut:
    """A worst place named outside the country: its zone, name, level sign, and map anchor (map units)."""

    zone: str
    name: str
    level: str


@dataclass(frozen=True)
class MapSays:
    """What the map shows: level sign by division and band ("" unknown, "-" not drawn), cities, call-outs, names."""

    fills: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    call_outs: tuple[CallOut, ...]
    names: tuple[tuple[str, str], ...]
    neighbours: tuple[tuple[str, str], ...]
    unknown: bool = False
    town: str = ""
    interactive: bool = True


@dataclass(frozen=True)
class Screen:
    """One screen, whole: what it says, its frame, and how it was asked for; `page` from 0."""

    body: Composition
    frame: Frame
    locale: str
    modes: frozenset[str]
    key: str = ""
    page: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        """Everything the screen says, in reading order."""
        band = self.frame.band
        return tuple(one for one in (self.frame.demo, band.headline, band.detail, *self.body.spoken) if one)
