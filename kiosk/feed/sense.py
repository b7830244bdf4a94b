"""Whether an edition makes sense: the rules a fetched edition must keep before anyone may see it.

Rules: 25 divisions of Cambodia; at least one advisory in all, none on a country (that decides nothing: its rest does);
every text in six languages (an urgent notice may do with Korean and English); a checklist with signs in every group and
words for every finding; an embassy phone and a call centre phone; every contact valid for its kind, and printed as it is
dialled. Empty or shrunken content is refused, never shown as an all-clear.

Every fault is reported at once, each with its place in the document.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import phonenumbers

from kiosk.domain.advisory import Advisory
from kiosk.domain.checklist import Checklist, Finding
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import LOCALES, Text
from kiosk.domain.zone import ZoneKind

DIVISIONS = tuple(f"KH-{n}" for n in range(1, 26))
PHONES_NEEDED = (Role.EMBASSY, Role.CALL_CENTRE)
URGENT_LOCALES = ("ko", "en")
INVISIBLE = "\u200b\u200c\u200d\u2060 \u00a0\u3000\t\n"
PARENT = {
    ZoneKind.DIVISION: ZoneKind.COUNTRY,
    ZoneKind.LOCALITY: ZoneKind.DIVISION,
    ZoneKind.BAND: ZoneKind.COUNTRY,
    ZoneKind.REST: ZoneKind.COUNTRY,
}
"""The kind of zone each kind lies in; a country lies in none."""

Fault = tuple[str, str]
"""(place in the document as a dotted path, what is wrong and what was wanted)"""


def faults(edition: Edition) -> list[Fault]:
    """Every rule the edition breaks, in the order of the document; empty if it makes sense."""
    return [
        *_dates(edition),
        *_zones(edition),
        *_levels(edition),
        *_advisories(edition),
        *_notices(edition),
        *_checklist(edition.checklist),
        *_contacts(edition),
        *_corrections(edition),
        *_languages("guidance.text", edition.guidance.text),
    ]


def _languages(place: str, text: Text, needed: Iterable[str] = ()) -> Iterator[Fault]:
    said = text.by_locale
    blank = [code for code in LOCALES if code not in said or not said[code].strip(INVISIBLE)]
    missing = [code for code in blank if not needed or code in needed]
    if missing:
        yield place, f"no text in {', '.join(missing)}; every text needs all six languages"


def _twice(place: str, ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield place, f"the id {one!r} stands twice; ids are unique"
        seen.add(one)


def _dates(edition: Edition) -> Iterator[Fault]:
    if edition.valid_until <= edition.issued_at:
        yield "valid_until", "is not after issued_at"
    if edition.attested_at > edition.issued_at:
        yield "attested_at", "is after issued_at"


def _zones(edition: Edition) -> Iterator[Fault]:
    yield from _twice("zones", (zone.id for zone in edition.zones))
    kinds = {zone.id: zone.kind for zone in reversed(edition.zones)}  # where an id stands twice, the first counts
    ids = set(kinds)
    divisions = {zone.id for zone in edition.of_kind(ZoneKind.DIVISION)}
    bands = {zone.id for zone in edition.of_kind(ZoneKind.BAND)}
    if gone := [one for one in DIVISIONS if one not in divisions]:
        yield "zones", f"{', '.join(gone)} missing; all 25 divisions of Cambodia are needed"
    for index, zone in enumerate(edition.zones):
        place = f"zones[{index}]"
        yield from _languages(f"{place}.name", zone.name)
        for other in (zone.parent, *zone.bands, *(one for one, _ in zone.covers)):
            if other is not None and other not in ids:
                yield place, f"names the zone {other!r}, which is not in zones"
        parent = kinds.get(zone.parent) if zone.parent else None
        if parent is not PARENT.get(zone.kind):
            wanted = PARENT.get(zone.kind, "nothing")
            yield f"{place}.parent", f"a {zone.kind} lies in {wanted}, not in {zone.parent or 'nothing'!r}"
        if wrong := [one for one, _ in zone.covers if one not in divisions]:
            yield f"{place}.covers", f"{', '.join(wrong)} no division"
        if wrong := [one for one in zone.bands if one not in bands]:
            yield f"{place}.bands", f"{', '.join(wrong)} no band"


def _levels(edition: Edition) -> Iterator[Fault]:
    for index, entry in enumerate(edition.levels):
        place = f"levels[{index}]"
        for name, text in (("name", entry.name), ("plan", entry.plan), ("there", entry.there)):
            yield from _languages(f"{place}.{name}", text)
        if entry.level.carries_penalty is not (entry.penalty is not None):
            yield f"{place}.penalty", "only level 4 carries a penalty, and it must say so"
        if entry.penalty:
            yield from _languages(f"{place}.penalty", entry.penalty)
    yield from _twice("levels", (f"{entry.level.name} {entry.wording}" for entry in edition.levels))
    if gone := [level.name for level in Level if level not in {entry.level for entry in edition.levels}]:
        yield "levels", f"{', '.join(gone)} missing; every level needs its name"


def _advisories(edition: Edition) -> Iterator[Fault]:
    if not edition.advisories:
        yield "advisories", "is empty; at least one advisory is needed"
    yield from _twice("advisories", (one.id for one in edition.advisories))
    ids = {zone.id for zone in edition.zones if zone.kind is not ZoneKind.COUNTRY}
    wordings = {(entry.level, entry.wording) for entry in edition.levels}
    for index, one in enumerate(edition.advisories):
        yield from _advisory(f"advisories[{index}]", one, ids, wordings)


def _advisory(place: str, one: Advisory, zones: set[str], wordings: set[tuple[Level, str]]) -> Iterator[Fault]:
    if one.zone not in zones:
        yield f"{place}.zone", f"{one.zone!r} is not in zones, or is a country, which takes no level: name its rest"
    if one.until is not None and one.until <= one.effective:
        yield f"{place}.until", "is not after effective"
    if (one.level, one.wording) not in wordings:
        yield f"{place}.wording", f"{one.wording!r} is not named under levels for {one.level.name}"
    for name, text in (("reason", one.reason), ("source.publisher", one.source.publisher)):
        yield from _languages(f"{place}.{name}", text)
    for number, text in enumerate(one.exceptions):
        yield from _languages(f"{place}.exceptions[{number}]", text)
    if one.source.url and not _is_https(one.source.url):
        yield f"{place}.source.url", "is not an https address"


def _notices(edition: Edition) -> Iterator[Fault]:
    yield from _twice("notices", (one.id for one in edition.notices))
    for index, notice in enumerate(edition.notices):
        yield from _notice(f"notices[{index}]", notice)


def _notice(place: str, notice: Notice) -> Iterator[Fault]:
    needed = URGENT_LOCALES if notice.severity is Severity.URGENT else ()
    yield from _languages(f"{place}.title", notice.title, needed)
    yield from _languages(f"{place}.text", notice.text, needed)
    if notice.end <= notice.start:
        yield f"{place}.end", "is not after start"
    if notice.sample:
        yield f"{place}.sample", "a sample is for pictures and cannot be published"


def _checklist(checklist: Checklist) -> Iterator[Fault]:
    if not checklist.signs:
        yield "checklist.signs", "is empty; an empty checklist would read as an all-clear"
    yield from _twice("checklist.groups", (group.id for group in checklist.groups))
    yield from _twice("checklist.signs", (sign.id for sign in checklist.signs))
    for index, group in enumerate(checklist.groups):
        yield from _languages(f"checklist.groups[{index}].title", group.title)
        yield from _languages(f"checklist.groups[{index}].short", group.short)
        if checklist.signs and not checklist.signs_of(group.id):
            yield f"checklist.groups[{index}]", f"the group {group.id!r} has no signs"
    groups = {group.id for group in checklist.groups}
    for index, sign in enumerate(checklist.signs):
        yield from _languages(f"checklist.signs[{index}].text", sign.text)
        yield from _languages(f"checklist.signs[{index}].why", sign.why)
        if sign.group not in groups:
            yield f"checklist.signs[{index}].group", f"{sign.group!r} is not in groups"
    yield from _verdicts(checklist)


def _verdicts(checklist: Checklist) -> Iterator[Fault]:
    said = dict(checklist.verdicts)
    for finding in Finding:
        if finding not in said:
            yield f"checklist.verdicts.{finding}", "is missing; every finding needs its words"
            continue
        words = said[finding]
        for name, text in (("headline", words.headline), ("act", words.act), ("detail", words.detail)):
            yield from _languages(f"checklist.verdicts.{finding}.{name}", text)


def _contacts(edition: Edition) -> Iterator[Fault]:
    yield from _twice("contacts", (one.id for one in edition.contacts))
    for role in PHONES_NEEDED:
        if not any(one.role is role and one.kind is ContactKind.PHONE for one in edition.contacts):
            yield "contacts", f"no phone for {role}; at least one is needed"
    for index, contact in enumerate(edition.contacts):
        place = f"contacts[{index}]"
        yield from _languages(f"{place}.name", contact.name)
        yield from _languages(f"{place}.hours", contact.hours)
        if wrong := _wrong_value(contact):
            yield f"{place}.value", wrong
        elif not _printed_as_dialled(contact):
            yield f"{place}.printed", f"{contact.printed!r} is not {contact.value!r} as printed"


def _wrong_value(contact: Contact) -> str | None:
    match contact.kind:
        case ContactKind.PHONE:
            return None if _is_phone(contact.value) else f"{contact.value!r} is not a valid phone number in E.164"
        case ContactKind.SHORT:
            short = contact.value.isascii() and contact.value.isdigit() and len(contact.value) <= 6
            return None if short and contact.country else f"{contact.value!r} is not a short number with its country"
        case ContactKind.WEB:
            return None if _is_https(contact.value) else f"{contact.value!r} is not an https address"
        case ContactKind.CHAT:
            if contact.value.startswith("+") and not _is_phone(contact.value):
                return f"{contact.value!r} is not a valid phone number in E.164"
            return None if contact.value and contact.service else "a chat needs its service and handle"
        case ContactKind.NAME:
            return None if not contact.value else "a contact of kind name carries no value"


def _is_phone(value: str) -> bool:
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return False
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written == value and phonenumbers.is_valid_number(number)


def _printed_as_dialled(contact: Contact) -> bool:
    """Whether what the eye reads is what the QR dials: a number's digits, a site's host, a handle itself."""
    if not contact.printed:
        return True
    if contact.kind is ContactKind.WEB:
        return contact.printed == urlsplit(contact.value).hostname
    if contact.kind is ContactKind.CHAT and not contact.value.startswith("+"):
        return contact.printed == contact.value
    return contact.printed.replace("-", "").replace(" ", "") == contact.value


def _is_https(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None


def _corrections(edition: Edition) -> Iterator[Fault]:
    yield from _twice("corrections", (one.id for one in edition.corrections))
    for index, one in enumerate(edition.corrections):
        yield from _languages(f"corrections[{index}].wrong", one.wrong)
        yield from _languages(f"corrections[{index}].right", one.right)
        if one.end <= one.start:
            yield f"corrections[{index}].end", "is not after start"
