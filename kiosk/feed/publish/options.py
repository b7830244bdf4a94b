"""What the commands of `kiosk feed` take, and how a command gets its keys and its time."""

from datetime import datetime
from pathlib import Path

import click

from kiosk import clock
from kiosk.feed.publish import keys
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.repository import Repository

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)

of_feed = click.argument("folder", metavar="FEED", type=FOLDER)
of_keys = click.option(
    "--keys", "keys_folder", type=FOLDER, help="Folder of key files (default: where `init` made them)."
)
of_passphrase = click.option("--passphrase-file", type=FILE, help="File whose first line opens the sealed keys.")
roster_instead = click.option("--roster", "of_roster", is_flag=True, help="The roster that waits, not the edition.")
of_name = click.option("--name", required=True, help="The officer's public pseudonym.")


def now() -> datetime:
    """Read the clock, to the second, as documents are dated."""
    return clock.wall().replace(microsecond=0)


def keyring_of(folder: Path, keys_folder: Path | None, passphrase_file: Path | None) -> Keyring:
    """Open the folder of keys that was named, else the one the feed remembers. Raises Fault."""
    return Keyring(keys_folder or Repository(folder).keys_folder, passphrase_in(passphrase_file))


def passphrase_in(path: Path | None) -> bytes | None:
    """Read the passphrase from its file; None where none was named. Raises Fault."""
    return keys.read_passphrase(path) if path else None
