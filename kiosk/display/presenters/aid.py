"""Help, notice and about: whom to call, what the police say, and what this kiosk is."""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.display.presenters.blocks import Block, Button, Fact, QrCard, Words, pair
from kiosk.display.presenters.levels import call_centre, phone, site
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import Tongue
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.edition import notices_showing
from kiosk.domain.notice import Notice, Severity

MAP_CREDIT = "Province boundaries (c) OpenStreetMap contributors, ODbL 1.0"
LICENCE = "MIT"
SHORT_EMBASSY = "Embassy"
NEWLINE = "\n"
MARK_PARTS = re.compile(r"(?<=[.。។]) ?| · |，")
"""Between the mark itself and what to do then; large text holds only the first beside a code."""

HALF_PAGE = 364
"""Bytes of a contact card whose code, 6 px a module, leaves room for another beside it."""
LONGEST = 640
"""Bytes of a contact card whose code, 6 px a module, the upper half of a page holds."""


def help_blocks(sight: Sight, tongue: Tongue, short_card: bool) -> tuple[Block, ...]:
    """The embassy first, the call centre equally large, then site and contact card, then every number in print."""
    calls, saved = (
        _calls(sight, tongue),
        _saved(
            sight, tongue, short_vcard(sight) if short_card or _long(vcard(sight, tongue)) else vcard(sight, tongue)
        ),
    )
    return (
        Words(tongue.say("도움이 필요하면"), "title", keep=True),
        replace(calls[0], keep=True),
        calls[1],
        *_if_held(sight.edition.guidance.text.in_(tongue.locale)),
        *saved,
        *_facts(sight, tongue, ContactKind.SHORT),
        *_facts(sight, tongue, ContactKind.CHAT),
        _how(tongue),
    )


def help_large(sight: Sight, tongue: Tongue) -> tuple[Block, ...]:
    """In large text a contact a page, the embassy's number on the first, short numbers before chats."""
    embassy, centre = (replace(card, lines=card.lines[:1], module=7) for card in _calls(sight, tongue))
    name = tongue.say("한국 대사관")
    web, saved = _saved(sight, tongue, short_vcard(sight))
    doubt, *what_then = MARK_PARTS.split(embassy.mark, maxsplit=1)
    return (
        replace(embassy, title=name, lines=(), mark=doubt),
        centre,
        *_if_held(sight.edition.guidance.text.in_(tongue.locale)),
        Words(tongue.listed((name, *embassy.lines))),
        *(Words(one) for one in what_then),
        *_facts(sight, tongue, ContactKind.SHORT),
        *_facts(sight, tongue, ContactKind.CHAT),
        replace(web, module=6),
        replace(saved, lines=()),
        _how(tongue),
    )


def help_pairs(sight: Sight, tongue: Tongue) -> tuple[Block, ...]:
    """The same where two codes stand side by side: what to say first, embassy and call centre, then the rest.

    Where the contact card's code leaves no room beside it (Khmer), nothing stands side by side.
    """
    payload = vcard(sight, tongue)
    if len(payload.encode()) > HALF_PAGE:
        return help_blocks(sight, tongue, short_card=False)
    first, *more = sight.edition.guidance.text.in_(tongue.locale).split(NEWLINE)
    embassy, centre = (replace(card, ground="paper", lines=card.lines[:1]) for card in _calls(sight, tongue))
    web, saved = _saved(sight, tongue, payload)
    return (
        Words(tongue.say("도움이 필요하면"), "title", keep=True),
        Words(first, "second", keep=True),
        pair(embassy, centre, ground="tint"),
        _how(tongue),
        *(Words(one) for one in more),
        pair(web, replace(saved, lines=())),
        *_facts(sight, tongue, ContactKind.SHORT),
        *_facts(sight, tongue, ContactKind.CHAT),
    )


def _calls(sight: Sight, tongue: Tongue) -> tuple[QrCard, QrCard]:
    return _call(phone(sight.edition, Role.EMBASSY), tongue), _call(call_centre(sight.edition), tongue)


def _saved(sight: Sight, tongue: Tongue, payload: str) -> tuple[QrCard, QrCard]:
    """The ministry's site, and the contact card."""
    web = site(sight.edition)
    scan = tongue.say("휴대전화 카메라로 찍으세요.")
    title, number = tongue.say("연락처 저장"), tongue.say("인터넷 없이도 됩니다")
    return (
        QrCard(web.value, web.name.in_(tongue.locale), web.printed, module=7),
        QrCard(payload, title, number, (scan,), module=6),
    )


