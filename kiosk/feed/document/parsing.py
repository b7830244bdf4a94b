"""Bytes as a JSON object, or the one fault that says why they are none.

Rules: at most 1 MiB of UTF-8, nested no deeper than 32, no name twice in one object (two readers could see two editions).
"""

import json
import re
from typing import Any

from kiosk.feed.document.broken import Broken, Faulty, Rule, broken
from kiosk.feed.document.writable import JOINERS

MOST_BYTES = 1 << 20
MOST_NESTING = 32

ESCAPED = re.compile(r'\\[^n"]')
"""An escape that may stand for a forbidden character; canonical JSON needs it for a backslash and for what is refused."""


def parsed(data: bytes) -> tuple[dict[str, Any], bool]:
    """Read the document, and whether `writable.faults` would surely find nothing in it. Raises Faulty."""
    if len(data) > MOST_BYTES:
        raise Faulty([broken("document", Rule.TOO_LARGE, count=len(data), most=MOST_BYTES)])
    try:
        words = _Words(data.decode())
        document = json.loads(
            words.text, object_pairs_hook=words.no_key_twice, parse_float=words.float, parse_constant=words.float
        )
    except (RecursionError, ValueError, Faulty) as fault:
        raise (fault if isinstance(fault, Faulty) else Faulty([_why(fault)])) from None
    if not isinstance(document, dict):
        raise Faulty([broken("document", Rule.NO_OBJECT, kind=type(document).__name__)])
    if _nesting(document) > MOST_NESTING:
        raise Faulty([broken("document", Rule.NESTED_DEEPER, most=MOST_NESTING)])
    return document, words.plain()


def _why(fault: Exception) -> Broken:
    match fault:
        case RecursionError():
            return broken("document", Rule.NESTED)
        case UnicodeDecodeError():
            return broken(f"byte {fault.start}", Rule.NOT_UTF8)
        case json.JSONDecodeError():
            return broken(f"line {fault.lineno} column {fault.colno}", Rule.NOT_JSON, why=fault.msg)
    return broken("document", Rule.NUMBER_TOO_LONG, why=str(fault))


def _nesting(value: Any) -> int:
    depth, level = 1, [value]
    while level := [
        inner
        for outer in level
        for inner in (outer.values() if type(outer) is dict else outer)
        if type(inner) is dict or type(inner) is list
    ]:
        depth += 1
    return depth


class _Words:
    """What a document is written with, gathered while it is parsed: the names of its members, whether there are floats."""

    def __init__(self, text: str) -> None:
        self.text, self.names, self.floats = text, set[str](), False

    def no_key_twice(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            raise Faulty([broken("document", Rule.NAME_TWICE)])
        self.names.update(members)
        return members

    def float(self, digits: str) -> float:
        self.floats = True
        return float(digits)

    def plain(self) -> bool:
        """Answer quickly whether nothing in it may surely not be written; the long answer is `writable.faults`."""
        shown, names = self.text, "".join(self.names)
        for allowed in JOINERS:
            shown = shown.replace(allowed, "")  # a translation table takes twenty times as long
        unescaped = shown.isprintable() and not ESCAPED.search(shown)
        return unescaped and not self.floats and names.isascii() and names.isprintable()
