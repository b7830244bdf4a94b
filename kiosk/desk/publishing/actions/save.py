"""Write: keep a new version of a text."""

from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.editing.models import State, Touch, Version
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.waiting import end, is_published, must_be
from kiosk.desk.words import say
from kiosk.faults import Refusal


def save(officer: Officer, version: Version, base: Version | None) -> Version:
    """Keep a new version; one that was waiting under it loses its signatures. Raises Refusal."""
    policy.must(officer, Act.WRITE)
    with transaction.atomic():
        version.author, version.base, version.state = officer, base, State.DRAFT
        version.save(force_insert=True)
        hands = {officer.pk} | (set(base.touches.values_list("officer", flat=True)) if base else set())
        Touch.objects.bulk_create([Touch(version=version, officer_id=pk) for pk in sorted(hands)])
        if base and base.state in (State.DRAFT, State.SUBMITTED, State.APPROVED):
            _replace(officer, base)
        detail = {"summary": version.summary, "summary_en": version.summary_en, "change": version.change}
        chain.note(officer, "write", f"version {version.pk}", datetime.now(UTC), **detail)
    return version


def _replace(officer: Officer, base: Version) -> None:
    if is_published(base):
        raise Refusal(say("이미 게시되었습니다. 새로 써 주세요.", "it is published already: write a new one"))
    must_be(base, State(base.state))  # a draft that was submitted meanwhile waits: not to be ended as a draft
    end(base, State.WITHDRAWN, officer, "edited")
