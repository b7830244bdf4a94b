"""What the records of the wire share: moments, texts by locale, and members that this version does not know.

Rules: optional members that are empty are not written; members this version does not know are kept in `extra` as
canonical JSON text and written back where they stood.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from kiosk.domain.text import Text

Json = dict[str, Any]
Extra = tuple[tuple[str, str], ...]


_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z")


def time_from(value: str) -> datetime:
    """An aware UTC datetime from `2026-06-30T09:00:00Z`. Raises ValueError for any other form."""
    if not _TIME.fullmatch(value):
        raise ValueError(f"{value!r} is not a time like 2026-06-30T09:00:00Z")
    return datetime.fromisoformat(value)


def time_to(value: datetime) -> str:
    """`2026-06-30T09:00:00Z` from an aware datetime."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=64)
def _names(known: str) -> frozenset[str]:
    return frozenset(known.split())


def extra_of(found: Mapping[str, Any], known: str) -> Extra:
    """The members of `found` that are not among the `known` names, as canonical JSON text."""
    if found.keys() <= _names(known):
        return ()
    unknown = sorted(found.keys() - _names(known))
    return tuple((key, json.dumps(found[key], ensure_ascii=False, sort_keys=True)) for key in unknown)


def written(extra: Extra, **members: Any) -> Json:
    """A record: its members without the empty ones, and those that are not known where they stood."""
    kept = {key: value for key, value in members.items() if value not in (None, "", [], {}, False)}
    return {**{key: json.loads(value) for key, value in extra}, **kept}


def maybe_time(found: Mapping[str, Any], key: str) -> datetime | None:
    """The moment under a key, or None."""
    return time_from(found[key]) if key in found else None


def to_maybe(value: datetime | None) -> str | None:
    """A moment as written, or None."""
    return time_to(value) if value else None


def words_of(text: Text | None) -> dict[str, str] | None:
    """A text by locale, or None."""
    return dict(text.by_locale) if text else None
