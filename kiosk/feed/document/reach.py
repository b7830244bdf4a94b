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
from kiosk.feed.document.broken import Broken, Rule, broken

PRINTED = {ContactKind.PHONE, ContactKind.SHORT, ContactKind.WEB}
ORDINARY = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
}


def faults(contact: Contact) -> Iterator[Broken]:
    """Find what is wrong with how a contact is reached, each at its field."""
    only = door.rules()["only"].get(contact.role.value)
    value = contact.value
    if only and contact.kind != only:
        yield broken("kind", Rule.WRONG_CONTACT_KIND, role=contact.role, kind=only)
    elif wrong := wrong_value(contact):
        yield wrong.under("value")
    elif contact.kind in PRINTED and not contact.printed:
        yield broken("printed", Rule.NOT_PRINTED, value=value)
    elif not _printed_as_dialled(contact):
        yield broken("printed", Rule.PRINTED_OTHERWISE, printed=contact.printed, value=value)
    if contact.service and not door.pattern("service").fullmatch(contact.service):
        yield broken("service", Rule.NO_SERVICE_NAME, service=contact.service[:60])


def wrong_value(contact: Contact) -> Broken | None:
    """Find what is wrong with the value of a contact of its kind and role."""
    if contact.kind is not ContactKind.NAME and len(contact.value) > door.longest("contacts.value"):
        return broken("", Rule.VALUE_TOO_LONG, most=door.longest("contacts.value"))
    match contact.kind:
        case ContactKind.PHONE:
            return _wrong_number(contact)
        case ContactKind.SHORT:
            return _wrong_short(contact)
        case ContactKind.WEB:
            return _wrong(contact.value, door.rules()["hosts"][contact.role.value], f"{contact.value!r} ")
        case ContactKind.CHAT:
            return _wrong_chat(contact)
        case ContactKind.NAME:
            return broken("", Rule.NAME_WITH_VALUE) if contact.value or contact.printed else None


def wrong_address(value: str) -> Broken | None:
    """Find what is wrong with a web address, whosever it is."""
    return _wrong(value, [], "")


def _wrong(value: str, hosts: list[str], which: str) -> Broken | None:
    """Judge an address. `hosts`: the ends of hosts that it may have, any if empty; `which`: how the fault names it."""
    if strange := [letter for letter in value if not (letter.isascii() and letter.isprintable())]:
        return broken("", Rule.NO_PLAIN_LETTERS, which=which, characters=_named(strange))
    if not re.match("https://[^/?#@[]+(?![^/?#]*@)", value):
        return broken("", Rule.NO_ADDRESS, which=which)
    if not door.pattern("address").fullmatch(value):
        return broken("", Rule.NO_PLAIN_HOST, which=which)
    host = host_of(value)
    if hosts and not any(host == end or host.endswith(f".{end}") for end in hosts):
        return broken("", Rule.FOREIGN_HOST, which=which, hosts=" or ".join(f".{end}" for end in hosts))
    return None


def _named(strange: list[str]) -> str:
    return ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'no letter')}" for one in dict.fromkeys(strange))


def host_of(value: str) -> str:
    """Return the host of a plain address."""
    return re.split("[/?#]", value.removeprefix("https://"), maxsplit=1)[0]


def _wrong_number(contact: Contact) -> Broken | None:
    value, role = contact.value, contact.role
    number = _dialled(value)
    if number is None:
        return broken("", Rule.NO_NUMBER, value=value)
    codes = door.rules()["countries"][role.value]
    if str(number.country_code) not in codes:
        values = {"value": value, "code": number.country_code, "role": role, "codes": " or +".join(codes)}
        return broken("", Rule.NUMBER_ELSEWHERE, **values)
    if phonenumbers.number_type(number) not in ORDINARY:
        return broken("", Rule.NO_ORDINARY_PHONE, value=value)
    return None


def _dialled(value: str) -> phonenumbers.PhoneNumber | None:
    """Read a valid number written in E.164, as it is dialled; None if it is none."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return number if written == value and phonenumbers.is_valid_number(number) else None


def _wrong_short(contact: Contact) -> Broken | None:
    short = door.pattern("short").fullmatch(contact.value) and contact.country in door.rules()["short_countries"]
    return None if short else broken("", Rule.NO_SHORT_NUMBER, value=contact.value)


def _wrong_chat(contact: Contact) -> Broken | None:
    value = contact.value
    if value.startswith("+"):
        return _wrong_number(contact)
    if not (value and contact.service):
        return broken("", Rule.CHAT_INCOMPLETE)
    return None if door.pattern("handle").fullmatch(value) else broken("", Rule.NO_HANDLE, value=value)


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
