"""The officers' view: opened by a long press and the PIN alone, seen by a real finger on the real display, and forgotten."""

import json
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import get_args

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication

from kiosk import clock
from kiosk.display.application import application, prepare
from kiosk.display.asked import Examine, Examined, Tried, Try
from kiosk.display.composer import Composer
from kiosk.display.layout.boxes import Text, Touch
from kiosk.display.layout.compose import compose
from kiosk.display.models.scene import Scene
from kiosk.display.officers import Officers
from kiosk.display.presenters.officers import NAME, PADS, Page, View, present
from kiosk.display.visit import Visit
from kiosk.domain.freshness import Freshness
from kiosk.gate.pin import TRIES, Judged
from kiosk.gate.settings import load
from kiosk.gate.store import Store
from kiosk.language.catalogues import translator
from tests.display.layout.conftest import RULER, UPRIGHT, WIDE, known, meets, written
from tests.display.panel import Panel, State, lacking, panel, screen, wait_for

PIN = "270031"
PIN_HASH = PasswordHasher(1, 1024, 1).hash(PIN)
SETTINGS = f'[officer]\npin_hash = "{PIN_HASH}"\n'
WANDERS = ("mousemove", "40", "40", "mousedown", "1", "mousemove", "600", "900", "sleep", "2.3", "mouseup", "1")
CORNER = ("mousemove", "40", "40", "mousedown", "1", "sleep", "2.3", "mouseup", "1")
FINDINGS = (
    (False, "courier", "unchanged since 2026-11-30T09:00:00Z: nothing new"),
    (True, "validity", "editions ends 2026-12-04. Tell the duty room: it must be signed anew."),
)
PAGES = get_args(Page)


@pytest.fixture(scope="module")
def glass() -> Iterator[str]:
    """A portrait screen."""
    assert lacking() == []
    with screen() as display:
        yield display


def _on(now: State, page: str) -> bool:
    return str(now["key"]).startswith(f"{NAME}/{page}/")


def _type(shown: Panel, pin: str) -> None:
    for digit in pin:
        shown.tap(action="type", argument=digit)
    shown.until(lambda now: any(one["argument"] == "enter" and one["enabled"] for one in now["targets"]))
    shown.quiet()
    shown.tap(action=NAME, argument="enter")


def _turn(shown: Panel, page: str) -> None:
    shown.quiet()
    shown.tap(action=NAME, argument=page)
    shown.until(lambda now: _on(now, page))
    shown.quiet()


def test_without_a_hash_there_is_no_view(glass: str, state: Path) -> None:
    """A long press in the corner is a touch as any other: it begins."""
    with panel(glass, state) as shown:
        shown.quiet()
        shown.hand(*CORNER)
        shown.until(lambda now: now["screen"] == "map")
        shown.quiet()
        shown.hand(*CORNER)
        assert shown.quiet()["screen"] == "map"


