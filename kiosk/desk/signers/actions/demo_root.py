"""The demo's ceremony: its root keys put the supervisors' passkeys into a new root."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer, Passkey
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.desk.signers import enrollment, rosters
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import ceremony


def demo_root(officer: Officer) -> None:
    """Put the supervisors' passkeys into a new root, which waits for their touch. Raises Refusal outside the demo, Fault."""
    policy.must(officer, Act.ROSTER)
    if not settings.DESK.demo:
        rotate = "`kiosk feed rotate-root --passkey`"
        raise Refusal(say(f"루트 열쇠는 금고에 있습니다: {rotate}", f"root keys lie in safes: {rotate}"))
    rosters.must_be_first()
    offer, now = _offer(), datetime.now(UTC)
    with transaction.atomic():
        keyids = {name: passkey.keyid for name, passkey in offer.items()}
        chain.note(officer, "root", "supervisors' passkeys", now, keys=keyids)
        keys = {name: enrollment.public_key(passkey) for name, passkey in offer.items()}
        ceremony.rotate_root(repository(), online(), (), (), now, keys)


def _offer() -> dict[str, Passkey]:
    offer = rosters.root_offer()
    if not offer:
        ko, en = (
            "루트의 감독관마다 먼저 패스키를 만들어야 합니다.",
            "every supervisor of the root needs a passkey first",
        )
        raise Fault(say(ko, en))
    return offer
