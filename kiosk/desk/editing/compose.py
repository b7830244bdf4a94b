"""From the edition in force and a change to the next edition. Pure: no database, no clock.

A change: `{"add": {"notices": [...], ...}, "remove": {"notices": [ids]}, "attest": true, "was": {"contacts": [[id, hash]]},
"order": {"signs": {"was": [ids], "now": [ids]}}}`, with the parts of `kiosk.desk.editing.parts`. What is added under a key
that is there already takes its place. Whole state, never events: the change is applied to what is in force at the moment
of submission. `was` holds what each item was when somebody rewrote it: where another edition changed it since, nothing
goes out until it was written anew.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kiosk.desk.editing import order, parts
from kiosk.desk.editing.parts_table import PARTS
from kiosk.domain.edition import Edition
from kiosk.domain.languages import REQUIRED
from kiosk.domain.moments import utc_moment, utc_text
from kiosk.faults import Code
from kiosk.feed.document import edition_json
from kiosk.feed.document.broken import Broken, Faulty, Rule, broken

LIFE = timedelta(days=30)
AUDIT_HEAD = "audit_head"
COMPARED = ("compared_at", "comparison")
"""When the ministry's data were last read, and what they came to beside this very edition."""
STARTS = (("advisories", "effective"), ("notices", "start"), ("corrections", "start"))


class Draft(Code):
    """What may be wrong with a draft beyond what an edition must keep."""

    STALE = "was changed by another edition since this was written; write it anew"


Json = dict[str, Any]
Compared = Callable[[Edition], Mapping[str, Any]]
"""From an edition to those fields of it."""


def apply(document: Mapping[str, Any], change: Mapping[str, Any]) -> Json:
    """Return the document with the change in it; `document` stays as it was. Raises ValueError for an unknown part."""
    changed: Json = {name: dict(one) if isinstance(one, dict) else one for name, one in document.items()}
    add, remove, moves = (change.get(side, {}) for side in ("add", "remove", "order"))
    touched = {*add, *remove, *moves}
    if unknown := touched - set(PARTS):
        raise ValueError(f"no such part of an edition: {', '.join(sorted(unknown))}")
    for name in sorted(touched):
        part, gone = PARTS[name], set(remove.get(name, ()))
        items = parts.items(changed, part) | {parts.key(item): item for item in add.get(name, ())}
        left = {key: item for key, item in items.items() if key not in gone}
        parts.put(changed, part, order.arranged(left, moves[name]["now"]) if name in moves else left)
    return changed


def merged(first: Mapping[str, Any], then: Mapping[str, Any]) -> Json:
    """Return one change that does what both do, one after the other. What was written first on an item says what it `was`."""
    whole: Json = {"attest": True} if first.get("attest") or then.get("attest") else {}
    names = sorted({name for one in (first, then) for side in ("add", "remove") for name in one.get(side, {})})
    for name in names:
        added, gone = _merged_items(first, then, name)
        was = dict([*then.get("was", {}).get(name, ()), *first.get("was", {}).get(name, ())])
        pairs = [list(pair) for pair in was.items()]
        for side, items in (("add", added), ("remove", gone), ("was", pairs)):
            if items:
                whole.setdefault(side, {})[name] = items
    if moves := order.merged(first.get("order", {}), then.get("order", {})):
        whole["order"] = moves
    return whole


def _merged_items(first: Mapping[str, Any], then: Mapping[str, Any], name: str) -> tuple[list[Json], list[str]]:
    """What both add to a part, and the keys of what both take out of it."""
    added = {parts.key(item): item for item in first.get("add", {}).get(name, ())}
    gone = [*first.get("remove", {}).get(name, ())]
    for item in then.get("add", {}).get(name, ()):
        added[parts.key(item)] = item
        gone = [key for key in gone if key != parts.key(item)]
    for key in then.get("remove", {}).get(name, ()):
        added.pop(key, None)
        gone.append(key)
    return list(added.values()), gone


def without(change: Mapping[str, Any], names: Collection[str]) -> Json:
    """Return the change without what it does to these parts."""
    found: Json = dict(change)
    for side in ("add", "remove", "was"):
        if side in found:
            found[side] = {name: one for name, one in found[side].items() if name not in names}
    return found


def mark(item: Mapping[str, Any] | None) -> str:
    """Return a short hash of an item, "" for none: what `was` holds."""
    if item is None:
        return ""
    text = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def compose(
    live: bytes,
    change: Mapping[str, Any],
    number: int,
    now: datetime,
    audit_head: str,
    compared: Compared | None = None,
) -> bytes:
    """Return the next edition's frozen bytes. Raises Faulty with everything that is wrong with it.

    `compared` says of it how it stands beside the ministry's data, if those were ever read.
    """
    document = _changed(json.loads(live), change, now.replace(microsecond=0))
    document |= {"number": number, AUDIT_HEAD: audit_head}
    edition = edition_json.read(json.dumps(document, ensure_ascii=False).encode())
    return edition_json.canonical(replace(edition, **compared(edition)) if compared else edition)


def _changed(source: Json, change: Mapping[str, Any], at: datetime) -> Json:
    """The document with the change and that moment's dates, and nothing yet of how it compares. Raises Faulty."""
    document = apply(source, change)
    if faults := [*_stale(source, change), *_phrases(document)]:
        raise Faulty(faults)
    if change.get("attest"):
        document["attested_at"] = utc_text(at)
    document |= {"issued_at": utc_text(at), "valid_until": utc_text(at + LIFE)}
    return {name: value for name, value in document.items() if name not in COMPARED}


def turning(change: dict[str, Any], now: datetime) -> datetime | None:
    """Return the moment after `now` from which all that a change adds is in force; None if it is already."""
    add = change.get("add", {})
    starts = [one[name] for part, name in STARTS for one in add.get(part, ())]
    last = max((utc_moment(one) for one in starts), default=now)
    return last if last > now else None


def _stale(source: Mapping[str, Any], change: Mapping[str, Any]) -> Iterator[Broken]:
    for name, was in change.get("was", {}).items():
        part = PARTS[name]
        held = parts.items(source, part)
        for key, then in was:
            if mark(held.get(key)) != then:
                yield broken(f"{part.where}.{key}", Draft.STALE)
    for name, one in change.get("order", {}).items():
        part = PARTS[name]
        if order.stale(parts.items(source, part), one["was"]):
            yield broken(part.where, Draft.STALE)


def _phrases(found: Mapping[str, Any]) -> Iterator[Broken]:
    for index, one in enumerate(found.get("phrases", ())):
        if missing := [code for code in REQUIRED if not one.get("text", {}).get(code)]:
            yield broken(f"phrases[{index}].text", Rule.NO_TEXT, languages=", ".join(missing))
