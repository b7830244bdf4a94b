"""Corrections: what was wrong and what is right, where the wrong text stood.

Rules: one for a zone stands on that zone's page; one for no zone, as of a withdrawn notice, on every place and on the idle
screen, in the stead of the newest change.
"""

from collections.abc import Iterator

from kiosk.display.presenters.blocks import Block, Words
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import Tongue


def corrections(sight: Sight, zone_id: str, tongue: Tongue) -> Iterator[Block]:
    """The cards that stand on a zone's page now; with no zone, only those for none."""
    for one in sight.edition.corrections:
        if one.showing(sight.now) and one.zone in ("", zone_id):
            yield Words(tongue.say("바로잡습니다"), "head", "amber", keep=True)
            yield Words(one.right.in_(tongue.locale), "strong", "amber", keep=True)
            yield Words(tongue.say("잘못된 내용: {text}", text=one.wrong.in_(tongue.locale)), "body", "amber")