def test_an_officer_gets_in_looks_tests_and_restarts(glass: str, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finger that wanders and a wrong PIN stay out; the right one sees how the kiosk is, tests it, and ends it for its keeper.

    The mark is read back from it, the code is read from the screen, and `painted.json` names the view.
    """
    import zxingcpp

    monkeypatch.setenv("KIOSK_PULSE", "2")  # as a supervisor sets it
    with panel(glass, state, settings=SETTINGS) as shown:
        shown.quiet()
        shown.hand(*WANDERS)
        assert shown.quiet(1.0)["screen"] != NAME
        shown.home()
        shown.hand(*CORNER)
        shown.until(lambda now: _on(now, "pin"))
        shown.quiet(0.6)
        _type(shown, "270032")
        shown.until(
            lambda _: json.loads((state / TRIES).read_bytes()) == {"wrong": 1} if (state / TRIES).exists() else 0
        )
        assert _on(shown.quiet(1.0), "pin")
        _type(shown, PIN)
        shown.until(lambda now: _on(now, "state"))
        shown.until(lambda now: now["pages"] > 1)
        assert json.loads((state / TRIES).read_bytes()) == {"wrong": 0}
        _turn(shown, "touch")
        for pad in range(1, PADS + 1):
            shown.tap(action=NAME, argument=f"pad {pad}")
        shown.quiet(0.5)
        _back(shown)
        _turn(shown, "code")
        found = [one.text for one in zxingcpp.read_barcodes(shown.picture())]
        assert [one for one in found if one.startswith("KIOSK 1 ")] == found != []
        assert wait_for(lambda: json.loads((state / "painted.json").read_bytes())["screen"] == NAME, 20)
        _back(shown)
        _turn(shown, "restart")
        shown.tap(action=NAME, argument="again")
        assert shown.process.wait(30) == 0
    assert PIN not in shown.complaints()


def _back(shown: Panel) -> None:
    shown.tap(action="back")
    shown.until(lambda now: _on(now, "state"))


class Aside:
    """A visit without a window, whose steady clock is ours to turn; `asked` holds what the state reader would be asked."""

    def __init__(self, state: Path, monkeypatch: pytest.MonkeyPatch, settings: str = SETTINGS) -> None:
        prepare(offscreen=True)
        application(["kiosk"])
        self.later, real = 0.0, clock.ticks
        monkeypatch.setattr(clock, "ticks", lambda: real() + self.later)
        file = state.parent / "officers.toml"
        file.write_text(settings, encoding="utf-8")
        self.scene = Scene()
        self.visit = Visit(self.scene, Composer(1.0), Store(state).load(), load(file), ("ko", "en"))
        self.asked: list[Try | Examine] = []
        self.said: list[str] = []
        self.visit.officers.asked.connect(self.asked.append)
        self.visit.said.connect(lambda sentences, _: self.said.extend(sentences))

    def opened(self) -> "Aside":
        """With the right PIN."""
        self.visit.touch(NAME, "")
        for digit in PIN:
            self.visit.touch("type", digit)
        self.visit.touch(NAME, "enter")
        self.judge()
        self.visit.officers.hear(Examined(FINDINGS))
        return self

    def judge(self, opened: bool = True) -> None:
        """The state reader answers the last try."""
        number = max(one.number for one in self.asked if isinstance(one, Try))
        self.visit.officers.hear(Tried(number, Judged(opened)))

    @property
    def words(self) -> str:
        """What the page shows."""
        return "\n".join(json.loads(one)["words"] for one in self.scene.sheet.boxes[-1])


@pytest.fixture
def aside(state: Path, monkeypatch: pytest.MonkeyPatch) -> Aside:
    """A kiosk whose settings hold a hash."""
    return Aside(state, monkeypatch)


def test_the_view_says_edition_age_gate_network_and_what_is_wrong(aside: Aside) -> None:
    """In doctor's words, first the courier's, then each fault with its mend; all that was looked at lies behind a door."""
    words = aside.opened().words
    for told in (
        "경찰관 화면",
        "1 · ",
        "방금",
        "정해지지 않음",
        "nothing new",
        "editions ends 2026-12-04. Tell the duty room",
    ):
        assert told in words.replace("\n", " "), told
    aside.visit.touch("languages", "")
    assert "Officers' view" in aside.words
    aside.visit.touch("page", "1")
    assert "unchanged since" in aside.words


def test_it_is_forgotten_after_a_minute(aside: Aside) -> None:
    """59 s without a touch it stands, after 60 the screen is the travellers', the PIN asked for anew, whatever came meanwhile."""
    aside.opened()
    aside.later += 59
    _beat(aside)
    assert aside.visit.screen == NAME
    aside.later += 2
    _beat(aside)
    assert (aside.visit.screen, aside.visit.officers.view) == ("attract", None)
    aside.judge()
    assert aside.visit.screen == "attract"
    aside.visit.touch(NAME, "")
    aside.visit.touch(NAME, "restart")
    assert aside.scene.key.startswith(f"{NAME}/pin/")


def _beat(aside: Aside) -> None:
    beats: list[bool] = []
    heart = aside.visit._heart
    heart.timeout.connect(lambda: beats.append(True))
    heart.start(1)
    assert wait_for(lambda: QCoreApplication.processEvents() or beats, 5)


@pytest.mark.parametrize(("action", "argument", "leads"), [("home", "", "attract"), ("go", "help", "help")])
def test_the_dock_leads_out_of_it(aside: Aside, action: str, argument: str, leads: str) -> None:
    """Home and the call centre are the travellers' on every page of it."""
    aside.opened().visit.touch(action, argument)
    assert (aside.visit.screen, aside.visit.officers.view) == (leads, None)


def test_a_view_that_cannot_be_presented_is_closed_and_told(
    aside: Aside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The visitor's page stands in its place, operators are told, and no other edition is asked for."""
    wanted: list[str] = []
    aside.visit.unpresented.connect(wanted.append)
    monkeypatch.setattr("kiosk.display.visit.officers_view.present", lambda *_: {}["no such page"])
    aside.visit.touch(NAME, "")
    QCoreApplication.processEvents()
    assert (aside.visit.officers.view, aside.visit.screen, wanted) == (None, "attract", [])
    (told,) = aside.visit.faults
    assert f"the screen {NAME} could not be presented (KeyError" in told
    assert "KeyError" in capsys.readouterr().err


def test_nothing_of_it_is_read_aloud_but_the_test(aside: Aside) -> None:
    """ "Listen" is not offered and does nothing; the sound test says its one sentence; a voice that fails is told."""
    aside.opened()
    aside.visit.touch("listen", "")
    aside.visit.touch("focus", "코드 시험")
    assert aside.said == []
    aside.visit.touch(NAME, "sound")
    aside.visit.touch(NAME, "play")
    assert aside.said == ["소리 시험입니다. 하나, 둘, 셋."]
    aside.visit.lose_voice("ko")
    assert "목소리가 없습니다" in aside.words


def test_a_pin_that_is_judged_late_opens_nothing_for_the_next(aside: Aside) -> None:
    """An answer to a try of before is not taken for whoever has opened the pad, or tried, since."""
    for _ in range(2):
        aside.visit.touch(NAME, "")
        for digit in PIN:
            aside.visit.touch("type", digit)
        aside.visit.touch(NAME, "enter")
        aside.visit.officers.hear(Tried(0, Judged(True)))
        assert aside.scene.key.startswith(f"{NAME}/pin/")
        aside.visit.touch("back", "")
    aside.visit.touch(NAME, "")
    aside.judge()
    assert aside.scene.key.startswith(f"{NAME}/pin/")


def test_where_nobody_starts_it_again_no_restart_is_offered(aside: Aside) -> None:
    """A display that nobody keeps would leave the screen dark."""
    for supervised in (False, True):
        aside.visit.touch("home", "")
        aside.visit.officers.supervised = supervised
        aside.opened()
        touches = [json.loads(one) for one in aside.scene.sheet.boxes[2]]
        assert any(one["argument"] == "restart" for one in touches) == supervised


ACTIONS = ("type", "erase", "back", "page", "turn", "languages", "settings", "tick", "begin", NAME)
ARGUMENTS = ("", "1", "0", *PAGES, "again", "play", "close", "pad 3")


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from(ARGUMENTS)), max_size=60))
def test_before_the_pin_nothing_but_the_pad_answers(touches: list[tuple[str, str]]) -> None:
    """Whatever is touched in whatever order, no page but the pad's is there and nothing is asked but to judge a PIN."""
    officers = Officers(PIN_HASH)
    asked: list[object] = []
    ended: list[bool] = []
    officers.asked.connect(asked.append)
    officers.restart.connect(lambda: ended.append(True))
    officers.touch(NAME, "", "ko")
    for action, argument in touches:
        numbered = action in ("page", "turn")
        officers.touch(action, "1" if numbered else argument, "ko")
        assert officers.view is None or officers.view.page == "pin"
    assert [one for one in asked if not isinstance(one, Try)] == ended == []


