"""`kiosk desk timestamper`: re-signs the timestamp, and the snapshot when due; needs online keys and feed, no database."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kiosk import clock
from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.faults import Fault
from kiosk.feed.publish.pulse import Pulse


class Command(BaseCommand):
    """A failure is said and tried again: the kiosks show the age of what they know."""

    help = "Re-sign the timestamp every few minutes."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --every, --once."""
        parser.add_argument("--every", type=float, default=300.0, help="seconds between two signatures")
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--clock-is-right", dest="sure", action="store_true", help="sign once by a doubted clock")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Sign until a signal ends it."""
        pulse = Pulse(repository(), online(), options["sure"])
        while True:
            try:
                _, remark = pulse.beat(clock.wall().replace(microsecond=0), clock.ticks())
                if remark:
                    self.stderr.write(remark)
            except (Fault, OSError) as fault:
                self.stderr.write(f"timestamp not renewed: {fault}")
                if options["once"]:
                    raise SystemExit(1) from None
            if options["once"]:
                return
            time.sleep(options["every"])
