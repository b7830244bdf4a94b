"""A report comes in: believed for its key, taken once, and never more than it is worth.

Rules: the address it came from means nothing. A key nobody admitted is remembered (so that an officer can admit it) and its
report refused; so are forged, long, repeated and foreign ones, and those whose time is not now. Each refusal is counted.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Subquery

from kiosk.desk.fleet import used
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
HASTE = {
    "sqlite": ("PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"),
    "postgresql": ("SET synchronous_commit = off", "RESET synchronous_commit"),
}
ONE_WRITER = threading.Lock()
"""SQLite has one: who finds it busy sleeps ever longer, and the page beside with it."""


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
    said = dict(report.said)
    use = said.pop("use", None)
    with _unhurried_disk(), transaction.atomic():
        newest = Kiosk.objects.filter(pk=kiosk.pk, sequence__lt=report.sequence)
        if not newest.update(sequence=report.sequence, heard=now, said=said, off=0):
            return _refused("repeated", 409, now, kiosk, canonical_json({"sequence": report.sequence}))
        if (painted := report.said.get("painted")) != kiosk.said.get("painted"):
            _note_shown(kiosk, painted)
        if use is not None:
            used.note(kiosk, use, now)
    kiosk.said = said
    return Answer(200, canonical_json({"sequence": report.sequence}), kiosk)


@contextmanager
def _unhurried_disk() -> Iterator[None]:
    """Let the disk have a report when it comes to it: one that a power cut takes is followed by the next, 30 s later."""
    before, after = HASTE[connection.vendor]
    turn = ONE_WRITER if connection.vendor == "sqlite" else nullcontext()
    with turn, connection.cursor() as cursor:
        cursor.execute(before)
        try:
            yield
        finally:
            cursor.execute(after)


def _note_shown(kiosk: Kiosk, painted: Any) -> None:
    """Draw out the span of the edition on the screen, or begin the next."""
    try:
        edition, at = int(painted["edition"]), utc_moment(painted["painted_at"])
        if painted.get("screen") == POSTER:
            return
    except (TypeError, KeyError, ValueError, OverflowError, AttributeError):
        return
    if not 0 <= edition < 2**53:
        return
    newest = Shown.objects.filter(kiosk=kiosk).order_by("-since").values("pk")[:1]
    drawn = Shown.objects.filter(pk__in=Subquery(newest), edition=edition, until__gte=at - BROKEN, until__lt=at)
    if not drawn.update(until=at) and not Shown.objects.filter(kiosk=kiosk, until__gte=at).exists():
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
