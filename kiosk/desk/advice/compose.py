"""From the edition in force and a change to the next edition. Pure: no database, no clock.

A change: `{"add": {"notices": [...], ...}, "remove": {"notices": [ids]}, "attest": true}`. What is added under an id
that is there already takes its place. Whole state, never events: the change is applied to what is in force at the moment
of submission.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.feed import proposal
from kiosk.feed.record import time_to

LISTS = ("zones", "levels", "advisories", "notices", "contacts", "corrections")
LIFE = timedelta(days=30)
AUDIT_HEAD = "audit_head"

Json = dict[str, Any]


def apply(document: Mapping[str, Any], change: Mapping[str, Any]) -> Json:
    """The document with the change in it; `document` stays as it was."""
    found: Json = json.loads(json.dumps(document))
    add, remove = change.get("add", {}), change.get("remove", {})
    if unknown := (set(add) | set(remove)) - set(LISTS):
        raise ValueError(f"no such part of an edition: {', '.join(sorted(unknown))}")
    for name in LISTS:
        new = {one["id"]: one for one in add.get(name, ())}
        gone = set(remove.get(name, ()))
        kept = [new.pop(one["id"], one) if "id" in one else one for one in found.get(name, [])]
        found[name] = [one for one in kept if one.get("id") not in gone] + list(new.values())
    return found


def compose(live: bytes, change: Mapping[str, Any], number: int, now: datetime, audit_head: str) -> bytes:
    """The next edition's frozen bytes. Raises Faulty with everything that is wrong with it."""
    at = now.replace(microsecond=0)
    found = apply(json.loads(live), change)
    if change.get("attest"):
        found["attested_at"] = time_to(at)
    found.update(number=number, issued_at=time_to(at), valid_until=time_to(at + LIFE))
    found[AUDIT_HEAD] = audit_head
    return proposal.freeze(json.dumps(found, ensure_ascii=False).encode())
