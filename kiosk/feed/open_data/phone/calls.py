"""Whom to call: numbers as `tel:` links, short numbers with where they work, chats by name, the card to keep."""

from urllib.parse import quote

from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.feed.open_data.phone.markup import tag, words
from kiosk.language.contact_card import contact_line, vcard
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import call_centre, phone
from kiosk.language.translator import Translator


def calls(knowledge: Knowledge, said: Translator) -> str:
    """Return the two lines to call, what to say first, the card, and every other contact with its hours."""
    embassy, centre = phone(knowledge.edition, Role.EMBASSY), call_centre(knowledge.edition)
    first, second = (embassy, centre) if embassy.confirmed else (centre, embassy)
    guidance = knowledge.edition.guidance.text.in_(said.locale).split("\n")
    others = [one for one in knowledge.edition.contacts if one not in (first, second)]
    return "".join(
        (
            _call(first, said),
            _call(second, said),
            *(words("p", one, class_="say") for one in guidance),
            _card(knowledge, said),
            tag("ul", *(_other(one, said) for one in others), class_="others"),
        )
    )


def _call(contact: Contact, said: Translator) -> str:
    doubtful = contact.role is Role.EMBASSY and not contact.confirmed
    doubt = said.say("번호 확인 중 · 안 받으면 24시간 전화로") if doubtful else ""
    name = words("span", contact.name.in_(said.locale))
    number = words("strong", contact.printed)
    link = tag("a", name, " ", number, href=contact.dial, class_="call")
    return link + words("p", doubt) + words("p", contact.hours.in_(said.locale), class_="hours")


def _card(knowledge: Knowledge, said: Translator) -> str:
    card = quote(vcard(knowledge, said))
    return words(
        "a",
        said.say("연락처 저장"),
        href=f"data:text/vcard;charset=utf-8,{card}",
        download="korea-help.vcf",
        class_="card",
    )


def _other(contact: Contact, said: Translator) -> str:
    value = contact.printed or contact.value
    shown = words("a", value, href=contact.value) if contact.kind is ContactKind.WEB else words("strong", value)
    return tag("li", words("span", contact_line(contact, said)), " ", shown)
