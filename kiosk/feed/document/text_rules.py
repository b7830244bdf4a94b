"""Whether notices, checklist, contacts, corrections and guidance of an edition make sense: what people read and act on."""

from collections.abc import Iterator

from kiosk.domain.checklist import Checklist, Finding
from kiosk.domain.edition import Edition
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import URGENT_LOCALES
from kiosk.feed.document import bounds, door, letters, reach
from kiosk.feed.document.broken import Broken, Rule, broken

MISSING = {"phone": Rule.NO_PHONE, "web": Rule.NO_SITE}
"""What it is called that a contact of that kind is not there."""


def of_notices(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the notices break."""
    yield from bounds.twice("notices", (notice.id for notice in edition.notices))
    for index, notice in enumerate(edition.notices):
        yield from _notice(f"notices[{index}]", notice)
        for name in ("start", "end"):
            yield from bounds.moment(f"notices[{index}].{name}", getattr(notice, name))


def of_checklist(checklist: Checklist) -> Iterator[Broken]:
    """Find every rule that the checklist breaks."""
    if not checklist.signs:
        yield broken("checklist.signs", Rule.NO_SIGNS)
    yield from bounds.twice("checklist.groups", (group.id for group in checklist.groups))
    yield from bounds.twice("checklist.signs", (sign.id for sign in checklist.signs))
    yield from _groups(checklist)
    yield from _signs(checklist)
    yield from _verdicts(checklist)


def of_contacts(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the contacts break."""
    yield from bounds.twice("contacts", (contact.id for contact in edition.contacts))
    for role, kind in door.rules()["needed"]:
        if not any(contact.role == role and contact.kind == kind for contact in edition.contacts):
            yield broken("contacts", MISSING.get(kind, Rule.NO_CONTACT), kind=kind, role=role)
    for index, contact in enumerate(edition.contacts):
        place = f"contacts[{index}]"
        yield from bounds.languages(f"{place}.name", contact.name, "contacts.name")
        yield from bounds.languages(f"{place}.hours", contact.hours, "contacts.hours")
        if contact.short:
            yield from bounds.languages(f"{place}.short", contact.short, "contacts.short")
        yield from (fault.under(place) for fault in reach.faults(contact))
        yield from bounds.moment(f"{place}.confirmed_at", contact.confirmed_at)


def of_corrections(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the corrections break."""
    yield from bounds.twice("corrections", (correction.id for correction in edition.corrections))
    for index, correction in enumerate(edition.corrections):
        place = f"corrections[{index}]"
        yield from bounds.languages(f"{place}.wrong", correction.wrong, "corrections.wrong")
        yield from bounds.languages(f"{place}.right", correction.right, "corrections.right")
        for name in ("start", "end"):
            yield from bounds.moment(f"{place}.{name}", getattr(correction, name))
        if correction.end <= correction.start:
            yield broken(f"{place}.end", Rule.END_BEFORE_START)


def of_guidance(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the guidance breaks; its first line goes into the contact card that is saved."""
    yield from bounds.languages("guidance.text", edition.guidance.text, "guidance.text")
    longest = door.longest("guidance.first_line")
    for code, words in edition.guidance.text.by_locale.items():
        first = words.partition("\n")[0]
        if letters.says(first) and len(first) > longest:
            yield broken(f"guidance.text.{code}", Rule.FIRST_LINE_TOO_LONG, most=longest)


def _notice(place: str, notice: Notice) -> Iterator[Broken]:
    needed = URGENT_LOCALES if notice.severity is Severity.URGENT else ()
    yield from bounds.languages(f"{place}.title", notice.title, "notices.title", needed)
    yield from bounds.languages(f"{place}.text", notice.text, "notices.text", needed)
    for name in ("terminal", "gate"):
        spot = getattr(notice.audience, name)
        yield from bounds.string(f"{place}.audience.{name}", spot, door.longest(f"notices.{name}"))
    if notice.end <= notice.start:
        yield broken(f"{place}.end", Rule.END_BEFORE_START)
    if notice.sample:
        yield broken(f"{place}.sample", Rule.SAMPLE)


def _groups(checklist: Checklist) -> Iterator[Broken]:
    for index, group in enumerate(checklist.groups):
        place = f"checklist.groups[{index}]"
        yield from bounds.languages(f"{place}.title", group.title, "groups.title")
        yield from bounds.languages(f"{place}.short", group.short, "groups.short")
        if checklist.signs and not checklist.signs_of(group.id):
            yield broken(place, Rule.GROUP_EMPTY, group=group.id)


def _signs(checklist: Checklist) -> Iterator[Broken]:
    groups = {group.id for group in checklist.groups}
    for index, sign in enumerate(checklist.signs):
        place = f"checklist.signs[{index}]"
        yield from bounds.languages(f"{place}.text", sign.text, "signs.text")
        yield from bounds.languages(f"{place}.why", sign.why, "signs.why")
        if sign.group not in groups:
            yield broken(f"{place}.group", Rule.NO_SUCH_GROUP, group=sign.group)


def _verdicts(checklist: Checklist) -> Iterator[Broken]:
    verdicts = dict(checklist.verdicts)
    for finding in Finding:
        place = f"checklist.verdicts.{finding}"
        if finding not in verdicts:
            yield broken(place, Rule.NO_VERDICT)
            continue
        for name in ("headline", "act", "detail"):
            yield from bounds.languages(f"{place}.{name}", getattr(verdicts[finding], name), f"verdicts.{name}")
