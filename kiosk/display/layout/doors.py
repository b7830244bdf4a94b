"""The doors of a page: labelled ways to what lies behind it."""

from collections.abc import Sequence

from kiosk.display.layout.setting import Setting
from kiosk.display.presenters.blocks import Block, Button, Buttons
from kiosk.display.presenters.composition import Composition


def doors_of(body: Composition, titles: Sequence[str], setting: Setting) -> tuple[Button, ...]:
    """Give a button for each section, leading to the page on which it begins; in short words where room is short."""
    found = []
    for section in body.sections if titles else ():
        page = next(
            (number for number, title in enumerate(titles, 1) if title in (section.title, section.label)), len(titles)
        )
        words = section.label if setting.large else section.title
        found.append(Button(words, "page", str(page), primary=False, icon="forward", name=section.title))
    return tuple(found)


def joined(ways: Sequence[Button], controls: Sequence[Block]) -> tuple[Block, ...]:
    """Put the doors and the controls together; single buttons share a row where their words allow."""
    loose = [one for one in controls if isinstance(one, Button)]
    if len(loose) == len(controls) and 2 <= len(ways) + len(loose) <= 3:
        return (Buttons((*ways, *loose)),)
    return (*((Buttons(tuple(ways)),) if ways else ()), *controls)
