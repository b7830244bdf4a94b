"""A screen as it is given to the layout: its answer, the doors that lead on, and what lies behind them.

Rules: the answer is whole on the first page in every language, age, band, size and mode. `lead` is read first (on a wide
panel the left half), `rest` after it; `controls` stand at the foot of the first page. Behind each door lies one section, on
one page, rarely two. No composition knows modes, sizes or panels.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.display.presenters.blocks import Block, Button, Buttons


@dataclass(frozen=True)
class Section:
    """What lies behind a door: the door's words (also the page's title) and its blocks."""

    title: str
    blocks: tuple[Block, ...]
    short: str = ""

    @property
    def label(self) -> str:
        """The words on the door where room is short."""
        return self.short or self.title


@dataclass(frozen=True)
class Composition:
    """One screen's body. `title` names it; in the top line of large text `short` does, where it has one."""

    name: str
    title: str
    lead: tuple[Block, ...]
    rest: tuple[Block, ...] = ()
    controls: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    faint: bool = False
    typing: bool = False
    sheet: bool = False
    short: str = ""

    @property
    def blocks(self) -> Iterator[Block]:
        """Everything in reading order."""
        yield from (*self.lead, *self.rest, *self.controls)
        for section in self.sections:
            yield from section.blocks

    @property
    def spoken(self) -> tuple[str, ...]:
        """Everything it says, in reading order."""
        doors = tuple(Button(one.title, "page", str(number)) for number, one in enumerate(self.sections))
        first = (*self.lead, *self.rest, *self.controls, *((Buttons(doors),) if doors else ()))
        behind = [one for section in self.sections for one in section.blocks]
        return tuple(one.spoken for one in (*first, *behind) if one.spoken)