def _how(tongue: Tongue) -> Words:
    return Words(tongue.say("찍는 법: 카메라를 켜고 QR 코드를 비춘 뒤, 화면에 뜨는 번호나 주소를 누르세요."), "body")


def _if_held(words: str) -> Iterable[Block]:
    for number, sentence in enumerate(words.split(NEWLINE)):
        yield Words(sentence, "body" if number else "strong", keep=not number)


def _call(contact: Contact, tongue: Tongue) -> QrCard:
    doubtful = contact.role is Role.EMBASSY and not contact.confirmed
    lines = (contact.hours.in_(tongue.locale), tongue.say("휴대전화 카메라로 찍으세요."))
    mark = tongue.say("번호 확인 중 · 안 받으면 24시간 전화로") if doubtful else ""
    return QrCard(contact.dial or "", contact.name.in_(tongue.locale), contact.printed, lines, mark, "tint", 8)


def _facts(sight: Sight, tongue: Tongue, kind: ContactKind) -> Iterable[Fact]:
    for contact in sight.edition.contacts:
        if contact.kind is kind:
            value = contact.printed or contact.value
            yield Fact(_said(contact, tongue), value, phone=value[:1] in "+0123456789")


def _said(contact: Contact, tongue: Tongue) -> str:
    return f"{contact.name.in_(tongue.locale)} · {contact.hours.in_(tongue.locale)}"


def vcard(sight: Sight, tongue: Tongue) -> str:
    """A vCard 3.0 with the numbers that can be dialled, whose each is, and what to say first; short numbers never go in.

    Lines end in CRLF; commas, semicolons and backslashes are escaped (RFC 2426). The name is that of the first number; whose
    the second is stands in the note, since readers of codes know no groups, and with them no labels.
    """
    edition = sight.edition
    said = edition.guidance.text.in_(tongue.locale).partition(NEWLINE)[0]
    whose = f"{tongue.say('한국 대사관')} {phone(edition, Role.EMBASSY).printed}"
    site_line = f"URL:{site(edition).value}\r\n"
    return _card(
        sight, call_centre(edition).name.in_(tongue.locale), f"{site_line}NOTE:{_escaped(whose + NEWLINE + said)}\r\n"
    )


def short_vcard(sight: Sight) -> str:
    """The same card with names in Latin letters: few enough modules for the height of a wide panel."""
    edition = sight.edition
    whose = f"{SHORT_EMBASSY} {phone(edition, Role.EMBASSY).printed}"
    return _card(sight, call_centre(edition).name.in_("en"), f"NOTE:{whose}\r\n")


def _long(card: str) -> bool:
    return len(card.encode()) > LONGEST


def _card(sight: Sight, name: str, more: str) -> str:
    """The card of that name, with further lines; `N` in its five parts, of which the first is what a phone shows."""
    embassy, centre = phone(sight.edition, Role.EMBASSY), call_centre(sight.edition)
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{_escaped(name)};;;;\r\nFN:{_escaped(name)}\r\n"
        f"TEL;TYPE=WORK,VOICE:{centre.value}\r\nTEL;TYPE=WORK,VOICE:{embassy.value}\r\n{more}END:VCARD\r\n"
    )


def _escaped(words: str) -> str:
    plain = words.replace("\u200b", "")
    for sign in ("\\", ",", ";"):
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def help_foot(tongue: Tongue) -> tuple[Block, ...]:
    """Below: what this kiosk is."""
    return (Button(tongue.say("이 화면에 대하여"), "go", "about", primary=False, icon="about"),)


def notices(sight: Sight) -> tuple[Notice, ...]:
    """Every notice in force for this kiosk, the most severe and newest first."""
    return notices_showing(sight.edition, sight.now, sight.terminal, sight.gate)


def notice_read(sight: Sight, notice_id: str) -> Notice | None:
    """The notice of that id while it is in force, else the first there is, or None."""
    showing = notices(sight)
    return next((one for one in showing if one.id == notice_id), showing[0] if showing else None)


def notice_head(notice: Notice | None, tongue: Tongue) -> str:
    """How the bulletin introduces itself."""
    if notice and notice.severity is Severity.URGENT:
        return tongue.say("긴급 경찰 알림")
    return tongue.say("경찰 알림")


