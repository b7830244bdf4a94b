"""Counting use at the screen: off unless asked for, what a touch counts as, and that it is told once the day is over."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from kiosk.display.application import application, prepare
from kiosk.display.composer import Composer
from kiosk.display.counting import Counting
from kiosk.display.layout.boxes import Text
from kiosk.display.layout.compose import compose
from kiosk.display.models.scene import Scene
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screens import present
from kiosk.display.state_reader import StateReader
from kiosk.display.visit import Visit
from kiosk.domain.freshness import Freshness
from kiosk.gate.settings import load
from kiosk.gate.store import Store
from kiosk.gate.use import Totals
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from tests.display.conftest import knowledge_of
from tests.display.layout import conftest as layout
from tests.display.panel import wait_for
from tests.display.reading import answered, shown, words

NOON = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
ON = (
    "하루 합계만 셉니다: 방문, 언어, 열어 본 화면, 상담 전화를 누른 횟수. 5보다 작은 수는 버립니다. "
    "고른 곳, 표시한 징후, 결과는 세지 않습니다."
)
OFF = "아무것도 세지 않습니다."


class Counted:
    """A visit that is counted, and the time."""

    def __init__(self, state: Path) -> None:
        prepare(offscreen=True)
        application(["kiosk"])
        self.now, self.told = NOON, list[Totals]()
        self.visit = Visit(Scene(), Composer(1.0), Store(state).load(), load(None), ("ko",))
        self.counting = Counting(lambda: self.now)
        self.visit.stepped.connect(self.counting.step)
        self.counting.over.connect(self.told.append)

    def one_visit(self) -> None:
        """Begin, a place, the checklist with a sign and its verdict, help, English, home."""
        touches = [("begin", ""), ("place", "KH-12"), ("checklist", ""), ("tick", "ticket-paid")]
        touches += [("group", "")] * 4 + [("go", "help"), ("locale", "en"), ("home", ""), ("locale", "ko")]
        for action, argument in touches:
            self.visit.touch(action, argument)


@pytest.fixture
def counted(state: Path) -> Counted:
    """With a store that holds edition 1."""
    return Counted(state)


def test_a_day_is_told_once_and_forgotten(counted: Counted) -> None:
    """Six visits: their number, languages, screens and hotline; no place, sign or verdict; then nothing of them is left."""
    for _ in range(6):
        counted.one_visit()
    assert counted.told == []
    counted.now += timedelta(hours=12)
    counted.counting.look()
    counted.counting.look()
    (told,) = counted.told
    assert (told.day, told.whole, told.visits, told.hotline) == (date(2026, 11, 30), False, 6, 6)
    assert told.languages == {"ko": 6, "en": 6}
    assert (told.screens["map"], told.screens["place"], told.screens["help"]) == (6, 6, 6)
    said = json.dumps(told.told())
    assert [one for one in ("KH-12", "ticket-paid", "verdict", "T1") if one in said] == []
    counted.now += timedelta(days=1)
    counted.counting.look()
    assert counted.told[1] == Totals(date(2026, 12, 1), True)


def test_four_of_a_kind_are_nobody(counted: Counted) -> None:
    """Four visits of a day are told as none."""
    for _ in range(4):
        counted.one_visit()
    counted.now += timedelta(days=1)
    counted.counting.look()
    assert counted.told == [Totals(date(2026, 11, 30), False)]


def test_the_state_reader_keeps_them_for_the_courier(state: Path) -> None:
    """They lie in the state folder until the next day's take their place."""
    totals = Totals(date(2026, 11, 30), True, 12, {"ko": 9}, {"map": 12}, 5)
    reader = StateReader.spawned(state)
    try:
        reader.line.tell(totals)
        assert wait_for(lambda: reader.line.hear(0.1) is None and Store(state).read_use() == totals)
    finally:
        reader.end()
    (state / "use.json").write_text('{"day": "2026-11-30", "visits": 3}', encoding="utf-8")
    assert Store(state).read_use() is None


@pytest.mark.parametrize("locale", ["ko", "en", "km", "zh_Hans", "ja", "vi"])
@pytest.mark.parametrize(("on", "says", "never"), [(True, ON, OFF), (False, OFF, ON)])
def test_the_page_about_the_kiosk_says_what_is_counted(locale: str, on: bool, says: str, never: str) -> None:
    """Exactly what is counted where it is, and that nothing is where it is not, in every language."""
    known: Knowledge = replace(knowledge_of(), counted=on)
    heard = answered(shown(known, "about", locale))
    assert (words(locale, says) in heard, words(locale, never) in heard) == (True, False)


@pytest.mark.parametrize("locale", ["ko", "en", "km", "zh_Hans", "ja", "vi"])
@pytest.mark.parametrize("mode", [(), ("large",), ("lower",)])
def test_what_it_says_has_room(locale: str, mode: tuple[str, ...]) -> None:
    """Nothing over anything, on either panel, in old knowledge of a demo, and on the first page of normal text."""
    known: Knowledge = replace(layout.known(Freshness.OLD, demo=True), counted=True)
    for panel in (layout.UPRIGHT, layout.WIDE):
        screen = present(known, Choice("about", locale, frozenset(mode)), translator(locale))
        pages = compose(screen, panel, layout.RULER).pages
        for page in pages:
            letters = [layout.written(box) for box in page.boxes if isinstance(box, Text)]
            assert [pair for pair in combinations(letters, 2) if layout.meets(*pair)] == []
        first = " ".join(box.words for box in pages[0].boxes if isinstance(box, Text))
        assert mode == ("large",) or translator(locale).say(ON)[:20] in first


def test_it_is_off_unless_the_settings_say_so(tmp_path: Path) -> None:
    """Without a line nothing is counted."""
    file = tmp_path / "kiosk.toml"
    file.write_text("[use]\ncounted = true\n", encoding="utf-8")
    assert (load(None).use.counted, load(file).use.counted) == (False, True)
