"""Help: whom to call, embassy and call centre equally large, with their codes; then every other number in print."""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.display.presenters.blocks import Block, Button, Fact, QrCard, Words, pair
from kiosk.display.presenters.contact_card import contact_line, is_long, short_vcard, vcard
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.levels import call_centre, phone, site
from kiosk.display.presenters.translator import Translator
from kiosk.domain.contact import Contact, ContactKind, Role

MARK_PARTS = re.compile(r"(?<=[.。។]) ?| · |，")
"""Between the mark itself and what to do then; large text holds only the first beside a code."""

HALF_PAGE = 364
"""Bytes of a contact card whose code, 6 px a module, leaves room for another beside it."""


def help_blocks(knowledge: Knowledge, translator: Translator, short_card: bool) -> tuple[Block, ...]:
    """The embassy first, the call centre equally large, then site and contact card, then every number in print."""
    calls, saved = (
        _calls(knowledge, translator),
        _saved(
            knowledge,
            translator,
            short_vcard(knowledge)
            if short_card or is_long(vcard(knowledge, translator))
            else vcard(knowledge, translator),
        ),
    )
    return (
        Words(translator.say("도움이 필요하면"), "title", keep=True),
        replace(calls[0], keep=True),
        calls[1],
        *_if_held(knowledge.edition.guidance.text.in_(translator.locale)),
        *saved,
        *_facts(knowledge, translator, ContactKind.SHORT),
        *_facts(knowledge, translator, ContactKind.CHAT),
        _how(translator),
    )


def help_large(knowledge: Knowledge, translator: Translator) -> tuple[Block, ...]:
    """In large text a contact a page, the embassy's number on the first, short numbers before chats."""
    embassy, centre = (replace(card, lines=card.lines[:1], module=7) for card in _calls(knowledge, translator))
    name = translator.say("한국 대사관")
    web, saved = _saved(knowledge, translator, short_vcard(knowledge))
    doubt, *what_then = MARK_PARTS.split(embassy.mark, maxsplit=1)
    return (
        replace(embassy, title=name, lines=(), mark=doubt),
        centre,
        *_if_held(knowledge.edition.guidance.text.in_(translator.locale)),
        Words(translator.listed((name, *embassy.lines))),
        *(Words(one) for one in what_then),
        *_facts(knowledge, translator, ContactKind.SHORT),
        *_facts(knowledge, translator, ContactKind.CHAT),
        replace(web, module=6),
        replace(saved, lines=()),
        _how(translator),
    )


def help_pairs(knowledge: Knowledge, translator: Translator) -> tuple[Block, ...]:
    """The same where two codes stand side by side: what to say first, embassy and call centre, then the rest.

    Where the contact card's code leaves no room beside it (Khmer), nothing stands side by side.
    """
    payload = vcard(knowledge, translator)
    if len(payload.encode()) > HALF_PAGE:
        return help_blocks(knowledge, translator, short_card=False)
    first, *more = knowledge.edition.guidance.text.in_(translator.locale).split("\n")
    embassy, centre = (replace(card, ground="paper", lines=card.lines[:1]) for card in _calls(knowledge, translator))
    web, saved = _saved(knowledge, translator, payload)
    return (
        Words(translator.say("도움이 필요하면"), "title", keep=True),
        Words(first, "second", keep=True),
        pair(embassy, centre, ground="tint"),
        _how(translator),
        *(Words(one) for one in more),
        pair(web, replace(saved, lines=())),
        *_facts(knowledge, translator, ContactKind.SHORT),
        *_facts(knowledge, translator, ContactKind.CHAT),
    )


def _calls(knowledge: Knowledge, translator: Translator) -> tuple[QrCard, QrCard]:
    return _call(phone(knowledge.edition, Role.EMBASSY), translator), _call(call_centre(knowledge.edition), translator)


def _saved(knowledge: Knowledge, translator: Translator, payload: str) -> tuple[QrCard, QrCard]:
    """The ministry's site, and the contact card."""
    web = site(knowledge.edition)
    scan = translator.say("휴대전화 카메라로 찍으세요.")
    title, number = translator.say("연락처 저장"), translator.say("인터넷 없이도 됩니다")
    return (
        QrCard(web.value, web.name.in_(translator.locale), web.printed, module=7),
        QrCard(payload, title, number, (scan,), module=6),
    )


def _how(translator: Translator) -> Words:
    return Words(
        translator.say("찍는 법: 카메라를 켜고 QR 코드를 비춘 뒤, 화면에 뜨는 번호나 주소를 누르세요."), "body"
    )


def _if_held(words: str) -> Iterable[Block]:
    for number, sentence in enumerate(words.split("\n")):
        yield Words(sentence, "body" if number else "strong", keep=not number)


def _call(contact: Contact, translator: Translator) -> QrCard:
    doubtful = contact.role is Role.EMBASSY and not contact.confirmed
    lines = (contact.hours.in_(translator.locale), translator.say("휴대전화 카메라로 찍으세요."))
    mark = translator.say("번호 확인 중 · 안 받으면 24시간 전화로") if doubtful else ""
    return QrCard(contact.dial or "", contact.name.in_(translator.locale), contact.printed, lines, mark, "tint", 8)


def _facts(knowledge: Knowledge, translator: Translator, kind: ContactKind) -> Iterable[Fact]:
    for contact in knowledge.edition.contacts:
        if contact.kind is kind:
            value = contact.printed or contact.value
            yield Fact(contact_line(contact, translator), value, phone=value[:1] in "+0123456789")


def help_foot(translator: Translator) -> tuple[Block, ...]:
    """Below: what this kiosk is."""
    return (Button(translator.say("이 화면에 대하여"), "go", "about", primary=False, icon="about"),)
