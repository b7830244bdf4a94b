"""A moment as text, in the one form in which files, reports and the wire write it: UTC to the second, with a `Z`.

    >>> utc_text(utc_moment("2026-06-30T09:00:00Z"))
    '2026-06-30T09:00:00Z'

What people read is made by the presenters, in their language and zone; `utc_minute` is for the lines of commands.
"""

import re
from datetime import UTC, datetime

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z")


def utc_moment(text: str) -> datetime:
    """Read an aware UTC datetime from `2026-06-30T09:00:00Z`. Raises ValueError for any other form."""
    if not _FORM.fullmatch(text):
        raise ValueError(f"{text!r} is not a time like 2026-06-30T09:00:00Z")
    return datetime.fromisoformat(text)


def utc_text(moment: datetime) -> str:
    """Write an aware datetime as `2026-06-30T09:00:00Z`."""
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:-6]}Z"


def utc_minute(moment: datetime) -> str:
    """Write an aware datetime as `2026-06-30 09:00 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
