"""Korean and English side by side, where they are used: no sentence of the desk can lack one of them.

Rule: no Django here, so that what only reckons (the difference, the parts, the comparison) needs none to say what it found.
Who reads is told by `speaking`: the middleware for a page, a command for itself; nobody said: Korean.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


Pair = tuple[str, str]
"""The same in Korean and in English."""


_language = ContextVar("language", default="ko")
_both = ContextVar("both", default=False)


def language() -> str:
    """Return what the reader reads: `ko` or `en`."""
    return _language.get()


def say(ko: str, en: str) -> str:
    """Return the one of the two that the reader reads; inside `both`, both."""
    if _both.get():
        return f"{ko} · {en}"
    return en if language() == "en" else ko


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let `say` speak that language inside: `ko` or `en`."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


@contextmanager
def both() -> Iterator[None]:
    """Let `say` say both inside: the signing page knows no session, and so no language."""
    token = _both.set(True)
    try:
        yield
    finally:
        _both.reset(token)


def moment(at: datetime) -> str:
    """Return `2026-06-30 18:00` in Korean time."""
    return at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