def test_no_presented_page_of_travellers_leads_to_it() -> None:
    """No choice of a visitor is the officers' view, and no control of any screen asks for it."""
    from kiosk.display.presenters.choice import SCREENS, Choice, step
    from tests.display.conftest import knowledge_of
    from tests.display.reading import buttons, every_choice, shown

    assert NAME not in SCREENS
    assert step(Choice(), "go", NAME).screen == step(Choice(), NAME).screen == "attract"
    for choice in every_choice():
        assert [one for one in buttons(list(shown(knowledge_of(), **choice).body.blocks)) if one.action == NAME] == []


@pytest.mark.parametrize(("page", "english"), list(product(PAGES, (False, True))))
def test_every_page_of_it_fits_in_every_mode(page: Page, english: bool) -> None:
    """Nothing over anything and nothing outside, upright and wide, in every mode, with all there is to say."""
    view = View(page, typed=4, refused=True, wait=59.0, findings=FINDINGS * 3, supervised=True, english=english)
    for modes, size in product(((), ("contrast",), ("lower",), ("large",), ("large", "lower")), (UPRIGHT, WIDE)):
        made = present(known(Freshness.OLD), view, frozenset(modes), translator(view.locale))
        for one in compose(made, size, RULER).pages:
            letters = [written(box) for box in one.boxes if isinstance(box, Text)]
            touches = [box for box in one.boxes if isinstance(box, Touch) and box.name]
            assert [pair for pair in combinations(letters, 2) if meets(*pair)] == [], (modes, size)
            assert [pair for pair in combinations(touches, 2) if meets(*pair, by=0.0)] == [], (modes, size)
            assert [
                box for box in touches if box.x < 0 or box.x + box.w > size.width or box.y + box.h > size.height
            ] == []
