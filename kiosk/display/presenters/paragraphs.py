"""Paragraphs taller than a page of normal text in blocks that fit one, parted at sentences, else at words.

Rules: what any page holds stays as it was written: `room` says how much that is, and no text of the bundled edition is
longer. A piece is kept with what follows only where the whole was.
"""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.display.presenters.blocks import Block, LevelLine, Words
from kiosk.display.presenters.phrases import letters, statements
from kiosk.display.presenters.screen import Body

ROOM = {"ko": 90, "zh_Hans": 90, "ja": 90, "en": 180, "vi": 180, "km": 118}
"""Letters of a paragraph that a page on a wide panel holds, a band over it."""
UPRIGHT, LOWER = 3.0, 1.6
"""How many times as much an upright page holds, and its upper half."""
DOT = " · "
"""What stands between names side by side (`Translator.listed`)."""
TONES = {"title": 0.3, "question": 0.14, "ask": 0.5, "head": 0.7}
"""The share of that in larger type."""


def room(locale: str, wide: bool, lower: bool, tone: str = "body") -> int:
    """Letters that one block may hold."""
    return int(ROOM[locale] * TONES.get(tone, 1.0) * (1.0 if wide else LOWER if lower else UPRIGHT))


def parted(body: Body, locale: str, wide: bool, lower: bool) -> Body:
    """The body, each paragraph no taller than a page."""
    return replace(body, flow=tuple(part for block in body.flow for part in _parts(block, locale, wide, lower)))


def _parts(block: Block, locale: str, wide: bool, lower: bool) -> Iterable[Block]:
    if isinstance(block, Words):
        return _words(block, room(locale, wide, lower, block.tone), locale)
    if isinstance(block, LevelLine):
        return _names(block, room(locale, wide, lower, "head"))
    return (block,)


def _words(block: Words, most: int, locale: str) -> Iterable[Words]:
    if letters(block.text) <= most:
        return (block,)
    lines = [line for line in block.text.split("\n") if line]
    said = [piece for line in lines for piece in statements(line, locale, most=most)]
    first = replace(block, text=said[0], keep=block.keep and len(said) == 1)
    return (first, *(replace(block, text=one, keep=block.keep and one is said[-1], icon="") for one in said[1:]))


def _names(line: LevelLine, most: int) -> Iterable[LevelLine]:
    """A list of places in lines of so many letters, each with the badge, the level's name over the first."""
    names = line.name.split(DOT)
    if letters(line.name) <= most or len(names) < 2:
        return (line,)
    rows: list[list[str]] = [[]]
    for name in names:
        if rows[-1] and letters(DOT.join((*rows[-1], name))) > most:
            rows.append([])
        rows[-1].append(name)
    return tuple(replace(line, name=DOT.join(row), over="" if at else line.over) for at, row in enumerate(rows))
