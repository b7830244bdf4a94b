"""The gallery: every part in every state that a screen gives it, for those who draw and check; no traveller sees it.

Rules: the parts come from the screens themselves, so none is forgotten and no word is the gallery's own; two blocks that
differ only in words are one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from kiosk.display.presenters.blocks import Block, Button, LevelLine, SignRow, Words
from kiosk.display.presenters.levels import UNKNOWN_SIGN
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import Tongue

SHOWN_BY = ("tone", "ground", "size", "level", "icon", "primary", "enabled", "ticked", "rule", "phone", "module")
"""Members of a block that change how its part looks."""


def blocks(sight: Sight, tongue: Tongue, found: Iterable[Block]) -> tuple[Block, ...]:
    """One block of each look among `found`, by kind, and all badges there are."""
    looks = {_look(block): block for block in (*_more(found), *_badges(sight, tongue))}
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


def _badges(sight: Sight, tongue: Tongue) -> Iterator[Block]:
    for one in sight.edition.levels:
        yield LevelLine(one.level.sign, one.name.in_(tongue.locale), one.wording)
    yield LevelLine(UNKNOWN_SIGN, tongue.say("단계를 알 수 없음"), "")


def _loose(block: Block) -> Block:
    """Nothing in a gallery keeps with what follows."""
    kept = any(field.name == "keep" for field in fields(block)) and not isinstance(block, Words)
    return replace(block, keep=False) if kept else block  # type: ignore[call-arg]
