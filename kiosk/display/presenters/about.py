"""About: which edition this is, how old, from whom, and what is kept of a traveller (nothing)."""

from collections.abc import Iterator

from kiosk.display.presenters.blocks import Block, Button, Fact, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition, Section
from kiosk.display.presenters.frame import band
from kiosk.domain.contact import ContactKind
from kiosk.language.contact_card import contact_line
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import Translator

MAP_CREDIT = "Province boundaries (c) OpenStreetMap contributors, ODbL 1.0"
LICENCE = "MIT"


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:  # noqa: ARG001
    """Compose about: edition, age, source, privacy; behind the door map credit, licence and the edition's mark."""
    edition, title = knowledge.edition, translator.say("이 화면에 대하여")
    issued = translator.say("{n}호 · {when} 발행", n=edition.number, when=translator.full_moment(edition.issued_at))
    never = translator.say("확인한 적 없음")
    checked = translator.ago(knowledge.checked, knowledge.now) if knowledge.checked else never
    who = translator.say("여행경보는 외교부가 우리 국민을 위해 정하고, 경찰관 두 명이 확인해 서명합니다.")
    return Composition(
        "about",
        title,
        (
            Words(title, "title"),
            Words(translator.say("여행하시는 분에 관한 것은 아무것도 저장하지 않습니다."), "strong"),
            Words(_counted(knowledge, translator)),
            Fact(translator.say("발행"), issued),
            Fact(translator.say("마지막 확인"), checked),
        ),
        (*_aged(knowledge, translator), *_compared(knowledge, translator), *_doubts(knowledge, translator), Words(who)),
        (Button(translator.say("경찰 알림 보기"), "go", "notice", primary=False, spare=True),),
        (Section(translator.say("지도와 프로그램"), tuple(_behind(knowledge, translator))),),
    )


def _counted(knowledge: Knowledge, translator: Translator) -> str:
    """What is counted of use: exactly what `kiosk.gate.use` takes."""
    if not knowledge.counted:
        return translator.say("아무것도 세지 않습니다.")
    return translator.say(
        "하루 합계만 셉니다: 방문, 언어, 열어 본 화면, 상담 전화를 누른 횟수. 5보다 작은 수는 버립니다. "
        "고른 곳, 표시한 징후, 결과는 세지 않습니다."
    )


def _aged(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    """What the freshness band says: in large text it shows its headline alone, and leads here."""
    said = band(knowledge, translator)
    if said.detail:
        yield Words(f"{said.headline} {said.detail}", "strong")


def _doubts(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    if knowledge.bundled:
        yield Words(translator.say("프로그램에 담긴 기본 정보이며 서명된 발행본이 아닙니다."))
    if not knowledge.clock_ok:
        yield Words(translator.say("이 기기의 시계가 맞지 않습니다."))


def _behind(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    yield from (
        Words(contact_line(one, translator)) for one in knowledge.edition.contacts if one.kind is ContactKind.NAME
    )
    yield Words(translator.say("지도"), "strong")
    yield Words(MAP_CREDIT)
    yield Fact(translator.say("프로그램 라이선스"), LICENCE)
    yield Fact(translator.say("식별값"), knowledge.sha256[:16] if knowledge.sha256 else "-")


def _compared(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    """How the edition agreed with the ministry's open data when they were last compared, if ever."""
    at = knowledge.edition.compared_at
    if at is None:
        return
    day = translator.full_day(at)
    said = {
        "same": translator.say("{day}, 같음", day=day),
        "differs": translator.say("{day}, 다른 곳이 있어 확인 중", day=day),
    }
    yield Fact(translator.say("외교부 공개 자료와 비교"), said.get(knowledge.edition.comparison, day))
