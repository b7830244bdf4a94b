"""Paragraphs that no page holds: parted in normal text as in large, at sentences or words, nothing lost."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from kiosk.display.language import translator
from kiosk.display.pictures.order import SIZES
from kiosk.display.presenters.blocks import LevelLine, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.paragraphs import parted, room
from kiosk.display.presenters.phrases import letters
from kiosk.display.presenters.screen import Body
from kiosk.display.presenters.screens import present
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import LOCALES, Text
from tests.display import rules
from tests.display.conftest import EDITION, NOW, knowledge_of
from tests.display.fuzz import words

WAYS = list(product(LOCALES, (False, True), ("normal", "lower")))


def _read(locale: str, text: str, wide: bool, mode: str) -> list[Words]:
    """The blocks of a notice's text."""
    said = Text({code: text if code == locale else words(code, 100, False) for code in LOCALES})
    hour = timedelta(hours=1)
    notice = Notice("long", Severity.IMPORTANT, said, said, NOW - hour, NOW + hour)
    known = knowledge_of(replace(EDITION, notices=(notice,)))
    choice = Choice("notice", locale, frozenset({mode}) - {"normal"}, notice="long", wide=wide)
    return [one for one in present(known, choice, translator(locale)).body.flow if isinstance(one, Words)]


def _bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\u00a0", "").split())


@pytest.mark.parametrize("run_on", [False, True])
@pytest.mark.parametrize(("locale", "wide", "mode"), WAYS)
def test_a_paragraph_taller_than_a_page_is_parted(locale: str, wide: bool, mode: str, run_on: bool) -> None:
    """A notice of one paragraph at its limit becomes blocks that a page holds, and every letter of it is there in order."""
    text = words(locale, 1200, run_on)
    told = [one for one in _read(locale, text, wide, mode) if one.tone == "body"]
    assert len(told) > 1
    assert _bare("".join(one.text for one in told)) == _bare(text)
    assert all(letters(one.text) <= room(locale, wide, mode == "lower", "body") for one in told)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_paragraph_is_parted_after_a_sentence(locale: str) -> None:
    """Where sentences end within a page, no sentence is parted."""
    text = words(locale, 700, False)
    told = [one.text for one in _read(locale, text, True, "normal") if one.tone == "body"]
    assert {one.rstrip()[-1] for one in told[:-1]} <= set(".。។")


def test_what_a_page_holds_is_not_touched() -> None:
    """A short paragraph, its line end and its tone stay as they were written."""
    body = Body("notice", flow=(Words("가 나.\n다 라.", "body", keep=True),))
    assert parted(body, "ko", True, True) == body


def _lines(count: int) -> Iterator[LevelLine]:
    body = Body("attract", flow=(LevelLine("4", " · ".join(f"프레아비히어{n}" for n in range(count)), "4단계"),))
    yield from (one for one in parted(body, "ko", True, False).flow if isinstance(one, LevelLine))


def test_a_long_list_of_places_is_parted_between_names() -> None:
    """Places of one level stand on several lines, each with the badge, the level's name over the first, and none is lost."""
    told = list(_lines(25))
    assert len(told) > 1
    assert " · ".join(one.name for one in told).count("프레아비히어") == 25
    assert ({one.level for one in told}, [bool(one.over) for one in told]) == (
        {"4"},
        [True] + [False] * (len(told) - 1),
    )
    assert len(list(_lines(3))) == 1


@pytest.mark.parametrize(("locale", "mode", "size"), [("km", "normal", SIZES[0]), ("ko", "lower", SIZES[1])])
def test_a_notice_at_its_limits_is_painted_whole(tmp_path: Path, locale: str, mode: str, size: tuple[int, int]) -> None:
    """A notice of one paragraph as long as the door takes, without a place to break, is on its pages whole."""
    from kiosk.display.pictures.order import Order
    from kiosk.display.pictures.render import Studio
    from kiosk.display.window import application, prepare

    prepare(offscreen=True)
    application(["kiosk"])
    title, text = (Text({code: words(code, most, True) for code in LOCALES}) for most in (200, 1200))
    hour = timedelta(hours=1)
    notice = Notice("long", Severity.IMPORTANT, title, text, NOW - hour, NOW + hour)
    studio = Studio(knowledge_of(replace(EDITION, notices=(notice,))), rules.PITCH_MM)
    try:
        paths = studio.paint(Order(("notice",), (locale,), (mode,), (size,)), tmp_path)
    finally:
        studio.close()
    pages = [(path.stem, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))) for path in paths]
    checks = (rules.fits, rules.overlaps, rules.covered)
    assert [str(one) for check in checks for name, found in pages for one in check(name, found)] == []
    shown = _bare("".join(one["text"] for _, found in pages for one in found["texts"]))
    assert len(pages) > 1
    assert _bare(text.in_(locale))[-40:] in shown
