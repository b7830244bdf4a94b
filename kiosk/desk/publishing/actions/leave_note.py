"""Leave a note: what one at the desk says to the others about a version."""

from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.editing.models import Note, Version
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.words import say
from kiosk.faults import Fault

MOST = 1000
"""Letters of a note."""


def leave_note(officer: Officer, version: Version, text: str) -> None:
    """Keep a note beside a version. Raises Refusal (who may), Fault (nothing said, or too much)."""
    policy.must(officer, Act.WRITE)
    said, now = text.strip(), datetime.now(UTC)
    if not said or len(said) > MOST:
        raise Fault(say(f"쪽지는 1~{MOST}자로 적으세요.", f"A note has 1 to {MOST} letters."))
    with transaction.atomic():
        Note.objects.create(version=version, officer=officer, text=said, at=now)
        chain.note(officer, "note", f"version {version.pk}", now)
