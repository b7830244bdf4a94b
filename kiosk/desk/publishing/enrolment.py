"""An officer's passkey: enrolled on the signing page, its digits read out, admitted by two supervisors."""

from datetime import UTC, datetime

from django.conf import settings
from django.core import signing
from django.db import transaction

from kiosk.desk.accounts.models import Officer, Passkey
from kiosk.desk.publishing import audit
from kiosk.desk.publishing.desk_feed import repository
from kiosk.faults import Fault, Refusal
from kiosk.feed import ceremony, officers, webauthn
from kiosk.feed.keys import Keyring
from kiosk.feed.roles import EDITIONS, scope

SALT = "enrol"
MOST_SECONDS = 15 * 60


def link(officer: Officer) -> str:
    """Where the officer goes to touch; good for a quarter of an hour."""
    return f"{settings.DESK.signing_origin}/enrol.html#{signing.dumps(officer.pk, salt=SALT)}"


def enrol(officer: Officer, public: str, credential: str, mode: str) -> Passkey:
    """Keep the public half. The keyid is recomputed here. Raises Fault if it is no key of ours."""
    key = webauthn.WebauthnKey(
        "",
        webauthn.KEY_TYPE,
        webauthn.SCHEME,
        {
            "public": public,
            "rp": settings.DESK.signing_host,
            "origin": settings.DESK.signing_origin,
            "scope": scope(mode, EDITIONS.name),
        },
        {officers.OFFICER: officer.username},
    )
    try:
        key.public_key()
    except ValueError as fault:
        raise Fault(f"not a passkey on P-256: {fault}") from fault
    if not credential or len(credential) > 400:
        raise Fault("the passkey has no name to be found by")
    with transaction.atomic():
        keyid = officers.keyid(key)
        passkey = Passkey.objects.create(officer=officer, keyid=keyid, key=key.to_dict(), credential=credential)
        audit.note(officer, "enrol", f"key {keyid}", datetime.now(UTC))
    return passkey


def admit(officer: Officer | None, passkey: Passkey, keyring: Keyring) -> None:
    """Two supervisors' key files in `keyring` sign `targets` with the passkey in it. Raises Refusal, Fault."""
    if passkey.admitted:
        raise Refusal("the key is admitted already")
    key = webauthn.WebauthnKey.from_dict(passkey.keyid, dict(passkey.key))
    now = datetime.now(UTC)
    with transaction.atomic():
        passkey.admitted = now
        passkey.save(update_fields=["admitted"])
        audit.note(officer, "admit", f"key {passkey.keyid}", now, officer=passkey.officer.username)
        ceremony.admit_key(repository(), keyring, key, now)
