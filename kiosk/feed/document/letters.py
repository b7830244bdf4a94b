"""Which signs a text may be written with, and whether it says anything at all.

Rules: what shows nothing, stands for no letter or turns a line around is refused (controls, formats, private use, what is
not assigned, fillers, variation selectors, replacement signs), but for newline and the joiners that Khmer needs; so are
pictures (emoji), of which a kiosk's fonts have none. A text of spaces and marks alone is no text.
"""

import re
import unicodedata
from functools import cache, lru_cache

from kiosk.feed.document import door

HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories of signs that show nothing, or that no font can show."""


@cache
def _unseen() -> re.Pattern[str]:
    rules = door.rules()
    far = "".join(f"{chr(first)}-{chr(last)}" for first, last in rules["far"])
    return re.compile(f"[{rules['unseen']}{rules['pictures']}{far}]")


def misleading(words: str) -> list[str]:
    """Return the signs that no text may hold, in the order in which they stand; empty if there are none."""
    if _clean(words):
        return []
    found, joiners = _unseen(), door.rules()["joiners"]
    bad = [one for one in words if one not in joiners and (unicodedata.category(one) in HIDDEN or found.match(one))]
    return list(dict.fromkeys(bad))


@lru_cache(maxsize=512)  # one edition says the same again and again, and the next one nearly all of it
def _clean(words: str) -> bool:
    plain = words
    if not plain.isprintable():
        for joiner in door.rules()["joiners"]:
            plain = plain.replace(joiner, "")  # a translation table takes ten times as long
    return plain.isprintable() and not _unseen().search(plain)


def says(words: str) -> bool:
    """Tell whether there is at least one letter or digit that can be seen."""
    return any(one.isalnum() and not _unseen().match(one) for one in words)


def named(signs: list[str]) -> str:
    """Return `U+202E, U+3164` of signs."""
    return ", ".join(sorted(f"U+{ord(one):04X}" for one in signs))
