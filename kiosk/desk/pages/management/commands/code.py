"""`kiosk desk code NAME`: the demo officer's one-time code of this half minute. Demo only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from kiosk.desk.people.demo_codes import all_codes


class Command(BaseCommand):
    """Stands in for the officer's phone."""

    help = "Print a demo officer's one-time code (only with KIOSK_DESK=demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take NAME."""
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002  (Django's)
        """Return the six digits. Raises CommandError."""
        try:
            codes = dict(all_codes())
        except DatabaseError:
            raise CommandError(f"there is no desk in {settings.DESK.data} yet: `kiosk demo` makes it") from None
        if options["name"] not in codes:
            raise CommandError(f"{options['name']} has no one-time codes here")
        return codes[options["name"]]
