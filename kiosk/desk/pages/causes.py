"""What people must be told of now, by whom it concerns: what waits for approval or a signature, what was returned, what runs
out, what differs, what is not signed any more."""

from datetime import datetime, timedelta

from django.urls import reverse

from kiosk.desk.editing import alarms
from kiosk.desk.editing.models import State, Version
from kiosk.desk.fleet import alarms as fleet
from kiosk.desk.ministry import alarms as ministry
from kiosk.desk.pages.in_force import in_force
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing import proof, signatories
from kiosk.desk.publishing.desk_feed import live, parsed, repository
from kiosk.desk.publishing.waiting import signed_so_far, waiting
from kiosk.desk.signers import rosters
from kiosk.desk.telling.message import Cause

SOURCE = "desk"
SHOWN_RETURNED = timedelta(days=2)
ONCE = ("root", "targets", "edition", "special", "ban", "ask", "ministry")
"""Alarms that come again by themselves at the next threshold or day: each is told once."""


def now_holding(now: datetime) -> list[Cause]:
    """Return all of it. Raises Fault."""
    edition = parsed(live())
    found = [
        *alarms.to_mail(edition, repository(), now),
        *rosters.alarms(),
        *ministry.of(edition, now),
        *proof.alarms(),
    ]
    listeners = frozenset(Officer.objects.who_may(Act.HEAR_ALARMS).values_list("pk", flat=True))
    kiosks = fleet.of(in_force(), now, listeners)
    return [*(_alarm(one, listeners) for one in found), *kiosks, *_waits(), *_returned(now)]


def _alarm(alarm: alarms.Alarm, listeners: frozenset[int]) -> Cause:
    kind = alarm.key.partition(" ")[0]
    act = {
        "roster": reverse("people"),
        "lingers": reverse("people"),
        "ministry": reverse("ministry"),
        "record": reverse("audit"),
    }.get(kind, "/")
    return Cause(alarm.key, kind, (alarm.ko, alarm.en), act, listeners, kind not in ONCE)


def _waits() -> list[Cause]:
    """What waits, to those who can approve it, or give the signature that is missing."""
    version = waiting()
    if version is None:
        return []
    signed, place = signed_so_far(version), f"version {version.pk}"
    if version.state == State.SUBMITTED:
        hands = version.touches.values_list("officer", flat=True)
        people = Officer.objects.who_may(Act.APPROVE).exclude(pk__in=hands)
        said = (f"승인을 기다립니다: {version.summary}", f"Waits for approval: {_line(version)}")
    else:
        names = [one.name for one in signatories.able() if one.name not in signed]
        people = Officer.objects.who_may(Act.SIGN_EDITIONS).filter(username__in=names)
        said = (f"서명이 모자랍니다: {version.summary}", f"A signature is missing: {_line(version)}")
    key = f"waits {version.pk} {version.state} {len(signed) if version.state == State.APPROVED else ''}".strip()
    act = reverse("version", args=[version.pk])
    return [Cause(key, place, said, act, frozenset(people.values_list("pk", flat=True)))]


def returned(now: datetime) -> list[Version]:
    """Find what was given back lately and nobody has written anew, newest first."""
    found = Version.objects.filter(state=State.RETURNED, decided__gt=now - SHOWN_RETURNED, newer=None)
    return list(found.select_related("author")[:10])


def _returned(now: datetime) -> list[Cause]:
    return [
        Cause(
            f"returned {one.pk}",
            f"version {one.pk}",
            (f"반려됨: {one.summary}: {one.reason}", f"Returned: {_line(one)}: {one.reason}"),
            reverse("version", args=[one.pk]),
            frozenset({one.author_id, one.submitter_id or one.author_id}),
            repeats=False,
        )
        for one in returned(now)
    ]


def _line(version: Version) -> str:
    return version.summary_en or version.summary
