"""The checklist and its verdict: tap what fits, one group a page; then plain words and what to do now.

Rules: no score, no red, nothing stored; the ticked signs stay folded until asked for; "clear" is always in reach. The result
is offered before the last group once no further tick could change it; its place is kept until then, so that nothing moves
under a finger and whoever looks on from behind sees no more than a row of buttons.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.display.presenters.blocks import Block, Button, Ground, QrCard, SignRow, Steps, Words, pair, trio
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.levels import call_centre
from kiosk.display.presenters.translator import Translator
from kiosk.domain.checklist import Finding, verdict
from kiosk.domain.freshness import Freshness

HIGH = ("km",)
"""Languages whose lines are so high that a wide panel has none to spare."""
SENTENCE = re.compile(r"([.。។])[ \u200b]*(?=\S)")
"""The end of a sentence that another follows."""


def checklist_head(knowledge: Knowledge, choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """The group's title, that nothing is kept (on a wide panel beside it), and where one is, unless a band takes the room."""
    groups = knowledge.edition.checklist.groups
    steps = Steps(tuple(group.short.in_(translator.locale) for group in groups), choice.group)
    hint = Words(translator.say("맞는 것을 모두 눌러 주세요. 저장하지 않습니다."), "second")
    name = Words(groups[choice.group].title.in_(translator.locale), "title", keep=True)
    if choice.wide and "large" not in choice.modes:
        return (pair(name, hint), steps) if knowledge.freshness is Freshness.LIVE else (pair(name, hint),)
    return (name,) if "large" in choice.modes else (name, hint, steps)


def checklist_rows(knowledge: Knowledge, choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """The signs of this group."""
    checklist = knowledge.edition.checklist
    signs = checklist.signs_of(checklist.groups[choice.group].id)
    said = translator.say("선택함")
    rows = tuple(SignRow(one.text.in_(translator.locale), one.id, one.id in choice.ticked, said=said) for one in signs)
    if "large" not in choice.modes:
        return rows
    return (Words(translator.say("맞는 것을 모두 눌러 주세요. 저장하지 않습니다."), "second"), *rows)


def checklist_foot(knowledge: Knowledge, choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """Clear, the result as soon as it is certain, and on to the next group or the result."""
    last = choice.group + 1 == len(knowledge.edition.checklist.groups)
    certain = verdict(knowledge.edition.checklist, choice.ticked) is Finding.STOP
    clear = Button(translator.say("모두 지우기"), "clear", primary=False, icon="erase", enabled=bool(choice.ticked))
    onward = Button(translator.say("결과 보기") if last else translator.say("다음"), "group", icon="forward")
    result = Button(translator.say("결과 보기"), "go", "verdict", primary=False)
    if not last:
        clear = replace(clear, icon="")
    if "large" in choice.modes:
        return (result, clear, onward) if certain and not last else (clear, onward)
    return (pair(clear, onward) if last else trio(clear, result, onward, waiting=not certain),)


def verdict_blocks(knowledge: Knowledge, choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """What the ticked signs come to, in words, and whom to tell; the signs themselves only when unfolded."""
    checklist = knowledge.edition.checklist
    if choice.unfolded:
        return tuple(_ticked(knowledge, choice, translator))
    finding = verdict(checklist, choice.ticked)
    said = checklist.verdict_text(finding)
    centre = call_centre(knowledge.edition)
    headline = said.headline.in_(translator.locale)
    ground: Ground = "tint" if finding is Finding.NONE else "accent"
    return (
        Words(headline if choice.wide and translator.locale in HIGH else _lines(headline), "title", keep=True),
        *_sentences(said.act.in_(translator.locale), ground),
        Words(said.detail.in_(translator.locale), "body", ground, spare=True),
        QrCard(
            centre.dial or "",
            translator.say("영사콜센터에 문의해 주세요"),
            centre.printed,
            (
                centre.hours.in_(translator.locale),
                *(() if choice.wide else (translator.say("휴대전화 카메라로 찍으세요."),)),
            ),
            module=8,
        ),
        Words(translator.say("가족에게 알려 주세요. 가족은 한국에서 112에 신고할 수 있습니다."), "body", icon="family"),
        Words(translator.say("이 결과는 저장하지도, 보내지도 않습니다."), "second", spare=True),
    )


def _lines(words: str) -> str:
    """Each sentence on a line of its own."""
    return SENTENCE.sub(r"\1\n", words)


def _sentences(words: str, ground: Ground) -> Iterable[Block]:
    """What to do now: the first sentence largest."""
    for number, sentence in enumerate(words.split("\n")):
        yield Words(sentence, "strong" if number else "ask", ground, keep=True)


def _ticked(knowledge: Knowledge, choice: Choice, translator: Translator) -> Iterable[Block]:
    yield Words(translator.say("고른 항목과 주의해야 하는 이유"), "title", keep=True)
    chosen = [sign for sign in knowledge.edition.checklist.signs if sign.id in choice.ticked]
    if not chosen:
        yield Words(translator.say("고른 항목이 없습니다."))
    for sign in chosen:
        yield Words(sign.text.in_(translator.locale), "strong", keep=True, icon="tick")
        yield Words(sign.why.in_(translator.locale), "body")


def verdict_foot(choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """See what was chosen (or fold it away), and clear everything."""
    see = translator.say("결과로 돌아가기") if choice.unfolded else translator.say("고른 항목 보기")
    fold = Button(see, "unfold", primary=False)
    clear = Button(translator.say("모두 지우기"), "clear", icon="erase")
    return (fold, clear) if "large" in choice.modes else (pair(fold, clear),)
