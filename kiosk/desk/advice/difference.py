"""What a draft would change, in words, per zone: "Sihanoukville province: level 3 -> level 2 from 30 June 18:00". Pure.

Rules: levels are compared at every moment at which either edition turns, from now on, on each zone's own ground, as a
kiosk decides it. Everything else that differs is named too, whatever it is: nothing goes out unseen.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.desk.words import moment
from kiosk.domain import edition as rules
from kiosk.domain.edition import Edition, View
from kiosk.domain.zone import ZoneKind

QUIET = {"number", "issued_at", "valid_until", "audit_head", "mode"}
PARTS = {
    "zones": ("지역", "zone"),
    "levels": ("단계 설명", "words of a level"),
    "advisories": ("여행경보", "advisory"),
    "notices": ("공지", "notice"),
    "contacts": ("연락처", "contact"),
    "corrections": ("정정", "correction"),
    "checklist": ("점검표", "checklist"),
    "guidance": ("안내", "guidance"),
    "attested_at": ("확인 시각", "time checked"),
    "schema": ("형식", "schema"),
}


@dataclass(frozen=True)
class Line:
    """One difference, in Korean and English. `part` is where it lies; `weighty` if it must not be missed."""

    ko: str
    en: str
    part: str
    weighty: bool = False


def lines(
    live: Edition, draft: Edition, live_json: dict[str, Any], draft_json: dict[str, Any], now: datetime
) -> list[Line]:
    """Every difference, levels first."""
    return [*_levels(live, draft, now), *_rest(live_json, draft_json)]


def level_name(edition: Edition, advisory: Any, tongue: str) -> str:
    """`3 출국권고`, or what is said where nothing is known."""
    if advisory is None:
        return "알 수 없음" if tongue == "ko" else "unknown"
    name = edition.level_text(advisory).name.in_(tongue)
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
                ko, en = ("지금", "now") if at == now else (f"{moment(at)}부터", f"from {moment(at)}")
                yield Line(
                    f"{zone.name.in_('ko')}: {level_name(live, before, 'ko')} → {level_name(draft, after, 'ko')}, {ko}",
                    f"{zone.name.in_('en')}: {level_name(live, before, 'en')} → {level_name(draft, after, 'en')}, {en}",
                    "levels",
                    weighty=True,
                )
            shown = pair


def _rest(live: dict[str, Any], draft: dict[str, Any]) -> Iterator[Line]:
    for name in sorted(set(live) | set(draft)):
        if name in QUIET or live.get(name) == draft.get(name):
            continue
        ko, en = PARTS.get(name, (name, name))
        old, new = live.get(name), draft.get(name)
        if not (isinstance(old, list) and isinstance(new, list)):
            yield Line(f"{ko}: 바뀜", f"{en}: changed", name, name != "attested_at")
            continue
        was, will = ({str(one.get("id", index)): one for index, one in enumerate(found)} for found in (old, new))
        for key in {**was, **will}:
            if was.get(key) != will.get(key):
                said_ko, said_en = _how(was.get(key), will.get(key))
                weighty = name in ("contacts", "notices", "zones", "levels")
                yield Line(
                    f"{ko} {said_ko}: {_title(will.get(key) or was[key], 'ko')}",
                    f"{en} {said_en}: {_title(will.get(key) or was[key], 'en')}",
                    name,
                    weighty,
                )


def _how(was: Any, will: Any) -> tuple[str, str]:
    if was is None:
        return "추가", "added"
    return ("삭제", "removed") if will is None else ("변경", "changed")


def _title(one: dict[str, Any], tongue: str) -> str:
    for name in ("title", "right", "name"):
        if isinstance(one.get(name), dict):
            value = f" {one['value']}" if one.get("value") else ""
            return str(one[name].get(tongue, "")) + value
    zone = f"{one['zone']} · {one.get('level', '')} · {one.get('effective', '')}" if "zone" in one else ""
    return zone or str(one.get("id") or json.dumps(one, ensure_ascii=False)[:60])
