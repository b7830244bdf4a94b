"""`kiosk feed ...`: the publishing side by hand, and the checks anybody may run.

Rules: this module only reads the command line and the clock, calls, and says in one line what was done. Faults
leave as the exceptions of `kiosk.faults`; `kiosk.cli` turns them into a line on stderr and an exit code. Keys lie
where `--keys` says, by default where `init` put them. A passphrase comes from
`--passphrase-file`, else from the file `passphrase` among the keys, and is never asked for.
"""

import json
import re
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from securesystemslib.signer import Key

from kiosk import clock
from kiosk.domain.mode import MODES
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish import ceremony, keys, proposal, recovery, roster
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.pulse import DoubtfulClock, Pulse
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust import officers, verification, webauthn
from kiosk.feed.trust.client_commands import plain_client
from kiosk.files import PRIVATE, given, told, write_whole

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_Command = Callable[..., Any]

_feed = click.argument("folder", metavar="FEED", type=_FOLDER)
_keys = click.option(
    "--keys", "keys_folder", type=_FOLDER, help="Folder of key files (default: where `init` made them)."
)
_passphrase = click.option("--passphrase-file", type=_FILE, help="File whose first line opens the sealed keys.")
_roster = click.option("--roster", "of_roster", is_flag=True, help="The roster that waits, not the edition.")
_name = click.option("--name", required=True, help="The officer's public pseudonym.")


class _FeedGroup(click.Group):
    """Says in one line which file the world would not let us read or write."""

    def invoke(self, ctx: click.Context) -> Any:
        with told("the feed"):
            return super().invoke(ctx)


@click.group(cls=_FeedGroup)
def feed() -> None:
    """The signed feed: found it, publish editions, run its ceremonies, check it."""


@feed.command()
@_feed
@_keys
@click.option("--mode", type=click.Choice(MODES), required=True, help="What the feed is for; it never changes.")
@_passphrase
def init(folder: Path, keys_folder: Path | None, mode: str, passphrase_file: Path | None) -> None:
    """Make root (2 of 3), two supervisors and the online keys, and a first publication without an edition."""
    keyring = _keyring(folder, keys_folder, passphrase_file)
    if keyring.folder.resolve().is_relative_to(folder.resolve()):
        raise Misuse(f"--keys {keyring.folder} lies in the feed, which the web server serves: keep keys elsewhere")
    if keyring.passphrase is None:
        _make_passphrase(keyring)
    repository = ceremony.found(folder, keyring, mode, _now())
    repository.note_keys_folder(keyring.folder)
    click.echo(f"feed for {mode} in {folder}, keys in {keyring.folder}")
    click.echo(f"root fingerprint {verification.fingerprint(repository.roots()[-1])}")


@feed.command("add-officer")
@_feed
@_keys
@_name
@_passphrase
def add_officer(folder: Path, keys_folder: Path | None, name: str, passphrase_file: Path | None) -> None:
    """Make an officer's key file and admit it, signed by both supervisors."""
    keyring = _keyring(folder, keys_folder, passphrase_file)
    file = ceremony.admit(Repository(folder), keyring, name, _now())
    click.echo(f"officer {name} admitted, key {keyring.where(file)}, fingerprint {officers.digits(file.key.keyid)}")


@feed.command("remove-officer")
@_feed
@_keys
@_name
@_passphrase
def remove_officer(folder: Path, keys_folder: Path | None, name: str, passphrase_file: Path | None) -> None:
    """Remove an officer; the published edition is signed anew by two others in the same publication."""
    keyring = _keyring(folder, keys_folder, passphrase_file)
    resigned = ceremony.remove(Repository(folder), keyring, name, _now())
    click.echo(f"officer {name} removed{', the edition signed anew' if resigned else ''}")


@feed.command()
@_feed
@click.argument("edition", type=_FILE)
def propose(folder: Path, edition: Path) -> None:
    """Check an edition and freeze its bytes for signing."""
    frozen = proposal.freeze(given(edition))
    waiting = proposal.propose(Repository(folder), frozen, _now())
    click.echo(f"edition {waiting.edition_header.number} waits for two officers")


@feed.command()
@_feed
@click.option("--key", "key_file", type=_FILE, required=True, help="The officer's key file.")
@_roster
@_passphrase
def sign(folder: Path, key_file: Path, of_roster: bool, passphrase_file: Path | None) -> None:
    """Give one officer's signature to the edition that waits, or a supervisor's to the roster that waits."""
    passphrase = Keyring(key_file.parent, _passphrase_in(passphrase_file)).passphrase
    if of_roster:
        found = roster.sign(Repository(folder), keys.read(key_file), passphrase)
        click.echo(f"roster signed by {', '.join(found.supervisors + found.signers)}")
        return
    file = keys.read(key_file)
    proposal.judge(Repository(folder), _now())
    signed = proposal.sign(Repository(folder), file, passphrase)
    click.echo(f"edition {signed.edition_header.number} signed by {', '.join(signed.signers)}")


