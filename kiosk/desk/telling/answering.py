"""What people answer to a call: that they have it in hand, or that it be quiet for a while; and the devices they listen by."""

import base64
import binascii
from datetime import datetime, timedelta

from django.db import transaction

from kiosk.desk.audit import chain
from kiosk.desk.people import policy
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.telling.models import Call, Device
from kiosk.desk.telling.ways import is_push_service
from kiosk.desk.words import say
from kiosk.faults import Fault

QUIET = timedelta(hours=8)
MOST_DEVICES = 10


def acknowledge(officer: Officer, call: Call, now: datetime) -> None:
    """Say that somebody has it in hand: nobody is told of it again while it holds. Raises Refusal."""
    policy.must(officer, Act.HEAR_ALARMS)
    with transaction.atomic():
        call.acknowledged, call.acknowledged_by = now, officer
        call.save(update_fields=["acknowledged", "acknowledged_by"])
        chain.note(officer, "alarm-acknowledged", call.key[:100], now)


def quiet(officer: Officer, call: Call, now: datetime) -> None:
    """Let nobody be told of it for eight hours. Raises Refusal."""
    policy.must(officer, Act.HEAR_ALARMS)
    with transaction.atomic():
        call.quiet_until = now + QUIET
        call.save(update_fields=["quiet_until"])
        chain.note(officer, "alarm-quiet", call.key[:100], now, hours=QUIET.seconds // 3600)


def listen(officer: Officer, endpoint: str, p256dh: str, auth: str, now: datetime) -> Device:
    """Keep a device that takes web push, at most ten a person. Raises Refusal, Fault."""
    policy.must(officer, Act.HEAR_ALARMS)
    if not is_push_service(endpoint) or (_length(p256dh), _length(auth)) != (65, 16):
        raise Fault(say("이 브라우저의 알림 주소를 쓸 수 없습니다.", "this browser's push address cannot be used"))
    with transaction.atomic():
        Device.objects.filter(endpoint=endpoint).delete()
        if officer.devices.count() >= MOST_DEVICES:
            raise Fault(say("기기가 이미 열 대입니다.", "there are ten devices already"))
        chain.note(officer, "device", f"officer {officer}", now)
        return Device.objects.create(officer=officer, endpoint=endpoint, p256dh=p256dh, auth=auth)


def stop_listening(officer: Officer, device: Device, now: datetime) -> None:
    """Forget one of one's own devices."""
    with transaction.atomic():
        device.delete()
        chain.note(officer, "device-off", f"officer {officer}", now)


def _length(value: str) -> int:
    """Bytes in base64url, or -1."""
    try:
        return len(base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return -1
