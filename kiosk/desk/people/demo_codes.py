"""The one-time codes of the demo's officers: stands in for their phones, in the demo only."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings

from kiosk.faults import Refusal


def all_codes() -> list[tuple[str, str]]:
    """Return (name, six digits) of this half minute. Raises Refusal outside the demo."""
    if not settings.DESK.demo:
        raise Refusal("one-time codes are told only in the demo")
    found = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__username__startswith="demo-")
    counter = int(time.time()) // 30
    return [
        (one.user.get_username(), str(format_hotp_value(hotp_value(decrypt(one.data["secret"]), counter))))
        for one in found.select_related("user").order_by("user__username")
    ]
