"""The police's own bulletins, apart from levels.

Rules: a notice is shown from `start` (inclusive) to `end` (exclusive) to its audience: every kiosk, one terminal, or
one gate, however its name is written. The most severe and newest comes first. Urgent notices may lack four languages;
then Korean and English stand.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from kiosk.domain.text import Text

AROUND = re.compile(r"제(?=\d)|터미널|TERMINAL|탑승구|게이트|GATE|(?<=\d)번|[\s.]|^T(?=\d)")
"""What people write around the name of a terminal or gate."""


class Severity(IntEnum):
    """How loudly a notice speaks."""

    INFORMATION = 1
    IMPORTANT = 2
    URGENT = 3


@dataclass(frozen=True)
class Audience:
    """Who sees a notice: `terminal` and `gate` narrow it; both empty means everybody."""

    terminal: str = ""
    gate: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    def includes(self, terminal: str, gate: str) -> bool:
        """Tell whether a kiosk at `terminal` and `gate` is meant."""
        return spot(self.terminal) in ("", spot(terminal)) and spot(self.gate) in ("", spot(gate))


def spot(name: str) -> str:
    """Return the bare name of a terminal or gate: `2` of `T2`, `Terminal 2` or `제2터미널`; `231` of `２３１번 탑승구`."""
    bare = AROUND.sub("", unicodedata.normalize("NFKC", name).upper())
    return bare or name.strip()


@dataclass(frozen=True)
class Notice:
    """One bulletin; `sample` marks an example made for a picture, never published."""

    id: str
    severity: Severity
    title: Text
    text: Text
    start: datetime
    end: datetime
    audience: Audience = Audience()
    sample: bool = False
    extra: tuple[tuple[str, str], ...] = ()

    def showing(self, at: datetime, terminal: str = "", gate: str = "") -> bool:
        """Tell whether the notice is on the screen of a kiosk at `terminal`, `gate` at the moment `at`."""
        return self.start <= at < self.end and self.audience.includes(terminal, gate)


@dataclass(frozen=True)
class Correction:
    """What was wrong and what is right, shown where the wrong text stood from `start` to `end`.

    That is the page of `zone`; or, of a `notice` (its id) that was withdrawn, where that stood and to its `audience`; else
    everywhere.
    """

    id: str
    wrong: Text
    right: Text
    start: datetime
    end: datetime
    zone: str = ""
    notice: str = ""
    audience: Audience = Audience()
    extra: tuple[tuple[str, str], ...] = ()

    def showing(self, at: datetime, terminal: str = "", gate: str = "") -> bool:
        """Tell whether the correction is on the screens of a kiosk at `terminal`, `gate` at the moment `at`."""
        return self.start <= at < self.end and self.audience.includes(terminal, gate)
