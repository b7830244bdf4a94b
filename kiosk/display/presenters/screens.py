"""From what is known and what was touched to one whole screen: the single entry the display calls."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.display.presenters import about, attract, checklist, help, map_state, notice, place
from kiosk.display.presenters.blocks import Button
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition
from kiosk.display.presenters.frame import frame
from kiosk.display.presenters.screen import Frame, Screen
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import LANGUAGE_NAMES, Translator


def present(knowledge: Knowledge, choice: Choice, translator: Translator, speaks: bool = False) -> Screen:
    """Present the screen for this choice. Never raises for a place or group the edition no longer has: it falls back."""
    shown = _existing(knowledge, choice)
    around = frame(knowledge, shown, translator, speaks)
    made = SCREENS[shown.screen](knowledge, shown, translator)
    if shown.languages_open or shown.settings_open:
        made = _sheet(made.name, shown, around, translator)
    parts = (shown.screen, shown.place, shown.notice, shown.group, shown.searching, shown.unfolded, shown.page)
    key = "/".join(map(str, (*parts, shown.languages_open, shown.settings_open)))
    return Screen(made, around, shown.locale, shown.modes, key, shown.page)


def _existing(knowledge: Knowledge, choice: Choice) -> Choice:
    zones = {zone.id for zone in knowledge.edition.zones}
    if choice.screen == "place" and choice.place not in zones:
        choice = replace(choice, screen="map", searching=False)
    return replace(choice, group=min(choice.group, len(knowledge.edition.checklist.groups) - 1))


def _sheet(name: str, choice: Choice, around: Frame, translator: Translator) -> Composition:
    """The six languages, each in its own name and script; as "settings" with size, contrast, reach and voice."""
    names = tuple(
        Button(words, "locale", code, primary=False, chosen=code == choice.locale, face=code)
        for code, words in LANGUAGE_NAMES.items()
    )
    modes = tuple(
        Button(cell.label, cell.action, cell.argument, False, cell.icon, cell.enabled, chosen=cell.on)
        for cell in around.cells[3:]
    )
    rows = (*modes, *names) if choice.settings_open else names
    return Composition(name, translator.say("언어 바꾸기"), (), controls=rows, sheet=True)


SCREENS: dict[str, Callable[[Knowledge, Choice, Translator], Composition]] = {
    "attract": attract.compose,
    "map": map_state.compose,
    "place": place.compose,
    "checklist": checklist.compose,
    "verdict": checklist.compose_verdict,
    "help": help.compose,
    "notice": notice.compose,
    "about": about.compose,
}
