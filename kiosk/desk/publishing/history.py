"""Who changed which field of which zone, contact or text when: noted at each publication, never computed afterwards."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from kiosk.desk.editing import difference, parts, trace
from kiosk.desk.editing.facts import Fact, facts
from kiosk.desk.editing.parts_table import PARTS
from kiosk.desk.publishing.desk_feed import parsed
from kiosk.desk.publishing.models import Change, Frozen
from kiosk.desk.words import Pair, say
from kiosk.feed.document import edition_json

MOST = 200


def note(frozen: Frozen, before: bytes) -> None:
    """Keep every field in which this edition differs from the one it replaces."""
    was, now = in_one_form(before), json.loads(bytes(frozen.edition))
    Change.objects.bulk_create(
        Change(frozen=frozen, part=one.part, item=_item(one), field=one.field[:200], was=one.was, now=one.now)
        for one in trace.traces(was, now)
    )


def turned(frozen: Frozen, before: bytes, now: datetime) -> list[Pair]:
    """Return which levels this edition turns beside the one it replaces, one line each: "Poipet: 4 → 3, now"."""
    return difference.turned(parsed(before), parsed(bytes(frozen.edition)), now)


@lru_cache(maxsize=4)
def in_one_form(source: bytes) -> dict[str, Any]:
    """Return an edition as its frozen bytes would say it, however it was written; nobody changes what is returned."""
    return dict(json.loads(edition_json.canonical(parsed(source))))


def _item(one: trace.Trace) -> str:
    zone = (one.now or one.was or {}).get("zone") if one.part == "advisories" and not one.field else None
    return str(zone or one.item)[:120]


def of(frozen: Frozen) -> list[dict[str, Any]]:
    """Return what one published edition changed, at most so many lines as fit a page."""
    rows = frozen.changes.select_related("frozen__version__author", "frozen__published").order_by("id")
    edition, language = json.loads(bytes(frozen.edition)), say("ko", "en")
    zones = parts.names(edition, language)
    held = {part.name: parts.items(edition, part) for part in PARTS.values()}

    def name(one: Change) -> str:
        item = held[one.part].get(one.item)
        return parts.title(item, language, zones) if item else zones.get(one.item, one.item)

    return [row(one, name(one), zones) for one in rows[:MOST]]


def confirmed(contact: str) -> Change | None:
    """Return the newest confirmation of a contact: whose edition, and who signed it."""
    rows = Change.objects.filter(part="contacts", item=contact, field="confirmed_at", now__isnull=False)
    return rows.select_related("frozen__published").first()


def row(one: Change, name: str, zones: dict[str, str]) -> dict[str, Any]:
    """Say one change for a page; `name`: what its item is called, "" where the page says it; `zones`: names by id."""
    label, said, whole = _field(one, name) if one.field else _item_said(one, zones)
    frozen, published = one.frozen, one.frozen.published
    words = {"label": label, "said": said, "facts": whole}
    return words | {
        "number": frozen.number,
        "version": frozen.version,
        "at": published.at,
        "signers": published.signers,
    }


def _field(one: Change, name: str) -> tuple[str, str, tuple[Fact, ...]]:
    part, language = PARTS[one.part], say("ko", "en")
    label = " · ".join(filter(None, (say(part.ko, part.en), name, parts.label(part, one.field, language))))
    return label, " → ".join(parts.shown(part, one.field, value, language) for value in (one.was, one.now)), ()


def _item_said(one: Change, zones: dict[str, str]) -> tuple[str, str, tuple[Fact, ...]]:
    """An item that came or went whole, with all that it says."""
    part, item = PARTS[one.part], one.now or one.was or {}
    label = say("추가", "added") if one.was is None else say("삭제", "removed")
    said = f"{say(part.ko, part.en)} · {parts.title(item, say('ko', 'en'), zones)}"
    return label, said, tuple(facts(part, item))
