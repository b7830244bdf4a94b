"""`kiosk desk audit --verify`: the record's lines against each other, and against the head in the signed edition in force."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.desk.publishing import proof
from kiosk.faults import Fault


class Command(BaseCommand):
    """Exit 0 where all holds, 2 where it does not, 1 where it could not be read."""

    help = "Verify the record of acts against the edition that two officers signed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --verify."""
        parser.add_argument("--verify", action="store_true", required=True, help="look at every line")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Look, and say what came of it. Raises CommandError with 1 where it could not be read, 2 where it does not hold."""
        try:
            found = proof.prove()
            wrong = [alarm.en for alarm in proof.alarms()]
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        if not found.holds:
            raise CommandError(" ".join(wrong), returncode=2)
        named = (
            f"edition {found.edition} names line {found.head}" if found.head else f"edition {found.edition} names none"
        )
        self.stdout.write(f"{found.lines} lines hold; {named}")
