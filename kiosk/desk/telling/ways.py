"""The ways by which people are told: mail, web push, a webhook. Each says whether the message was taken; none says so otherwise.

Rules: every way has a deadline, follows no redirect, and reads little of the answer. A device that its push service knows no
more is forgotten. The webhook is signed with the desk's secret (`X-Desk-Signature`, HMAC-SHA256 of the body), where one is set.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.mail import send_mail
from py_vapid import VapidException
from pywebpush import WebPushException, webpush

from kiosk.desk import conf
from kiosk.desk.people.models import Officer
from kiosk.desk.telling import message, vapid
from kiosk.desk.telling.message import Cause
from kiosk.desk.telling.models import Device
from kiosk.desk.words import Pair

SECONDS = 10.0
KEPT_SECONDS = 12 * 3600
"""How long a push service keeps what a device that is off has not taken."""
GONE = (404, 410)
Fail = Callable[[str], None]
"""Told, in one line, why a way did not take a message."""


def mailed(officer: Officer, causes: Sequence[Cause], fail: Fail) -> bool:
    """Mail them; False where the desk has no mail, the person no address, or the server did not take it."""
    if not conf.mails(settings.DESK) or not officer.email:
        return False
    try:
        sent = send_mail(message.SUBJECT, message.mail(causes, settings.DESK.origin), None, [officer.email])
    except OSError as fault:
        fail(f"mail to {officer}: {fault}")
        return False
    return sent > 0


def pushed(officer: Officer, causes: Sequence[Cause], fail: Fail) -> bool:
    """Push it to each of somebody's devices; True if one push service took it."""
    taken = [_push(device, json.dumps(message.push(causes)), fail) for device in officer.devices.all()]
    return any(taken)


def _push(device: Device, text: str, fail: Fail) -> bool:
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    try:
        with _session() as session:
            webpush(
                {"endpoint": device.endpoint, "keys": keys},
                text,
                vapid.key(vapid.make(settings.DESK.data)),
                {"sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}"},
                timeout=SECONDS,
                ttl=KEPT_SECONDS,
                headers={"urgency": "high"},
                requests_session=session,
            )
    except (WebPushException, VapidException, requests.RequestException, OSError, ValueError) as fault:
        answer = getattr(fault, "response", None)
        if answer is not None and answer.status_code in GONE:
            device.delete()
        fail(f"push to {device}: {str(fault).splitlines()[0][:200]}")
        return False
    return True


def hooked(causes: Sequence[Cause], fail: Fail) -> bool:
    """Post it to the webhook; False where there is none or it did not take it."""
    if not settings.DESK.webhook:
        return False
    body = json.dumps(message.hook(causes, settings.DESK.origin), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    if settings.DESK.webhook_secret:
        signed = hmac.new(settings.DESK.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Desk-Signature"] = f"sha256={signed}"
    try:
        with _session() as session:
            answer = session.post(settings.DESK.webhook, data=body, headers=headers, timeout=SECONDS)
            answer.raise_for_status()
    except requests.RequestException as fault:
        fail(f"webhook: {type(fault).__name__}")
        return False
    return True


def _session() -> requests.Session:
    session = requests.Session()
    session.max_redirects = 0
    return session


def unheard() -> Pair | None:
    """Tell, in Korean and English, that nobody hears an alarm by mail and why; None where somebody does."""
    others = Device.objects.filter(officer__is_active=True).exists() or bool(settings.DESK.webhook)
    ko, en = ("메일로는", " by mail") if others else ("", "")
    if not conf.mails(settings.DESK):
        return (f"메일 서버가 설정되지 않아 {ko} 알림을 아무도 받지 못합니다.".replace("  ", " "),
                f"No mail server is set up: nobody hears an alarm{en}.")  # fmt: skip
    if not Officer.objects.filter(is_active=True).exclude(email="").exists():
        return (f"메일 주소가 있는 사람이 없어 {ko} 알림을 아무도 받지 못합니다.".replace("  ", " "),
                f"Nobody has a mail address: nobody hears an alarm{en}.")  # fmt: skip
    return None


def is_push_service(endpoint: str) -> bool:
    """Tell whether an endpoint may be one: https; in the demo also plain, on this machine."""
    try:
        parts = urlsplit(endpoint)
        parts.port  # noqa: B018  (raises for what is no port)
    except ValueError:
        return False
    loopback = settings.DESK.demo and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return len(endpoint) <= 800 and bool(parts.hostname) and (parts.scheme == "https" or loopback)
