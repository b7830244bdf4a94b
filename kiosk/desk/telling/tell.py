"""Tell these people this: what is the matter now, from one room; whoever has not been told is, by every way they have.

Rules:

- a cause that holds is one open call; it ends when the room no longer names it, and begins anew if it comes back;
- somebody told is told again after an hour, after four more, then daily, until the call ends, is acknowledged or is quiet;
- no storm: whatever is due for somebody goes out as one message, and none follows within a quarter of a minute;
- it counts as told, and stands in the record, only once a way took it. What nobody took is due again at the next round.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from kiosk.desk.audit import chain
from kiosk.desk.people.models import Officer
from kiosk.desk.telling import ways
from kiosk.desk.telling.message import Cause
from kiosk.desk.telling.models import Call, Told

ACT = "alarm"
AGAIN = (timedelta(hours=1), timedelta(hours=4), timedelta(days=1))
BETWEEN = timedelta(seconds=15)
"""Between two messages to one person."""


@dataclass
class Round:
    """What one round came to: the causes that somebody was told of, those that nobody was, and what failed."""

    told: list[Cause] = field(default_factory=list)
    untold: list[Cause] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def tell(source: str, causes: Sequence[Cause], now: datetime) -> Round:
    """Tell whoever has to be told of what holds now; `causes` is all that the room `source` knows of. Never raises for a way."""
    calls, found = _calls(source, causes, now), Round()
    heard: dict[str, list[str]] = {}
    due = [(cause, calls[cause.key]) for cause in causes if _wants(calls[cause.key], now)]
    kept = {(one.call_id, one.officer_id): one for one in Told.objects.filter(call__in=[call for _, call in due])}
    for officer in (*_people(due, now), None):
        pk = officer.pk if officer else None
        mine = [
            (cause, call)
            for cause, call in due
            if (pk is None or pk in cause.people) and _is_due(cause, kept.get((call.pk, pk)), now)
        ]
        if mine and (by := _send(officer, [cause for cause, _ in mine], found)):
            for cause, call in mine:
                _keep(call, officer, kept.get((call.pk, pk)), by, now)
                heard.setdefault(cause.key, []).append(f"{officer or 'webhook'} {by}")
    _note(due, heard, kept, found, now)
    return found


def _calls(source: str, causes: Sequence[Cause], now: datetime) -> dict[str, Call]:
    """The open call of every cause; what the room no longer names has ended."""
    keys = [cause.key for cause in causes]
    with transaction.atomic():
        Call.objects.filter(source=source, ended=None).exclude(key__in=keys).update(ended=now)
        there = {call.key: call for call in Call.objects.filter(source=source, key__in=keys)}
        return {cause.key: _open(source, cause, there.get(cause.key), now) for cause in causes}


def _open(source: str, cause: Cause, call: Call | None, now: datetime) -> Call:
    said = {"place": cause.place, "ko": cause.said[0], "en": cause.said[1], "act": cause.act}
    if call is None:
        return Call.objects.create(source=source, key=cause.key, raised=now, **said)
    if call.ended:
        call.told.all().delete()
        call.raised, call.ended, call.quiet_until, call.acknowledged, call.acknowledged_by = now, None, None, None, None
    elif all(getattr(call, name) == value for name, value in said.items()):
        return call
    for name, value in said.items():
        setattr(call, name, value)
    call.save()
    return call


def _wants(call: Call, now: datetime) -> bool:
    return call.acknowledged is None and (call.quiet_until is None or call.quiet_until <= now)


def _people(due: Iterable[tuple[Cause, Call]], now: datetime) -> list[Officer]:
    """Whom it concerns, but for those who had a message just now."""
    wanted = {pk for cause, _ in due for pk in cause.people}
    busy = Told.objects.values("officer").annotate(last=Max("at")).filter(last__gt=now - BETWEEN, officer__isnull=False)
    people = Officer.objects.filter(pk__in=wanted, is_active=True).exclude(pk__in=[one["officer"] for one in busy])
    return list(people.prefetch_related("devices").order_by("pk"))


def _is_due(cause: Cause, told: Told | None, now: datetime) -> bool:
    if told is None:
        return True
    return cause.repeats and now - told.at >= AGAIN[min(told.times, len(AGAIN)) - 1]


def _send(officer: Officer | None, causes: list[Cause], found: Round) -> str:
    """By which ways it was taken, "" by none."""
    fail = found.failures.append
    if officer is None:
        return "webhook" if ways.hooked(causes, fail) else ""
    tried = {"mail": ways.mailed(officer, causes, fail), "push": ways.pushed(officer, causes, fail)}
    return "+".join(name for name, taken in tried.items() if taken)


def _keep(call: Call, officer: Officer | None, told: Told | None, by: str, now: datetime) -> None:
    if told is None:
        Told.objects.create(call=call, officer=officer, at=now, ways=by)
    else:
        told.at, told.times, told.ways = now, told.times + 1, by
        told.save()


def _note(due: list[tuple[Cause, Call]], heard: dict[str, list[str]], kept: dict[tuple[int, int | None], Told],
          found: Round, now: datetime) -> None:  # fmt: skip
    """Put into the record what somebody was told of for the first time; set apart what nobody was."""
    before = {call for call, _ in kept}
    for cause, call in due:
        if cause.key in heard:
            found.told.append(cause)
            if call.pk not in before:
                chain.note(None, ACT, cause.key[:100], now, said=cause.said[1], heard=sorted(heard[cause.key]))
        elif call.pk not in before:
            found.untold.append(cause)
