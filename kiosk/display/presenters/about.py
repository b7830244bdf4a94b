"""About: which edition this is, how old, from whom, and what is kept of a traveller (nothing)."""

from collections.abc import Iterable

from kiosk.display.presenters.blocks import Block, Button, Fact, Words
from kiosk.display.presenters.contact_card import contact_line
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.translator import Translator
from kiosk.domain.contact import ContactKind

MAP_CREDIT = "Province boundaries (c) OpenStreetMap contributors, ODbL 1.0"
LICENCE = "MIT"


def about_blocks(knowledge: Knowledge, translator: Translator) -> tuple[Block, ...]:
    """Edition, sources, map credit, privacy, licence."""
    edition = knowledge.edition
    said = translator.say(
        "{n}호 · {when} 발행",
        n=edition.number,
        when=translator.full_moment(edition.issued_at),
    )
    checked = (
        translator.ago(knowledge.checked, knowledge.now) if knowledge.checked else translator.say("확인한 적 없음")
    )
    return (
        Words(translator.say("이 화면에 대하여"), "title", keep=True),
        Words(translator.say("여행하시는 분에 관한 것은 아무것도 저장하지 않습니다."), "strong"),
        Fact(translator.say("발행"), said),
        Fact(translator.say("마지막 확인"), checked),
        *_compared(knowledge, translator),
        *(
            (Words(translator.say("프로그램에 담긴 기본 정보이며 서명된 발행본이 아닙니다."), "body"),)
            if knowledge.bundled
            else ()
        ),
        *((Words(translator.say("이 기기의 시계가 맞지 않습니다."), "body"),) if not knowledge.clock_ok else ()),
        Words(translator.say("여행경보는 외교부가 우리 국민을 위해 정하고, 경찰관 두 명이 확인해 서명합니다."), "body"),
        *(Words(contact_line(one, translator), "body") for one in edition.contacts if one.kind is ContactKind.NAME),
        Words(translator.say("지도"), "strong", keep=True),
        Words(MAP_CREDIT, "body"),
        Fact(translator.say("프로그램 라이선스"), LICENCE),
        Fact(translator.say("식별값"), knowledge.sha256[:16] if knowledge.sha256 else "-"),
    )


def _compared(knowledge: Knowledge, translator: Translator) -> Iterable[Block]:
    """How the edition agreed with the ministry's open data when they were last compared, if ever."""
    if knowledge.edition.compared_at is None:
        return
    said = {
        "same": translator.say("{day}, 같음", day=translator.full_day(knowledge.edition.compared_at)),
        "differs": translator.say(
            "{day}, 다른 곳이 있어 확인 중", day=translator.full_day(knowledge.edition.compared_at)
        ),
    }
    words = said.get(knowledge.edition.comparison) or translator.full_day(knowledge.edition.compared_at)
    yield Fact(translator.say("외교부 공개 자료와 비교"), words)


def about_foot(translator: Translator) -> tuple[Block, ...]:
    """Below: to the notice, if any is wanted."""
    return (Button(translator.say("경찰 알림 보기"), "go", "notice", primary=False),)
