"""What a draft would change, in words, per zone: "Sihanoukville province: level 3 -> level 2 from 30 June 18:00". Pure.

Rules: levels are compared at every moment at which either edition turns, from now on, on each zone's own ground, as a
kiosk decides it. Everything else that differs is named too, whatever it is: nothing goes out unseen. What comes or goes
whole says all it says, in every language. What may have been overlooked is a `doubt` among the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.desk.editing import doubts, parts, trace
from kiosk.desk.editing.facts import Fact, facts
from kiosk.desk.editing.part import Part
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.words import moment
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
    item that comes or goes says; `doubt`: a warning, not a change."""

    ko: str
    en: str
    part: str
    weighty: bool = False
    facts: tuple[Fact, ...] = ()
    doubt: bool = False


def lines(
    live: Edition, draft: Edition, live_json: dict[str, Any], draft_json: dict[str, Any], now: datetime
) -> list[Line]:
    """Return every difference, levels first."""
    unsure = [
        Line(ko, en, "doubts", weighty=True, doubt=True)
        for ko, en in (*doubts.of_sizes(live, draft), *doubts.of_levels(live, draft, now))
    ]
    return [*_levels(live, draft, now), *unsure, *_rest(live_json, draft_json)]


def level_name(edition: Edition, advisory: Any, language: str) -> str:
    """Return `3 출국권고`, or what is said where nothing is known."""
    if advisory is None:
        return "알 수 없음" if language == "ko" else "unknown"
    name = edition.level_text(advisory).name.in_(language)
    return f"{advisory.level.sign} {name}"


def _levels(live: Edition, draft: Edition, now: datetime) -> Iterator[Line]:
    turns = {at for one in (live, draft) for a in one.advisories for at in (a.effective, a.until) if at and at > now}
    for zone in draft.of_kind(ZoneKind.DIVISION, ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.REST):
        if zone.id not in {one.id for one in live.zones}:
            continue
        shown: Any = None
        for at in (now, *sorted(turns)):
            before = rules.standing(live, zone.id, View.at(at)).advisory
            after = rules.standing(draft, zone.id, View.at(at)).advisory
            pair = (before and (before.level, before.wording), after and (after.level, after.wording))
            if pair[0] != pair[1] and pair != shown:
                yield _turn(zone, (live, before), (draft, after), None if at == now else at)
            shown = pair


def _turn(zone: Zone, was: Stood, then: Stood, at: datetime | None) -> Line:
    """A zone's level in one edition and in the other, from a moment on; None: now."""
    ko, en = (f"{moment(at)}부터", f"from {moment(at)}") if at else ("지금", "now")
    return Line(
        f"{zone.name.in_('ko')}: {level_name(*was, 'ko')} → {level_name(*then, 'ko')}, {ko}",
        f"{zone.name.in_('en')}: {level_name(*was, 'en')} → {level_name(*then, 'en')}, {en}",
        "levels",
        weighty=True,
    )


def _rest(live: dict[str, Any], draft: dict[str, Any]) -> Iterator[Line]:
    found = list(trace.traces(live, draft))
    told = {PARTS[one.part].where.partition(".")[0] for one in found}
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