def notice_blocks(notice: Notice | None, tongue: Tongue, wide: bool, large: bool) -> tuple[Block, ...]:
    """The bulletin's title and text; a language that has none shows a frame sentence and the English, marked.

    On a `wide` panel the text may stand in the column beside the title; in `large` text the title comes at once.
    """
    if notice is None:
        return (Words(tongue.say("지금은 알림이 없습니다."), "title"),)
    head = Words(
        notice_head(notice, tongue), *(("strong", "paper") if large else ("head", "accent")), keep=True, icon="horn"
    )
    title = Words(notice.title.in_(tongue.locale), "title", keep=not wide and not large)
    blocks: list[Block] = [head, title] if large else [head]
    if notice.sample:
        blocks.append(Words(tongue.say("예시로 만든 알림입니다."), "second"))
    if not notice.text.speaks(tongue.locale):
        blocks.append(Words(tongue.say("아직 이 언어로 번역되지 않아 영어로 보여 드립니다."), "second"))
    if not large:
        blocks.append(title)
    blocks += [Words(part, "body") for part in notice.text.in_(tongue.locale).split("\n") if part]
    return tuple(blocks)


def notice_foot(sight: Sight, notice: Notice | None, tongue: Tongue, wide: bool, large: bool) -> tuple[Block, ...]:
    """The next notice where there are several, check one's own offer, or close with a word.

    Two stand side by side where there are three and on a `wide` panel, but none in `large` text.
    """
    close = Button(tongue.say("닫기"), "dismiss", notice.id if notice else "", primary=False, icon="close")
    check = Button(tongue.say("내 일자리 제안 확인하기"), "checklist", icon="forward")
    showing = notices(sight)
    if notice is None or len(showing) < 2:
        return (pair(close, replace(check, icon="")),) if wide and not large else (check, close)
    at = (showing.index(notice) + 1) % len(showing)
    words = tongue.say("다음 알림 ({n}/{count})", n=at + 1, count=len(showing))
    following = Button(words, "notice", showing[at].id, primary=False)
    if large:
        return (following, check, close)
    return (pair(following, replace(close, icon="")), replace(check, primary=True))


def about_blocks(sight: Sight, tongue: Tongue) -> tuple[Block, ...]:
    """Edition, sources, map credit, privacy, licence."""
    edition = sight.edition
    said = tongue.say(
        "{n}호 · {when} 발행",
        n=edition.number,
        when=tongue.full_moment(edition.issued_at),
    )
    checked = tongue.ago(sight.checked, sight.now) if sight.checked else tongue.say("확인한 적 없음")
    return (
        Words(tongue.say("이 화면에 대하여"), "title", keep=True),
        Words(tongue.say("여행하시는 분에 관한 것은 아무것도 저장하지 않습니다."), "strong"),
        Fact(tongue.say("발행"), said),
        Fact(tongue.say("마지막 확인"), checked),
        *_compared(sight, tongue),
        *(
            (Words(tongue.say("프로그램에 담긴 기본 정보이며 서명된 발행본이 아닙니다."), "body"),)
            if sight.bundled
            else ()
        ),
        *((Words(tongue.say("이 기기의 시계가 맞지 않습니다."), "body"),) if not sight.clock_ok else ()),
        Words(tongue.say("여행경보는 외교부가 우리 국민을 위해 정하고, 경찰관 두 명이 확인해 서명합니다."), "body"),
        *(Words(_said(one, tongue), "body") for one in edition.contacts if one.kind is ContactKind.NAME),
        Words(tongue.say("지도"), "strong", keep=True),
        Words(MAP_CREDIT, "body"),
        Fact(tongue.say("프로그램 라이선스"), LICENCE),
        Fact(tongue.say("식별값"), sight.sha256[:16] if sight.sha256 else "-"),
    )


def _compared(sight: Sight, tongue: Tongue) -> Iterable[Block]:
    """How the edition agreed with the ministry's open data when they were last compared, if ever."""
    if sight.edition.compared_at is None:
        return
    said = {
        "same": tongue.say("{day}, 같음", day=tongue.full_day(sight.edition.compared_at)),
        "differs": tongue.say("{day}, 다른 곳이 있어 확인 중", day=tongue.full_day(sight.edition.compared_at)),
    }
    words = said.get(sight.edition.comparison) or tongue.full_day(sight.edition.compared_at)
    yield Fact(tongue.say("외교부 공개 자료와 비교"), words)


def about_foot(tongue: Tongue) -> tuple[Block, ...]:
    """Below: to the notice, if any is wanted."""
    return (Button(tongue.say("경찰 알림 보기"), "go", "notice", primary=False),)
