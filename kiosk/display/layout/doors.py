"""The doors of a page: labelled ways to what lies behind it."""

from collections.abc import Sequence

from kiosk.display.layout.setting import Layout, Setting
from kiosk.display.presenters.blocks import Block, Button, Buttons, MapBox
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


def age_leads(body: Composition, setting: Setting) -> bool:
    """Tell whether the age of the data is a door: a wide map of large text leaves the countdown no other room than there."""
    return setting.layout is not Layout.LARGE_WIDE or not any(isinstance(one, MapBox) for one in body.lead)
