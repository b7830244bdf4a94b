"""An officer's passkey: enrolled on the signing page, its digits read out, admitted by two supervisors."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core import signing
from django.db import transaction

from kiosk.desk.accounts.models import Officer, Passkey
from kiosk.desk.publishing import audit
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


def link(officer: Officer, role: str) -> str:
    """Where the officer goes to touch; good for a quarter of an hour. `role`: editions, or targets for supervisors."""
    return f"{settings.DESK.signing_origin}/enroll.html#{signing.dumps([officer.pk, role], salt=SALT)}"


def invited(token: str) -> tuple[Officer, str]:
    """Whom a link's token is for, and which role. Raises Fault."""
    try:
        pk, role = signing.loads(token, salt=SALT, max_age=MOST_SECONDS)
        officer = Officer.objects.get(pk=pk, is_active=True)
    except (signing.BadSignature, Officer.DoesNotExist):
        raise Fault(
            say(
                "링크가 만료되었습니다. 데스크에서 새 링크를 받으세요.",
                "the link has run out: ask the desk for a new one",
            )
        ) from None
    if not (officer.supervises if role == TARGETS.name else officer.writes):
        raise Refusal(say(f"{officer}: {role}에 서명할 수 없습니다.", f"{officer} may not sign {role}"))
    return officer, str(role)


def enroll(officer: Officer, role: str, public: str, credential: str, mode: str) -> Passkey:
    """Keep the public half. The keyid is recomputed here. Raises Fault if it is no key of ours."""
    key = webauthn.WebauthnKey(
        "",
        webauthn.KEY_TYPE,
        webauthn.SCHEME,
        {
            "public": public,
            "rp": settings.DESK.signing_host,
            "origin": settings.DESK.signing_origin,
            "scope": scope(mode, role),
        },
        {officers.OFFICER: officer.username},
    )
    try:
        found = key.public_key()
    except ValueError as fault:
        raise Fault(say(f"P-256 패스키가 아닙니다: {fault}", f"not a passkey on P-256: {fault}")) from fault
    if public != found.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode():
        raise Fault(
            say(
                "패스키가 정해진 꼴이 아닙니다. 앞뒤나 가운데에 다른 것이 있습니다.",
                "not a passkey as it is written down here: something stands before, in or after it",
            )
        )
    if not credential or len(credential) > 400:
        raise Fault(say("패스키에 찾을 이름이 없습니다.", "the passkey has no name to be found by"))
    keyid = officers.keyid(key)
    if Passkey.objects.filter(keyid=keyid).exists():
        raise Refusal(say("이미 등록 신청된 패스키입니다.", "this passkey is enrolled already"))
    with transaction.atomic():
        passkey = Passkey.objects.create(officer=officer, keyid=keyid, key=key.to_dict(), credential=credential)
        audit.note(officer, "enrol", f"key {keyid}", datetime.now(UTC), role=role)
    return passkey


def public_key(passkey: Passkey) -> webauthn.WebauthnKey:
    """The key as it stands in metadata."""
    return webauthn.WebauthnKey.from_dict(passkey.keyid, dict(passkey.key))


def admit(officer: Officer | None, passkey: Passkey, keyring: Keyring) -> None:
    """Two supervisors' key files in `keyring` sign `targets` with the passkey in it. Raises Refusal, Fault."""
    if passkey.admitted:
        raise Refusal(say("이미 등록된 열쇠입니다.", "the key is admitted already"))
    now = datetime.now(UTC)
    with transaction.atomic():
        passkey.admitted = now
        passkey.save(update_fields=["admitted"])
        audit.note(officer, "admit", f"key {passkey.keyid}", now, officer=passkey.officer.username)
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
