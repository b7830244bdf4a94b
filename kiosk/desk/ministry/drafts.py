"""A drift as a draft announcement, for an officer to complete: the ministry's raw words in it, certain only as seen.

Rules: nothing is published by it, and nothing opens it but an officer. The open data carry no date, no reason and no notice,
so each level is `observed` on the day it was read; whoever finds the notice transcribes it over the draft ("Edit"), and it is
`read` from then on. What is not offered (see `compare`) does not get in: a lowering only from a reply that says so whole.
"""

from datetime import datetime
from typing import Any

from kiosk.desk.editing.coming import level_name
from kiosk.desk.editing.half_years import half_year_end
from kiosk.desk.editing.models import Kind, State, Version
from kiosk.desk.editing.names import fresh
from kiosk.desk.editing.translated_form import MINUTE
from kiosk.desk.ministry import readings
from kiosk.desk.ministry.compare import Difference
from kiosk.desk.ministry.readings import Report
from kiosk.desk.words import SEOUL, say
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.moments import utc_text
from kiosk.domain.standing import View, standing
from kiosk.faults import Refusal
from kiosk.language.catalogues import in_every_language
from kiosk.language.ready_words import OPEN_DATA

MOST_ZONES = 3


def drift(edition: Edition, now: datetime) -> Version:
    """Write the newest reading's offered differences as one draft, not yet kept; or find the one that is there already and says
    the same. Raises Refusal where nothing is offered."""
    found = readings.report(edition, now)
    wanted = readings.offered(found, edition, now)
    if not wanted or found.compared_at is None:
        raise Refusal(say("초안으로 올릴 차이가 없습니다.", "there is no difference that can be put into a draft"))
    ko, en = _summary(edition, wanted, now)
    same = Version.objects.filter(state=State.DRAFT, kind=Kind.ANNOUNCEMENT, summary=ko).first()
    if same:
        return same
    added = [_advisory(edition, one, found.compared_at, now) for one in wanted]
    version = Version(kind=Kind.ANNOUNCEMENT, change={"add": {"advisories": added}}, starts=found.compared_at)
    version.summary, version.summary_en, version.form = ko, en, _typed(added, found)
    return version


def _advisory(edition: Edition, one: Difference, seen: datetime, now: datetime) -> dict[str, Any]:
    level, at = Level[one.theirs or ""], utc_text(seen)  # to the second: of two in one minute the newer holds
    found = {
        "id": fresh(f"{seen.astimezone(SEOUL):%Y-%m-%d}-{one.zone}"),
        "zone": one.zone,
        "level": level.name,
        "wording": _wording(edition, level, now),
        "effective": at,
        "announced": at,
        "certainty": "observed",
        "observed_at": at,
        "source": {"publisher": in_every_language(OPEN_DATA), "published": at, "verbatim_ko": "\n".join(one.areas)},
    }
    if level is Level.LEVEL_4:
        found["legal_end"] = half_year_end(seen.astimezone(SEOUL).date()).isoformat()
    return found


def _wording(edition: Edition, level: Level, now: datetime) -> str:
    """As that level is worded where it is in force now, else the newest wording known: the data name none."""
    at = View.at(now)
    held = (standing(edition, zone.id, at).advisory for zone in edition.zones if zone.kind != "country")
    here = next((one.wording for one in held if one and one.level is level), "")
    return here or [one.wording for one in edition.levels if one.level is level][-1]


def _typed(added: list[dict[str, Any]], found: Report) -> dict[str, Any]:
    """What the form for an announcement begins with, where one level is all there is."""
    first = added[0]
    if {one["level"] for one in added} != {first["level"]} or found.compared_at is None:
        return {}
    now = found.compared_at.astimezone(SEOUL).strftime(MINUTE)
    return {
        "zones": [one["zone"] for one in added],
        "level": f"{first['level']} {first['wording']}",
        "announced": now,
        "effective": now,
        "verbatim": first["source"]["verbatim_ko"],
        **({"legal_end": first["legal_end"]} if "legal_end" in first else {}),
    }


def _summary(edition: Edition, wanted: list[Difference], now: datetime) -> tuple[str, str]:
    told, at = [], View.at(now)
    for language in ("ko", "en"):
        named = [
            f"{edition.zone(one.zone).name.in_(language)} "
            f"{level_name(edition, standing(edition, one.zone, at).advisory, language)}"
            f" → {Level[one.theirs or ''].sign}"
            for one in wanted[:MOST_ZONES]
        ]
        more = len(wanted) - len(named)
        rest = "" if not more else f" 외 {more}" if language == "ko" else f" and {more} more"
        told.append(f"{', '.join(named)}{rest}")
    return f"외교부 자료와 다름: {told[0]}"[:300], f"The ministry's data differ: {told[1]}"[:300]
