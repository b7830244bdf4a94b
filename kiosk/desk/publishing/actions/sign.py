"""Sign: take a signature of what waits, from whom `signatories` names."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings

from kiosk.desk.audit import chain
from kiosk.desk.editing.models import Version
from kiosk.desk.people.models import Officer
from kiosk.desk.publishing import signatories
from kiosk.desk.publishing.actions.publish import publish_if_ready
from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.desk.publishing.models import Frozen
from kiosk.desk.publishing.waiting import must_wait
from kiosk.desk.words import say
from kiosk.faults import Refusal
from kiosk.feed.publish import keys, proposal
from kiosk.feed.trust import officers


def take_signature(frozen: Frozen, entry: Mapping[str, str]) -> tuple[str, ...]:
    """Take one touch from the signing page; return who signed so far. Raises Refusal, Fault."""
    feed, version = repository(), frozen.version
    must_wait(feed, frozen)
    key = proposal.admitted_key(feed.targets().signed, str(entry.get("keyid")))
    signer = _party(version, officers.officer(key) or "")
    signed = proposal.attach(feed, entry)
    _note(signer, frozen, key.keyid)
    publish_if_ready(version)
    return signed.signers


def sign_with_demo_key(officer: Officer, version: Version) -> None:
    """Sign with the officer's key file that lies on this machine: the demo's own. Raises Refusal outside the demo, Fault."""
    if not settings.DESK.demo:
        raise Refusal(say("키 파일 서명은 시연에서만 됩니다.", "key files sign only in the demo"))
    feed = repository()
    must_wait(feed, version.frozen)
    _party(version, officer.username)
    file = keys.read(settings.DESK.keys / f"officer-{officer.username}.json")
    proposal.sign(feed, file, online().passphrase)
    _note(officer, version.frozen, file.key.keyid)
    publish_if_ready(version)


def _note(signer: Officer, frozen: Frozen, keyid: str) -> None:
    chain.note(signer, "sign", f"version {frozen.version_id}", datetime.now(UTC), number=frozen.number, keyid=keyid)


def _party(version: Version, name: str) -> Officer:
    """The officer of that name, if their signature is taken now."""
    person = Officer.objects.filter(username__iexact=name).first()
    if person and signatories.may_sign(version, person):
        return person
    raise Refusal(
        say(
            f"{name or '이 열쇠'}: 이 판을 올린 사람이 아닙니다. 승인된 뒤에는 등록된 경찰관이면 누구나 서명할 수 있습니다.",
            f"{name or 'this key'} did not submit this edition; once it is approved any admitted officer may sign it",
        )
    )
