"""How allauth is held: nobody signs up alone, mail is not needed, and who has just signed in is not asked again."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from kiosk.desk.people.stepup import FRESH_SECONDS, is_fresh


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are invited by a supervisor and confirmed by a second; there is no sign-up page."""

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
