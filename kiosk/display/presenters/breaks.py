"""Where a line may break that nobody marked: in Khmer typed without spaces, in web addresses, in any long run of letters.

Rules: only a run too long for a line is touched (`MOST`), so that words stay whole; a break is a U+200B and stands between
clusters: never before a vowel, a sign or a mark, never within a stack of consonants, never before a sign that closes; a
number is never parted. Han and kana break by themselves, and so does what follows a hyphen.

    >>> broken("www.example.org/travel").replace(BREAK, "|")
    'w|w|w.|e|x|a|m|p|l|e.|o|r|g/|t|r|a|v|e|l'
"""

import re
import unicodedata

BREAK = "\u200b"
MOST = {"khmer": 9, "hangul": 10, "other": 15}
"""Clusters of one run that the narrowest line holds. The longest words of the bundled edition have 7 in Khmer."""
RUN = re.compile(
    r"(?P<khmer>[\u1780-\u17d3\u17dd\u200c\u200d]+)|(?P<hangul>[\uac00-\ud7a3]+)"
    r"|(?P<other>[^\s\u200b\u1780-\u17d3\u17dd\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]+)"
)
NUMBER = re.compile(r"[+(]?\d[\d().,:/-]{0,23}")
COENG, JOINERS = "\u17d2", "\u200c\u200d\u2060"
CLOSING = ".,:;!?)]}%/&=_'\"’”…។៕៖ៗ·-"
"""Signs that stay behind what they follow."""


def broken(words: str) -> str:
    """The words with a break between the clusters of every run that is too long for a line."""
    return RUN.sub(_parted, words)


def _parted(run: re.Match[str]) -> str:
    found, most = run[0], MOST[run.lastgroup or "other"]
    if max(map(len, found.split("-"))) <= most or NUMBER.fullmatch(found):
        return found
    parts = clusters(found)
    return BREAK.join(parts) if len(parts) > most else found


def clusters(words: str) -> list[str]:
    """The words in pieces that no line end may part."""
    found: list[str] = []
    for sign in words:
        if found and _leans(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _leans(before: str, sign: str) -> bool:
    stacked = sign in JOINERS or before[-1] in JOINERS or before[-1] == COENG
    return stacked or sign in CLOSING or unicodedata.category(sign).startswith("M")
