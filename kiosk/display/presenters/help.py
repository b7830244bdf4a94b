"""Help: whom to call, with the codes, and what to say first; behind the door the contact card, the site, every number."""

from collections.abc import Iterator

from kiosk.display.presenters.blocks import Block, Button, Call, Fact, Tile, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition, Section
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.language.contact_card import contact_line, is_long, short_vcard, vcard
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import call_centre, phone, site
from kiosk.language.translator import Translator


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:  # noqa: ARG001
    """Compose help: the confirmed line first, the other beside it; then what to say, and the numbers dialled on the spot."""
    embassy, centre = phone(knowledge.edition, Role.EMBASSY), call_centre(knowledge.edition)
    first, second = (embassy, centre) if embassy.confirmed else (centre, embassy)
    say, *more = knowledge.edition.guidance.text.in_(translator.locale).split("\n")
    title = translator.say("도움이 필요하면")
    return Composition(
        "help",
        title,
        (Words(title, "title"), _call(first, translator)),
        (_call(second, translator), Words(say, "strong"), *_tiles(knowledge, translator)),
        (Button(translator.say("이 화면에 대하여"), "go", "about", primary=False, icon="about", spare=True),),
        (
            Section(
                translator.say("연락처 저장, 누리집, 그 밖의 번호"),
                tuple(_behind(knowledge, more, translator)),
                translator.say("그 밖의 번호"),
            ),
        ),
        short=translator.say("도움"),
    )


def _call(contact: Contact, translator: Translator) -> Call:
    doubtful = contact.role is Role.EMBASSY and not contact.confirmed
    doubt = (translator.say("번호 확인 중 · 안 받으면 24시간 전화로"),) if doubtful else ()
    lines = (*doubt, contact.hours.in_(translator.locale))
    scan = translator.say("휴대전화 카메라로 찍으세요.")
    name, brief = contact.name.in_(translator.locale), contact.brief.in_(translator.locale)
    return Call(contact.dial or "", name, contact.printed, lines, brief=brief, scan=scan)


def _tiles(knowledge: Knowledge, translator: Translator) -> Iterator[Tile]:
    for contact in knowledge.edition.contacts:
        if contact.kind is ContactKind.SHORT:
            yield Tile(contact.name.in_(translator.locale), contact.printed, spare=True, again=True)


def _behind(knowledge: Knowledge, more: list[str], translator: Translator) -> Iterator[Block]:
    """The contact card and the site with their codes, then every number and chat with its hours."""
    card, small = vcard(knowledge, translator), short_vcard(knowledge)
    said = (translator.say("인터넷 없이도 됩니다"),)
    card = small if is_long(card) else card
    yield Call(card, translator.say("연락처 저장"), "", said, "paper", brief=translator.say("연락처"), small=small)
    web = site(knowledge.edition)
    yield Call(
        web.value, web.name.in_(translator.locale), web.printed, (), "paper", brief=web.brief.in_(translator.locale)
    )
    how = translator.say("찍는 법: 카메라를 켜고 QR 코드를 비춘 뒤, 화면에 뜨는 번호나 주소를 누르세요.")
    yield Words(how, "second", brief=translator.say("휴대전화 카메라로 찍으세요."))
    yield from (Words(one, "second") for one in more)
    for kind in (ContactKind.SHORT, ContactKind.CHAT):
        for contact in knowledge.edition.contacts:
            if contact.kind is kind:
                value = contact.printed or contact.value
                label, brief = (contact_line(contact, translator, brief) for brief in (False, True))
                yield Fact(label, value, phone=value[:1] in "+0123456789", brief=brief)
