"""How notices, corrections, contacts and the checklist are laid out as JSON objects, and read back; rules as in `members`."""

from kiosk.domain.checklist import Checklist, Finding, Group, Sign, VerdictText, Weight
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.notice import Audience, Correction, Notice, Severity
from kiosk.domain.text import Text
from kiosk.feed.document.members import Json, extra_of, maybe_time, time_from, time_to, to_maybe, words_of, written


def audience_from(found: Json) -> Audience:
    return Audience(found.get("terminal", ""), found.get("gate", ""), extra_of(found, "terminal gate"))


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
        extra=extra_of(found, "id severity title text start end audience sample"),
    )


def notice_to(notice: Notice) -> Json:
    return written(
        notice.extra,
        id=notice.id,
        severity=notice.severity.name.lower(),
        title=words_of(notice.title),
        text=words_of(notice.text),
        start=time_to(notice.start),
        end=time_to(notice.end),
        audience=written(notice.audience.extra, terminal=notice.audience.terminal, gate=notice.audience.gate),
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
        extra=extra_of(found, "id wrong right start end zone"),
    )


def correction_to(one: Correction) -> Json:
    return written(
        one.extra,
        id=one.id,
        wrong=words_of(one.wrong),
        right=words_of(one.right),
        start=time_to(one.start),
        end=time_to(one.end),
        zone=one.zone,
    )


def contact_from(found: Json) -> Contact:
    known = "id kind role name value hours source printed country service confirmed confirmed_at short"
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
        confirmed_at=maybe_time(found, "confirmed_at"),
        short=Text(found["short"]) if "short" in found else None,
        extra=extra_of(found, known),
    )


def contact_to(one: Contact) -> Json:
    return written(
        one.extra,
        id=one.id,
        kind=one.kind.value,
        role=one.role.value,
        name=words_of(one.name),
        value=one.value,
        hours=words_of(one.hours),
        source=one.source,
        printed=one.printed,
        country=one.country,
        service=one.service,
        confirmed=one.confirmed,
        confirmed_at=to_maybe(one.confirmed_at),
        short=words_of(one.short),
    )


def group_from(found: Json) -> Group:
    return Group(found["id"], Text(found["title"]), Text(found["short"]), extra_of(found, "id title short"))


def sign_from(found: Json) -> Sign:
    return Sign(
        id=found["id"],
        group=found["group"],
        text=Text(found["text"]),
        why=Text(found["why"]),
        weight=Weight(found["weight"]),
        source=found["source"],
        extra=extra_of(found, "id group text why weight source"),
    )


def sign_to(sign: Sign) -> Json:
    return written(
        sign.extra,
        id=sign.id,
        group=sign.group,
        text=words_of(sign.text),
        why=words_of(sign.why),
        weight=sign.weight.value,
        source=sign.source,
    )


def verdict_from(found: Json) -> VerdictText:
    extra = extra_of(found, "headline act detail")
    return VerdictText(Text(found["headline"]), Text(found["act"]), Text(found["detail"]), extra)


def verdict_to(words: VerdictText) -> Json:
    return written(
        words.extra, headline=words_of(words.headline), act=words_of(words.act), detail=words_of(words.detail)
    )


def checklist_from(found: Json) -> Checklist:
    said = found.get("verdicts", {})
    return Checklist(
        groups=tuple(group_from(one) for one in found["groups"]),
        signs=tuple(sign_from(one) for one in found["signs"]),
        verdicts=tuple((one, verdict_from(said[one.value])) for one in Finding if one.value in said),
        other_verdicts=extra_of(said, " ".join(Finding)),
        extra=extra_of(found, "groups signs verdicts"),
    )


def checklist_to(checklist: Checklist) -> Json:
    groups = [
        written(one.extra, id=one.id, title=words_of(one.title), short=words_of(one.short)) for one in checklist.groups
    ]
    return {
        **written(checklist.extra),
        "groups": groups,
        "signs": [sign_to(one) for one in checklist.signs],
        "verdicts": written(
            checklist.other_verdicts, **{one.value: verdict_to(words) for one, words in checklist.verdicts}
        ),
    }
