"""The header of an edition: the four lines that tell which one it is, without reading the rest.

Rules: works on bytes that somebody else has vouched for or will check (`kiosk.feed.document.edition_json` reads the whole);
reads no clock; says what is missing instead of guessing it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from kiosk.domain.mode import MODES
from kiosk.faults import Fault
from kiosk.feed.document import door
from kiosk.feed.reasons import Reason


class Unreadable(Fault):
    """The bytes are no edition, or one without a header. The message says why, one line."""


@dataclass(frozen=True)
class EditionHeader:
    """`number` rises from edition to edition; both times are aware, in UTC; `mode` is one of `roles.MODES`."""

    number: int
    mode: str
    issued_at: datetime
    valid_until: datetime


@lru_cache(maxsize=4)  # one publication, or one visit, asks for the same few again and again
def read(edition: bytes) -> EditionHeader:
    """Read the header of an edition's bytes. Raises Unreadable."""
    try:
        document = json.loads(edition)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(Reason.NO_JSON) from fault
    if not isinstance(document, dict):
        raise Unreadable(Reason.NO_OBJECT)
    return EditionHeader(
        number=_number(document.get("number")),
        mode=_mode(document.get("mode")),
        issued_at=_time(document, "issued_at"),
        valid_until=_time(document, "valid_until"),
    )


def faults(found: EditionHeader) -> Iterator[tuple[Reason, dict[str, object]]]:
    """Find what is wrong with the number and the dates of an edition, whichever clock one has: reasons and their values."""
    days = door.rules()["valid_days"]
    if found.valid_until <= found.issued_at or found.valid_until > found.issued_at + timedelta(days=days):
        yield Reason.ENDS_LATE, {"days": days}
    if found.number > found.issued_at.timestamp() / 60:
        yield Reason.NUMBER_TOO_HIGH, {"number": found.number}


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise Unreadable(Reason.NO_NUMBER)
    return value


def _mode(value: Any) -> str:
    if value not in MODES:
        raise Unreadable(Reason.NO_MODE)
    return str(value)


def _time(document: dict[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(document[name])
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment.astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        raise Unreadable(Reason.NO_TIME, member=name) from fault
