"""A notice of one paragraph as long as the door takes, without a place to break: it is painted whole, over its pages."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.display.application import application, prepare
from kiosk.display.pictures.order import SIZES, Into, Order
from kiosk.display.pictures.render import Studio
from kiosk.domain.languages import LOCALES
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import Text
from kiosk.language.catalogues import translator
from tests.display import rules
from tests.display.conftest import EDITION, NOW, knowledge_of
from tests.display.fuzz import words

HOUR = timedelta(hours=1)
TITLE, TEXT = (Text({code: words(code, most, True) for code in LOCALES}) for most in (200, 1200))
"""As long as the door lets them be."""
WAYS = [("km", "normal", SIZES[0]), ("ko", "lower", SIZES[1]), ("en", "large", SIZES[0]), ("vi", "normal", SIZES[1])]


def _bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\u00a0", "").split())


def _painted(out: Path, locale: str, mode: str, size: tuple[int, int]) -> list[tuple[str, dict[str, Any]]]:
    """Paint the notice; give name and measures of each page."""
    prepare(offscreen=True)
    application(["kiosk"])
    notice = Notice("long", Severity.IMPORTANT, TITLE, TEXT, NOW - HOUR, NOW + HOUR)
    studio = Studio(knowledge_of(replace(EDITION, notices=(notice,))), rules.PITCH_MM)
    try:
        paths = studio.paint(Order(("notice",), (locale,), (mode,), (size,)), Into(out))
    finally:
        studio.close()
    return [(path.stem, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))) for path in paths]


@pytest.mark.parametrize(("locale", "mode", "size"), WAYS)
def test_a_notice_at_its_limits_is_painted_whole(tmp_path: Path, locale: str, mode: str, size: tuple[int, int]) -> None:
    """No letter of title and text is lost, in order, none is cut or under another, and it can be closed on page 1."""
    pages = _painted(tmp_path, locale, mode, size)
    checks = (rules.fits, rules.overlaps, rules.covered)
    assert [str(one) for check in checks for name, found in pages for one in check(name, found)] == []
    texts = [_bare(one["text"]) for _, found in pages for one in found["texts"]]
    assert len(pages) > 1
    assert _unsaid(_bare(TITLE.in_(locale) + TEXT.in_(locale)), texts) == ""
    assert translator(locale).say("닫기") in [one["name"] for one in pages[0][1]["targets"]]


def _unsaid(written: str, texts: list[str]) -> str:
    """What is left of the words when the painted texts have said them, one after the other."""
    for text in texts:
        written = written.removeprefix(text)
    return written
