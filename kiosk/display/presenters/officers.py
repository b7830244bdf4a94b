"""The officers' view at the glass, in Korean or English: the pad of the PIN, how this kiosk is, and tests of its parts.

Rules: no traveller's screen leads here, `choice` does not know it, and none of it is read aloud but the sound test's sentence.
What is wrong is said in `kiosk doctor`'s words, which are English. A PIN comes here as the number of its digits.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.display.presenters.blocks import Block, Button, Buttons, Call, Fact, Keys, LevelLine, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition, Section
from kiosk.display.presenters.frame import frame
from kiosk.display.presenters.screen import Screen
from kiosk.domain.level import Level
from kiosk.gate.pin import FEWEST
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import Translator

NAME = "officers"
"""The screen's name, and the action of all that is touched on it."""
Page = Literal["pin", "state", "touch", "colour", "sound", "code", "restart"]
TESTS: tuple[Page, ...] = ("touch", "colour", "sound", "code")
DIGITS = tuple("1234567890")
PADS, PADS_ACROSS = 24, 4
Finding = tuple[bool, str, str]
"""Whether it is wrong, what about, and doctor's sentence."""


@dataclass(frozen=True)
class View:
    """What stands on it. `typed`: digits so far; `wait`: seconds until a PIN is judged again; `findings`: None until they came.

    `pads`: those touched; `supervised`: somebody starts the display again when it ends; `part`: the page that is read.
    """

    page: Page = "pin"
    typed: int = 0
    judging: bool = False
    refused: bool = False
    wait: float = 0.0
    findings: tuple[Finding, ...] | None = None
    pads: frozenset[int] = frozenset()
    silent: bool = False
    supervised: bool = False
    english: bool = False
    part: int = 0

    @property
    def locale(self) -> str:
        """Korean, or English where that was asked for."""
        return "en" if self.english else "ko"

    def words(self, ko: str, en: str) -> str:
        """Give the one that is read here."""
        return en if self.english else ko


def present(knowledge: Knowledge, view: View, modes: frozenset[str], translator: Translator) -> Screen:
    """Present the view; `translator` speaks `view.locale`."""
    around = frame(knowledge, Choice(NAME, view.locale, modes), translator, speaks=False)
    body = PAGES[view.page](knowledge, view, translator)
    return Screen(replace(body, name=NAME), around, view.locale, modes, f"{NAME}/{view.page}/{view.part}", view.part)


def _button(view: View, ko: str, en: str, argument: str, *, primary: bool = False) -> Button:
    return Button(view.words(ko, en), NAME, argument, primary)


def _pin(_: Knowledge, view: View, __: Translator) -> Composition:
    title = view.words("경찰관 비밀번호", "Officers' PIN")
    dots = " ".join("●" * view.typed + "○" * (FEWEST - view.typed))
    enter = replace(_button(view, "확인", "Enter", "enter", primary=True), enabled=view.typed >= FEWEST)
    keys = Keys(DIGITS, view.words("지우기", "Erase"), 3)
    return Composition(
        NAME, title, (Words(title, "title"), Words(dots, "head"), Words(_refusal(view), "strong")), (), (keys, enter)
    )


def _refusal(view: View) -> str:
    if view.judging:
        return view.words("확인하고 있습니다.", "Checking.")
    if view.wait:
        seconds = int(view.wait) + 1
        return view.words(f"{seconds}초 뒤에 다시 누르세요.", f"Try again in {seconds} s.")
    if view.refused:
        return view.words("비밀번호가 맞지 않습니다.", "Wrong PIN.")
    return view.words("60초 동안 누르지 않으면 닫힙니다.", "Closes after 60 s without a touch.")


def _state(knowledge: Knowledge, view: View, translator: Translator) -> Composition:
    title = view.words("경찰관 화면", "Officers' view")
    edition = knowledge.edition
    issued = f"{edition.number} · {translator.full_moment(edition.issued_at)}"
    never = view.words("확인한 적 없음", "never")
    checked = translator.ago(knowledge.checked, knowledge.now) if knowledge.checked else never
    place = f"{knowledge.terminal} {knowledge.gate}".strip() or view.words("정해지지 않음", "not set")
    facts: tuple[Block, ...] = (
        Words(title, "title"),
        Fact(view.words("발행", "Edition"), issued),
        Fact(view.words("서명된 시각", "Signed"), checked),
        Fact(view.words("게이트", "Gate"), place),
    )
    tests = Buttons(tuple(_button(view, *TITLES[one], one) for one in TESTS), across=2)
    ends = [_button(view, "닫기", "Close", "close", primary=True)]
    if view.supervised:
        ends.insert(0, _button(view, "화면 다시 시작", "Restart", "restart"))
    found = view.findings or ()
    all_found = Section(view.words("점검 결과 모두", "All checks"), tuple(_found(one) for one in found))
    return Composition(
        NAME, title, facts, tuple(_health(view)), (tests, Buttons(tuple(ends))), (all_found,) if found else ()
    )


