"""Publish: let out a roster that is fully signed."""

from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.desk.signers import enrollment, rosters
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import proposal, roster
from kiosk.feed.publish.repository import Repository


def publish(officer: Officer) -> None:
    """Publish what waits, if it is fully signed. Raises Refusal, Untrusted, Fault, OSError."""
    policy.must(officer, Act.ROSTER)
    feed, now = repository(), datetime.now(UTC)
    found = roster.waiting(feed)
    if not found.ready:
        raise Refusal(say("아직 서명이 다 모이지 않았습니다.", "not fully signed yet"))
    with transaction.atomic():
        signers = {"supervisors": found.supervisors, "signers": found.signers}
        chain.note(officer, "roster-publish", rosters.subject(found), now, sha256=found.sha256, **signers)
        roster.publish(feed, online(), now)
    enrollment.reconcile()
    if found.editions:
        _wait_on(feed, now)


def _wait_on(feed: Repository, now: datetime) -> None:
    """The edition that waited: the same bytes, under the next version of `editions`; signatures start again."""
    try:
        proposal.propose(feed, proposal.waiting(feed).edition, now)
    except Fault:  # nothing waited, or it has run out
        return
