"""The checklist and its verdict: tap what fits, one group a page; then plain words and what to do now.

Rules: no score, no red, nothing stored; the ticked signs stay folded until asked for; "clear" is always in reach. The result
is offered before the last group once no further tick could change it; its place is kept until then, so that nothing moves
under a finger and whoever looks on from behind sees no more than a row of buttons.
"""

from collections.abc import Iterator

from kiosk.display.presenters.blocks import Block, Button, Buttons, Call, Ground, SignRow, Steps, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition
from kiosk.domain.checklist import Finding, verdict
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import call_centre
from kiosk.language.translator import Translator


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose a group: its title, that nothing is kept, where one is, its signs, the way on."""
    checklist = knowledge.edition.checklist
    group, said = checklist.groups[choice.group], translator.say("선택함")
    title = group.title.in_(translator.locale)
    return Composition(
        "checklist",
        title,
        (
            Words(title, "title"),
            Words(translator.say("맞는 것을 모두 눌러 주세요. 저장하지 않습니다."), "second"),
            Steps(tuple(one.short.in_(translator.locale) for one in checklist.groups), choice.group),
        ),
        tuple(
            SignRow(one.text.in_(translator.locale), one.id, one.id in choice.ticked, said)
            for one in checklist.signs_of(group.id)
        ),
        (_foot(knowledge, choice, translator),),
        short=group.short.in_(translator.locale),
    )


def _foot(knowledge: Knowledge, choice: Choice, translator: Translator) -> Buttons:
    """Clear, the result as soon as it is certain, and on to the next group or the result."""
    last = choice.group + 1 == len(knowledge.edition.checklist.groups)
    certain = verdict(knowledge.edition.checklist, choice.ticked) is Finding.STOP
    clear = Button(translator.say("모두 지우기"), "clear", primary=False, enabled=bool(choice.ticked))
    onward = Button(translator.say("결과 보기") if last else translator.say("다음"), "group", icon="forward")
    result = Button(translator.say("결과 보기"), "go", "verdict", primary=False, waiting=not certain)
    return Buttons((clear, onward) if last else (clear, result, onward), spare=True)


def compose_verdict(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose the verdict: what the ticked signs come to, what to do now, whom to ask; the signs only when unfolded."""
    if choice.unfolded:
        return _unfolded(knowledge, choice, translator)
    finding = verdict(knowledge.edition.checklist, choice.ticked)
    said = knowledge.edition.checklist.verdict_text(finding)
    centre = call_centre(knowledge.edition)
    headline = said.headline.in_(translator.locale)
    ground: Ground = "tint" if finding is Finding.NONE else "accent"
    act, *more = said.act.in_(translator.locale).split("\n")
    scan = translator.say("휴대전화 카메라로 찍으세요.")
    family = translator.say("가족에게 알려 주세요. 가족은 한국에서 112에 신고할 수 있습니다.")
    asked, brief = translator.say("영사콜센터에 문의해 주세요"), centre.brief.in_(translator.locale)
    return Composition(
        "verdict",
        "",
        (
            Words(headline, "title"),
            Words(act, "ask", ground),
            *(Words(one, "strong", ground) for one in more),
            Words(said.detail.in_(translator.locale), "body", ground, spare=True),
        ),
        (
            Call(
                centre.dial or "",
                asked,
                centre.printed,
                (centre.hours.in_(translator.locale),),
                "paper",
                brief=brief,
                scan=scan,
            ),
            Words(family, icon="family", spare=True),
            Words(translator.say("이 결과는 저장하지도, 보내지도 않습니다."), "second", spare=True),
        ),
        (_fold(choice, translator), _clear(translator)),
    )


def _unfolded(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    title = translator.say("고른 항목과 주의해야 하는 이유")
    return Composition(
        "verdict",
        title,
        (Words(title, "title"),),
        tuple(_ticked(knowledge, choice, translator)),
        (_fold(choice, translator), _clear(translator)),
    )


def _ticked(knowledge: Knowledge, choice: Choice, translator: Translator) -> Iterator[Block]:
    chosen = [sign for sign in knowledge.edition.checklist.signs if sign.id in choice.ticked]
    if not chosen:
        yield Words(translator.say("고른 항목이 없습니다."))
    for sign in chosen:
        yield Words(sign.text.in_(translator.locale), "strong", icon="tick")
        yield Words(sign.why.in_(translator.locale), "second")


def _fold(choice: Choice, translator: Translator) -> Button:
    see = translator.say("결과로 돌아가기") if choice.unfolded else translator.say("고른 항목 보기")
    return Button(see, "unfold", primary=False, spare=not choice.unfolded)


def _clear(translator: Translator) -> Button:
    return Button(translator.say("모두 지우기"), "clear", icon="erase", spare=True)