def _health(view: View) -> list[Block]:
    """The courier's word on the network, then what is wrong."""
    if view.findings is None:
        return [Words(view.words("점검하고 있습니다.", "Checking this kiosk."), "second")]
    wrong = [one for one in view.findings if one[0]]
    network = [one for one in view.findings if one[1] == "courier" and not one[0]]
    good = Words(view.words("잘못된 것이 없습니다.", "Nothing is wrong."), "strong", icon="checked")
    return [*map(_found, network), *(map(_found, wrong) if wrong else [good])]


def _found(one: Finding) -> Words:
    wrong, subject, sentence = one
    return Words(f"{subject}: {sentence}", "strong" if wrong else "second")


def _touch(_: Knowledge, view: View, __: Translator) -> Composition:
    title, left = view.words(*TITLES["touch"]), PADS - len(view.pads)
    hint = view.words(f"모두 누르세요. 남은 칸: {left}", f"Touch every field. Left: {left}")
    done = view.words("모두 눌렸습니다.", "Every field responded.")
    pads = tuple(
        Button(str(one), NAME, f"pad {one}", primary=False, chosen=one in view.pads) for one in range(1, PADS + 1)
    )
    return Composition(
        NAME, title, (Words(title, "title"), Words(hint if left else done, "strong")), (Buttons(pads, PADS_ACROSS),)
    )


def _colour(knowledge: Knowledge, view: View, _: Translator) -> Composition:
    title = view.words(*TITLES["colour"])
    names = {one.level: one.name.in_(view.locale) for one in knowledge.edition.levels}
    hint = view.words(
        "다섯 표시의 색과 모양이 모두 달라 보여야 합니다.", "The five badges must all differ in colour and shape."
    )
    levels = tuple(LevelLine(one.sign, names[one], "") for one in sorted(Level, reverse=True))
    grounds = (
        Words(view.words("검정 바탕, 흰 글자", "White on black"), "strong", "ink"),
        Words(view.words("청록 바탕, 흰 글자", "White on teal"), "strong", "accent"),
        Words(view.words("노랑 바탕, 검은 글자", "Black on amber"), "strong", "amber"),
    )
    return Composition(NAME, title, (Words(title, "title"), Words(hint), *levels), grounds)


def _sound(_: Knowledge, view: View, __: Translator) -> Composition:
    title = view.words(*TITLES["sound"])
    silent = view.words("이 기기에서 읽어 줄 목소리가 없습니다.", "This machine has no voice to read with.")
    hint = view.words(
        "한 문장이 들려야 합니다. 들리지 않으면 음량과 스피커를 보세요.",
        "You should hear one sentence. If not, check the volume and the loudspeaker.",
    )
    return Composition(
        NAME,
        title,
        (Words(title, "title"), Words(silent if view.silent else hint, "strong" if view.silent else "body")),
        (),
        (_button(view, "들어 보기", "Play", "play", primary=True),),
    )


def heard(view: View) -> str:
    """Give the one sentence that is read aloud."""
    return view.words("소리 시험입니다. 하나, 둘, 셋.", "This is a test of the sound. One, two, three.")


def _code(knowledge: Knowledge, view: View, _: Translator) -> Composition:
    title = view.words(*TITLES["code"])
    payload = f"KIOSK {knowledge.edition.number} {knowledge.sha256[:8]}"
    hint = view.words("휴대전화로 찍으면 이 글자가 나와야 합니다.", "A phone that scans it must show these letters.")
    return Composition(NAME, title, (Words(title, "title"), Call(payload, payload, "", (hint,))))


def _restart(_: Knowledge, view: View, __: Translator) -> Composition:
    title = view.words("화면을 다시 시작할까요?", "Restart the screen?")
    hint = view.words(
        "몇 초 뒤에 다시 보입니다. 한 시간에 여섯 번이 넘으면 안내 그림만 보입니다.",
        "It comes back in a few seconds. After more than six starts in an hour only the poster is shown.",
    )
    ends = (_button(view, "취소", "Cancel", "state"), _button(view, "다시 시작", "Restart", "again", primary=True))
    return Composition(NAME, title, (Words(title, "title"), Words(hint)), (), (Buttons(ends),))


TITLES = {
    "touch": ("터치 시험", "Touch test"),
    "colour": ("색 시험", "Colour test"),
    "sound": ("소리 시험", "Sound test"),
    "code": ("코드 시험", "Code test"),
}
PAGES: dict[Page, Callable[[Knowledge, View, Translator], Composition]] = {
    "pin": _pin,
    "state": _state,
    "touch": _touch,
    "colour": _colour,
    "sound": _sound,
    "code": _code,
    "restart": _restart,
}
