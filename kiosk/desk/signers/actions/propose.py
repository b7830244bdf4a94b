"""Propose: let a roster wait that admits enrolled keys and removes admitted ones."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.signers import enrollment, rosters
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import roster
from kiosk.feed.publish.roster import Roster
from kiosk.feed.trust.webauthn import WebauthnKey


def propose(officer: Officer, admit: Sequence[str], remove: Sequence[str]) -> Roster:
    """Let a roster wait that admits enrolled keyids and removes admitted ones. Raises Refusal, Fault."""
    policy.must(officer, Act.ROSTER)
    if not admit and not remove:
        raise Fault(say("아무것도 고르지 않았습니다.", "nothing was ticked"))
    rosters.must_be_first()
    keys, now = _keys(admit), datetime.now(UTC)
    with transaction.atomic():
        proposed = roster.propose(repository(), keys, remove, now)
        detail = {"admit": list(admit), "remove": list(remove), "sha256": proposed.sha256}
        chain.note(officer, "roster", rosters.subject(proposed), now, **detail)
    return proposed


def _keys(admit: Sequence[str]) -> list[WebauthnKey]:
    """Those keys as they were enrolled. Raises Refusal for any that was not."""
    able = {passkey.keyid: passkey for passkey in rosters.enrolled()}
    if strangers := [keyid for keyid in admit if keyid not in able]:
        name = strangers[0][:8]
        raise Refusal(say(f"열쇠 {name}: 데스크에서 만든 열쇠가 아닙니다.", f"key {name} is not enrolled"))
    return [enrollment.public_key(able[keyid]) for keyid in admit]
