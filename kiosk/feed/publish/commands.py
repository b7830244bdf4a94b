"""`kiosk feed ...`: the publishing side by hand, and the checks anybody may run; its ceremonies are `ceremony_commands`.

Rules: this module only reads the command line and the clock, calls, and says in one line what was done. Faults
leave as the exceptions of `kiosk.faults`; `kiosk.cli` turns them into a line on stderr and an exit code. Keys lie
where `--keys` says, by default where `init` put them. A passphrase comes from
`--passphrase-file`, else from the file `passphrase` among the keys, and is never asked for.
"""

import re
import time
from pathlib import Path
from typing import Any

import click

from kiosk import clock
from kiosk.faults import Fault, Refusal
from kiosk.feed.open_data.folder import name_cap_sender
from kiosk.feed.publish import keys, proposal, recovery, roster
from kiosk.feed.publish.ceremony_commands import add_officer, init, remove_officer, rotate_root
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.options import (
    FILE,
    keyring_of,
    now,
    of_feed,
    of_keys,
    of_passphrase,
    passphrase_in,
    roster_instead,
)
from kiosk.feed.publish.publication import Publisher
from kiosk.feed.publish.pulse import DoubtfulClock, Pulse
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust import verification
from kiosk.feed.trust.client_commands import plain_client
from kiosk.files import given, told


class _FeedGroup(click.Group):
    """Says in one line which file the world would not let us read or write."""

    def invoke(self, ctx: click.Context) -> Any:
        with told("the feed"):
            return super().invoke(ctx)


@click.group(cls=_FeedGroup)
def feed() -> None:
    """The signed feed: found it, publish editions, run its ceremonies, check it."""


@feed.command()
@of_feed
@click.argument("edition", type=FILE)
def propose(folder: Path, edition: Path) -> None:
    """Check an edition and freeze its bytes for signing."""
    frozen = proposal.freeze(given(edition))
    waiting = proposal.propose(Repository(folder), frozen, now())
    click.echo(f"edition {waiting.edition_header.number} waits for two officers")


@feed.command()
@of_feed
@click.option("--key", "key_file", type=FILE, required=True, help="The officer's key file.")
@roster_instead
@of_passphrase
def sign(folder: Path, key_file: Path, of_roster: bool, passphrase_file: Path | None) -> None:
    """Give one officer's signature to the edition that waits, or a supervisor's to the roster that waits."""
    passphrase = Keyring(key_file.parent, passphrase_in(passphrase_file)).passphrase
    if of_roster:
        found = roster.sign(Repository(folder), keys.read(key_file), passphrase)
        click.echo(f"roster signed by {', '.join(found.supervisors + found.signers)}")
        return
    file = keys.read(key_file)
    proposal.judge(Repository(folder), now())
    signed = proposal.sign(Repository(folder), file, passphrase)
    click.echo(f"edition {signed.edition_header.number} signed by {', '.join(signed.signers)}")


@feed.command()
@of_feed
@of_keys
@roster_instead
def publish(folder: Path, keys_folder: Path | None, of_roster: bool) -> None:
    """Publish the edition (or the roster) that waits, if two people signed it."""
    if of_roster:
        found = roster.publish(Repository(folder), keyring_of(folder, keys_folder, None), now())
        click.echo(f"roster {found.targets.signed.version} published, signed by {', '.join(found.supervisors)}")
        return
    keyring = keyring_of(folder, keys_folder, None)
    proposal.judge(Repository(folder), now())
    published = proposal.publish(Repository(folder), keyring, now())
    click.echo(f"edition {published.edition_header.number} published, signed by {', '.join(published.signers)}")


