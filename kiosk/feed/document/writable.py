"""What a document may be written with, and the one way in which it is written.

    >>> canonical_json({"b": 1, "a": "글"})
    b'{"a":"\\xea\\xb8\\x80","b":1}'

Rules: keys sorted, no spaces, real characters instead of escapes, no floats, ASCII keys; characters that show nothing or
turn a line around are refused, but for newline and the joiners Khmer needs.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kiosk.feed.document.broken import Broken, Rule, broken

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Unicode categories of characters that are refused: controls, formats (bidi among them), private use, other line ends."""

JOINERS = "\u200b\u200c\u200d\u2060"
ALLOWED = {"\n", *JOINERS}
"""What stands in those categories and is needed: newline, the zero-width space between Khmer words, joiners."""

SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0600-\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200e-\u200f\u2028-\u202e"
    "\u2061-\u206f\ud800-\uf8ff\ufeff\ufff0-\uffff\U00010000-\U0010ffff]"
)
"""A little more than all characters of those categories; only text that holds one is looked at character by character."""


def canonical_json(value: Any) -> bytes:
    """Write a JSON value in the one way it is written, as UTF-8. Raises ValueError where it holds what may not be written."""
    if not _fine(value):
        for fault in faults(value):
            raise ValueError(f"{fault.place}: {fault.text}")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def faults(value: Any, place: str = "") -> Iterator[Broken]:
    """Find everything in a JSON value that may not be written, in its order."""
    at = place.lstrip(".") or "document"
    if isinstance(value, float):
        yield broken(at, Rule.FLOAT)
    elif isinstance(value, str):
        if SUSPECT.search(value) and (bad := _bad_in(value)):
            names = ", ".join(sorted(f"U+{ord(character):04X}" for character in bad))
            yield broken(at, Rule.MISLEADING, characters=names)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii() and key.isprintable()):
                yield broken(at, Rule.NAME_NOT_ASCII, name=key)
            yield from faults(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from faults(inner, f"{place}[{index}]")


def _fine(value: Any) -> bool:
    """Answer quickly whether there is surely nothing of that kind in a value: all its words are looked at as one."""
    left, names, words = [value], set[Any](), list[str]()
    for one in left:  # grows meanwhile
        kind = type(one)
        if kind is str:
            words.append(one)
        elif kind is dict:
            names.update(one)
            left.extend(one.values())
        elif kind is list:
            left.extend(one)
        elif one is not None and kind is not int and kind is not bool:
            return False
    if not all(type(name) is str for name in names) or SUSPECT.search("".join(words)):
        return False
    called = "".join(names)
    return called.isascii() and called.isprintable()


def _bad_in(value: str) -> set[str]:
    return {c for c in set(value) if unicodedata.category(c) in FORBIDDEN and c not in ALLOWED}
