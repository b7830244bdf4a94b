"""The gallery: every part in every state that a screen gives it, for those who draw and check; no traveller sees it.

Rules: the parts come from the screens themselves, so none is forgotten and no word is the gallery's own; two blocks that
differ only in words are one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from kiosk.display.presenters.blocks import Block, Button, LevelLine, SignRow, Words
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.levels import UNKNOWN_SIGN
from kiosk.display.presenters.translator import Translator

SHOWN_BY = ("tone", "ground", "size", "level", "icon", "primary", "enabled", "ticked", "rule", "phone", "module")
"""Members of a block that change how its part looks."""


def blocks(knowledge: Knowledge, translator: Translator, found: Iterable[Block]) -> tuple[Block, ...]:
    """One block of each look among `found`, by kind, and all badges there are."""
    looks = {_look(block): block for block in (*_more(found), *_badges(knowledge, translator))}
    return tuple(_loose(block) for _, block in sorted(looks.items(), key=lambda pair: pair[0]))


def _look(block: Block) -> tuple[str, ...]:
    return (block.kind, *(str(getattr(block, name, "")) for name in SHOWN_BY))


def _more(found: Iterable[Block]) -> Iterator[Block]:
    """And the states that no screen happens to be in now."""
    for block in found:
        yield block
        if isinstance(block, Button):
            yield replace(block, enabled=not block.enabled)
        if isinstance(block, SignRow):
            yield replace(block, ticked=not block.ticked)


def _badges(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    for one in knowledge.edition.levels:
        yield LevelLine(one.level.sign, one.name.in_(translator.locale), one.wording)
    yield LevelLine(UNKNOWN_SIGN, translator.say("단계를 알 수 없음"), "")


def _loose(block: Block) -> Block:
    """Nothing in a gallery keeps with what follows."""
    kept = any(field.name == "keep" for field in fields(block)) and not isinstance(block, Words)
    return replace(block, keep=False) if kept else block  # type: ignore[call-arg]
