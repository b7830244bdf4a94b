"""The pieces a screen is made of, as frozen values: what is said, never how it stands (`layout` places them).

Rules: a block holds one statement; what is touched carries an action and its argument. `spare` blocks are the first to
leave a page that is full. `ground` is the panel a block stands on; neighbours on one ground share it.
"""

from dataclasses import dataclass
from typing import Any, Literal

from kiosk.display.presenters.sheet import plain

Role = Literal["label", "body", "second", "strong", "head", "ask", "title", "question"]
Ground = Literal["paper", "ink", "accent", "tint", "amber"]


@dataclass(frozen=True)
class Block:
    """Base of all blocks."""

    def as_map(self) -> dict[str, Any]:
        """Give the block's members, for those who compare."""
        return plain(self)

    @property
    def spoken(self) -> str:
        """What is read aloud for it."""
        return ""


@dataclass(frozen=True)
class Words(Block):
    """A paragraph, with an `icon` before it; `brief` is said in its place where room is short.

    `again`: what lies behind the first door says it too, so that a page it is spared from loses nothing.
    """

    text: str
    role: Role = "body"
    ground: Ground = "paper"
    icon: str = ""
    spare: bool = False
    brief: str = ""
    again: bool = False

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True)
class LevelLine(Block):
    """A level with the place it holds for: badge, `name`, `over` (number and Korean word), what is asked, the small print.

    `level`: the sign ("1" "2" "!" "3" "4") or "" for unknown; `first`: the weightiest of its screen, in large type;
    `action`: what a touch on it does, if anything; `brief`: the name where room is short; `names`: the places one by one,
    where it names several.
    """

    level: str
    name: str
    over: str
    asks: tuple[str, ...] = ()
    penalty: str = ""
    notes: tuple[str, ...] = ()
    ground: Ground = "paper"
    first: bool = False
    action: str = ""
    argument: str = ""
    brief: str = ""
    names: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        said = (self.over, self.name, *self.asks, self.penalty, *self.notes)
        return " ".join(one if one.endswith((".", "。", "។")) else f"{one}." for one in said if one)


@dataclass(frozen=True)
class PlaceHead(Block):
    """A place's name, the same in another script, and its shape: `zone` on the map that `says` (MapSays as JSON, "" for none)."""

    name: str
    other: str
    zone: str = ""
    says: str = ""

    @property
    def spoken(self) -> str:
        return self.name


@dataclass(frozen=True)
class PlaceRow(Block):
    """A row to touch: a place, or "all places"; `level` adds a badge where the row stands alone.

    `said` is the level for the ear, which sees neither badge nor the head above.
    """

    name: str
    action: str
    argument: str = ""
    level: str = ""
    over: str = ""
    said: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(one for one in (self.over, self.name, self.said) if one)


@dataclass(frozen=True)
class LevelList(Block):
    """Levels worst first, each a head with its places; each row a place."""

    groups: tuple[tuple[LevelLine, tuple[PlaceRow, ...]], ...]

    @property
    def spoken(self) -> str:
        return " ".join(one.spoken.rstrip(".") + "." for head, rows in self.groups for one in (head, *rows))


@dataclass(frozen=True)
class MapBox(Block):
    """The map; `says` is its MapSays as JSON. Takes the room that is left."""

    says: str
    interactive: bool = True


@dataclass(frozen=True)
class SignRow(Block):
    """A sign of the checklist to tick; `said` tells the ear of a tick."""

    text: str
    argument: str
    ticked: bool
    said: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.said}: {self.text}" if self.ticked and self.said else self.text


@dataclass(frozen=True)
class Steps(Block):
    """Where in the checklist one is: short names, the current index."""

    names: tuple[str, ...]
    current: int

    @property
    def spoken(self) -> str:
        return f"{self.current + 1} / {len(self.names)}. {self.names[self.current]}"


@dataclass(frozen=True)
class Call(Block):
    """Somebody to call or a page to open: title, `number` in large type, lines below, and the code of it.

    Where room is short `brief` stands for the title and `small`, a shorter payload, for the code's; `scan`, how a code is
    read, is the last line, said where there is room.
    """

    payload: str
    title: str
    number: str
    lines: tuple[str, ...] = ()
    ground: Ground = "tint"
    spare: bool = False
    brief: str = ""
    small: str = ""
    scan: str = ""
    again: bool = False

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.number, *self.lines, self.scan) if part)


@dataclass(frozen=True)
class Tile(Block):
    """A label and a short number, two beside each other where two come together; `again` as of `Words`."""

    label: str
    value: str
    spare: bool = False
    again: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.value}"


@dataclass(frozen=True)
class Fact(Block):
    """A label and a value on one line, or on two where they do not fit; `brief` is the label where room is short."""

    label: str
    value: str
    phone: bool = False
    brief: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.value}"


@dataclass(frozen=True)
class Button(Block):
    """Something to touch. `waiting`: its place is kept, nothing is shown there yet; `chosen`: it is on."""

    text: str
    action: str
    argument: str = ""
    primary: bool = True
    icon: str = ""
    enabled: bool = True
    waiting: bool = False
    chosen: bool = False
    face: str = ""
    name: str = ""
    spare: bool = False

    @property
    def spoken(self) -> str:
        return "" if self.waiting else self.name or self.text


@dataclass(frozen=True)
class Buttons(Block):
    """Buttons side by side as far as their words allow; each keeps its place. `again`: the settings' sheet has them too."""

    row: tuple[Button, ...]
    across: int = 0
    spare: bool = False
    again: bool = False

    @property
    def spoken(self) -> str:
        return " ".join(one.spoken.rstrip(".") + "." for one in self.row if one.spoken)


@dataclass(frozen=True)
class SearchField(Block):
    """The question "where are you going?", or what was typed; `beside` is the button at its right, if any."""

    text: str
    hint: str = ""
    query: str = ""
    action: str = ""
    beside: Button | None = None

    @property
    def spoken(self) -> str:
        return f"{self.text} {self.beside.spoken}" if self.beside else self.text


@dataclass(frozen=True)
class Keys(Block):
    """A small keyboard: the letters of one script, an erase key; as many columns as fit a finger, at most `columns`."""

    letters: tuple[str, ...]
    erase: str
    columns: int
