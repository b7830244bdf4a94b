"""Take back: let no roster wait any more."""

from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.signers import rosters
from kiosk.feed.publish import roster


def take_back(officer: Officer) -> None:
    """Let no roster wait any more. Raises Refusal, Fault."""
    policy.must(officer, Act.ROSTER)
    feed = repository()
    found = roster.waiting(feed)
    with transaction.atomic():
        chain.note(officer, "roster-back", rosters.subject(found), datetime.now(UTC), sha256=found.sha256)
        roster.drop(feed)
