"""What the police say: one bulletin at a time, and how to close it."""

from dataclasses import replace

from kiosk.display.presenters.blocks import Block, Button, Words, pair
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.translator import Translator
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.standing import notices_showing


def notices(knowledge: Knowledge) -> tuple[Notice, ...]:
    """Every notice in force for this kiosk, the most severe and newest first."""
    return notices_showing(knowledge.edition, knowledge.now, knowledge.terminal, knowledge.gate)


def notice_read(knowledge: Knowledge, notice_id: str) -> Notice | None:
    """The notice of that id while it is in force, else the first there is, or None."""
    showing = notices(knowledge)
    return next((one for one in showing if one.id == notice_id), showing[0] if showing else None)


def notice_head(notice: Notice | None, translator: Translator) -> str:
    """How the bulletin introduces itself."""
    if notice and notice.severity is Severity.URGENT:
        return translator.say("긴급 경찰 알림")
    return translator.say("경찰 알림")


def notice_blocks(notice: Notice | None, translator: Translator, wide: bool, large: bool) -> tuple[Block, ...]:
    """The bulletin's title and text; a language that has none shows a frame sentence and the English, marked.

    On a `wide` panel the text may stand in the column beside the title; in `large` text the title comes at once.
    """
    if notice is None:
        return (Words(translator.say("지금은 알림이 없습니다."), "title"),)
    head = Words(
        notice_head(notice, translator), *(("strong", "paper") if large else ("head", "accent")), keep=True, icon="horn"
    )
    title = Words(notice.title.in_(translator.locale), "title", keep=not wide and not large)
    blocks: list[Block] = [head, title] if large else [head]
    if notice.sample:
        blocks.append(Words(translator.say("예시로 만든 알림입니다."), "second"))
    if not notice.text.speaks(translator.locale):
        blocks.append(Words(translator.say("아직 이 언어로 번역되지 않아 영어로 보여 드립니다."), "second"))
    if not large:
        blocks.append(title)
    blocks += [Words(part, "body") for part in notice.text.in_(translator.locale).split("\n") if part]
    return tuple(blocks)


def notice_foot(
    knowledge: Knowledge, notice: Notice | None, translator: Translator, wide: bool, large: bool
) -> tuple[Block, ...]:
    """The next notice where there are several, check one's own offer, or close with a word.

    Two stand side by side where there are three and on a `wide` panel, but none in `large` text.
    """
    close = Button(translator.say("닫기"), "dismiss", notice.id if notice else "", primary=False, icon="close")
    check = Button(translator.say("내 일자리 제안 확인하기"), "checklist", icon="forward")
    showing = notices(knowledge)
    if notice is None or len(showing) < 2:
        return (pair(close, replace(check, icon="")),) if wide and not large else (check, close)
    at = (showing.index(notice) + 1) % len(showing)
    words = translator.say("다음 알림 ({n}/{count})", n=at + 1, count=len(showing))
    following = Button(words, "notice", showing[at].id, primary=False)
    if large:
        return (following, check, close)
    return (pair(following, replace(close, icon="")), replace(check, primary=True))
