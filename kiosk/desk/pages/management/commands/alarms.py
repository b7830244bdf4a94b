"""`kiosk desk alarms [--every SECONDS]`: tells people what is the matter, by mail, web push and webhook.

Once for each threshold, or again until somebody acknowledges it (`kiosk.desk.telling.tell`). What nobody could be told is
said here, stands on the board, and is tried again; it is never recorded as told.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from kiosk.desk.fleet import keeping
from kiosk.desk.pages import causes
from kiosk.desk.publishing import proof
from kiosk.desk.publishing.actions.publish import reconcile
from kiosk.desk.telling import ways
from kiosk.desk.telling.tell import tell
from kiosk.faults import Fault

PROVED_EVERY = timedelta(days=1)
"""Between two looks at the whole record."""


class Command(BaseCommand):
    """Prints each alarm told, so that the journal has it too."""

    help = "Tell officers and supervisors what waits, was returned, runs out or differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --every."""
        parser.add_argument(
            "--every", type=float, default=0.0, help="seconds between two rounds; without it: one round"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Tell what is due, once or until a signal ends it. Raises CommandError, with --every only at the end of the desk."""
        self.prove_at = datetime.now(UTC)
        self.said: set[str] = set()
        self.remarked: set[str] = set()
        while True:
            close_old_connections()
            try:
                self._round(datetime.now(UTC))
            except (Fault, DatabaseError) as fault:
                if not options["every"]:
                    raise CommandError(str(fault)) from fault
                self._remark(str(fault))
            if not options["every"]:
                return
            time.sleep(options["every"])

    def _round(self, now: datetime) -> None:
        reconcile()
        if now >= self.prove_at:
            proof.prove()
            keeping.forget(now)
            self.prove_at = now + PROVED_EVERY
        found = tell(causes.SOURCE, causes.now_holding(now), now)
        for cause in (*found.told, *found.untold):
            self._say(" ".join(cause.said))
        for failure in found.failures:
            self._remark(failure)
        if found.untold and (why := ways.unheard()):
            self._remark(f"{why[1]} Told here only.")

    def _say(self, line: str) -> None:
        if line not in self.said:
            self.said.add(line)
            self.stdout.write(line)
            self.stdout.flush()

    def _remark(self, line: str) -> None:
        """Say what failed once for as long as this process runs."""
        if line not in self.remarked:
            self.remarked.add(line)
            self.stderr.write(line)
            self.stderr.flush()
