"""Words parted into lines: where each script may break, and how much a line holds.

Rules: Korean, English, Vietnamese break at spaces; Khmer at U+200B, which the texts carry between words; Han and kana
between any two signs, but no line begins with a sign that closes nor ends with one that opens, and the last three signs of
a paragraph stay together. A run too long for a line is parted as `presenters.breaks` says.
"""

import re
from collections.abc import Callable, Iterator

from kiosk.display.presenters.breaks import BREAK, broken, clusters

Width = Callable[[str], float]
"""How wide some words are, as a multiple of the text's size."""

SPACE = " "
HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
CLOSES = "、。，．・：；！？）」』】〉》〕…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％℃)]}:;!?,."
OPENS = "（「『【〈《〔([{"
PIECE = re.compile(rf"[{re.escape(OPENS)}]*(?:[{HAN}]|[^\s\u200b{HAN}]+)[{re.escape(CLOSES)}]*|[ \u200b]")
LAST = 3
"""Signs of Han and kana that end a paragraph together."""


def parted(words: str, width: Width, room: float) -> list[str]:
    """Part the words into lines of at most `room` (in multiples of the text's size); a single sign is never parted."""
    return [line for part in words.split("\n") for line in _filled(part, width, room)]


def _filled(words: str, width: Width, room: float) -> Iterator[str]:
    line, wide, gap = "", 0.0, ""
    for piece in _pieces(words, width, room):
        if piece in (SPACE, BREAK):
            gap = piece if line else ""
            continue
        more = width(piece) + (width(SPACE) if gap == SPACE else 0.0)
        if line and wide + more > room:
            yield line
            line, wide, gap = "", 0.0, ""
            more = width(piece)
        line, wide, gap = line + (SPACE if gap == SPACE else "") + piece, wide + more, ""
    yield line


def _pieces(words: str, width: Width, room: float) -> Iterator[str]:
    found = PIECE.findall(words)
    if not found and words.strip():
        found = [words]
    for piece in _ended(found):
        if piece in (SPACE, BREAK) or width(piece) <= room:
            yield piece
            continue
        parts = broken(piece).split(BREAK)
        for part in parts if len(parts) > 1 else clusters(piece):
            if width(part) <= room:
                yield part
            else:
                yield from clusters(part)


def _ended(pieces: list[str]) -> list[str]:
    """The pieces, the last few of a paragraph of Han and kana joined."""
    tail: list[str] = []
    while len(tail) < LAST and pieces[: -len(tail) or None] and re.match(rf"[{HAN}]", pieces[-1 - len(tail)]):
        tail.insert(0, pieces[-1 - len(tail)])
    return [*pieces[: len(pieces) - len(tail)], "".join(tail)] if len(tail) > 1 and len(pieces) > 2 * LAST else pieces
