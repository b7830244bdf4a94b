"""`kiosk desk backup FILE`: the desk's database, what lies beside it, and the passkeys' credential ids as one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.desk.pages import keeping
from kiosk.faults import Fault


class Command(BaseCommand):
    """While the desk runs; FILE must not be there yet."""

    help = "Write the desk into one file, mode 0600."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take FILE."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Write it. Raises CommandError."""
        try:
            keeping.backup(options["file"])
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{options['file']}: {options['file'].stat().st_size} bytes")
