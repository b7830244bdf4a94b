"""Touch: take one signature of the roster that waits."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Passkey
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.signers import rosters
from kiosk.desk.words import say
from kiosk.faults import Refusal
from kiosk.feed.publish import roster


def take_touch(token: str, role: str, entry: Mapping[str, Any]) -> None:
    """Take one touch from the signing page. Raises Refusal, Fault."""
    found, keyid = rosters.opened(token), str(entry.get("keyid"))
    passkey = Passkey.objects.select_related("officer").filter(keyid=keyid, officer__is_active=True).first()
    if passkey is None:
        raise Refusal(say("이 데스크 사람의 열쇠가 아닙니다.", "the key is not that of anybody at this desk"))
    if not policy.may(passkey.officer, policy.signing(role)):
        name = passkey.officer
        raise Refusal(say(f"{name}: 이제 {role}에 서명할 수 없습니다.", f"{name} may no longer sign {role}"))
    with transaction.atomic():
        chain.note(passkey.officer, "roster-sign", rosters.subject(found), datetime.now(UTC), role=role, keyid=keyid)
        roster.attach(repository(), role, entry)
