"""A second factor just made has just been shown: whoever activates one is not asked for it again at the next page."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from kiosk.desk.accounts.models import Officer

SHOWN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(authenticator_added)
def shown(request: HttpRequest, user: Officer, authenticator: Authenticator, **more: Any) -> None:  # noqa: ARG001
    """Its first code or touch counts as a sign-in with it; recovery codes are shown to the person, not by them."""
    if authenticator.type in SHOWN:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
