"""`kiosk desk timestamper`: re-signs the timestamp, and the snapshot when due; needs online keys and feed, no database."""

import time
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.faults import Fault
from kiosk.feed.publication import Publisher


class Command(BaseCommand):
    """A failure is said and tried again: the kiosks show the age of what they know."""

    help = "Re-sign the timestamp every few minutes."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """--every, --once."""
        parser.add_argument("--every", type=float, default=300.0, help="seconds between two signatures")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Until a signal ends it."""
        while True:
            try:
                feed = repository()
                with feed.locked():
                    Publisher(feed, online(), datetime.now(UTC)).renew()
            except (Fault, OSError) as fault:
                self.stderr.write(f"timestamp not renewed: {fault}")
                if options["once"]:
                    raise SystemExit(1) from None
            if options["once"]:
                return
            time.sleep(options["every"])
