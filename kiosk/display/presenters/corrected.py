"""Corrections: what was wrong and what is right, where the wrong text stood.

Rules: one for a zone stands on that zone's page; one for no zone on every place and on the idle screen, in the stead of the
newest change; one of a withdrawn notice on the idle screen alone, for those whom the notice meant: no place ever showed it.
"""

from collections.abc import Iterator

from kiosk.display.presenters.blocks import Block, Words
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import Translator


def corrections(knowledge: Knowledge, zone_id: str, translator: Translator) -> Iterator[Block]:
    """The cards that stand on a zone's page now; with no zone, only those for none."""
    for one in knowledge.edition.corrections:
        here = one.zone in ("", zone_id) and not (zone_id and one.notice)
        if here and one.showing(knowledge.now, knowledge.terminal, knowledge.gate):
            yield Words(translator.say("바로잡습니다"), "head", "amber")
            yield Words(one.right.in_(translator.locale), "strong", "amber")
            yield Words(translator.say("잘못된 내용: {text}", text=one.wrong.in_(translator.locale)), "body", "amber")
