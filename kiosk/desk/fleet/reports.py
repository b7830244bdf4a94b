"""A report comes in: believed for its key, taken once, and never more than it is worth.

Rules: the address it came from means nothing. A key nobody admitted is remembered (so that an officer can admit it) and its
report refused; so are forged, long, repeated and foreign ones, and those whose time is not now. Each refusal is counted.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from kiosk.desk.fleet.models import Kiosk, NotTaken, Shown, State
from kiosk.domain.moments import utc_moment
from kiosk.faults import Refusal
from kiosk.feed.document.writable import canonical_json
from kiosk.gate.enrollment import code_of
from kiosk.gate.monitor import POSTER
from kiosk.gate.signed_report import Opened, Why, opened

LATE = timedelta(minutes=5)
"""How far a report's own time may lie from the desk's."""
BROKEN = timedelta(minutes=5)
"""A gap in the proof of an edition: after it a new span begins."""
MOST_WAITING = 200
"""Keys that nobody admitted: more are not remembered."""


@dataclass(frozen=True)
class Answer:
    """What a kiosk is told: an HTTP status and a JSON body."""

    status: int
    body: bytes = b"{}"
    kiosk: Kiosk | None = None
    """Whose report was taken."""


def take(data: bytes, now: datetime) -> Answer:
    """Take a report, or refuse and count it. Raises nothing."""
    try:
        report = opened(data)
    except Refusal as fault:
        return _refused("long" if fault.code is Why.LONG else "forged", 413 if fault.code is Why.LONG else 400, now)
    kiosk = Kiosk.objects.filter(public=report.public.hex()).first()
    if kiosk is None:
        kiosk = _remembered(report, now)
    if kiosk is None or kiosk.state != State.ADMITTED:
        return _refused("unadmitted", 403, now, kiosk)
    if report.sequence <= kiosk.sequence:
        return _refused("repeated", 409, now, kiosk, canonical_json({"sequence": kiosk.sequence}))
    if abs(report.at - now) > LATE:
        off = int(max(-(10**9), min(10**9, (report.at - now).total_seconds())))
        Kiosk.objects.filter(pk=kiosk.pk).update(off=off, off_at=now)
        return _refused("late", 422, now, kiosk)
    return _taken(kiosk, report, now)


def _taken(kiosk: Kiosk, report: Opened, now: datetime) -> Answer:
    with transaction.atomic():
        newest = Kiosk.objects.filter(pk=kiosk.pk, sequence__lt=report.sequence)
        if not newest.update(sequence=report.sequence, heard=now, said=dict(report.said), off=0):
            return _refused("repeated", 409, now, kiosk, canonical_json({"sequence": report.sequence}))
        _note_shown(kiosk, report.said.get("painted"))
    kiosk.said = dict(report.said)
    return Answer(200, canonical_json({"sequence": report.sequence}), kiosk)


def _note_shown(kiosk: Kiosk, painted: Any) -> None:
    """Draw out the span of the edition on the screen, or begin the next."""
    try:
        edition, at = int(painted["edition"]), utc_moment(painted["painted_at"])
        if painted.get("screen") == POSTER:
            return
    except (TypeError, KeyError, ValueError, OverflowError, AttributeError):
        return
    last = kiosk.shown.first()
    if last and last.edition == edition and at - last.until <= BROKEN:
        if at > last.until:
            Shown.objects.filter(pk=last.pk).update(until=at)
    elif (not last or at > last.until) and 0 <= edition < 2**53:
        Shown.objects.create(kiosk=kiosk, edition=edition, since=at, until=at)


def _remembered(report: Opened, now: datetime) -> Kiosk | None:
    """Keep an unknown key, for an officer to admit; None where too many wait."""
    if Kiosk.objects.filter(state=State.WAITING).count() >= MOST_WAITING:
        return None
    place = {name: str(report.said.get(name) or "")[:20] for name in ("terminal", "gate")}
    public = report.public.hex()
    return Kiosk.objects.get_or_create(public=public, defaults={"code": code_of(report.public), "seen": now, **place})[
        0
    ]


def _refused(why: str, status: int, now: datetime, kiosk: Kiosk | None = None, body: bytes = b"{}") -> Answer:
    row, _ = NotTaken.objects.get_or_create(day=now.date(), why=why)
    NotTaken.objects.filter(pk=row.pk).update(count=F("count") + 1)
    if kiosk:
        Kiosk.objects.filter(pk=kiosk.pk).update(refused=F("refused") + 1)
    return Answer(status, body if body != b"{}" else json.dumps({"why": why}).encode())
