"""The boxes QML paints, as frozen values: each kind has one delegate. All measures in units; colours are names of `Theme`.

Rules: within a kind the later lies over the earlier; over all, areas lie lowest, then what is touched, the map, badges,
icons and codes, and words on top.
"""

from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True)
class Box:
    """A box at (x, y) of a size (w, h)."""

    x: float
    y: float
    w: float
    h: float

    def as_map(self) -> dict[str, Any]:
        """Give the box as QML takes it."""
        return dict(self.__dict__)


@dataclass(frozen=True)
class Area(Box):
    """A coloured ground with a border; `hatch`: slanted strokes instead of a fill."""

    fill: str = ""
    edge: str = ""
    edge_width: float = 0
    radius: float = 0
    hatch: bool = False


@dataclass(frozen=True)
class Text(Box):
    """Lines of text, parted already (`text` holds newlines), `words` unparted; `face` is a locale or "phone"."""

    text: str = ""
    words: str = ""
    px: float = 44
    bold: bool = False
    face: str = "ko"
    colour: str = "ink"
    line: float = 0
    align: str = "left"


@dataclass(frozen=True)
class Touch(Box):
    """Something to touch, with its ground; `steady`: stays where it is when the screen changes."""

    name: str = ""
    action: str = ""
    argument: str = ""
    fill: str = ""
    pressed: str = "pressed"
    edge: str = ""
    edge_width: float = 0
    radius: float = 16
    checkable: bool = False
    checked: bool = False
    enabled: bool = True
    steady: bool = False
    inset: float = 0


@dataclass(frozen=True)
class Badge(Box):
    """A level's badge: its sign, "" for unknown; `dark`: on dark ground."""

    level: str = ""
    dark: bool = False


@dataclass(frozen=True)
class Icon(Box):
    """An outline icon by name."""

    name: str = ""
    colour: str = "ink"


@dataclass(frozen=True)
class Code(Box):
    """A QR code with its quiet zone; `module` is the side of one module."""

    payload: str = ""
    module: float = 6


@dataclass(frozen=True)
class Map(Box):
    """The map; `says` is the presenter's MapSays as JSON.

    `focus`: one division only; `bare`: no call-outs.
    """

    says: str = "{}"
    focus: str = ""
    interactive: bool = True
    bare: bool = False


@dataclass(frozen=True)
class Country(Box):
    """The pale outline of the country, behind everything."""


B = TypeVar("B", bound=Box)


def moved(box: B, x: float, y: float) -> B:
    """Move a box by (x, y). As `dataclasses.replace` does, at a fifth of its time: a page moves some hundred."""
    made = object.__new__(type(box))
    made.__dict__.update(box.__dict__)
    made.__dict__["x"] += x
    made.__dict__["y"] += y
    return made


KINDS: tuple[type[Box], ...] = (Country, Area, Touch, Map, Badge, Icon, Code, Text)
"""All kinds, from the lowest to the top."""
