"""The checklist with its verdict, without a script: the boxes are neighbours, and styles show the finding that fits.

Rules: as `kiosk.domain.checklist`: one strong sign or two medium ones stop, one medium asks to check, none is no all-clear.
Without styles all three findings stand there, each under its own condition, and strong signs
are in bold type. Nothing is sent or kept.
"""

from kiosk.domain.checklist import Finding, Sign, Weight
from kiosk.feed.open_data.phone.markup import tag, words
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import Translator


def checklist(knowledge: Knowledge, said: Translator) -> str:
    """Return the form: groups, signs, findings, and a button that clears it."""
    found = knowledge.edition.checklist
    signs = "".join(
        words("h3", group.title.in_(said.locale)) + "".join(_sign(sign, said) for sign in found.signs_of(group.id))
        for group in found.groups
    )
    findings = "".join(_finding(knowledge, finding, said) for finding in Finding)
    head = words("p", said.say("맞는 것을 모두 눌러 주세요. 저장하지 않습니다."))
    clear = words("button", said.say("모두 지우기"), type="reset")
    return tag("form", head, signs, tag("div", findings, class_="findings", role="status"), clear, autocomplete="off")


def _sign(sign: Sign, said: Translator) -> str:
    name = f"sign-{sign.id}"
    text = words("b" if sign.weight is Weight.STRONG else "span", sign.text.in_(said.locale))
    box = f'<input type="checkbox" id="{name}" class="{sign.weight.value}">'
    return box + tag("label", text, words("small", sign.why.in_(said.locale)), for_=name)


def _finding(knowledge: Knowledge, finding: Finding, said: Translator) -> str:
    text = knowledge.edition.checklist.verdict_text(finding)
    when = {
        Finding.STOP: said.say("굵은 글씨 항목이 하나라도 맞거나, 여러 항목이 맞으면"),
        Finding.CHECK: said.say("그 밖의 항목이 하나만 맞으면"),
        Finding.NONE: said.say("맞는 것이 없으면"),
    }
    act = "".join(words("p", one, class_="act") for one in text.act.in_(said.locale).split("\n"))
    detail = words("p", text.detail.in_(said.locale))
    return tag(
        "div",
        words("p", f"{when[finding]}:", class_="bare"),
        words("p", text.headline.in_(said.locale), class_="headline"),
        act,
        detail,
        class_=finding.value,
    )
