"""Take back: end a draft, or what waits."""

from django.db import transaction

from kiosk.desk.editing.models import State, Version
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.waiting import end, is_published, must_be
from kiosk.desk.words import say
from kiosk.faults import Refusal


def withdraw(officer: Officer, version: Version) -> None:
    """Take back a draft or what waits; what is published goes out only by the next edition. Raises Refusal."""
    policy.must(officer, Act.WITHDRAW)
    with transaction.atomic():
        must_be(version, State.DRAFT, State.SUBMITTED, State.APPROVED)
        if is_published(version):
            raise Refusal(say("이미 게시되었습니다.", "it is published already"))
        end(version, State.WITHDRAWN, officer, "")
