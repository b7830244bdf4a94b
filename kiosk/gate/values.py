"""How a TOML value becomes a setting's own: one function a kind, which raises ValueError where it is not what was wanted.

Rules: nothing is guessed or cut to fit; what is wrong is told by `kiosk.gate.settings`, which knows file and key.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kiosk.domain.hours import Hours
from kiosk.domain.languages import LOCALES

Take = Callable[[Any], Any]
"""Turns a TOML value into the setting's own; raises ValueError where it is not what was wanted."""

_HOST = re.compile(r"[^\W_]([\w.-]*[^\W_.-])?\.?|[0-9a-f.]*:[0-9a-f:.]*(%[\w.-]+)?")
"""A name (also one in other letters, or with a final dot) or an address of version 6, as `urlsplit` gives it."""


def text(most: int) -> Take:
    """Take printable text of at most so many characters."""

    def take(value: Any) -> str:
        if not isinstance(value, str) or len(value) > most or not value.isprintable():
            raise ValueError
        return value

    return take


def one_of(*words: str) -> Take:
    """Take one of these words."""

    def take(value: Any) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return take


def number(low: float, high: float) -> Take:
    """Take a number of that range."""

    def take(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError
        return value

    return take


def web_address(value: Any) -> str:
    """Return a web address as it stands, or "". Raises ValueError for anything else, also for one that holds a password."""
    if value == "":
        return ""
    parts = urlsplit(text(500)(value))
    _ = parts.port  # a port that is no number raises here
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        raise ValueError
    if parts.username or parts.query or parts.fragment:
        raise ValueError
    return str(value)


def folder(value: Any) -> Path:
    """Take a path of a folder; `~` is whose settings they are."""
    path = text(4096)(value)
    if not path:
        raise ValueError
    return Path(path).expanduser()


def locales(value: Any) -> tuple[str, ...]:
    """Take a list of languages, each once."""
    if not isinstance(value, list) or not value or any(one not in LOCALES for one in value):
        raise ValueError
    if len(set(value)) < len(value):
        raise ValueError
    return tuple(value)


def yes_no(value: Any) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise ValueError
    return value


def port(value: Any) -> int:
    """Take a port's number, or 0."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 65535:
        raise ValueError
    return value


def hours(value: Any) -> Hours | None:
    """Take hours such as 06:00-22:00; None for none at all."""
    return Hours.parsed(text(11)(value)) if value != "" else None


def number_or_0(low: float, high: float) -> Take:
    """Take a number of that range, or 0 for none."""

    def take(value: Any) -> float:
        return 0 if value == 0 and not isinstance(value, bool) else number(low, high)(value)

    return take


_PIN_HASH = re.compile(r"\$argon2id\$v=19\$m=\d{4,6},t=\d{1,2},p=\d\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{16,86}")


def pin_hash(value: Any) -> str:
    """Take a line of `kiosk pin`, or ""."""
    found: str = text(200)(value)
    if found and not _PIN_HASH.fullmatch(found):
        raise ValueError
    return found
