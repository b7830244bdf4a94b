"""How each domain value is laid out as a JSON object, and read back from one that fits the schema.

Rules: optional members that are empty are not written; members this version does not know are kept in `extra` as
canonical JSON text and written back where they stood.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from kiosk.domain.advisory import Advisory, Announcement, Certainty
from kiosk.domain.checklist import Checklist, Finding, Group, Sign, VerdictText, Weight
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.edition import Edition, Guidance, LevelText, Mode
from kiosk.domain.level import Level
from kiosk.domain.notice import Audience, Correction, Notice, Severity
from kiosk.domain.text import Text
from kiosk.domain.zone import Cover, Zone, ZoneKind

Json = dict[str, Any]
Extra = tuple[tuple[str, str], ...]


_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z")


def time_from(value: str) -> datetime:
    """An aware UTC datetime from `2026-06-30T09:00:00Z`. Raises ValueError for any other form."""
    if not _TIME.fullmatch(value):
        raise ValueError(f"{value!r} is not a time like 2026-06-30T09:00:00Z")
    return datetime.fromisoformat(value)


def time_to(value: datetime) -> str:
    """`2026-06-30T09:00:00Z` from an aware datetime."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=64)
def _names(known: str) -> frozenset[str]:
    return frozenset(known.split())


def _extra(found: Mapping[str, Any], known: str) -> Extra:
    if found.keys() <= _names(known):
        return ()
    unknown = sorted(found.keys() - _names(known))
    return tuple((key, json.dumps(found[key], ensure_ascii=False, sort_keys=True)) for key in unknown)


def _written(extra: Extra, **members: Any) -> Json:
    kept = {key: value for key, value in members.items() if value not in (None, "", [], {}, False)}
    return {**{key: json.loads(value) for key, value in extra}, **kept}


def _maybe_time(found: Mapping[str, Any], key: str) -> datetime | None:
    return time_from(found[key]) if key in found else None


def _to_maybe(value: datetime | None) -> str | None:
    return time_to(value) if value else None


def _words(text: Text | None) -> dict[str, str] | None:
    return dict(text.by_locale) if text else None


def zone_from(found: Json) -> Zone:
    return Zone(
        id=found["id"],
        kind=ZoneKind(found["kind"]),
        name=Text(found["name"]),
        parent=found.get("parent"),
        alternates=tuple(found.get("alternates", ())),
        bands=tuple(found.get("bands", ())),
        covers=tuple(sorted((key, Cover(how)) for key, how in found.get("covers", {}).items())),
        note=found.get("note", ""),
        extra=_extra(found, "id kind name parent alternates bands covers note"),
    )


def zone_to(zone: Zone) -> Json:
    return _written(
        zone.extra,
        id=zone.id,
        kind=zone.kind.value,
        name=_words(zone.name),
        parent=zone.parent,
        alternates=list(zone.alternates),
        bands=list(zone.bands),
        covers={key: how.value for key, how in zone.covers},
        note=zone.note,
    )


def level_text_from(found: Json) -> LevelText:
    return LevelText(
        level=Level[found["level"]],
        wording=found["wording"],
        name=Text(found["name"]),
        plan=Text(found["plan"]),
        there=Text(found["there"]),
        penalty=Text(found["penalty"]) if "penalty" in found else None,
        extra=_extra(found, "level wording name plan there penalty"),
    )


def level_text_to(entry: LevelText) -> Json:
    return _written(
        entry.extra,
        level=entry.level.name,
        wording=entry.wording,
        name=_words(entry.name),
        plan=_words(entry.plan),
        there=_words(entry.there),
        penalty=_words(entry.penalty),
    )


def announcement_from(found: Json) -> Announcement:
    return Announcement(
        publisher=Text(found["publisher"]),
        published=time_from(found["published"]),
        url=found.get("url", ""),
        id=found.get("id", ""),
        verbatim_ko=found.get("verbatim_ko", ""),
        extra=_extra(found, "publisher published url id verbatim_ko"),
    )


