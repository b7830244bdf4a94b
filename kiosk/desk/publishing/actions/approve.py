"""Approve: a second officer's consent to what waits."""

from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.editing.models import State, Version
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing import signatories
from kiosk.desk.publishing.actions.publish import publish_if_ready
from kiosk.desk.publishing.waiting import must_be, signed_so_far
from kiosk.desk.words import say
from kiosk.faults import Refusal


def approve(officer: Officer, version: Version) -> bool:
    """Consent as another than who had a hand in it; True if it went out with it. Raises Refusal, Fault."""
    policy.must(officer, Act.APPROVE)
    with transaction.atomic():
        must_be(version, State.SUBMITTED)
        if not policy.is_another(officer, version.touches.values_list("officer", flat=True)):
            ko = "자기가 쓴 것은 승인할 수 없습니다. 다른 경찰관이 승인해야 합니다."
            raise Refusal(say(ko, "nobody approves what they wrote: another officer must"))
        signatories.must_reach_two(signed_so_far(version))
        version.state, version.approver, version.decided = State.APPROVED, officer, datetime.now(UTC)
        version.save(update_fields=["state", "approver", "decided"])
        sha256 = version.frozen.sha256
        chain.note(officer, "approve", f"version {version.pk}", datetime.now(UTC), sha256=sha256)
    return publish_if_ready(version)
