"""How allauth is held: nobody signs up alone, mail is not needed, and who has just signed in is not asked again."""

import hashlib
import secrets
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse

from kiosk.desk.people.stepup import FRESH_SECONDS, is_fresh

DEVICE = "desk_device"
DEVICE_SECONDS = 180 * 86400


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are invited by a supervisor and confirmed by a second; there is no sign-up page."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count guesses by name and device, or by name and address where the device is new: nobody closes another's door."""
        name = str(credentials.get("username", "")).casefold()
        known = request.get_signed_cookie(DEVICE, "", salt=name)
        counted = f"{name}:{known or self.get_client_ip(request)}"
        return hashlib.sha256(counted.encode()).hexdigest()  # a name typed may hold what no cache takes as a key

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Know the device again by which somebody came in."""
        response: HttpResponse = super().post_login(request, user, **more)
        name = str(user.sign_in).casefold()
        known = request.get_signed_cookie(DEVICE, "", salt=name) or secrets.token_urlsafe(12)
        response.set_signed_cookie(
            DEVICE, known, salt=name, max_age=DEVICE_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
        return response

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (allauth's)
        """Say no: nobody signs up alone."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again, but not within five minutes of a sign-in by both factors, or by the first day's password."""
        if not super().is_reauthentication_required(app=app):
            return False
        request = context.request
        if is_mfa_enabled(request.user):
            return not is_fresh(request)
        records = get_authentication_records(request, request.user)
        return not records or time.time() - records[-1]["at"] >= FRESH_SECONDS
