"""What the police say: one bulletin at a time, and how to close it."""

from kiosk.display.presenters.blocks import Block, Button, Buttons, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.standing import notices_showing
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import Translator


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose the bulletin that is read; a language that has none shows a frame sentence and the English, marked."""
    notice = notice_read(knowledge, choice.notice)
    head = notice_head(notice, translator)
    if notice is None:
        none = translator.say("지금은 알림이 없습니다.")
        return Composition("notice", head, (Words(none, "title"),), controls=_foot(knowledge, None, translator))
    lead = [Words(head, "head", "accent", icon="horn"), Words(notice.title.in_(translator.locale), "title")]
    if notice.sample:
        lead.append(Words(translator.say("예시로 만든 알림입니다."), "second"))
    if not notice.text.speaks(translator.locale):
        lead.append(Words(translator.say("아직 이 언어로 번역되지 않아 영어로 보여 드립니다."), "second"))
    text = tuple(Words(part) for part in notice.text.in_(translator.locale).split("\n") if part)
    return Composition("notice", head, tuple(lead), text, _foot(knowledge, notice, translator))


def notices(knowledge: Knowledge) -> tuple[Notice, ...]:
    """Give every notice in force for this kiosk, the most severe and newest first."""
    return notices_showing(knowledge.edition, knowledge.now, knowledge.terminal, knowledge.gate)


def notice_read(knowledge: Knowledge, notice_id: str) -> Notice | None:
    """Give the notice of that id while it is in force, else the first there is, or None."""
    showing = notices(knowledge)
    return next((one for one in showing if one.id == notice_id), showing[0] if showing else None)


def notice_head(notice: Notice | None, translator: Translator) -> str:
    """Say how the bulletin introduces itself."""
    if notice and notice.severity is Severity.URGENT:
        return translator.say("긴급 경찰 알림")
    return translator.say("경찰 알림")


def _foot(knowledge: Knowledge, notice: Notice | None, translator: Translator) -> tuple[Block, ...]:
    """The next notice where there are several, check one's own offer, or close with a word."""
    close = Button(translator.say("닫기"), "dismiss", notice.id if notice else "", primary=False, icon="close")
    check = Button(translator.say("내 일자리 제안 확인하기"), "checklist", icon="forward")
    showing = notices(knowledge)
    if notice is None or len(showing) < 2:
        return (check, close)
    at = (showing.index(notice) + 1) % len(showing)
    words = translator.say("다음 알림 ({n}/{count})", n=at + 1, count=len(showing))
    return (check, Buttons((Button(words, "notice", showing[at].id, primary=False), close)))
