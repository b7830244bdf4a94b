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
from kiosk.desk.audit import chain
from kiosk.desk.audit.models import Audit
from kiosk.desk.editing import alarms
from kiosk.desk.editing.alarms import Alarm, to_mail
from kiosk.desk.ministry import alarms as ministry
from kiosk.desk.people.models import Officer
from kiosk.desk.people.policy import Act
from kiosk.desk.publishing.desk_feed import live, parsed, repository
from kiosk.desk.signers import rosters
from kiosk.faults import Fault

ACT = "alarm"


class Command(BaseCommand):
    """Prints each alarm told, so that the journal has it too."""

    help = "Mail what runs out to officers and supervisors, once for each threshold (90, 60, 30 ... days)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Tell what has not been told. Raises CommandError."""
        now = datetime.now(UTC)
        try:
            edition = parsed(live())
            alarms_now = [*to_mail(edition, repository(), now), *rosters.alarms(), *ministry.of(edition, now)]
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        keys = [alarm.key for alarm in alarms_now]
        told = set(Audit.objects.filter(act=ACT, subject__in=keys).values_list("subject", flat=True))
        if fresh := [alarm for alarm in alarms_now if alarm.key not in told]:
            self._tell(fresh, now)

    def _tell(self, fresh: list[Alarm], now: datetime) -> None:
        for alarm in fresh:
            self.stdout.write(f"{alarm.ko} {alarm.en}")
        people = Officer.objects.who_may(Act.HEAR_ALARMS).exclude(email="")
        addresses = sorted(people.values_list("email", flat=True))
        if why := alarms.unheard(conf.mails(settings.DESK), bool(addresses)):
            self.stderr.write(f"{why[1]} Told here only.")
            return
        with transaction.atomic():
            for alarm in fresh:
                chain.note(None, ACT, alarm.key, now, said=alarm.en)
            self._send(fresh, addresses)

    def _send(self, fresh: list[Alarm], addresses: list[str]) -> None:
        text = "\n\n".join(f"{one.ko}\n{one.en}" for one in fresh) + "\n"
        try:
            send_mail("출국 안내 데스크 알림 · Departure desk: alarms", text, None, addresses)
        except OSError as fault:
            raise CommandError(f"the mail could not be sent, nothing is told: {fault}") from fault
