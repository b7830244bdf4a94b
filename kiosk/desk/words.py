"""Korean and English side by side, where they are used: no sentence of the desk can lack one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import get_language

SEOUL = ZoneInfo("Asia/Seoul")


Pair = tuple[str, str]
"""The same in Korean and in English."""


_both = ContextVar("both", default=False)


def say(ko: str, en: str) -> str:
    """The one of the two that the officer reads."""
    if _both.get():
        return f"{ko} · {en}"
    return en if (get_language() or "ko").startswith("en") else ko


@contextmanager
def both() -> Iterator[None]:
    """Inside, `say` says both: the signing page knows no session, and so no language."""
    token = _both.set(True)
    try:
        yield
    finally:
        _both.reset(token)


w = lazy(say, str)
"""`say`, decided when it is shown: for labels of forms and choices."""


def moment(at: datetime) -> str:
    """`2026-06-30 18:00` in Korean time."""
    return at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")


def context(request: HttpRequest) -> dict[str, object]:
    """For every template: the reader's language, the desk's settings; in the demo the one-time codes where one is asked for."""
    asked = settings.DESK.demo and request.path.startswith("/account/2fa/")
    from kiosk.desk.publishing.desk_feed import mode

    codes = _demo_codes() if asked else []
    return {"language": get_language() or "ko", "desk": settings.DESK, "mode": mode(), "demo_codes": codes}


def _demo_codes() -> list[tuple[str, str]]:
    from kiosk.desk.accounts.demo_codes import all_codes

    return all_codes()
