"""Submit: freeze the bytes of a draft and let them wait for approval and signatures."""

import hashlib
import secrets
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from kiosk.desk.audit import chain
from kiosk.desk.editing.compose import compose
from kiosk.desk.editing.models import State, Touch, Version
from kiosk.desk.ministry import readings
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import live, repository
from kiosk.desk.publishing.models import Frozen
from kiosk.desk.publishing.waiting import end, must_be, waiting
from kiosk.desk.words import say
from kiosk.faults import Refusal
from kiosk.feed.document import edition_header
from kiosk.feed.publish import proposal
from kiosk.feed.publish.repository import Repository


def submit(officer: Officer, version: Version, *, replace: bool = False) -> Frozen:
    """Freeze the bytes as the next number and let them wait for signatures. Raises Refusal, Faulty, Fault."""
    policy.must(officer, Act.SUBMIT)
    now, feed = datetime.now(UTC), repository()
    with transaction.atomic():
        must_be(version, State.DRAFT)
        other = _in_the_way(replace)
        number = _next_number(feed)
        chain.note(officer, "submit", f"version {version.pk}", now, number=number)
        edition = _composed(feed, version, number, now)
        proposal.propose(feed, edition, now)  # takes the place of what waited
        if other:
            end(other, State.RETURNED, officer, f"replaced by version {version.pk}", drop=False)
        return _let_wait(officer, version, number, edition, now)


def _in_the_way(replace: bool) -> Version | None:
    """What waits already and is to be replaced. Raises Refusal where it is not."""
    other = waiting()
    if other and not replace:
        ko = f"{other.pk}번이 이미 기다립니다. 게시하거나, 반려하거나, 대신 올리세요."
        raise Refusal(say(ko, f"version {other.pk} waits already: publish it, return it, or replace it"))
    return other


def _let_wait(officer: Officer, version: Version, number: int, edition: bytes, now: datetime) -> Frozen:
    token, sha256 = secrets.token_urlsafe(24), hashlib.sha256(edition).hexdigest()
    frozen = Frozen.objects.create(version=version, number=number, edition=edition, at=now, token=token, sha256=sha256)
    Touch.objects.get_or_create(version=version, officer=officer)
    version.state, version.submitter = State.SUBMITTED, officer
    version.save(update_fields=["state", "submitter"])
    return frozen


def _composed(feed: Repository, version: Version, number: int, now: datetime) -> bytes:
    """The edition's bytes, which say how they stand beside the ministry's data, and rest on the record's newest line."""
    return compose(
        live(feed), version.change, number, now, chain.head(), lambda edition: readings.attested(edition, now)
    )


def _next_number(feed: Repository) -> int:
    used = Frozen.objects.aggregate(most=Max("number"))["most"] or 0
    return max(used, edition_header.read(live(feed)).number) + 1
