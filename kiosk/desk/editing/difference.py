"""What a draft would change, in words, per zone: "Sihanoukville province: level 3 -> level 2 from 30 June 18:00". Pure.

Rules: levels are compared at every moment at which either edition turns, from now on, on each zone's own ground, as a
kiosk decides it. Everything else that differs is named too, whatever it is: nothing goes out unseen. What comes or goes
whole says all it says, in every language. What may have been overlooked is a `doubt` among the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.desk.editing import coming, doubts, lower, parts, resting, trace
from kiosk.desk.editing.coming import Kind, level_name
from kiosk.desk.editing.facts import Fact, facts
from kiosk.desk.editing.part import Part
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.words import Pair, moment
from kiosk.domain import standing as rules
from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.standing import View
from kiosk.domain.zone import Zone, ZoneKind

QUIET = {"number", "issued_at", "valid_until", "audit_head", "mode", "compared_at"}
OTHERS = {
    "attested_at": ("확인 시각", "time checked"),
    "schema": ("형식", "schema"),
    "comparison": ("외교부 자료와의 비교", "comparison with the ministry's data"),
}
Stood = tuple[Edition, Advisory | None]
"""An edition, and what stands in it for a zone."""


@dataclass(frozen=True)
class Line:
    """One difference, in Korean and English. `part` is where it lies; `weighty` if it must not be missed; `facts`: what an
    item that comes or goes says; `doubt`: a warning, not a change; `tick`: the zone that an approver ticks by name."""

    ko: str
    en: str
    part: str
    weighty: bool = False
    facts: tuple[Fact, ...] = ()
    doubt: bool = False
    tick: str = ""


def lines(
    live: Edition, draft: Edition, live_json: dict[str, Any], draft_json: dict[str, Any], now: datetime
) -> list[Line]:
    """Return every difference, levels first."""
    unsure = [
        Line(ko, en, "doubts", weighty=True, doubt=True)
        for ko, en in (*doubts.of_sizes(live, draft), *doubts.of_levels(live, draft, now))
    ]
    low = [
        Line(one.ko, one.en, "doubts", weighty=True, doubt=True, tick=one.zone.id)
        for one in lower.left_lower(live, draft, now)
    ]
    back = list(resting.returned(live, draft, now))
    return [
        *_turns(live, draft, now),
        *(Line(ko, en, "levels", weighty=True) for ko, en in lower.kept(live, draft, now)),
        *low,
        *unsure,
        *_rest(live_json, draft_json, {zone.id for zone, _ in back}),
    ]


def turned(live: Edition, draft: Edition, now: datetime) -> list[Pair]:
    """Return the lines about levels alone, in Korean and English: what turns, ends, and comes after."""
    return [(one.ko, one.en) for one in _turns(live, draft, now)]


def _turns(live: Edition, draft: Edition, now: datetime) -> list[Line]:
    found = [*_levels(live, draft, now)]
    return [
        *(_turn(one) for one in found),
        *(_back(zone, at, now) for zone, at in resting.returned(live, draft, now)),
        *_after(live, draft, now, {(one.zone.id, one.at) for one in found}),
    ]


def _after(live: Edition, draft: Edition, now: datetime, told: set[tuple[str, datetime | None]]) -> Iterator[Line]:
    """What comes after by this draft: each start and end that was not to come before, on a line of its own."""
    before = {one.what for one in coming.turns(live, now)}
    for one in coming.turns(draft, now):
        if one.what not in before and (one.kind is not Kind.LEVEL or (one.zone.id, one.at) not in told):
            ko, en = coming.line(draft, one)
            yield Line(ko, en, "levels", weighty=True, doubt=one.kind is Kind.SAME)


def _back(zone: Zone, at: datetime, now: datetime) -> Line:
    """A place whose own level ends: from then on it follows what lies around it."""
    ko, en = (
        (f"{moment(at)}부터", f"from {moment(at)}") if at > now else (f"{moment(at)}부터, 지금", f"since {moment(at)}")
    )
    return Line(
        f"{zone.name.in_('ko')}: 자기 단계가 끝나고 둘레(그 밖의 지역 등)를 따름, {ko}",
        f"{zone.name.in_('en')}: its own level ends; it follows the ground around it (all other places), {en}",
        "levels",
        weighty=True,
    )


@dataclass(frozen=True)
class Turned:
    """A zone's level in one edition and in the other, from a moment on; `at` None: now."""

    zone: Zone
    was: Stood
    then: Stood
    at: datetime | None


def _levels(live: Edition, draft: Edition, now: datetime) -> Iterator[Turned]:
    turns = {at for one in (live, draft) for a in one.advisories for at in (a.effective, a.until) if at and at > now}
    views, known = [View.at(at) for at in (now, *sorted(turns))], {one.id for one in live.zones}
    for zone in draft.of_kind(ZoneKind.DIVISION, ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.REST):
        if zone.id not in known:
            continue
        shown: Any = None
        for view in views:
            at = view.now
            before = rules.standing(live, zone.id, view).advisory
            after = rules.standing(draft, zone.id, view).advisory
            pair = (before and (before.level, before.wording), after and (after.level, after.wording))
            if pair[0] != pair[1] and pair != shown:
                yield Turned(zone, (live, before), (draft, after), None if at == now else at)
            shown = pair


def _turn(one: Turned) -> Line:
    zone, at = one.zone, one.at
    ko, en = (f"{moment(at)}부터", f"from {moment(at)}") if at else ("지금", "now")
    return Line(
        f"{zone.name.in_('ko')}: {level_name(*one.was, 'ko')} → {level_name(*one.then, 'ko')}, {ko}",
        f"{zone.name.in_('en')}: {level_name(*one.was, 'en')} → {level_name(*one.then, 'en')}, {en}",
        "levels",
        weighty=True,
    )


def _rest(live: dict[str, Any], draft: dict[str, Any], back: set[str]) -> Iterator[Line]:
    """`back`: the places of which it was said already that their own level ends."""
    ended = {one["id"] for one in live["advisories"] if one["zone"] in back}
    found = [
        one
        for one in trace.traces(live, draft)
        if not (one.part == "advisories" and one.field == "until" and one.item in ended)
    ]
    told = {PARTS[one.part].where.partition(".")[0] for one in found} | ({"advisories"} if back else set())
    for name in sorted((set(live) | set(draft)) - QUIET - told):
        if live.get(name) != draft.get(name):  # an order, or what this desk has no words for
            ko, en = OTHERS.get(name, (name, name))
            yield Line(f"{ko}: 바뀜", f"{en}: changed", name, name != "attested_at")
    zones = {language: parts.names(draft, language) for language in ("ko", "en")}
    for one in found:
        part = PARTS[one.part]
        item = parts.items(draft, part).get(one.item) or parts.items(live, part)[one.item]
        ko, en = (
            _sentence(part, parts.title(item, language, zones[language]), one, language) for language in ("ko", "en")
        )
        whole = tuple(facts(part, item)) if not one.field else ()
        yield Line(ko, en, part.name, part.name != "advisories", whole)
    for ko, en in doubts.of_texts(found, draft, zones):
        yield Line(ko, en, "doubts", weighty=True, doubt=True)


def _sentence(part: Part, title: str, found: trace.Trace, language: str) -> str:
    name = f"{part.ko if language == 'ko' else part.en} · {title}"
    if not found.field:
        added = found.was is None
        return f"{name}: {('추가' if added else '삭제') if language == 'ko' else ('added' if added else 'removed')}"
    was, now = (parts.shown(part, found.field, value, language) for value in (found.was, found.now))
    return f"{name} · {parts.label(part, found.field, language)}: {was} → {now}"
