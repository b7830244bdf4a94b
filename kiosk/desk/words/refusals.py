"""What is refused, in the officer's language: on the next page, or on the signing page in both.

Rules: the desk words its own refusals with `say`. What the feed refuses carries a code, and is put into Korean here by that
code (a test holds the table complete). Whatever else comes, of a disk or a server, is shown as it is, behind words that say
what it is.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from kiosk.desk.words import say
from kiosk.faults import Code, Fault
from kiosk.feed.reasons import Reason

HANGUL = re.compile("[가-힣]")
ANEW = "그사이 다른 것이 게시되었습니다. 다시 올리고 다시 서명하세요."
KOREAN: Mapping[Code, str] = {
    Reason.NO_JSON: "이 판은 받아들일 수 없습니다: JSON이 아닙니다.",
    Reason.NO_OBJECT: "이 판은 받아들일 수 없습니다: JSON 객체가 아닙니다.",
    Reason.NO_NUMBER: "이 판은 받아들일 수 없습니다: 번호가 없습니다.",
    Reason.NO_MODE: "이 판은 받아들일 수 없습니다: 용도(mode)가 없습니다.",
    Reason.NO_TIME: "이 판은 받아들일 수 없습니다: {member}이(가) 시간대를 밝힌 시각이 아닙니다.",
    Reason.ENDS_LATE: "판의 유효 기간이 발행부터 {days}일 안에 끝나지 않습니다.",
    Reason.NUMBER_TOO_HIGH: "판의 번호 {number} 뒤에는 다음 판의 자리가 없습니다.",
    Reason.OTHER_MODE: "이 판은 {mode}용이고, 이 피드는 {feed}입니다.",
    Reason.NOT_NEWER: "제{number}판은 제{last}판보다 새것이 아닙니다.",
    Reason.TOO_FAR: "제{number}판의 번호가 제{last}판보다 너무 큽니다. 한 번에 {most}까지 오릅니다.",
    Reason.ISSUED_AHEAD: "판의 발행 시각이 아직 오지 않았습니다 ({at}). 서버의 시계를 확인하세요.",
    Reason.ENDED: "판의 유효 기간이 끝났습니다 ({at}).",
    Reason.VALID_TOO_LONG: "판의 유효 기간이 {days}일을 넘습니다.",
    Reason.ISSUED_AFTER_TIMESTAMP: "판의 발행 시각이 서버의 시각보다 하루 넘게 앞섭니다 ({day}).",
    Reason.OTHER_FILE: "이 판의 목록에 {path} 아닌 것이 있습니다.",
    Reason.NO_HASH: "판의 SHA-256이 적혀 있지 않습니다 ({path}).",
    Reason.OTHER_KIND: "{wanted} 문서의 자리에 {kind} 문서가 있습니다.",
    Reason.NO_PROPOSAL: "서명을 기다리는 판이 없습니다.",
    Reason.PROPOSAL_STALE: ANEW,
    Reason.PROPOSAL_CHANGED: "올린 뒤에 내용이 바뀌었습니다. 다시 올리고 다시 서명하세요.",
    Reason.NO_ROSTER: "서명을 기다리는 명단이 없습니다.",
    Reason.ROSTER_STALE: ANEW,
    Reason.NOTHING_WAITS: "서명을 기다리는 문서가 없습니다: {role}",
    Reason.SIGNERS_KEPT: "게시 중인 판의 서명자는 그대로입니다. 다시 서명할 것이 없습니다.",
    Reason.TOO_FEW_STAY: "경찰관이 두 명도 남지 않아 게시 중인 판에 다시 서명할 수 없습니다.",
    Reason.OTHER_KEY: "{name}의 열쇠는 {signs}에 서명하는 열쇠이고, {wanted}에는 서명할 수 없습니다.",
    Reason.NOT_ADMITTED: "{name}: 이 피드에 등록된 경찰관이 아닙니다.",
    Reason.KEY_NOT_ADMITTED: "이 피드에 등록된 경찰관의 열쇠가 아닙니다.",
    Reason.KEY_NOT_SUPERVISORS: "이 피드의 감독관 열쇠가 아닙니다.",
    Reason.KEY_UNKNOWN: "열쇠 {key}: 등록된 경찰관의 열쇠가 아닙니다.",
    Reason.ADMITTED_ALREADY: "{name}의 열쇠는 이미 등록되어 있습니다.",
    Reason.ANOTHERS_KEY: "{name}의 열쇠는 다른 경찰관의 열쇠이기도 합니다.",
    Reason.NAMELESS_KEY: "열쇠에 경찰관 이름이 없습니다.",
    Reason.FOREIGN_ID: "열쇠 {key}의 번호가 제 것이 아닙니다.",
    Reason.OTHER_SCOPE: "{wanted}이(가) 아니라 {scope}에 서명했습니다.",
    Reason.NAMELESS_SIGNER: "{scope}에 서명한 열쇠에 경찰관 이름이 없습니다.",
    Reason.TWO_PEOPLE: "{scope}에는 두 사람의 서명이 필요합니다. 서명한 사람: {people}",
    Reason.TOO_FEW_SIGNATURES: "{role} {version}에 서명 {threshold}개가 필요한데 {count}개뿐입니다.",
    Reason.SIGNED_ALREADY: "{name}은(는) 이미 서명했습니다. 다른 사람이 서명해야 합니다.",
    Reason.NO_SIGNATURE: "서명이 아닙니다.",
    Reason.SIGNATURE_UNFIT: "서명이 기다리는 문서와 맞지 않습니다: {why}",
}
"""What a feed refuses, in Korean."""


def said(fault: Exception) -> str:
    """Say one refusal in the reader's language."""
    text = str(fault)
    if isinstance(fault, Fault) and fault.code:
        return say(KOREAN[fault.code].format_map(fault.values), text)
    if HANGUL.search(text):
        return text
    return say(f"할 수 없었습니다: {text}", text) if isinstance(fault, Fault | OSError) else text


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """Say what is refused inside, where it ends, on the next page."""
    try:
        yield
    except (Fault, OSError) as fault:
        messages.error(request, said(fault))
