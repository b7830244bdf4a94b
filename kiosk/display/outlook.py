"""From what is held, the time and a choice to what is shown: the same for the first page as for every other.

Rules: no Qt here, since the first page is worked out while Qt still loads.
"""

from collections.abc import Collection
from dataclasses import replace

from kiosk.display import clock
from kiosk.display.language import tongue
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.mark import Mark
from kiosk.display.presenters.screens import present
from kiosk.display.presenters.sheet import Sheet, sheet_of
from kiosk.display.presenters.sight import Sight
from kiosk.domain.edition import notices_showing
from kiosk.domain.freshness import Anchor, freshness, moment
from kiosk.domain.notice import Severity
from kiosk.settings import Site
from kiosk.store import Held


def sight(held: Held, site: Site, anchor: Anchor) -> Sight:
    """What is known now, and how fresh it is."""
    at = moment(clock.wall(), held.floor, held.signed_at, anchor, clock.ticks())
    return Sight(
        held.edition,
        held.sha256,
        freshness(at, held.signed_at, held.edition.valid_until),
        at.now,
        held.signed_at,
        at.clock_ok,
        held.verified is None,
        site.terminal,
        site.gate,
    )


def interrupted(choice: Choice, sight: Sight) -> Choice:
    """The choice, where an urgent notice opens over the attract screen, one after another until each was closed.

    The notice that is being read stays while it is in force, whatever comes meanwhile.
    """
    showing = notices_showing(sight.edition, sight.now, sight.terminal, sight.gate)
    ids = [one.id for one in showing]
    urgent = [one.id for one in showing if one.severity is Severity.URGENT and one.id not in choice.dismissed]
    if urgent and choice.screen == "attract":
        return replace(choice, screen="notice", notice=urgent[0])
    if choice.screen != "notice" or choice.notice in ids:
        return choice
    if choice.trail:
        return replace(choice, notice=ids[0] if ids else "")
    return replace(choice, notice=urgent[0]) if urgent else replace(choice, screen="attract", notice="")


def sheet(sight: Sight, choice: Choice, voices: Collection[str]) -> Sheet:
    """The choice's screen, written out. `voices`: locales that can be spoken."""
    return sheet_of(present(sight, choice, tongue(choice.locale), choice.locale in voices))


def mark(sight: Sight) -> str:
    """The cells of the edition mark."""
    return Mark(sight.edition.number, int(sight.sha256[:8] or "0", 16), int(sight.now.timestamp()) // 60).bits()