@feed.command()
@of_feed
@of_keys
@click.option("--every", metavar="DURATION", help="Go on, this often: 30s, 5m, 1h.")
@click.option(
    "--clock-is-right", "sure", is_flag=True, help="Sign, once, though the clock is far from what was signed."
)
def timestamp(folder: Path, keys_folder: Path | None, every: str | None, sure: bool) -> None:
    """Sign the timestamp anew, and the snapshot when it is due; a clock that cannot be right signs nothing."""
    pause = _seconds(every) if every else None
    pulse = Pulse(Repository(folder), keyring_of(folder, keys_folder, None), sure)
    while True:
        try:
            _beat(pulse)
        except DoubtfulClock as fault:
            if pause is None:
                raise
            click.echo(f"kiosk feed: {fault}; trying again in {every}", err=True)
        if pause is None:
            return
        time.sleep(pause)


def _beat(pulse: Pulse) -> None:
    due, remark = pulse.beat(now(), clock.ticks())
    if remark:
        click.echo(remark, err=True)
    click.echo(f"timestamp signed{', and snapshot' if due else ''}")


@feed.command()
@of_feed
@click.argument("held", metavar="BUNDLE", type=FILE)
def resume(folder: Path, held: Path) -> None:
    """After a restore: bring the feed up to what a kiosk holds (the file of `kiosk edition export`)."""
    repository = Repository(folder)
    found = recovery.resume(repository, recovery.read(repository, given(held)))
    click.echo(f"edition {found.number} is in force, timestamp {found.versions.timestamp}; now `kiosk feed timestamp`")


@feed.command()
@of_feed
@click.option("--root", "root_file", type=FILE, help="Trust this root file (default: the feed's own first).")
@click.option("--held", type=FILE, help="What a kiosk holds (`kiosk edition export`): would it follow?")
def verify(folder: Path, root_file: Path | None, held: Path | None) -> None:
    """Check the whole repository as a kiosk would."""
    repository = Repository(folder)
    bundle = repository.bundle()
    if bundle is None:
        raise Fault("no edition is published yet")
    anchor = given(root_file) if root_file else bundle.roots[0]
    verified = verification.verify(bundle, anchor, repository.mode)
    click.echo(f"edition {verified.number} ({verified.mode}) signed by {', '.join(verified.signers)}")
    for role, expires in verified.expires.items():
        click.echo(f"{role} {dict(verified.versions.items())[role]} until {expires:%Y-%m-%d %H:%M} UTC")
    ended = [role for role, expires in verified.expires.items() if expires <= now()]
    if ended:
        raise Refusal(f"expired: {', '.join(ended)}")
    if held:
        recovery.check_followed(verified, recovery.read(repository, given(held)).verified)
        click.echo(f"a kiosk that holds {held} follows")


@feed.command("open")
@of_feed
@of_keys
@click.option("--cap-sender", metavar="NAME", help="Write CAP alerts too, in the name of who agreed to them.")
@click.option("--no-cap", is_flag=True, help="Write no CAP alerts any more.")
def open_data(folder: Path, keys_folder: Path | None, cap_sender: str | None, no_cap: bool) -> None:
    """Write the open data of the edition in force anew, as each publication does."""
    if cap_sender is not None and not re.fullmatch(r"[^\s,<&]{1,100}", cap_sender):
        raise click.UsageError("--cap-sender is a name without blanks, commas, < and &, such as an address of a house")
    repository = Repository(folder)
    with repository.locked():
        if cap_sender or no_cap:
            name_cap_sender(folder, cap_sender or "")
        publisher = Publisher(repository, keyring_of(folder, keys_folder, None), now())
        if not publisher.mend_copies(anew=True):
            raise Fault("no edition is published yet")
    click.echo(f"open data written to {folder / 'open'}")


for command in (init, add_officer, remove_officer, rotate_root, plain_client):
    feed.add_command(command)


def _seconds(duration: str) -> float:
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smh])", duration)
    if not found:
        raise click.UsageError(f"--every wants a duration like 30s, 5m or 1h, not {duration!r}")
    return int(found[1]) * {"s": 1, "m": 60, "h": 3600}[found[2]]
