"""The edition on the wire: canonical JSON with a schema number, read into the domain and written back.

Rules: keys sorted, no spaces, real characters instead of escapes, no floats, ASCII keys; times are UTC to the second with
a `Z`; unknown fields survive a round trip; an unknown major version is refused; characters that show nothing or turn a
line around are refused, but for newline and the joiners Khmer needs. Every fault is reported with its place, all at once.
The published schema is `edition.schema.json` beside this module.

Whether a document is good takes two milliseconds (`shape`, and one look at its characters); only one that is not is gone
through again, thirty times more slowly, to name all its faults.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.edition import Edition
from kiosk.faults import Fault
from kiosk.feed.document import shape, validation
from kiosk.feed.document.members import time_from
from kiosk.feed.document.record import edition_from, edition_to

if TYPE_CHECKING:  # takes a tenth of a second to import: only to name the faults of a document that has some
    from jsonschema import Draft202012Validator, ValidationError

SCHEMA = "1.0"
MAJOR = SCHEMA.split(".")[0]
MOST_BYTES = 1 << 20
MOST_NESTING = 32
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


ESCAPED = re.compile(r'\\[^n"]')
"""An escape that may stand for such a character; canonical JSON needs it for a backslash and for what is refused."""


class Faulty(Fault):
    """A document that is no edition; `faults` are (place, what is wrong), all of them."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{place}: {what}" for place, what in self.faults[:3]))


def canonical_json(value: Any) -> bytes:
    """The one way a JSON value is written: sorted keys, no spaces, UTF-8, no floats (raises ValueError)."""
    for place, what in _unwritable("", value):
        raise ValueError(f"{place}: {what}")
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(data: bytes, *, sensible: bool = True) -> Edition:
    """The edition in `data` (UTF-8 JSON, at most 1 MiB).

    Raises Faulty with every fault of form, and, when `sensible`, every broken rule of `kiosk.feed.document.validation`.
    """
    document, plain = _parsed(data)
    writable = plain or not any(_unwritable("", document))
    if not (_understood(document) and writable and _shape()(document)):
        faults = [*_unwritable("", document), *_against_schema(document)]
        raise Faulty(faults or [("document", "does not fit the schema")])
    edition = edition_from(document)
    if sensible and (broken := validation.faults(edition)):
        raise Faulty(broken)
    return edition


def canonical(edition: Edition) -> bytes:
    """The edition's own bytes, as they are signed and hashed."""
    return canonical_json(edition_to(edition))


def _parsed(data: bytes) -> tuple[dict[str, Any], bool]:
    """The document, and whether `_unwritable` need not look at it."""
    if len(data) > MOST_BYTES:
        raise Faulty([("document", f"{len(data)} bytes; at most {MOST_BYTES} are taken")])
    try:
        words = _Words(data.decode())
        document = json.loads(
            words.text, object_pairs_hook=words.no_key_twice, parse_float=words.float, parse_constant=words.float
        )
    except RecursionError:
        raise Faulty([("document", "is nested too deeply")]) from None
    except UnicodeDecodeError as error:
        raise Faulty([(f"byte {error.start}", "is not UTF-8")]) from None
    except json.JSONDecodeError as error:
        raise Faulty([(f"line {error.lineno} column {error.colno}", f"not JSON: {error.msg}")]) from None
    except ValueError as error:
        raise Faulty([("document", str(error))]) from None
    if not isinstance(document, dict):
        raise Faulty([("document", f"is a {type(document).__name__}; an object was wanted")])
    if _nesting(document) > MOST_NESTING:
        raise Faulty([("document", f"is nested too deeply; at most {MOST_NESTING} levels are taken")])
    return document, words.plain()


def _nesting(value: Any) -> int:
    depth, level = 1, [value]
    while level := [
        inner
        for one in level
        for inner in (one.values() if type(one) is dict else one)
        if type(inner) is dict or type(inner) is list
    ]:
        depth += 1
    return depth


def _is_time(value: object) -> bool:
    """Whether the words are a real moment; what does not even look like one is the schema's pattern to refuse."""
    if not isinstance(value, str) or len(value) != len("2026-06-30T09:00:00Z"):
        return True
    try:
        return time_from(value).year > 2000
    except ValueError:
        return False


def _is_day(value: object) -> bool:
    """Whether the words are a real day; what does not even look like one is the schema's pattern to refuse."""
    if not isinstance(value, str) or len(value) != len("2026-07-31"):
        return True
    try:
        return date.fromisoformat(value).year > 2000
    except ValueError:
        return False


def _schema() -> dict[str, Any]:
    text = Path(__file__).with_name("edition.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def _shape() -> shape.Fits:
    return shape.compiled(_schema(), {"utc-second": _is_time, "day": _is_day})


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator, FormatChecker

    times = FormatChecker(formats=())
    times.checks("utc-second")(_is_time)
    times.checks("day")(_is_day)
    return Draft202012Validator(_schema(), format_checker=times)


def _understood(document: Mapping[str, Any]) -> bool:
    return str(document.get("schema", "")).split(".")[0] == MAJOR


def _against_schema(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(document.get("schema"), str) and not _understood(document):
        yield "schema", f"version {document['schema']!r} is not understood; {MAJOR}.x was wanted"
        return
    for error in sorted(_validator().iter_errors(document), key=lambda one: list(map(str, one.absolute_path))):
        yield _place(error.absolute_path) or "document", _said(error)


def _place(path: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _said(error: "ValidationError") -> str:
    if error.validator in ("format", "pattern") and "'format': 'day'" in str(error.schema):
        return f"{error.instance!r} is not a day like 2026-07-31"
    if error.validator in ("format", "pattern") and "utc-second" in str(error.schema):
        return f"{error.instance!r} is not a time like 2026-06-30T09:00:00Z"
    return error.message[:200]


class _Words:
    """What a document is written with, gathered while it is parsed: the names of its members, whether there are floats."""

    def __init__(self, text: str) -> None:
        self.text, self.names, self.floats = text, set[str](), False

    def no_key_twice(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice in one object")
        self.names.update(found)
        return found

    def float(self, digits: str) -> float:
        self.floats = True
        return float(digits)

    def plain(self) -> bool:
        """Whether `_unwritable` would surely find nothing: the quick question before the long answer."""
        shown, names = self.text, "".join(self.names)
        for allowed in JOINERS:
            shown = shown.replace(allowed, "")  # a translation table takes twenty times as long
        unescaped = shown.isprintable() and not ESCAPED.search(shown)
        return unescaped and not self.floats and names.isascii() and names.isprintable()


def _unwritable(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, float):
        yield place.lstrip(".") or "document", "is a float; whole numbers or text were wanted"
    elif isinstance(value, str):
        yield from _bad_characters(place, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii() and key.isprintable()):
                yield place.lstrip(".") or "document", f"the name {key!r} is not ASCII"
            yield from _unwritable(f"{place}.{key}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unwritable(f"{place}[{index}]", inner)


def _bad_characters(place: str, value: str) -> Iterator[tuple[str, str]]:
    if SUSPECT.search(value) and (bad := _bad_in(value)):
        names = ", ".join(sorted(f"U+{ord(c):04X}" for c in bad))
        yield place.lstrip(".") or "document", f"holds characters that could mislead: {names}"


def _bad_in(value: str) -> set[str]:
    return {c for c in set(value) if unicodedata.category(c) in FORBIDDEN and c not in ALLOWED}
