"""From what is held, the time and a choice to what is shown: the same for the first page as for every other.

Rules: no Qt here, since the first page is worked out while Qt still loads.
"""

from collections.abc import Collection
from dataclasses import replace

from kiosk import clock
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.mark import Mark
from kiosk.display.presenters.screen import Screen
from kiosk.display.presenters.screens import present
from kiosk.domain.freshness import Anchor, freshness, moment
from kiosk.domain.notice import Severity
from kiosk.domain.standing import notices_showing
from kiosk.gate.settings import Site
from kiosk.gate.store import Held
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge


def knowledge(held: Held, site: Site, anchor: Anchor, counted: bool = False) -> Knowledge:
    """What is known now, how fresh it is, and where the kiosk stands: by the desk's word of the day, else by its settings.

    `counted`: whether use is counted.
    """
    at = moment(clock.wall(), held.floor, held.signed_at, anchor, clock.ticks())
    place = held.assigned if held.assigned and held.assigned.lasts(at.now) else site
    return Knowledge(
        held.edition,
        held.sha256,
        freshness(at, held.signed_at, held.edition.valid_until),
        at.now,
        held.signed_at,
        at.clock_ok,
        held.verified is None,
        place.terminal,
        place.gate,
        counted,
    )


def interrupted(choice: Choice, knowledge: Knowledge) -> Choice:
    """The choice, where an urgent notice opens over the attract screen, one after another until each was closed.

    The notice that is being read stays while it is in force, whatever comes meanwhile.
    """
    showing = notices_showing(knowledge.edition, knowledge.now, knowledge.terminal, knowledge.gate)
    ids = [one.id for one in showing]
    urgent = [one.id for one in showing if one.severity is Severity.URGENT and one.id not in choice.dismissed]
    if urgent and choice.screen == "attract":
        return replace(choice, screen="notice", notice=urgent[0])
    if choice.screen != "notice" or choice.notice in ids:
        return choice
    if choice.trail:
        return replace(choice, notice=ids[0] if ids else "")
    return replace(choice, notice=urgent[0]) if urgent else replace(choice, screen="attract", notice="")


def screen(knowledge: Knowledge, choice: Choice, voices: Collection[str]) -> Screen:
    """Present the choice's screen. `voices`: locales that can be spoken."""
    return present(knowledge, choice, translator(choice.locale), choice.locale in voices)


def mark(knowledge: Knowledge) -> str:
    """The cells of the edition mark."""
    return Mark(
        knowledge.edition.number, int(knowledge.sha256[:8] or "0", 16), int(knowledge.now.timestamp()) // 60
    ).bits()
