"""`kiosk desk restore FILE`: the desk back from its backup; from a `passkeys.json`, the passkeys alone."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.desk.pages import keeping
from kiosk.desk.publishing import proof
from kiosk.faults import Fault


class Command(BaseCommand):
    """What the record lacks of what was signed since is said, and stands on the board."""

    help = "Put the desk back from a backup; stop the desk first."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take FILE."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Put it back. Raises CommandError."""
        try:
            for line in keeping.restore(options["file"]):
                self.stdout.write(line)
            for alarm in proof.alarms():
                self.stdout.write(alarm.en)
        except Fault as fault:
            raise CommandError(str(fault)) from fault
