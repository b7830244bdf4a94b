"""The contact card a phone reads from a code, and a contact in one line."""

from kiosk.domain.contact import Contact, Role
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import call_centre, phone, site
from kiosk.language.translator import Translator

SHORT_EMBASSY = "Embassy"
NEWLINE = "\n"
LONGEST = 640
"""Bytes of a contact card whose code, 6 px a module, the upper half of a page holds."""


def contact_line(contact: Contact, translator: Translator, brief: bool = False) -> str:
    """A contact and its hours, on one line; `brief`: by its short name."""
    name = contact.brief if brief else contact.name
    return f"{name.in_(translator.locale)} · {contact.hours.in_(translator.locale)}"


def vcard(knowledge: Knowledge, translator: Translator) -> str:
    """A vCard 3.0 with the numbers that can be dialled, whose each is, and what to say first; short numbers never go in.

    Lines end in CRLF; commas, semicolons and backslashes are escaped (RFC 2426). The name is that of the first number; whose
    the second is stands in the note, since readers of codes know no groups, and with them no labels.
    """
    edition = knowledge.edition
    said = edition.guidance.text.in_(translator.locale).partition(NEWLINE)[0]
    embassy = translator.say("한국 대사관")
    whose = f"{embassy} {phone(edition, Role.EMBASSY).printed}"
    site_line = f"URL:{site(edition).value}\r\n"
    return _card(
        knowledge,
        call_centre(edition).name.in_(translator.locale),
        f"{site_line}NOTE:{_escaped(whose + NEWLINE + said)}\r\n",
    )


def short_vcard(knowledge: Knowledge) -> str:
    """The same card with names in Latin letters: few enough modules for the height of a wide panel."""
    edition = knowledge.edition
    whose = f"{SHORT_EMBASSY} {phone(edition, Role.EMBASSY).printed}"
    return _card(knowledge, call_centre(edition).name.in_("en"), f"NOTE:{whose}\r\n")


def is_long(card: str) -> bool:
    """Whether a card needs more modules than the upper half of a page holds."""
    return len(card.encode()) > LONGEST


def _card(knowledge: Knowledge, name: str, more: str) -> str:
    """The card of that name, with further lines; `N` in its five parts, of which the first is what a phone shows."""
    embassy, centre = phone(knowledge.edition, Role.EMBASSY), call_centre(knowledge.edition)
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{_escaped(name)};;;;\r\nFN:{_escaped(name)}\r\n"
        f"TEL;TYPE=WORK,VOICE:{centre.value}\r\nTEL;TYPE=WORK,VOICE:{embassy.value}\r\n{more}END:VCARD\r\n"
    )


def _escaped(words: str) -> str:
    plain = words.replace("\u200b", "")
    for sign in ("\\", ",", ";"):
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")
