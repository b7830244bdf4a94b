"""Long sentences in pieces that fit a page of large text, parted where a reader would pause.

Rules: as few pieces as the page allows, of much the same length, cut after a comma rather than elsewhere; a number stays with
its unit; a scrap joins its neighbour; no piece begins or ends with a middle dot.
"""

import re
import unicodedata
from itertools import accumulate

from kiosk.display.presenters.breaks import broken

MOST = {"ko": (62, 46), "zh_Hans": (50, 40), "ja": (42, 40), "en": (84, 70), "vi": (84, 70), "km": (56, 38)}
"""Letters of one piece (marks and joiners do not count): on an upright panel, and on one lying on its side."""
SCRAP = 12
"""Letters of a piece that has its neighbour's page where that holds both."""
UNSPACED = ("zh_Hans", "ja")
"""Languages that put nothing between words."""
ENDS = ".?!。？！។"
PAUSES = ",，、·:;：)）៖"
FULL = "。？！，、：）"
"""Signs behind which no space stands."""
MARKS = ("Mn", "Me", "Cf")
KHMER = re.compile(r"[\u1780-\u17ff]")
COENG = "\u17d2"
"""Puts the next Khmer letter under the one before."""

BREAKS = re.compile(r"(?<=[\uac00-\ud7a3])(?=\()|(?<=·)(?=[\uac00-\ud7a3])")
"""Where a long Korean word may break: before a bracket and after a middle dot."""
UNITS = re.compile(r"(\d[십백천만억]*(?:\u00a0(?:million|triệu|លាន))?)(?<!:\d\d)[ \u200b](?=\w)")
"""Between a number and what it counts; a time of day counts nothing, and bound to a long word it left the page."""
KANA_ENDS = re.compile(r"(?<=[\u3040-\u309f])(?=[^\u3040-\u309f\u30fc、。，）)・])|(?<=[、，：:；）)])(?=.)")
"""Where a Japanese or Chinese sentence may be parted: where kana give way to other signs, and after a pause."""

LEANING = {
    "en": {"a", "an", "and", "at", "by", "can", "for", "from", "in", "of", "or", "the", "to", "until", "up", "with"},
    "vi": {"bị", "của", "có", "cho", "đến", "hoặc", "phạt", "tiền", "từ", "theo", "và"},
    "ko": {"이하", "이상"},
}
"""Words that want what follows them on the same page."""
TRAILING = {"이하", "이상", "이내"}
"""Words that want what stands before them on the same page."""

Token = tuple[str, str]
"""A word, and what stands behind it."""


def letters(words: str) -> int:
    """How many letters stand side by side: no marks, no joiners, no letters under others."""
    if words.isascii():
        return len(words)
    return sum(unicodedata.category(sign) not in MARKS and words[at - 1 : at] != COENG for at, sign in enumerate(words))


def statements(words: str, locale: str, wide: bool = True, most: int = 0) -> tuple[str, ...]:
    """The text in pieces of at most `MOST` letters, or of `most`, few of them."""
    pages = not most
    most, gap = most or MOST[locale][wide], "" if locale in UNSPACED else " "
    told = BREAKS.sub("\u200b", broken(words.replace("\n", gap)))
    told = UNITS.sub("\\1\u00a0", UNITS.sub("\\1\u00a0", told))
    pieces = [piece for sentence in _sentences(told) for piece in _cut(sentence, most, locale)]
    return tuple(_joined([piece for piece in pieces if piece], most, gap, SCRAP if pages else most))


def _sentences(words: str) -> list[str]:
    found, start = [], 0
    for at, sign in enumerate(words):
        after = words[at + 1 : at + 2]
        if sign in ENDS and (after in ("", " ", "\u200b") or sign in FULL):
            found.append(words[start : at + 1])
            start = at + 1
    return [one for one in (_bare(part) for part in (*found, words[start:])) if one]


def _bare(words: str) -> str:
    return words.strip(" ·\u200b")


def _tokens(sentence: str, most: int, locale: str) -> list[Token]:
    if locale in UNSPACED:
        words = (re.findall(r"[\d.:]*\D?", one) if len(one) > most // 2 else [one] for one in KANA_ENDS.split(sentence))
        return [(bit, "") for bits in words for bit in bits if bit]
    parts = re.split(r"([ \u200b])", sentence)
    return list(zip(parts[::2], [*parts[1::2], ""], strict=True))


def _cut(sentence: str, most: int, locale: str) -> list[str]:
    """The sentence in the fewest pieces, cut where the whole reads best."""
    if letters(sentence) <= most:
        return [sentence]
    tokens = _tokens(sentence, most, locale)
    ends = [0, *accumulate(letters(word) + letters(gap) for word, gap in tokens)]
    share = letters(sentence) / -(-letters(sentence) // most)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        ways = []
        tear, last = _tear(tokens, end, locale), letters(tokens[end - 1][1])
        for start in range(end - 1, -1, -1):
            length = ends[end] - ends[start] - last
            if "·" in sentence:
                length = letters(_piece(tokens, start, end))
            if length > most and start < end - 1:
                break
            ways.append((best[start][0] + 1.0 + (1 - length / share) ** 2 + tear, start))
        best.append(min(ways, key=lambda way: way[0]))
    pieces, end = [], len(tokens)
    while end:
        start = best[end][1]
        pieces.append(_piece(tokens, start, end))
        end = start
    return pieces[::-1]


def _piece(tokens: list[Token], start: int, end: int) -> str:
    return _bare("".join(word + gap for word, gap in tokens[start:end]))


def _tear(tokens: list[Token], at: int, locale: str) -> float:
    """What it costs the reader to turn the page there."""
    (word, gap), after = tokens[at - 1], tokens[at][0] if at < len(tokens) else ""
    if not after or word[-1:] in PAUSES:
        return 0.0
    if word.lower() in LEANING.get(locale, ()) or after in TRAILING:
        return 0.9
    return 0.25 if KHMER.match(after) and gap == " " else 0.4


def _joined(pieces: list[str], most: int, gap: str, scrap: int) -> list[str]:
    """The pieces, each of fewer letters than `scrap` with the piece before it, or after it."""
    found: list[str] = []
    for piece in pieces:
        both = f"{found[-1]}{gap}{piece}" if found else ""
        if found and min(letters(found[-1]), letters(piece)) < scrap and letters(both) <= most:
            found[-1] = both
        else:
            found.append(piece)
    return found
