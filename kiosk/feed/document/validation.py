"""Whether an edition makes sense: the rules a fetched edition must keep before anyone may see it.

Rules: 25 divisions of Cambodia; at least one advisory in all, none on a country (that decides nothing: its rest does);
every text in six languages (an urgent notice may do with Korean and English); a checklist with signs in every group and
words for every finding; an embassy phone, a call centre phone and the safety site (the screens stand on them); every contact
valid for its kind and role (`reach`), and printed as it is dialled; every text written with signs that can be seen
(`letters`), not longer and not more than screens can show, dated within sane years (`door`). Empty or shrunken content is
refused, never shown as an all-clear.

Every fault is reported at once, each with its place in the document.
"""

from collections.abc import Iterator
from datetime import timedelta

from kiosk.domain.advisory import Advisory
from kiosk.domain.checklist import Checklist, Finding
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import LOCALES
from kiosk.domain.zone import ZoneKind
from kiosk.feed.document import bounds, door, letters, reach

DIVISIONS = tuple(f"KH-{n}" for n in range(1, 26))
URGENT_LOCALES = ("ko", "en")
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
        *_counts(edition),
        *_zones(edition),
        *_levels(edition),
        *_advisories(edition),
        *_notices(edition),
        *_checklist(edition.checklist),
        *_contacts(edition),
        *_corrections(edition),
        *_guidance(edition),
    ]


def _dates(edition: Edition) -> Iterator[Fault]:
    if edition.valid_until <= edition.issued_at:
        yield "valid_until", "is not after issued_at"
    if edition.valid_until > edition.issued_at + timedelta(days=door.rules()["valid_days"]):
        yield "valid_until", f"is more than {door.rules()['valid_days']} days after issued_at"
    if edition.attested_at > edition.issued_at:
        yield "attested_at", "is after issued_at"
    if edition.number > edition.issued_at.timestamp() / 60:
        yield "number", f"{edition.number} is too far ahead: it would leave no room for later editions"
    yield from bounds.moment("guidance.as_of", edition.guidance.as_of)


def _counts(edition: Edition) -> Iterator[Fault]:
    checklist = edition.checklist
    parts = {"zones": edition.zones, "levels": edition.levels, "advisories": edition.advisories}
    parts |= {"notices": edition.notices, "corrections": edition.corrections, "contacts": edition.contacts}
    parts |= {"checklist.groups": checklist.groups, "checklist.signs": checklist.signs}
    for place, found in parts.items():
        yield from bounds.many(place, len(found), place)


def _zones(edition: Edition) -> Iterator[Fault]:
    yield from bounds.twice("zones", (zone.id for zone in edition.zones))
    kinds = {zone.id: zone.kind for zone in reversed(edition.zones)}  # where an id stands twice, the first counts
    ids = set(kinds)
    divisions = {zone.id for zone in edition.of_kind(ZoneKind.DIVISION)}
    bands = {zone.id for zone in edition.of_kind(ZoneKind.BAND)}
    if gone := [one for one in DIVISIONS if one not in divisions]:
        yield "zones", f"{', '.join(gone)} missing; all 25 divisions of Cambodia are needed"
    yield from _rests(edition)
    for index, zone in enumerate(edition.zones):
        place = f"zones[{index}]"
        yield from bounds.languages(f"{place}.name", zone.name, "zones.name")
        if zone.short:
            yield from bounds.languages(f"{place}.short", zone.short, "zones.short")
        yield from bounds.many(f"{place}.alternates", len(zone.alternates), "zones.alternates")
        yield from bounds.many(f"{place}.bands", len(zone.bands), "zones.bands")
        for number, other in enumerate(zone.alternates):
            yield from bounds.string(f"{place}.alternates[{number}]", other, door.longest("zones.alternates"))
        for named in (zone.parent, *zone.bands, *(one for one, _ in zone.covers)):
            if named is not None and named not in ids:
                yield place, f"names the zone {named!r}, which is not in zones"
        parent = kinds.get(zone.parent) if zone.parent else None
        if parent is not PARENT.get(zone.kind):
            wanted = PARENT.get(zone.kind, "nothing")
            yield f"{place}.parent", f"a {zone.kind} lies in {wanted}, not in {zone.parent or 'nothing'!r}"
        if wrong := [one for one, _ in zone.covers if one not in divisions]:
            yield f"{place}.covers", f"{', '.join(wrong)} no division"
        if wrong := [one for one in zone.bands if one not in bands]:
            yield f"{place}.bands", f"{', '.join(wrong)} no band"


