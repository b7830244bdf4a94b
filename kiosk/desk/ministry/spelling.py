"""The ministry's area texts: cut into phrases, and brought to one spelling for comparing only; what is shown stays raw. Pure.

`캄보디아-태국 국경 50km 이내,시하누크빌 시 ,캄폿 주` has three phrases; commas inside brackets part nothing.
"""

import html
import re
import unicodedata

DOTS = str.maketrans(dict.fromkeys("\u2024\u00b7\u318d\u2022\u30fb\uff65\u2027", "."))
"""U+2024, U+00B7, U+318D, U+2022 and their like: one mark for "and"."""
BRACKETS = {"(": ")", "[": "]", "（": "）"}
UNSEEN = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")


def plain(text: str) -> str:
    """Undo HTML's entities, once and twice."""
    return html.unescape(html.unescape(text))


def phrases(area: str) -> list[str]:
    """Return the phrases of an area text, raw but for the spaces around each."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(area):
        if letter in BRACKETS:
            depth += 1
        elif letter in BRACKETS.values():
            depth = max(0, depth - 1)
        elif letter in ",，、" and not depth:
            found.append(area[start:at])
            start = at + 1
    found.append(area[start:])
    return [one.strip() for one in found if normal(one)]


def normal(phrase: str) -> str:
    """Return the spelling by which a phrase is known again: NFC, no entities, one dot, no spaces, no commas at the ends."""
    text = unicodedata.normalize("NFC", plain(phrase)).translate(DOTS)
    return unicodedata.normalize("NFC", UNSEEN.sub("", text)).strip(",，、")


def levels_named(phrase: str) -> frozenset[int] | None:
    """Return the levels that a rest ("2․3 단계 발령 지역 외 전 지역") leaves out, or None where the words name none."""
    found = re.match(r"((?:[1-4][.,]?)+)단계", normal(phrase))
    return frozenset(int(one) for one in re.findall("[1-4]", found[1])) if found else None