def announcement_to(source: Announcement) -> Json:
    return _written(
        source.extra,
        publisher=_words(source.publisher),
        published=time_to(source.published),
        url=source.url,
        id=source.id,
        verbatim_ko=source.verbatim_ko,
    )


def advisory_from(found: Json) -> Advisory:
    known = "id zone level effective until announced reason certainty wording exceptions source"
    return Advisory(
        id=found["id"],
        zone=found["zone"],
        level=Level[found["level"]],
        effective=time_from(found["effective"]),
        until=_maybe_time(found, "until"),
        announced=time_from(found["announced"]),
        reason=Text(found["reason"]),
        certainty=Certainty(found["certainty"]),
        wording=found["wording"],
        exceptions=tuple(Text(one) for one in found.get("exceptions", ())),
        source=announcement_from(found["source"]),
        extra=_extra(found, known),
    )


def advisory_to(one: Advisory) -> Json:
    return _written(
        one.extra,
        id=one.id,
        zone=one.zone,
        level=one.level.name,
        effective=time_to(one.effective),
        until=_to_maybe(one.until),
        announced=time_to(one.announced),
        reason=_words(one.reason),
        certainty=one.certainty.value,
        wording=one.wording,
        exceptions=[_words(text) for text in one.exceptions],
        source=announcement_to(one.source),
    )


def audience_from(found: Json) -> Audience:
    return Audience(found.get("terminal", ""), found.get("gate", ""), _extra(found, "terminal gate"))


def notice_from(found: Json) -> Notice:
    return Notice(
        id=found["id"],
        severity=Severity[found["severity"].upper()],
        title=Text(found["title"]),
        text=Text(found["text"]),
        start=time_from(found["start"]),
        end=time_from(found["end"]),
        audience=audience_from(found.get("audience", {})),
        sample=found.get("sample", False),
        extra=_extra(found, "id severity title text start end audience sample"),
    )


def notice_to(notice: Notice) -> Json:
    return _written(
        notice.extra,
        id=notice.id,
        severity=notice.severity.name.lower(),
        title=_words(notice.title),
        text=_words(notice.text),
        start=time_to(notice.start),
        end=time_to(notice.end),
        audience=_written(notice.audience.extra, terminal=notice.audience.terminal, gate=notice.audience.gate),
        sample=notice.sample,
    )


def correction_from(found: Json) -> Correction:
    return Correction(
        id=found["id"],
        wrong=Text(found["wrong"]),
        right=Text(found["right"]),
        start=time_from(found["start"]),
        end=time_from(found["end"]),
        zone=found.get("zone", ""),
        extra=_extra(found, "id wrong right start end zone"),
    )


def correction_to(one: Correction) -> Json:
    return _written(
        one.extra,
        id=one.id,
        wrong=_words(one.wrong),
        right=_words(one.right),
        start=time_to(one.start),
        end=time_to(one.end),
        zone=one.zone,
    )


def contact_from(found: Json) -> Contact:
    known = "id kind role name value hours source printed country service confirmed confirmed_at"
    return Contact(
        id=found["id"],
        kind=ContactKind(found["kind"]),
        role=Role(found["role"]),
        name=Text(found["name"]),
        value=found.get("value", ""),
        hours=Text(found["hours"]),
        source=found["source"],
        printed=found.get("printed", ""),
        country=found.get("country", ""),
        service=found.get("service", ""),
        confirmed=found.get("confirmed", False),
        confirmed_at=_maybe_time(found, "confirmed_at"),
        extra=_extra(found, known),
    )


def contact_to(one: Contact) -> Json:
    return _written(
        one.extra,
        id=one.id,
        kind=one.kind.value,
        role=one.role.value,
        name=_words(one.name),
        value=one.value,
        hours=_words(one.hours),
        source=one.source,
        printed=one.printed,
        country=one.country,
        service=one.service,
        confirmed=one.confirmed,
        confirmed_at=_to_maybe(one.confirmed_at),
    )


def group_from(found: Json) -> Group:
    return Group(found["id"], Text(found["title"]), Text(found["short"]), _extra(found, "id title short"))