def _rests(edition: Edition) -> Iterator[Fault]:
    """Every country has one rest, which decides wherever nothing nearer does; Cambodia's stands first."""
    countries = [zone.id for zone in edition.of_kind(ZoneKind.COUNTRY)]
    rests = [zone.parent for zone in edition.of_kind(ZoneKind.REST)]
    home = door.rules()["country"]
    if home not in countries:
        yield "zones", f"{home} missing; the country itself is needed"
    for one in countries:
        if one not in rests and all(parent in countries for parent in rests):
            yield "zones", f"no rest of {one}; every country needs one"
        if rests.count(one) > 1:
            yield "zones", f"{rests.count(one)} rests of {one}; every country has one"
    if rests and home in rests and rests[0] != home:
        yield "zones", f"the rest of {home} does not stand before the others"


def _levels(edition: Edition) -> Iterator[Fault]:
    for index, entry in enumerate(edition.levels):
        place = f"levels[{index}]"
        for name, text in (("name", entry.name), ("plan", entry.plan), ("there", entry.there)):
            yield from bounds.languages(f"{place}.{name}", text, f"levels.{name}")
        yield from bounds.string(f"{place}.wording", entry.wording, door.longest("levels.wording"))
        if entry.level.carries_penalty is not (entry.penalty is not None):
            yield f"{place}.penalty", "only level 4 carries a penalty, and it must say so"
        if entry.penalty:
            yield from bounds.languages(f"{place}.penalty", entry.penalty, "levels.penalty")
    yield from bounds.twice("levels", (f"{entry.level.name} {entry.wording}" for entry in edition.levels))
    if gone := [level.name for level in Level if level not in {entry.level for entry in edition.levels}]:
        yield "levels", f"{', '.join(gone)} missing; every level needs its name"


def _advisories(edition: Edition) -> Iterator[Fault]:
    if not edition.advisories:
        yield "advisories", "is empty; at least one advisory is needed"
    yield from bounds.twice("advisories", (one.id for one in edition.advisories))
    ids = {zone.id for zone in edition.zones if zone.kind is not ZoneKind.COUNTRY}
    wordings = {(entry.level, entry.wording) for entry in edition.levels}
    for index, one in enumerate(edition.advisories):
        place = f"advisories[{index}]"
        yield from _advisory(place, one, ids, wordings)
        for name in ("effective", "until", "announced", "observed_at"):
            yield from bounds.moment(f"{place}.{name}", getattr(one, name))
        yield from bounds.moment(f"{place}.source.published", one.source.published)


def _advisory(place: str, one: Advisory, zones: set[str], wordings: set[tuple[Level, str]]) -> Iterator[Fault]:
    if one.zone not in zones:
        yield f"{place}.zone", f"{one.zone!r} is not in zones, or is a country, which takes no level: name its rest"
    if one.until is not None and one.until <= one.effective:
        yield f"{place}.until", "is not after effective"
    if (one.level, one.wording) not in wordings:
        yield f"{place}.wording", f"{one.wording!r} is not named under levels for {one.level.name}"
    yield from bounds.languages(f"{place}.source.publisher", one.source.publisher, "advisories.publisher")
    yield from _certainty(place, one)
    if one.legal_end is not None and one.level is not Level.LEVEL_4:
        yield f"{place}.legal_end", "only a ban (level 4) has a legal end"
    if one.legally_ends is not None and one.legally_ends <= one.effective:
        yield f"{place}.legal_end", "is before effective"
    for number, text in enumerate(one.exceptions):
        yield from bounds.languages(f"{place}.exceptions[{number}]", text, "advisories.exceptions")
    yield from bounds.many(f"{place}.exceptions", len(one.exceptions), "advisories.exceptions")
    yield from bounds.string(f"{place}.source.id", one.source.id, door.longest("advisories.id"))
    if one.source.url and (wrong := reach.wrong_address(one.source.url)):
        yield f"{place}.source.url", wrong
    elif len(one.source.url) > door.longest("advisories.url"):
        yield f"{place}.source.url", f"is too long; at most {door.longest('advisories.url')} letters are taken"


def _certainty(place: str, one: Advisory) -> Iterator[Fault]:
    """An observed level has its day and no reason; any other has its reason and no such day."""
    if one.observed:
        if one.observed_at is None or one.observed_at < one.effective:
            yield f"{place}.observed_at", "is missing or before effective; an observed level says when it was last seen"
        if one.reason is not None:
            yield f"{place}.reason", "an observed level has no reason: none was announced"
        return
    if one.observed_at is not None:
        yield f"{place}.observed_at", "only an observed level has it"
    if one.reason is None:
        yield f"{place}.reason", "is missing; only an observed level has none"
    else:
        yield from bounds.languages(f"{place}.reason", one.reason, "advisories.reason")


