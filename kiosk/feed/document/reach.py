"""How somebody may be reached: the addresses, numbers and handles that an edition may send a traveller to.

Rules:

- An address is https, and its host is written in a-z, 0-9 and hyphens, with no user, no port and no `xn--`: nothing may look
  like the ministry's and be another's. Whose host it may be depends on the role (`hosts` in `door.json`).
- A number is an ordinary telephone of a country that fits the role, in E.164, and what is printed is what is dialled.
- Phones, short numbers and sites are printed too: a code without its number asks for trust that nobody can check.
"""

import re
import unicodedata
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType

from kiosk.domain.contact import Contact, ContactKind
from kiosk.feed.document import door

Fault = tuple[str, str]
PRINTED = {ContactKind.PHONE, ContactKind.SHORT, ContactKind.WEB}
ORDINARY = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
}


def faults(contact: Contact) -> Iterator[Fault]:
    """(field, what is wrong) of how a contact is reached."""
    only = door.rules()["only"].get(contact.role.value)
    if only and contact.kind != only:
        yield "kind", f"a contact of role {contact.role} is of kind {only}"
    elif wrong := wrong_value(contact):
        yield "value", wrong
    elif contact.kind in PRINTED and not contact.printed:
        yield "printed", f"is missing; {contact.value!r} must be printed too"
    elif not _printed_as_dialled(contact):
        yield "printed", f"{contact.printed!r} is not {contact.value!r} as printed"
    if contact.service and not door.pattern("service").fullmatch(contact.service):
        yield "service", f"{contact.service[:60]!r} is not the plain name of a service"


def wrong_value(contact: Contact) -> str | None:
    """What is wrong with the value of a contact of its kind and role."""
    value = contact.value
    if contact.kind is not ContactKind.NAME and len(value) > door.longest("contacts.value"):
        return f"is too long; at most {door.longest('contacts.value')} letters"
    match contact.kind:
        case ContactKind.PHONE:
            return _wrong_number(value, contact)
        case ContactKind.SHORT:
            return _wrong_short(contact)
        case ContactKind.WEB:
            wrong = wrong_address(value, door.rules()["hosts"][contact.role.value])
            return wrong and f"{value!r} {wrong}"
        case ContactKind.CHAT if value.startswith("+"):
            return _wrong_number(value, contact)
        case ContactKind.CHAT if not (value and contact.service):
            return "a chat needs its service and handle"
        case ContactKind.CHAT:
            fits = door.pattern("handle").fullmatch(value)
            return None if fits else f"{value!r} is not a plain handle: letters of Korean or a-z, digits, . _ @ -"
        case ContactKind.NAME:
            return None if not (value or contact.printed) else "a contact of kind name carries no value"


def wrong_address(value: str, hosts: list[str] | None = None) -> str | None:
    """What is wrong with a web address; `hosts`: the ends of hosts that it may have."""
    if strange := [one for one in value if not (one.isascii() and one.isprintable())]:
        told = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'no letter')}" for one in dict.fromkeys(strange))
        return f"is not an https address in plain letters: {told}"
    if not re.match("https://[^/?#@[]+(?![^/?#]*@)", value):
        return "is not an https address"
    if not door.pattern("address").fullmatch(value):
        return "is not an https address with a plain host (a-z, 0-9, hyphens; no user, port or xn--)"
    host = host_of(value)
    if hosts and not any(host == end or host.endswith(f".{end}") for end in hosts):
        return f"is not of a host that ends in {' or '.join(f'.{end}' for end in hosts)}"
    return None


def host_of(value: str) -> str:
    """The host of a plain address."""
    return re.split("[/?#]", value.removeprefix("https://"), maxsplit=1)[0]


def _wrong_number(value: str, contact: Contact) -> str | None:
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return f"{value!r} is not a valid phone number in E.164"
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if written != value or not phonenumbers.is_valid_number(number):
        return f"{value!r} is not a valid phone number in E.164"
    codes = door.rules()["countries"][contact.role.value]
    if str(number.country_code) not in codes:
        return f"{value!r} is of country +{number.country_code}; {contact.role} is reached in +{' or +'.join(codes)}"
    if phonenumbers.number_type(number) not in ORDINARY:
        return f"{value!r} is no ordinary telephone (premium rate, free, personal or the like)"
    return None


def _wrong_short(contact: Contact) -> str | None:
    short = door.pattern("short").fullmatch(contact.value) and contact.country in door.rules()["short_countries"]
    return None if short else f"{contact.value!r} is not a short number with its country"


def _printed_as_dialled(contact: Contact) -> bool:
    """Whether what the eye reads is what the QR dials: a number's digits, a site's host, a handle itself."""
    printed, value = contact.printed, contact.value
    if not printed:
        return True
    if contact.kind is ContactKind.WEB:
        return printed == host_of(value)
    if contact.kind is ContactKind.CHAT and not value.startswith("+"):
        return printed == value
    return bool(door.pattern("printed").fullmatch(printed)) and re.sub("[ -]", "", printed) == value
