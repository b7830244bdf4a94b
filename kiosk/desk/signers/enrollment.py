"""An officer's passkey: enrolled on the signing page, its digits read out, admitted by two supervisors."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core import signing
from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer, Passkey
from kiosk.desk.publishing.desk_feed import repository
from kiosk.desk.words import say
from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import ceremony
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.repository import admitted
from kiosk.feed.trust import officers, webauthn
from kiosk.feed.trust.roles import TARGETS, scope

SALT = "enrol"
MOST_SECONDS = 15 * 60
MOST_LETTERS = 400
"""Of the name by which a device finds a passkey."""


def link(officer: Officer, role: str) -> str:
    """Return the address where the officer goes to touch, good for a quarter of an hour. `role`: editions, or a supervisor's
    targets."""
    return f"{settings.DESK.signing_origin}/enroll.html#{signing.dumps([officer.pk, role], salt=SALT)}"


def invited(token: str) -> tuple[Officer, str]:
    """Tell whom a link's token is for, and which role. Raises Fault, Refusal."""
    try:
        pk, role = signing.loads(token, salt=SALT, max_age=MOST_SECONDS)
        officer = Officer.objects.get(pk=pk, is_active=True)
    except (signing.BadSignature, Officer.DoesNotExist):
        ko = "링크가 만료되었습니다. 데스크에서 새 링크를 받으세요."
        raise Fault(say(ko, "the link has run out: ask the desk for a new one")) from None
    if not policy.may(officer, policy.signing(role)):
        raise Refusal(say(f"{officer}: {role}에 서명할 수 없습니다.", f"{officer} may not sign {role}"))
    return officer, str(role)


def enroll(officer: Officer, role: str, public: str, credential: str, mode: str) -> Passkey:
    """Keep the public half. The keyid is recomputed here. Raises Fault if it is no key of ours, Refusal if it is kept already."""
    key = _key(officer, role, public, mode)
    _must_be_plain(key, public)
    if not credential or len(credential) > MOST_LETTERS:
        raise Fault(say("패스키에 찾을 이름이 없습니다.", "the passkey has no name to be found by"))
    keyid = officers.keyid(key)
    if Passkey.objects.filter(keyid=keyid).exists():
        raise Refusal(say("이미 등록 신청된 패스키입니다.", "this passkey is enrolled already"))
    with transaction.atomic():
        passkey = Passkey.objects.create(officer=officer, keyid=keyid, key=key.to_dict(), credential=credential)
        chain.note(officer, "enrol", f"key {keyid}", datetime.now(UTC), role=role)
    return passkey


def _key(officer: Officer, role: str, public: str, mode: str) -> webauthn.WebauthnKey:
    party = {"rp": settings.DESK.signing_host, "origin": settings.DESK.signing_origin}
    value = {"public": public, **party, "scope": scope(mode, role)}
    return webauthn.WebauthnKey("", webauthn.KEY_TYPE, webauthn.SCHEME, value, {officers.OFFICER: officer.username})


def _must_be_plain(key: webauthn.WebauthnKey, public: str) -> None:
    """A point on P-256, written down as it always is. Raises Fault."""
    try:
        point = key.public_key()
    except ValueError as fault:
        raise Fault(say(f"P-256 패스키가 아닙니다: {fault}", f"not a passkey on P-256: {fault}")) from fault
    if public != point.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode():
        ko = "패스키가 정해진 꼴이 아닙니다. 앞뒤나 가운데에 다른 것이 있습니다."
        raise Fault(say(ko, "not a passkey as it is written down here: something stands before, in or after it"))


def public_key(passkey: Passkey) -> webauthn.WebauthnKey:
    """Return the key as it stands in metadata."""
    return webauthn.WebauthnKey.from_dict(passkey.keyid, dict(passkey.key))


def admit(officer: Officer | None, passkey: Passkey, keyring: Keyring) -> None:
    """Have two supervisors' key files in `keyring` sign `targets` with the passkey in it. Raises Refusal, Fault."""
    if passkey.admitted:
        raise Refusal(say("이미 등록된 열쇠입니다.", "the key is admitted already"))
    now = datetime.now(UTC)
    with transaction.atomic():
        passkey.admitted = now
        passkey.save(update_fields=["admitted"])
        chain.note(officer, "admit", f"key {passkey.keyid}", now, officer=passkey.officer.username)
        ceremony.admit_key(repository(), keyring, public_key(passkey), now)


def reconcile() -> None:
    """Note which passkeys the feed admits by now, and which no longer: it may have been changed by a ceremony."""
    feed, now = repository(), datetime.now(UTC)
    if not feed.started():
        return
    inside = {keyid for keyids in admitted(feed.targets().signed).values() for keyid in keyids}
    inside |= set(feed.root().signed.roles[TARGETS.name].keyids)
    entered = Passkey.objects.filter(keyid__in=inside, admitted=None)
    gone = Passkey.objects.exclude(keyid__in=inside).exclude(admitted=None).filter(retired=None)
    for passkeys, field in ((entered, "admitted"), (gone, "retired")):
        if passkeys.exists():
            passkeys.update(**{field: now})
