"""Return: give back what was submitted, with the reason."""

from django.db import transaction

from kiosk.desk.editing.models import State, Version
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.waiting import end, must_be
from kiosk.desk.words import say
from kiosk.faults import Refusal


def give_back(officer: Officer, version: Version, reason: str) -> None:
    """Return what was submitted, with the reason (its first 300 letters are kept). Raises Refusal."""
    policy.must(officer, Act.RETURN)
    if not reason.strip():
        raise Refusal(say("반려 이유를 적으세요.", "a returned version needs a reason"))
    with transaction.atomic():
        must_be(version, State.SUBMITTED)
        end(version, State.RETURNED, officer, reason.strip()[:300])