def _notices(edition: Edition) -> Iterator[Fault]:
    yield from bounds.twice("notices", (one.id for one in edition.notices))
    for index, notice in enumerate(edition.notices):
        yield from _notice(f"notices[{index}]", notice)
        for name, at in (("start", notice.start), ("end", notice.end)):
            yield from bounds.moment(f"notices[{index}].{name}", at)


def _notice(place: str, notice: Notice) -> Iterator[Fault]:
    needed = URGENT_LOCALES if notice.severity is Severity.URGENT else ()
    yield from bounds.languages(f"{place}.title", notice.title, "notices.title", needed)
    yield from bounds.languages(f"{place}.text", notice.text, "notices.text", needed)
    for name, spot in (("terminal", notice.audience.terminal), ("gate", notice.audience.gate)):
        yield from bounds.string(f"{place}.audience.{name}", spot, door.longest(f"notices.{name}"))
    if notice.end <= notice.start:
        yield f"{place}.end", "is not after start"
    if notice.sample:
        yield f"{place}.sample", "a sample is for pictures and cannot be published"


def _checklist(checklist: Checklist) -> Iterator[Fault]:
    if not checklist.signs:
        yield "checklist.signs", "is empty; an empty checklist would read as an all-clear"
    yield from bounds.twice("checklist.groups", (group.id for group in checklist.groups))
    yield from bounds.twice("checklist.signs", (sign.id for sign in checklist.signs))
    for index, group in enumerate(checklist.groups):
        yield from bounds.languages(f"checklist.groups[{index}].title", group.title, "groups.title")
        yield from bounds.languages(f"checklist.groups[{index}].short", group.short, "groups.short")
        if checklist.signs and not checklist.signs_of(group.id):
            yield f"checklist.groups[{index}]", f"the group {group.id!r} has no signs"
    groups = {group.id for group in checklist.groups}
    for index, sign in enumerate(checklist.signs):
        yield from bounds.languages(f"checklist.signs[{index}].text", sign.text, "signs.text")
        yield from bounds.languages(f"checklist.signs[{index}].why", sign.why, "signs.why")
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
            yield from bounds.languages(f"checklist.verdicts.{finding}.{name}", text, f"verdicts.{name}")


def _contacts(edition: Edition) -> Iterator[Fault]:
    yield from bounds.twice("contacts", (one.id for one in edition.contacts))
    for role, kind in door.rules()["needed"]:
        if not any(one.role == role and one.kind == kind for one in edition.contacts):
            yield "contacts", f"no {kind} for {role}; at least one is needed"
    for index, contact in enumerate(edition.contacts):
        place = f"contacts[{index}]"
        yield from bounds.languages(f"{place}.name", contact.name, "contacts.name")
        yield from bounds.languages(f"{place}.hours", contact.hours, "contacts.hours")
        if contact.short:
            yield from bounds.languages(f"{place}.short", contact.short, "contacts.short")
        yield from ((f"{place}.{field}", what) for field, what in reach.faults(contact))
        yield from bounds.moment(f"{place}.confirmed_at", contact.confirmed_at)


def _guidance(edition: Edition) -> Iterator[Fault]:
    """The first line of the guidance goes into the contact card that is saved."""
    yield from bounds.languages("guidance.text", edition.guidance.text, "guidance.text")
    for code in LOCALES:
        first = edition.guidance.text.by_locale.get(code, "").partition("\n")[0]
        if letters.says(first) and len(first) > door.longest("guidance.first_line"):
            yield (
                f"guidance.text.{code}",
                f"its first line is too long; at most {door.longest('guidance.first_line')} letters",
            )


def _corrections(edition: Edition) -> Iterator[Fault]:
    yield from bounds.twice("corrections", (one.id for one in edition.corrections))
    for index, one in enumerate(edition.corrections):
        yield from bounds.languages(f"corrections[{index}].wrong", one.wrong, "corrections.wrong")
        yield from bounds.languages(f"corrections[{index}].right", one.right, "corrections.right")
        for name, at in (("start", one.start), ("end", one.end)):
            yield from bounds.moment(f"corrections[{index}].{name}", at)
        if one.end <= one.start:
            yield f"corrections[{index}].end", "is not after start"
