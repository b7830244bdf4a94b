"""What every block is set by: language, modes, panel, how hard the page is squeezed, and what text measures."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, Literal, Protocol

from kiosk.display.layout.boxes import Text
from kiosk.display.layout.letters import NUMBERS, ROLES, leading, size
from kiosk.display.layout.lines import parted

MOST_KNOWN = 20_000
"""Texts whose lines are remembered."""
SLACK = 0.1
SHARE = 0.988
"""What a line may hold of its width: words measured one by one come out a little narrower than together."""


Known = dict[tuple[str, str, bool, float], list[str]]
"""Lines by what they were parted from: words, face, bold, room."""


class Measures(Protocol):
    """What only the typefaces and the code maker know."""

    def width(self, words: str, face: str, bold: bool) -> float:
        """Tell how wide some words are on one line, as a multiple of their size."""
        ...

    def modules(self, payload: str) -> int:
        """Tell how many modules a side the code of a payload has, quiet zone included."""
        ...


class Layout(Enum):
    """The four ways a page is laid out."""

    UPRIGHT = "upright"
    WIDE = "wide"
    LARGE_UPRIGHT = "large upright"
    LARGE_WIDE = "large wide"


COLUMN_GAP = 48.0


@dataclass(frozen=True)
class Panel:
    """A panel's size in units of 0.37 mm."""

    width: float = 1080
    height: float = 1920

    @property
    def wide(self) -> bool:
        """Whether it lies on its side."""
        return self.width > self.height


@dataclass(frozen=True)
class Setting:
    """How a page is set. `squeeze` from 0 (best sizes and gaps) to 1 (least); `single`: one column on any panel;
    `parted`: a list of levels in parts of which the last may go on to a next page; `notch`: the share of the width that stays
    beside what stands in the lower right corner; `foot`: a call stands at the foot beside the way on,
    "coded" without its number.
    """

    locale: str
    panel: Panel
    modes: frozenset[str]
    measures: Measures
    squeeze: float = 0.0
    single: bool = False
    parted: bool = False
    notch: float = 0.0
    foot: Literal["", "numbered", "coded"] = ""
    drawn: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    known: Known = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def layout(self) -> Layout:
        """Which of the four layouts holds."""
        large = "large" in self.modes
        if self.panel.wide:
            return Layout.LARGE_WIDE if large else Layout.WIDE
        return Layout.LARGE_UPRIGHT if large else Layout.UPRIGHT

    @cached_property
    def large(self) -> bool:
        """Whether text stands at 200 %."""
        return self.layout in (Layout.LARGE_UPRIGHT, Layout.LARGE_WIDE)

    @cached_property
    def columns(self) -> int:
        """How many columns a page has: on a wide panel two, in large text one where that holds more."""
        return 2 if self.panel.wide and not (self.single or self.notch) else 1

    @cached_property
    def column(self) -> float:
        """How wide each of a page's columns is, where they are alike."""
        return (self.panel.width - 2 * self.margin - COLUMN_GAP * (self.columns - 1)) / self.columns

    @cached_property
    def margin(self) -> float:
        """The room left and right."""
        return 32 if self.panel.wide else 56

    @cached_property
    def reach(self) -> float:
        """From where on down controls may stand: 0, or in the lower mode the upper edge of the lower 65 %."""
        return self.panel.height * 0.35 + 4 if "lower" in self.modes else 0

    @property
    def gap(self) -> float:
        """The room between two statements."""
        return 24 - 14 * self.squeeze

    def squeezed(self, squeeze: float) -> "Setting":
        """Give the same, squeezed that hard."""
        return replace(self, squeeze=squeeze)

    def face(self, role: str) -> str:
        """Name the face of a role: numbers stand in the Korean one."""
        return "phone" if role in NUMBERS else self.locale

    def advance(self, words: str, role: str, px: float | None = None, face: str = "") -> float:
        """Tell how wide words are in one line of a role."""
        px = px or size(role, self.locale, self.large, self.squeeze)
        return px * self.measures.width(words, face or self.face(role), ROLES[role].bold)

    def fitting(self, words: str, role: str, room: float) -> float:
        """Give the largest size, from the present to the least, at which words keep to one line; 0 if none does."""
        for squeeze in (self.squeeze, 0.5, 0.75, 1.0):
            px = size(role, self.locale, self.large, max(squeeze, self.squeeze))
            if self.advance(words, role, px) <= room * SHARE - SLACK * px:
                return px
        return 0

    def _lines(self, words: str, face: str, bold: bool, room: float) -> list[str]:
        key = (words, face, bold, room)
        found = self.known.get(key)
        if found is None:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            found = self.known[key] = parted(words, lambda part: self.measures.width(part, face, bold), room)
        return found

    def line(self, words: str, role: str, colour: str = "ink", px: float = 0) -> Text:
        """Set words on one line, in a box as wide as they are."""
        px = px or size(role, self.locale, self.large, self.squeeze)
        wide, high = self.advance(words, role, px) + 4, px * leading(role, self.locale, self.squeeze)
        return Text(0, 0, wide, high, words, words, px, ROLES[role].bold, self.face(role), colour, high)

    def text(
        self,
        words: str,
        role: str,
        width: float,
        colour: str = "ink",
        align: str = "left",
        px: float = 0,
        face: str = "",
    ) -> Text:
        """Set words in lines of at most `width`; the box begins at (0, 0) and is as high as its lines."""
        face, bold = face or self.face(role), ROLES[role].bold
        px = px or size(role, self.locale, self.large, self.squeeze)
        lines = self._lines(words, face, bold, round(width / px * SHARE - SLACK, 3))
        line = px * leading(role, face if face != "phone" else "ko", self.squeeze)
        return Text(0, 0, width, line * len(lines), "\n".join(lines), words, px, bold, face, colour, line, align)

    def least_lines(self, words: str, role: str, width: float, colour: str) -> Text:
        """Set words; strong ones of large text in plain type where room is short and that takes a line less."""
        text = self.text(words, role, width, colour)
        if role != "strong" or not self.large or self.squeeze < 1:
            return text
        return min(text, self.text(words, "body", width, colour), key=lambda one: one.text.count("\n"))


Colours = Mapping[str, tuple[str, str]]
ON: Colours = {
    "paper": ("ink", "ink2"),
    "tint": ("ink", "ink2"),
    "amber": ("ink", "ink"),
    "ink": ("white", "banDate"),
    "accent": ("overAccent", "overAccent"),
}
"""The colours of words and of second words on each ground."""
FILL = {"paper": "", "tint": "tint", "amber": "amber", "ink": "ban", "accent": "accent"}