def sign_from(found: Json) -> Sign:
    return Sign(
        id=found["id"],
        group=found["group"],
        text=Text(found["text"]),
        why=Text(found["why"]),
        weight=Weight(found["weight"]),
        source=found["source"],
        extra=_extra(found, "id group text why weight source"),
    )


def sign_to(sign: Sign) -> Json:
    return _written(
        sign.extra,
        id=sign.id,
        group=sign.group,
        text=_words(sign.text),
        why=_words(sign.why),
        weight=sign.weight.value,
        source=sign.source,
    )


def verdict_from(found: Json) -> VerdictText:
    extra = _extra(found, "headline act detail")
    return VerdictText(Text(found["headline"]), Text(found["act"]), Text(found["detail"]), extra)


def verdict_to(words: VerdictText) -> Json:
    return _written(words.extra, headline=_words(words.headline), act=_words(words.act), detail=_words(words.detail))


def checklist_from(found: Json) -> Checklist:
    said = found.get("verdicts", {})
    return Checklist(
        groups=tuple(group_from(one) for one in found["groups"]),
        signs=tuple(sign_from(one) for one in found["signs"]),
        verdicts=tuple((one, verdict_from(said[one.value])) for one in Finding if one.value in said),
        other_verdicts=_extra(said, " ".join(Finding)),
        extra=_extra(found, "groups signs verdicts"),
    )


def checklist_to(checklist: Checklist) -> Json:
    groups = [
        _written(one.extra, id=one.id, title=_words(one.title), short=_words(one.short)) for one in checklist.groups
    ]
    return {
        **_written(checklist.extra),
        "groups": groups,
        "signs": [sign_to(one) for one in checklist.signs],
        "verdicts": _written(
            checklist.other_verdicts, **{one.value: verdict_to(words) for one, words in checklist.verdicts}
        ),
    }


def guidance_from(found: Json) -> Guidance:
    return Guidance(Text(found["text"]), time_from(found["as_of"]), found["source"], _extra(found, "text as_of source"))


def guidance_to(one: Guidance) -> Json:
    return _written(one.extra, text=_words(one.text), as_of=time_to(one.as_of), source=one.source)


def edition_from(found: Json) -> Edition:
    """The edition in a document that fits `edition.schema.json`."""
    known = "schema number mode issued_at valid_until attested_at zones levels advisories notices checklist contacts"
    return Edition(
        schema=found["schema"],
        number=found["number"],
        mode=Mode(found["mode"]),
        issued_at=time_from(found["issued_at"]),
        valid_until=time_from(found["valid_until"]),
        attested_at=time_from(found["attested_at"]),
        zones=tuple(zone_from(one) for one in found["zones"]),
        levels=tuple(level_text_from(one) for one in found["levels"]),
        advisories=tuple(advisory_from(one) for one in found["advisories"]),
        notices=tuple(notice_from(one) for one in found["notices"]),
        checklist=checklist_from(found["checklist"]),
        contacts=tuple(contact_from(one) for one in found["contacts"]),
        guidance=guidance_from(found["guidance"]),
        corrections=tuple(correction_from(one) for one in found.get("corrections", ())),
        extra=_extra(found, f"{known} guidance corrections"),
    )


def edition_to(edition: Edition) -> Json:
    """The document of an edition; `edition_from` reads it back to an equal one."""
    return {
        **_written(edition.extra),
        "schema": edition.schema,
        "number": edition.number,
        "mode": edition.mode.value,
        "issued_at": time_to(edition.issued_at),
        "valid_until": time_to(edition.valid_until),
        "attested_at": time_to(edition.attested_at),
        "zones": [zone_to(one) for one in edition.zones],
        "levels": [level_text_to(one) for one in edition.levels],
        "advisories": [advisory_to(one) for one in edition.advisories],
        "notices": [notice_to(one) for one in edition.notices],
        "checklist": checklist_to(edition.checklist),
        "contacts": [contact_to(one) for one in edition.contacts],
        "guidance": guidance_to(edition.guidance),
        "corrections": [correction_to(one) for one in edition.corrections],
    }
