"""Whether a document has the form of an edition: the published schema, `edition.schema.json` beside this module.

Whether it fits takes a millisecond (`shape`); only what does not is gone through again by `jsonschema`, thirty times more
slowly, to name all its faults.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.moments import utc_moment
from kiosk.feed.document import shape
from kiosk.feed.document.broken import Broken, Rule, broken

if TYPE_CHECKING:  # takes a tenth of a second to import: only to name the faults of a document that has some
    from jsonschema import Draft202012Validator, ValidationError

SCHEMA = "1.0"
MAJOR = SCHEMA.split(".")[0]
ASKED = {
    "required": Rule.MEMBER_MISSING,
    "minLength": Rule.EMPTY,
    "minProperties": Rule.EMPTY,
    "maxLength": Rule.LONGER_THAN_SCHEMA,
    "enum": Rule.NO_CHOICE,
    "type": Rule.WRONG_KIND,
    "pattern": Rule.WRONG_FORM,
    "minimum": Rule.OUT_OF_RANGE,
    "maximum": Rule.OUT_OF_RANGE,
}
"""The rule that each keyword of the schema stands for."""


def fits(document: Mapping[str, Any]) -> bool:
    """Answer quickly whether a document has the form of an edition of our major version."""
    return _understood(document) and compiled()(document)


def faults(document: Mapping[str, Any]) -> Iterator[Broken]:
    """Find everything in which a document is no edition by its form, in the order of the document."""
    if isinstance(document.get("schema"), str) and not _understood(document):
        yield broken("schema", Rule.VERSION, version=document["schema"], major=MAJOR)
        return
    for error in sorted(validator().iter_errors(document), key=lambda one: list(map(str, one.absolute_path))):
        yield _named(_place(error.absolute_path) or "document", error)


@cache
def compiled() -> shape.Fits:
    """Compile the quick question, once."""
    return shape.compiled(schema(), {"utc-second": is_time, "day": is_day})


@cache
def validator() -> "Draft202012Validator":
    """Make the general validator, once."""
    from jsonschema import Draft202012Validator, FormatChecker

    times = FormatChecker(formats=())
    times.checks("utc-second")(is_time)
    times.checks("day")(is_day)
    return Draft202012Validator(schema(), format_checker=times)


def schema() -> dict[str, Any]:
    """Read the published schema."""
    text = Path(__file__).with_name("edition.schema.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def is_time(value: object) -> bool:
    """Ask whether the words are a real moment; what does not even look like one is the schema's pattern to refuse."""
    if not isinstance(value, str) or len(value) != len("2026-06-30T09:00:00Z"):
        return True
    try:
        return utc_moment(value).year > 2000
    except ValueError:
        return False


def is_day(value: object) -> bool:
    """Ask whether the words are a real day; what does not even look like one is the schema's pattern to refuse."""
    if not isinstance(value, str) or len(value) != len("2026-07-31"):
        return True
    try:
        return date.fromisoformat(value).year > 2000
    except ValueError:
        return False


def _understood(document: Mapping[str, Any]) -> bool:
    return str(document.get("schema", "")).split(".")[0] == MAJOR


def _place(path: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _named(place: str, error: "ValidationError") -> Broken:
    if error.validator in ("format", "pattern") and "'format': 'day'" in str(error.schema):
        return broken(place, Rule.NO_DAY, found=error.instance)
    if error.validator in ("format", "pattern") and "utc-second" in str(error.schema):
        return broken(place, Rule.NO_TIME, found=error.instance)
    return broken(place, ASKED[str(error.validator)], why=error.message[:200])
