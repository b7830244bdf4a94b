"""From what is known and what was touched to one whole screen: the single entry the display calls."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.display.presenters import about, attract, checklist, gallery, help, map_state, notice, place
from kiosk.display.presenters.blocks import QrCard
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.frame import frame
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.large import aged, enlarged, headline, loosened
from kiosk.display.presenters.levels import site
from kiosk.display.presenters.paragraphs import parted
from kiosk.display.presenters.screen import Body, Screen
from kiosk.display.presenters.translator import LANGUAGE_NAMES, Translator
from kiosk.domain.freshness import Freshness
from kiosk.domain.zone import ZoneKind

CALLING = ("help", "verdict")
"""Screens whose codes call somebody: no other code stands before those."""


def present(knowledge: Knowledge, choice: Choice, translator: Translator, speaks: bool = False) -> Screen:
    """The screen for this choice. Never raises for a place or group the edition no longer has: it falls back."""
    shown = _existing(knowledge, choice)
    made = SCREENS[shown.screen](knowledge, shown, translator)
    if "large" in shown.modes:
        made = enlarged(
            made, translator, "lower" in shown.modes, shown.wide, banded=knowledge.freshness is not Freshness.LIVE
        )
    else:
        made = loosened(made) if "lower" in shown.modes or shown.wide else made
        made = parted(made, shown.locale, shown.wide, "lower" in shown.modes)
    around = frame(knowledge, shown, translator, speaks)
    if "large" in shown.modes:
        made, around = aged(made, around.band, translator), replace(around, band=headline(around.band))
    elif around.band.qr and (shown.wide or made.name in CALLING):
        if not shown.searching:
            made = coded(made, knowledge)
        around = replace(around, band=replace(around.band, qr=""))
    languages = tuple(LANGUAGE_NAMES.items()) if shown.languages_open else ()
    key = "/".join(
        (shown.screen, shown.place, shown.notice, str(shown.group), str(shown.searching), str(shown.unfolded))
    )
    return Screen(made, around, shown.locale, shown.modes, languages, key)


def coded(body: Body, knowledge: Knowledge) -> Body:
    """The body with the ministry's code at its end: on a wide panel, and over a call's code, the band has only its words.

    The checklist keeps its pages, the verdict its one; where a code leads to the ministry already, no second one stands.
    """
    if body.name in ("checklist", "place", *CALLING):
        return body
    where = site(knowledge.edition)
    code = QrCard(where.value, "", "", module=7)
    return replace(body, flow=(*body.flow, code))


def _existing(knowledge: Knowledge, choice: Choice) -> Choice:
    zones = {zone.id for zone in knowledge.edition.zones}
    if choice.screen == "place" and choice.place not in zones:
        choice = replace(choice, screen="map", searching=False)
    return replace(choice, group=min(choice.group, len(knowledge.edition.checklist.groups) - 1))


def _attract(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    large, lower = "large" in choice.modes, "lower" in choice.modes
    if large:
        loose = choice.wide or knowledge.freshness is not Freshness.LIVE
        fixed = () if lower or loose else (attract.begin(translator),)
        return Body("attract", flow=attract.large_blocks(knowledge, translator, lower, loose), footer=fixed)
    tight = choice.wide and knowledge.freshness in (Freshness.OLD, Freshness.UNKNOWN)
    return Body(
        "attract",
        flow=attract.blocks(knowledge, translator, lower, tight),
        footer=attract.foot(choice.locale, translator, lower or tight),
    )


def _map(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    return Body(
        "map",
        header=map_state.typed(choice, translator),
        tools=map_state.tools(choice, translator),
        flow=map_state.blocks(knowledge, choice, translator),
        flow_is_touch=True,
        map=None if choice.searching else map_state.map_says(knowledge, translator, "lower" not in choice.modes),
    )


def _place(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    return Body(
        "place",
        flow=(
            *place.title(knowledge, choice.place, translator),
            *place.blocks(
                knowledge,
                choice.place,
                translator,
                choice.wide or bool({"large", "lower"} & choice.modes),
                brief="large" in choice.modes,
            ),
        ),
        footer=place.foot(translator),
        map=map_state.map_says(knowledge, translator, interactive=False),
    )


def _checklist(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    return Body(
        "checklist",
        header=checklist.checklist_head(knowledge, choice, translator),
        flow=checklist.checklist_rows(knowledge, choice, translator),
        footer=checklist.checklist_foot(knowledge, choice, translator),
        flow_is_touch=True,
        onward="" if "large" in choice.modes else "group",
    )


def _verdict(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    return Body(
        "verdict",
        flow=checklist.verdict_blocks(knowledge, choice, translator),
        footer=checklist.verdict_foot(choice, translator),
    )


def _help(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    if "large" in choice.modes:
        return Body("help", flow=help.help_large(knowledge, translator), footer=help.help_foot(translator))
    loud = knowledge.freshness in (Freshness.OLD, Freshness.UNKNOWN)
    if not (choice.wide or loud or "lower" in choice.modes):
        return Body("help", flow=help.help_pairs(knowledge, translator), footer=help.help_foot(translator))
    blocks = help.help_blocks(knowledge, translator, choice.wide)
    if choice.wide and "lower" not in choice.modes:
        blocks = blocks[1:]
    return Body("help", flow=blocks, footer=help.help_foot(translator))


def _notice(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    read = notice.notice_read(knowledge, choice.notice)
    return Body(
        "notice",
        flow=notice.notice_blocks(read, translator, choice.wide, "large" in choice.modes),
        footer=notice.notice_foot(knowledge, read, translator, choice.wide, "large" in choice.modes),
    )


def _about(knowledge: Knowledge, _: Choice, translator: Translator) -> Body:
    return Body("about", flow=about.about_blocks(knowledge, translator), footer=about.about_foot(translator))


def _gallery(knowledge: Knowledge, choice: Choice, translator: Translator) -> Body:
    choice = replace(choice, query="", place=knowledge.edition.of_kind(ZoneKind.LOCALITY, ZoneKind.DIVISION)[0].id)
    searching = replace(choice, screen="map", searching=True)
    found = [
        block
        for shown in (*(replace(choice, screen=name) for name in SCREENS if name != "gallery"), searching)
        for body in [SCREENS[shown.screen](knowledge, shown, translator)]
        for block in (*body.header, *body.tools, *body.flow, *body.footer)
    ]
    return Body("gallery", flow=gallery.blocks(knowledge, translator, found))


SCREENS: dict[str, Callable[[Knowledge, Choice, Translator], Body]] = {
    "attract": _attract,
    "map": _map,
    "place": _place,
    "checklist": _checklist,
    "verdict": _verdict,
    "help": _help,
    "notice": _notice,
    "about": _about,
    "gallery": _gallery,
}
