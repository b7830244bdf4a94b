"""`kiosk desk alarms`: tells what runs out, once for each threshold; a timer runs it every hour.

What was told to somebody stands in the audit, and is not told again; what could be told to nobody is, every time. A mail that
cannot be sent is said, and tried again next time.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kiosk.desk import conf
from kiosk.desk.accounts import rosters
from kiosk.desk.accounts.models import Officer, Role
from kiosk.desk.advice import alarms
from kiosk.desk.advice.alarms import Alarm, to_mail
from kiosk.desk.ministry import alarms as ministry
from kiosk.desk.publishing import audit
from kiosk.desk.publishing.desk_feed import live, parsed, repository
from kiosk.desk.publishing.models import Audit
from kiosk.faults import Fault

ACT = "alarm"


class Command(BaseCommand):
    """Prints each alarm told, so that the journal has it too."""

    help = "Mail what runs out to officers and supervisors, once for each threshold (90, 60, 30 ... days)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Tell what has not been told."""
        now = datetime.now(UTC)
        try:
            edition = parsed(live())
            found = [*to_mail(edition, repository(), now), *rosters.alarms(), *ministry.of(edition, now)]
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        told = set(
            Audit.objects.filter(act=ACT, subject__in=[one.key for one in found]).values_list("subject", flat=True)
        )
        fresh = [one for one in found if one.key not in told]
        if not fresh:
            return
        for one in fresh:
            self.stdout.write(f"{one.ko} {one.en}")
        people = Officer.objects.filter(is_active=True, role__in=(Role.OFFICER, Role.SUPERVISOR)).exclude(email="")
        addresses = sorted(people.values_list("email", flat=True))
        if why := alarms.unheard(conf.mails(settings.DESK), bool(addresses)):
            self.stderr.write(f"{why[1]} Told here only.")
            return
        with transaction.atomic():
            for one in fresh:
                audit.note(None, ACT, one.key, now, said=one.en)
            self._send(fresh, addresses)

    def _send(self, fresh: list[Alarm], addresses: list[str]) -> None:
        text = "\n\n".join(f"{one.ko}\n{one.en}" for one in fresh) + "\n"
        try:
            send_mail("출국 안내 데스크 알림 · Departure desk: alarms", text, None, addresses)
        except OSError as fault:
            raise CommandError(f"the mail could not be sent, nothing is told: {fault}") from fault
