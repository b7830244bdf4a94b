"""What every block is set by: language, modes, panel, how hard the page is squeezed, and what text measures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Protocol

from kiosk.display.layout.boxes import Text
from kiosk.display.layout.letters import NUMBERS, ROLES, leading, size
from kiosk.display.layout.lines import parted


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
    """How a page is set. `squeeze` from 0 (best sizes and gaps) to 1 (least); `lower`: controls keep to the lower 65 %."""

    locale: str
    panel: Panel
    modes: frozenset[str]
    measures: Measures
    squeeze: float = 0.0

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
        """How many columns a page has."""
        return 2 if self.panel.wide else 1

    @cached_property
    def margin(self) -> float:
        """The room left and right."""
        return 32 if self.panel.wide else 56

    @cached_property
    def reach(self) -> float:
        """From where on down controls may stand: 0, or in the lower mode the upper edge of the lower 65 %."""
        return self.panel.height * 0.35 + 6 if "lower" in self.modes else 0

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
            if self.advance(words, role, px) <= room:
                return px
        return 0

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
        lines = parted(words, lambda part: self.measures.width(part, face, bold), width / px)
        line = px * leading(role, face if face != "phone" else "ko")
        return Text(0, 0, width, line * len(lines), "\n".join(lines), words, px, bold, face, colour, line, align)


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
