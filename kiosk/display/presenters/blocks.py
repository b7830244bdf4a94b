"""The pieces a screen is made of, as frozen values; QML has one delegate a kind.

Rules: a block never says how it looks beyond its kind, tone and ground; what does not fit becomes a page, so a block holds
one statement. `ground` joins neighbouring blocks into one panel. Interactive blocks carry an action and its argument.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kiosk.display.presenters.sheet import plain

Tone = Literal["body", "second", "strong", "ask", "head", "small", "title", "question"]
Ground = Literal["paper", "ink", "accent", "tint", "amber"]


@dataclass(frozen=True)
class Block:
    """Base of all blocks."""

    kind: ClassVar[str] = ""

    def as_map(self) -> dict[str, Any]:
        """The block as QML sees it: its members and its kind."""
        return {"kind": self.kind, **plain(self)}

    @property
    def spoken(self) -> str:
        """What is read aloud for it."""
        return ""


@dataclass(frozen=True)
class Words(Block):
    """A paragraph, `keep` on the page of what follows, with an `icon` before it; `spare`: left out where that saves a page."""

    kind: ClassVar[str] = "words"
    text: str
    tone: Tone = "body"
    ground: Ground = "paper"
    keep: bool = False
    icon: str = ""
    spare: bool = False

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True)
class LevelLine(Block):
    """A badge with a place and the level's name; `size` is "place", "list" or "attract".

    `level`: the sign ("1" "2" "!" "3" "4") or "" for unknown. `over` stands small above or below `name`.
    """

    kind: ClassVar[str] = "level"
    level: str
    name: str
    over: str
    size: Literal["place", "list", "attract"] = "list"
    ground: Ground = "paper"
    keep: bool = True
    rule: bool = True
    zone: str = ""

    @property
    def spoken(self) -> str:
        return " ".join(f"{one}." for one in (self.over, self.name) if one)


@dataclass(frozen=True)
class LevelCard(Block):
    """All that holds on one piece of ground; `ground` "ink" is the black panel of a travel ban, its asks in large type."""

    kind: ClassVar[str] = "card"
    level: str
    name: str
    over: str
    asks: tuple[str, ...]
    penalty: str
    notes: tuple[str, ...]
    when: str
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return " ".join(
            one for one in (f"{self.over}. {self.name}.", *self.asks, self.penalty, *self.notes, self.when) if one
        )


@dataclass(frozen=True)
class PlaceHead(Block):
    """A place's name, the same in another script, and its shape on the map (`zone`, "" for none)."""

    kind: ClassVar[str] = "placehead"
    name: str
    other: str
    zone: str
    keep: bool = True
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return self.name


@dataclass(frozen=True)
class PlaceRow(Block):
    """A row to touch: a place, or "all places"; `level` adds a badge when the row stands alone.

    `said` is the level for the ear, which sees neither badge nor the head above.
    """

    kind: ClassVar[str] = "place"
    name: str
    action: str
    argument: str = ""
    level: str = ""
    over: str = ""
    said: str = ""
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return ", ".join(one for one in (self.over, self.name, self.said) if one)


@dataclass(frozen=True)
class Pair(Block):
    """Two blocks side by side; either may be missing. Each is the map of a Block.

    `middle` stands between two buttons; while it is `waiting`, its place is kept and nothing is shown there.
    """

    kind: ClassVar[str] = "pair"
    left: dict[str, Any] | None
    right: dict[str, Any] | None
    keep: bool = False
    said: str = ""
    ground: Ground = "paper"
    middle: dict[str, Any] | None = None
    waiting: bool = False

    @property
    def spoken(self) -> str:
        return self.said


def pair(left: Block | None, right: Block | None, keep: bool = False, ground: Ground = "paper") -> Pair:
    """Two blocks as one."""
    said = aloud(left, right)
    return Pair(left.as_map() if left else None, right.as_map() if right else None, keep, said, ground)


def aloud(*blocks: Block | None) -> str:
    """What is read aloud for several blocks, one sentence each."""
    return " ".join(one.spoken.rstrip(".") + "." for one in blocks if one)


def trio(left: Block, middle: Block, right: Block, waiting: bool) -> Pair:
    """Two buttons with a third between them, or with its place kept while it is `waiting`."""
    said = aloud(left, None if waiting else middle, right)
    return Pair(left.as_map(), right.as_map(), said=said, middle=middle.as_map(), waiting=waiting)


@dataclass(frozen=True)
class SignRow(Block):
    """A sign of the checklist to tick; `name` is the whole sign where `text` is "this fits"; `said` tells the ear of a tick."""

    kind: ClassVar[str] = "sign"
    text: str
    argument: str
    ticked: bool
    name: str = ""
    said: str = ""
    action: str = "tick"
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return f"{self.said}: {self.text}" if self.ticked and self.said else self.text


@dataclass(frozen=True)
class Steps(Block):
    """Where in the checklist one is: short names, the current index."""

    kind: ClassVar[str] = "steps"
    names: tuple[str, ...]
    current: int
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return f"{self.current + 1} / {len(self.names)}. {self.names[self.current]}"


@dataclass(frozen=True)
class QrCard(Block):
    """A QR code with what it is printed beside it. `number` is large; `mark` is a warning such as "to be confirmed"."""

    kind: ClassVar[str] = "qr"
    payload: str
    title: str
    number: str
    lines: tuple[str, ...] = ()
    mark: str = ""
    ground: Ground = "paper"
    module: int = 7
    keep: bool = False

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.number, self.mark, *self.lines) if part)


@dataclass(frozen=True)
class Fact(Block):
    """A label and a value on one line, or on two where they do not fit."""

    kind: ClassVar[str] = "fact"
    label: str
    value: str
    ground: Ground = "paper"
    phone: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.label}: {self.value}"


@dataclass(frozen=True)
class Button(Block):
    """Something to touch at the foot of a screen."""

    kind: ClassVar[str] = "button"
    text: str
    action: str
    argument: str = ""
    primary: bool = True
    icon: str = ""
    enabled: bool = True
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True)
class Languages(Block):
    """The language row of the attract screen."""

    kind: ClassVar[str] = "languages"
    codes: tuple[str, ...]
    names: tuple[str, ...]
    current: str
    ground: Ground = "paper"


@dataclass(frozen=True)
class SearchField(Block):
    """The question "where are you going?" with what was typed; `beside` is the button at its right, if any."""

    kind: ClassVar[str] = "search"
    text: str
    hint: str
    query: str = ""
    action: str = "search"
    argument: str = ""
    beside: str = ""
    beside_spoken: str = ""
    beside_action: str = ""
    touched: bool = True
    ground: Ground = "paper"

    @property
    def spoken(self) -> str:
        return self.text
