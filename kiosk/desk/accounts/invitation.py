"""How somebody comes to the desk: named by one supervisor, confirmed by another."""

from datetime import UTC, datetime

from django.db import transaction

from kiosk.desk.accounts.models import Officer, Role
from kiosk.desk.publishing import audit
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.keys import check_name


def invite(supervisor: Officer, name: str, role: str) -> Officer:
    """Name somebody; they can do nothing yet. Raises Fault, Refusal."""
    _must_supervise(supervisor)
    try:
        check_name(name)
    except Misuse as fault:
        raise Fault(str(fault)) from None
    if role not in Role.values:
        raise Fault(f"no such role: {role}")
    if Officer.objects.filter(username__iexact=name).exists():
        raise Fault(f"there is a {name} already")
    with transaction.atomic():
        officer = Officer(username=name, role=role, invited_by=supervisor)
        officer.set_unusable_password()
        officer.save()
        audit.note(supervisor, "invite", f"officer {name}", datetime.now(UTC), role=role)
    return officer


def confirm(supervisor: Officer, officer: Officer) -> None:
    """The second supervisor's word. Raises Refusal."""
    _must_supervise(supervisor)
    if officer.confirmed_by_id or officer.is_active:
        raise Refusal(f"{officer} is confirmed already")
    if supervisor.pk in (officer.invited_by_id, officer.pk):
        raise Refusal("another supervisor than the one who invited must confirm")
    with transaction.atomic():
        officer.confirmed_by, officer.is_active = supervisor, True
        officer.save(update_fields=["confirmed_by", "is_active"])
        audit.note(supervisor, "confirm", f"officer {officer}", datetime.now(UTC))


def _must_supervise(officer: Officer) -> None:
    if not officer.supervises:
        raise Refusal("only a supervisor may do this")
