"""`kiosk desk admit KEYID --keys DIR`: two supervisors' key files admit an officer's enrolled passkey."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kiosk.desk.people.models import Passkey
from kiosk.desk.signers import enrollment
from kiosk.desk.words import speaking
from kiosk.faults import Fault
from kiosk.feed.publish.keys import Keyring, read_passphrase
from kiosk.feed.trust.officers import digits


class Command(BaseCommand):
    """Without --yes it shows the digits that the officer must have read out, and does nothing."""

    help = "Admit an officer's passkey with two supervisors' key files (and the online keys) in one folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take KEYID (or its beginning), --keys, --passphrase-file, --yes."""
        parser.add_argument("keyid")
        parser.add_argument("--keys", type=Path, required=True)
        parser.add_argument("--passphrase-file", type=Path)
        parser.add_argument("--yes", action="store_true")

    def handle(self, *args: Any, **options: Any) -> str:  # noqa: ARG002  (Django's)
        """Admit one key, or show its digits. Raises CommandError."""
        found = list(Passkey.objects.filter(keyid__startswith=options["keyid"]).select_related("officer")[:2])
        if len(found) != 1:
            raise CommandError(f"{len(found) or 'no'} keys begin with {options['keyid']}")
        said = f"{found[0].officer}: {digits(found[0].keyid)}"
        if not options["yes"]:
            return f"{said}\nCompare these digits with what the officer reads out; then again with --yes."
        secret = read_passphrase(options["passphrase_file"]) if options["passphrase_file"] else None
        try:
            with speaking("en"):  # as every command speaks
                enrollment.admit(None, found[0], Keyring(options["keys"], secret))
        except (Fault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        return f"{said} admitted"
