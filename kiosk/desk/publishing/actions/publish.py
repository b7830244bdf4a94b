"""Publish: let an edition out once it is approved and two people signed; note afterwards what went out unnoted."""

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.editing.models import State, Version
from kiosk.desk.ministry import readings
from kiosk.desk.publishing import history
from kiosk.desk.publishing.desk_feed import live, online, repository
from kiosk.desk.publishing.models import Frozen, Published
from kiosk.desk.publishing.waiting import signed_so_far
from kiosk.faults import Fault
from kiosk.feed.publish import proposal
from kiosk.resources import bundled_edition


def publish_if_ready(version: Version) -> bool:
    """Publish once it is approved and two people signed; False while something is missing. Raises Refusal, Fault, OSError."""
    version.refresh_from_db()
    if version.state != State.APPROVED or len(signed_so_far(version)) < 2:
        return False
    frozen = version.frozen
    try:
        with transaction.atomic():
            if Published.objects.filter(frozen=frozen).exists():
                return True
            _publish(frozen, list(signed_so_far(version)), datetime.now(UTC))
    except (Fault, OSError) as fault:
        chain.note(None, "publish-failed", f"edition {frozen.number}", datetime.now(UTC), why=str(fault)[:300])
        raise
    readings.soon()
    return True


def _publish(frozen: Frozen, signers: list[str], now: datetime) -> None:
    before = live()
    Published.objects.create(frozen=frozen, at=now, signers=signers, turned=history.turned(frozen, before, now))
    chain.note(None, "publish", f"edition {frozen.number}", now, sha256=frozen.sha256, signers=signers)
    history.note(frozen, before)
    proposal.publish(repository(), online(), now)


def reconcile() -> None:
    """Note what is in force but was not noted: after a power cut between feed and database."""
    feed = repository()
    if not Frozen.objects.filter(published__isnull=True).exists() or not feed.started() or feed.edition() is None:
        return
    verified, now = feed.verified(), datetime.now(UTC)
    frozen = Frozen.objects.filter(sha256=verified.edition_sha256, published__isnull=True).first()
    if frozen:
        with transaction.atomic():
            before, signers = _before(frozen), list(verified.signers)
            Published.objects.create(frozen=frozen, at=now, signers=signers, turned=history.turned(frozen, before, now))
            chain.note(None, "publish", f"edition {frozen.number}", now, sha256=frozen.sha256, found="afterwards")
            history.note(frozen, before)


def _before(frozen: Frozen) -> bytes:
    """The newest edition that this desk published below that number, or the bundled one."""
    earlier = Frozen.objects.filter(published__isnull=False, number__lt=frozen.number).order_by("-number").first()
    return bytes(earlier.edition) if earlier else Path(bundled_edition()).read_bytes()
