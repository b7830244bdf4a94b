"""`kiosk desk watch`: for the duty room. Announces number, signers and changed contacts of each edition seen in the feed."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.desk.watching import Unreachable, Watcher
from kiosk.faults import Fault


class Command(BaseCommand):
    """Outside the server it reads the feed's address, with a root file of its own; beside it, the feed's folder."""

    help = "Announce each new edition of a feed: number, signers, changed contacts."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """FEED, --root, --mode, --every, --once."""
        parser.add_argument("feed", help="the feed's address (https://...) or folder")
        parser.add_argument("--root", type=Path, help="the trusted root file; needed for an address")
        parser.add_argument("--mode", default="live", choices=("live", "training", "demo"))
        parser.add_argument("--every", type=float, default=5.0)
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Until a signal ends it."""
        if "://" in options["feed"] and not options["root"]:
            raise CommandError("an address needs --root FILE: the feed's own word for its root is worth nothing")
        try:
            anchor = options["root"].read_bytes() if options["root"] else None
        except OSError as fault:
            raise CommandError(f"{options['root']}: {fault.strerror}") from fault
        watcher, trouble = Watcher(options["feed"], options["mode"], anchor), ""
        while True:
            try:
                lines, now = watcher.look(), ""
            except Fault as fault:
                lines, now = [], _said(fault)
                if options["once"]:
                    raise CommandError(str(fault), returncode=fault.exit_code) from fault
            for line in [now] if now and now != trouble else lines:
                self.stdout.write(line)
                self.stdout.flush()
            trouble = now
            if options["once"]:
                return
            time.sleep(options["every"])


def _said(fault: Fault) -> str:
    kind = "피드에 닿지 않음 feed not reached" if isinstance(fault, Unreachable) else "믿을 수 없음 not trustworthy"
    return f"\a!! {kind}: {fault}"