@feed.command()
@_feed
@_keys
@_roster
def publish(folder: Path, keys_folder: Path | None, of_roster: bool) -> None:
    """Publish the edition (or the roster) that waits, if two people signed it."""
    if of_roster:
        found = roster.publish(Repository(folder), _keyring(folder, keys_folder, None), _now())
        click.echo(f"roster {found.targets.signed.version} published, signed by {', '.join(found.supervisors)}")
        return
    keyring = _keyring(folder, keys_folder, None)
    proposal.judge(Repository(folder), _now())
    published = proposal.publish(Repository(folder), keyring, _now())
    click.echo(f"edition {published.edition_header.number} published, signed by {', '.join(published.signers)}")


@feed.command()
@_feed
@_keys
@click.option("--every", metavar="DURATION", help="Go on, this often: 30s, 5m, 1h.")
@click.option(
    "--clock-is-right", "sure", is_flag=True, help="Sign, once, though the clock is far from what was signed."
)
def timestamp(folder: Path, keys_folder: Path | None, every: str | None, sure: bool) -> None:
    """Sign the timestamp anew, and the snapshot when it is due; a clock that cannot be right signs nothing."""
    pause = _seconds(every) if every else None
    pulse = Pulse(Repository(folder), _keyring(folder, keys_folder, None), sure)
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
    due, remark = pulse.beat(_now(), clock.ticks())
    if remark:
        click.echo(remark, err=True)
    click.echo(f"timestamp signed{', and snapshot' if due else ''}")


@feed.command()
@_feed
@click.argument("held", metavar="BUNDLE", type=_FILE)
def resume(folder: Path, held: Path) -> None:
    """After a restore: bring the feed up to what a kiosk holds (the file of `kiosk edition export`)."""
    repository = Repository(folder)
    found = recovery.resume(repository, recovery.read(repository, given(held)))
    click.echo(f"edition {found.number} is in force, timestamp {found.versions.timestamp}; now `kiosk feed timestamp`")


@feed.command()
@_feed
@click.option("--root", "root_file", type=_FILE, help="Trust this root file (default: the feed's own first).")
@click.option("--held", type=_FILE, help="What a kiosk holds (`kiosk edition export`): would it follow?")
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
    ended = [role for role, expires in verified.expires.items() if expires <= _now()]
    if ended:
        raise Refusal(f"expired: {', '.join(ended)}")
    if held:
        recovery.check_followed(verified, recovery.read(repository, given(held)).verified)
        click.echo(f"a kiosk that holds {held} follows")


@feed.command("rotate-root")
@_feed
@_keys
@click.option("--replace", multiple=True, metavar="KEY", help="root-N, supervisor-N, snapshot or timestamp; repeats.")
@click.option("--sign-with", multiple=True, metavar="ROOT-KEY", help="The pair of old root keys to use; repeats.")
@click.option(
    "--passkey",
    "passkeys",
    type=(str, _FILE),
    multiple=True,
    metavar="SUPERVISOR-KEY FILE",
    help="Put a supervisor's passkey (FILE, from the desk) in the place of that key; repeats.",
)
@_passphrase
def rotate_root(
    folder: Path,
    keys_folder: Path | None,
    replace: tuple[str, ...],
    passkeys: tuple[tuple[str, Path], ...],
    sign_with: tuple[str, ...],
    passphrase_file: Path | None,
) -> None:
    """A new root for another year, signed by old and new keys; lost or stolen keys are replaced."""
    keyring = _keyring(folder, keys_folder, passphrase_file)
    repository, new = Repository(folder), {name: _passkey(path) for name, path in passkeys}
    for name, key in new.items():
        click.echo(f"{name} becomes {officers.officer(key)}, fingerprint {officers.digits(key.keyid)}")
    version = ceremony.rotate_root(repository, keyring, replace, sign_with, _now(), new)
    if repository.root().signed.version < version:
        click.echo(f"root {version} waits for the supervisors: they sign targets on the signing page")
        return
    click.echo(f"root {version} published{', new keys for ' + ', '.join(replace) if replace else ''}")


feed.add_command(plain_client)


def _now() -> datetime:
    return clock.wall().replace(microsecond=0)


def _keyring(folder: Path, keys_folder: Path | None, passphrase_file: Path | None) -> Keyring:
    return Keyring(keys_folder or Repository(folder).keys_folder, _passphrase_in(passphrase_file))


def _passphrase_in(path: Path | None) -> bytes | None:
    return keys.read_passphrase(path) if path else None


def _make_passphrase(keyring: Keyring) -> None:
    """No passphrase was given: invent one, lay it beside the keys, and say what that means."""
    path = keyring.folder / Keyring.PASSPHRASE
    keyring.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, secrets.token_urlsafe(24).encode() + b"\n", PRIVATE)
    click.echo(f"no --passphrase-file: wrote {path}; take it away from the keys it opens", err=True)


def _passkey(path: Path) -> Key:
    """A supervisor's passkey from the desk's file, under an id computed here. Raises Fault."""
    try:
        key = webauthn.WebauthnKey.from_dict("", json.loads(given(path)))
        key.public_key()
        key.keyid = officers.keyid(key)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Fault(f"{path}: not a supervisor's passkey: {fault}") from fault
    if officers.officer(key) is None:
        raise Fault(f"{path}: the passkey names nobody")
    return key


def _seconds(duration: str) -> float:
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smh])", duration)
    if not found:
        raise click.UsageError(f"--every wants a duration like 30s, 5m or 1h, not {duration!r}")
    return int(found[1]) * {"s": 1, "m": 60, "h": 3600}[found[2]]
