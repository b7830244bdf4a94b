"""How an edition, its zones, levels and advisories are laid out as JSON objects, and read back from what fits the schema.

Rules as in `members`: what is empty is not written, what is not known is kept.
"""

from datetime import date

from kiosk.domain.advisory import Advisory, Announcement, Certainty
from kiosk.domain.edition import Edition, Guidance, LevelText
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.text import Text
from kiosk.domain.zone import Cover, Zone, ZoneKind
from kiosk.feed.document.members import Json, extra_of, maybe_time, time_from, time_to, to_maybe, words_of, written
from kiosk.feed.document.texts import (
    checklist_from,
    checklist_to,
    contact_from,
    contact_to,
    correction_from,
    correction_to,
    notice_from,
    notice_to,
)


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
        short=Text(found["short"]) if "short" in found else None,
        extra=extra_of(found, "id kind name parent alternates bands covers note short"),
    )


def zone_to(zone: Zone) -> Json:
    return written(
        zone.extra,
        id=zone.id,
        kind=zone.kind.value,
        name=words_of(zone.name),
        parent=zone.parent,
        alternates=list(zone.alternates),
        bands=list(zone.bands),
        covers={key: how.value for key, how in zone.covers},
        note=zone.note,
        short=words_of(zone.short),
    )


def level_text_from(found: Json) -> LevelText:
    return LevelText(
        level=Level[found["level"]],
        wording=found["wording"],
        name=Text(found["name"]),
        plan=Text(found["plan"]),
        there=Text(found["there"]),
        penalty=Text(found["penalty"]) if "penalty" in found else None,
        extra=extra_of(found, "level wording name plan there penalty"),
    )


def level_text_to(entry: LevelText) -> Json:
    return written(
        entry.extra,
        level=entry.level.name,
        wording=entry.wording,
        name=words_of(entry.name),
        plan=words_of(entry.plan),
        there=words_of(entry.there),
        penalty=words_of(entry.penalty),
    )


def announcement_from(found: Json) -> Announcement:
    return Announcement(
        publisher=Text(found["publisher"]),
        published=time_from(found["published"]),
        url=found.get("url", ""),
        id=found.get("id", ""),
        verbatim_ko=found.get("verbatim_ko", ""),
        extra=extra_of(found, "publisher published url id verbatim_ko"),
    )


def announcement_to(source: Announcement) -> Json:
    return written(
        source.extra,
        publisher=words_of(source.publisher),
        published=time_to(source.published),
        url=source.url,
        id=source.id,
        verbatim_ko=source.verbatim_ko,
    )


def advisory_from(found: Json) -> Advisory:
    known = "id zone level effective until announced reason certainty wording exceptions observed_at legal_end source"
    return Advisory(
        id=found["id"],
        zone=found["zone"],
        level=Level[found["level"]],
        effective=time_from(found["effective"]),
        until=maybe_time(found, "until"),
        announced=time_from(found["announced"]),
        reason=Text(found["reason"]) if "reason" in found else None,
        certainty=Certainty(found["certainty"]),
        wording=found["wording"],
        exceptions=tuple(Text(one) for one in found.get("exceptions", ())),
        observed_at=maybe_time(found, "observed_at"),
        legal_end=date.fromisoformat(found["legal_end"]) if "legal_end" in found else None,
        source=announcement_from(found["source"]),
        extra=extra_of(found, known),
    )


def advisory_to(one: Advisory) -> Json:
    return written(
        one.extra,
        id=one.id,
        zone=one.zone,
        level=one.level.name,
        effective=time_to(one.effective),
        until=to_maybe(one.until),
        announced=time_to(one.announced),
        reason=words_of(one.reason),
        certainty=one.certainty.value,
        wording=one.wording,
        exceptions=[words_of(text) for text in one.exceptions],
        observed_at=to_maybe(one.observed_at),
        legal_end=one.legal_end.isoformat() if one.legal_end else None,
        source=announcement_to(one.source),
    )


def guidance_from(found: Json) -> Guidance:
    return Guidance(
        Text(found["text"]), time_from(found["as_of"]), found["source"], extra_of(found, "text as_of source")
    )


def guidance_to(one: Guidance) -> Json:
    return written(one.extra, text=words_of(one.text), as_of=time_to(one.as_of), source=one.source)


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
        compared_at=maybe_time(found, "compared_at"),
        comparison=found.get("comparison", ""),
        extra=extra_of(found, f"{known} guidance corrections compared_at comparison"),
    )


def edition_to(edition: Edition) -> Json:
    """The document of an edition; `edition_from` reads it back to an equal one."""
    return {
        **written(edition.extra, compared_at=to_maybe(edition.compared_at), comparison=edition.comparison),
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
