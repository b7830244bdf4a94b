"""From what is known and what was touched to one whole screen: the single entry the display calls."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.display.presenters import aid, atlas, attract, gallery, offer, place
from kiosk.display.presenters.blocks import QrCard
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.frame import frame
from kiosk.display.presenters.large import aged, enlarged, headline, loosened
from kiosk.display.presenters.levels import site
from kiosk.display.presenters.paragraphs import parted
from kiosk.display.presenters.screen import Body, Screen
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import LANGUAGE_NAMES, Tongue
from kiosk.domain.freshness import Freshness
from kiosk.domain.zone import ZoneKind

CALLING = ("help", "verdict")
"""Screens whose codes call somebody: no other code stands before those."""


def present(sight: Sight, choice: Choice, tongue: Tongue, speaks: bool = False) -> Screen:
    """The screen for this choice. Never raises for a place or group the edition no longer has: it falls back."""
    shown = _existing(sight, choice)
    made = SCREENS[shown.screen](sight, shown, tongue)
    if "large" in shown.modes:
        made = enlarged(made, tongue, "lower" in shown.modes, shown.wide, banded=sight.freshness is not Freshness.LIVE)
    else:
        made = loosened(made) if "lower" in shown.modes or shown.wide else made
        made = parted(made, shown.locale, shown.wide, "lower" in shown.modes)
    around = frame(sight, shown, tongue, speaks)
    if "large" in shown.modes:
        made, around = aged(made, around.band, tongue), replace(around, band=headline(around.band))
    elif around.band.qr and (shown.wide or made.name in CALLING):
        if not shown.searching:
            made = coded(made, sight)
        around = replace(around, band=replace(around.band, qr=""))
    languages = tuple(LANGUAGE_NAMES.items()) if shown.languages_open else ()
    key = "/".join(
        (shown.screen, shown.place, shown.notice, str(shown.group), str(shown.searching), str(shown.unfolded))
    )
    return Screen(made, around, shown.locale, shown.modes, languages, key)


def coded(body: Body, sight: Sight) -> Body:
    """The body with the ministry's code at its end: on a wide panel, and over a call's code, the band has only its words.

    The checklist keeps its pages, the verdict its one; where a code leads to the ministry already, no second one stands.
    """
    if body.name in ("checklist", "place", *CALLING):
        return body
    where = site(sight.edition)
    code = QrCard(where.value, "", "", module=7)
    return replace(body, flow=(*body.flow, code))


def _existing(sight: Sight, choice: Choice) -> Choice:
    zones = {zone.id for zone in sight.edition.zones}
    if choice.screen == "place" and choice.place not in zones:
        choice = replace(choice, screen="map", searching=False)
    return replace(choice, group=min(choice.group, len(sight.edition.checklist.groups) - 1))


def _attract(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    large, lower = "large" in choice.modes, "lower" in choice.modes
    if large:
        loose = choice.wide or sight.freshness is not Freshness.LIVE
        fixed = () if lower or loose else (attract.begin(tongue),)
        return Body("attract", flow=attract.large_blocks(sight, tongue, lower, loose), footer=fixed)
    tight = choice.wide and sight.freshness in (Freshness.OLD, Freshness.UNKNOWN)
    return Body(
        "attract",
        flow=attract.blocks(sight, tongue, lower, tight),
        footer=attract.foot(choice.locale, tongue, lower or tight),
    )


def _map(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    return Body(
        "map",
        header=atlas.typed(choice, tongue),
        tools=atlas.tools(choice, tongue),
        flow=atlas.blocks(sight, choice, tongue),
        flow_is_touch=True,
        map=None if choice.searching else atlas.map_says(sight, tongue, "lower" not in choice.modes),
    )


def _place(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    return Body(
        "place",
        flow=(
            *place.title(sight, choice.place, tongue),
            *place.blocks(
                sight,
                choice.place,
                tongue,
                choice.wide or bool({"large", "lower"} & choice.modes),
                brief="large" in choice.modes,
            ),
        ),
        footer=place.foot(tongue),
        map=atlas.map_says(sight, tongue, interactive=False),
    )


def _checklist(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    return Body(
        "checklist",
        header=offer.checklist_head(sight, choice, tongue),
        flow=offer.checklist_rows(sight, choice, tongue),
        footer=offer.checklist_foot(sight, choice, tongue),
        flow_is_touch=True,
        onward="" if "large" in choice.modes else "group",
    )


def _verdict(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    return Body("verdict", flow=offer.verdict_blocks(sight, choice, tongue), footer=offer.verdict_foot(choice, tongue))


def _help(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    if "large" in choice.modes:
        return Body("help", flow=aid.help_large(sight, tongue), footer=aid.help_foot(tongue))
    loud = sight.freshness in (Freshness.OLD, Freshness.UNKNOWN)
    if not (choice.wide or loud or "lower" in choice.modes):
        return Body("help", flow=aid.help_pairs(sight, tongue), footer=aid.help_foot(tongue))
    blocks = aid.help_blocks(sight, tongue, choice.wide)
    if choice.wide and "lower" not in choice.modes:
        blocks = blocks[1:]
    return Body("help", flow=blocks, footer=aid.help_foot(tongue))


def _notice(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    notice = aid.notice_read(sight, choice.notice)
    return Body(
        "notice",
        flow=aid.notice_blocks(notice, tongue, choice.wide, "large" in choice.modes),
        footer=aid.notice_foot(sight, notice, tongue, choice.wide, "large" in choice.modes),
    )


def _about(sight: Sight, _: Choice, tongue: Tongue) -> Body:
    return Body("about", flow=aid.about_blocks(sight, tongue), footer=aid.about_foot(tongue))


def _gallery(sight: Sight, choice: Choice, tongue: Tongue) -> Body:
    choice = replace(choice, query="", place=sight.edition.of_kind(ZoneKind.LOCALITY, ZoneKind.DIVISION)[0].id)
    searching = replace(choice, screen="map", searching=True)
    found = [
        block
        for shown in (*(replace(choice, screen=name) for name in SCREENS if name != "gallery"), searching)
        for body in [SCREENS[shown.screen](sight, shown, tongue)]
        for block in (*body.header, *body.tools, *body.flow, *body.footer)
    ]
    return Body("gallery", flow=gallery.blocks(sight, tongue, found))


SCREENS: dict[str, Callable[[Sight, Choice, Tongue], Body]] = {
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
