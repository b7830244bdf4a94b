"""What follows a second factor: one just made has just been shown and is not asked for again; a recovery code is one fewer.
And what follows another password, a sign-in, a failed one: a line in the audit."""

from datetime import UTC, datetime
from typing import Any

from allauth.account import signals
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from kiosk.desk.people import record
from kiosk.desk.people.models import Officer
from kiosk.desk.words import say

SHOWN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(authenticator_added)
def shown(request: HttpRequest, user: Officer, authenticator: Authenticator, **more: Any) -> None:  # noqa: ARG001
    """Count its first code or touch as a sign-in with it; recovery codes are shown to the person, not by them."""
    if authenticator.type in SHOWN:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


@receiver(authenticator_used)
def spent(request: HttpRequest, authenticator: Authenticator, **more: Any) -> None:  # noqa: ARG001
    """Tell whoever came in by a recovery code how many are left, before the last is gone."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        authenticator.refresh_from_db(fields=["data"])  # it was read before the code was crossed out
        left = len(authenticator.wrap().get_unused_codes())
        messages.warning(
            request,
            say(
                f"복구 코드를 하나 썼습니다. 남은 것: {left}개. 이름을 누르면 새로 만들 수 있습니다.",
                f"A recovery code was used; {left} left. Press your name to make new ones.",
            ),
        )


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def another_password(user: Officer, **more: Any) -> None:  # noqa: ARG001
    """Keep in the record who changed it, or came in by a forgotten one."""
    record.note(user, "password", f"officer {user}", datetime.now(UTC))


@receiver(user_logged_in)
def came(request: HttpRequest, user: Officer, **more: Any) -> None:  # noqa: ARG001
    """Keep in the record who signed in."""
    record.note(user, "sign-in", f"officer {user}", datetime.now(UTC))


@receiver(user_logged_out)
def went(request: HttpRequest, user: Officer | None, **more: Any) -> None:  # noqa: ARG001
    """Keep in the record who signed out."""
    if user:
        record.note(user, "sign-out", f"officer {user}", datetime.now(UTC))


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **more: Any) -> None:  # noqa: ARG001
    """Keep in the record for whom a password failed; a name that nobody has may be a password typed in the wrong field."""
    named = str(credentials.get("username", ""))
    officer = Officer.objects.filter(sign_in__iexact=named).first()
    record.note(None, "sign-in-failed", f"officer {officer}" if officer else "nobody's name", datetime.now(UTC))
