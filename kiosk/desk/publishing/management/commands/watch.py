"""`kiosk desk watch`: for the duty room. Announces number, signers and changed contacts of each edition seen in the feed.

It stands outside the server: it fetches as a kiosk does, from a trusted root, and believes nothing that two people did
not sign. It needs no database and no secret of the desk's.
"""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.faults import Fault
from kiosk.feed import trust
from kiosk.feed.repository import Repository


class Command(BaseCommand):
    """Reads a feed's folder: the server's own, or one that a mirror (rsync, a bucket's mount) keeps."""

    help = "Announce each new edition of a feed's folder: number, signers, changed contacts."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """FEED, --root, --mode, --every, --once."""
        parser.add_argument("feed", type=Path)
        parser.add_argument("--root", type=Path, help="the trusted root file (default: the folder's first)")
        parser.add_argument("--mode", default="live", choices=("live", "training", "demo"))
        parser.add_argument("--every", type=float, default=5.0)
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Until a signal ends it."""
        anchor = options["root"].read_bytes() if options["root"] else None
        before: dict[str, Any] = {}
        while True:
            try:
                found = self._look(options["feed"], anchor, options["mode"])
                if found and found["number"] != before.get("number"):
                    self._announce(found, before)
                    before = found
            except Fault as fault:
                self.stdout.write(f"\a!! not trustworthy: {fault}")
                if options["once"]:
                    raise CommandError(str(fault), returncode=2) from fault
            if options["once"]:
                return
            time.sleep(options["every"])

    def _look(self, folder: Path, anchor: bytes | None, mode: str) -> dict[str, Any] | None:
        bundle = Repository(folder).bundle()
        if bundle is None:
            return None
        verified = trust.verify(bundle, anchor or bundle.roots[0], mode)
        contacts = json.loads(verified.edition_bytes)["contacts"]
        values = {one["id"]: (one["name"]["ko"], one.get("value", "")) for one in contacts}
        return {"number": verified.number, "signers": verified.signers, "contacts": values, "at": verified.issued_at}

    def _announce(self, found: dict[str, Any], before: dict[str, Any]) -> None:
        self.stdout.write(f"\a제{found['number']}판 edition {found['number']} · {', '.join(found['signers'])}")
        if not before:
            return
        was, now = before["contacts"], found["contacts"]
        for key in {**was, **now}:
            if was.get(key) != now.get(key):
                old, new = was.get(key, ("", "–")), now.get(key, ("", "–"))
                self.stdout.write(f"\a!! 연락처 변경 contact changed: {new[0] or old[0]}: {old[1]} → {new[1]}")
        if was == now:
            self.stdout.write("   연락처 변경 없음 contacts unchanged")
