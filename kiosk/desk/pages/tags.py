"""The record, the reach and the facts in words, for every template; the plain words are `kiosk.desk.words.tags`."""

from collections.abc import Iterable

from django import template

from kiosk.desk import words
from kiosk.desk.audit.models import Audit
from kiosk.desk.editing import reach
from kiosk.desk.editing.facts import Fact
from kiosk.domain.notice import Audience

register = template.Library()
DEEDS = {
    "write": ("작성", "wrote"),
    "submit": ("승인 요청", "submitted"),
    "approve": ("승인", "approved"),
    "sign": ("서명", "signed"),
    "publish": ("게시", "published"),
    "publish-failed": ("게시 실패", "failed to publish"),
    "returned": ("반려", "returned"),
    "withdrawn": ("거둠", "took back"),
    "invite": ("초대", "invited"),
    "confirm": ("초대 확인", "confirmed the invitation of"),
    "post": ("역할 변경 요청", "asked for a change of"),
    "posted": ("역할 변경", "changed"),
    "post-back": ("역할 변경 거둠", "took back the change of"),
    "mail": ("전자우편 변경", "changed the mail address of"),
    "sign-in-name": ("로그인 이름 변경", "changed the sign-in name of"),
    "note": ("쪽지 남김", "left a note on"),
    "preview": ("미리보기 주소 만듦", "made a link to preview"),
    "password": ("비밀번호 변경", "changed the password of"),
    "alarm": ("알림", "told people of"),
    "alarm-acknowledged": ("알림을 맡음", "took in hand"),
    "alarm-quiet": ("알림 조용히", "quieted"),
    "device": ("알림 기기 더함", "added a device for alarms of"),
    "device-off": ("알림 기기 뺌", "removed a device for alarms of"),
    "sign-in": ("로그인", "signed in"),
    "sign-in-failed": ("로그인 실패", "failed to sign in as"),
    "sign-out": ("로그아웃", "signed out"),
    "export": ("내려받음", "downloaded"),
    "suspend": ("계정 멈춤", "suspended"),
    "backup": ("백업", "backed up"),
    "restore": ("되돌림", "restored"),
    "passkey-back": ("패스키 되찾음", "brought back"),
    "enrol": ("패스키 만듦", "made a passkey for"),
    "admit": ("패스키 등록", "admitted a passkey of"),
    "roster": ("명단 제안", "proposed a roster"),
    "roster-sign": ("명단 서명", "signed a roster"),
    "roster-publish": ("명단 게시", "published a roster"),
    "roster-back": ("명단 거둠", "took back a roster"),
    "phrase": ("외교부 표현의 뜻 적음", "named the meaning of"),
    "phrase-confirm": ("외교부 표현의 뜻 확인", "confirmed the meaning of"),
    "phrase-end": ("외교부 표현의 뜻 거둠", "ended the meaning of"),
    "kiosk-name": ("키오스크 적음", "named"),
    "kiosk-admit": ("키오스크 등록", "admitted"),
    "kiosk-move": ("키오스크 옮김", "moved"),
    "kiosk-retired": ("키오스크 퇴역", "retired"),
    "kiosk-lost": ("키오스크 잃어버림", "marked as lost"),
    "root": ("루트 서명식", "put into a new root:"),
}
"""What the record's acts are called."""
SUBJECTS = {
    "version": ("{}번 글", "version {}"),
    "edition": ("제{}판", "edition {}"),
    "officer": ("{}", "{}"),
    "key": ("열쇠 {}", "key {}"),
    "phrase": ("표현 {}", "phrase {}"),
    "kiosk": ("키오스크 {}", "kiosk {}"),
    "targets": ("targets {}", "targets {}"),
    "supervisors'": ("감독관 패스키", "supervisors' passkeys"),
}
"""What the record's acts are about, by the first word that it keeps of it."""
REPLACED = "replaced by version "


@register.filter
def whom(audience: Audience) -> str:
    """Return whom a notice means, in words."""
    return words.say(*reach.of(audience.terminal, audience.gate))


@register.filter
def has_others(found: Iterable[Fact]) -> bool:
    """Tell whether any of the facts is in a language that stays folded."""
    return any(one.other for one in found)


@register.filter
def deed(row: Audit) -> str:
    """Return what a line of the record did, in words."""
    ko, en = DEEDS.get(row.act, (row.act, row.act))
    return words.say(ko, en)


@register.filter
def about(row: Audit) -> str:
    """Return what a line of the record is about, in words."""
    kind, _, name = row.subject.partition(" ")
    ko, en = SUBJECTS.get(kind, (row.subject, row.subject))
    return words.say(ko, en).format(name)


@register.filter
def why(reason: str) -> str:
    """Return why a version ended: what an officer gave as the reason, or what the desk itself noted."""
    if reason.startswith(REPLACED):
        number = reason.removeprefix(REPLACED)
        return words.say(f"{number}번 글이 대신 올라갔습니다.", f"Replaced by version {number}.")
    return words.say("고쳐 썼습니다.", "Written anew.") if reason == "edited" else reason


@register.filter
def version_pk(subject: str) -> str:
    """Return the number in `version 12`, "" for any other subject."""
    kind, _, pk = subject.partition(" ")
    return pk if kind == "version" and pk.isdigit() else ""
