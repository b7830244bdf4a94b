"""`kiosk feed init|add-officer|remove-officer|rotate-root`: the ceremonies, in which keys are made and admitted."""

import json
import secrets
from pathlib import Path

import click
from securesystemslib.signer import Key

from kiosk.domain.mode import MODES
from kiosk.faults import Fault, Misuse
from kiosk.feed.publish import ceremony
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.options import FILE, keyring_of, now, of_feed, of_keys, of_name, of_passphrase
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust import officers, verification, webauthn
from kiosk.files import PRIVATE, given, write_whole


@click.command()
@of_feed
@of_keys
@click.option("--mode", type=click.Choice(MODES), required=True, help="What the feed is for; it never changes.")
@of_passphrase
def init(folder: Path, keys_folder: Path | None, mode: str, passphrase_file: Path | None) -> None:
    """Make root (2 of 3), two supervisors and the online keys, and a first publication without an edition."""
    keyring = keyring_of(folder, keys_folder, passphrase_file)
    if keyring.folder.resolve().is_relative_to(folder.resolve()):
        raise Misuse(f"--keys {keyring.folder} lies in the feed, which the web server serves: keep keys elsewhere")
    if keyring.passphrase is None:
        _make_passphrase(keyring)
    repository = ceremony.found(folder, keyring, mode, now())
    repository.note_keys_folder(keyring.folder)
    click.echo(f"feed for {mode} in {folder}, keys in {keyring.folder}")
    click.echo(f"root fingerprint {verification.fingerprint(repository.roots()[-1])}")


@click.command("add-officer")
@of_feed
@of_keys
@of_name
@of_passphrase
def add_officer(folder: Path, keys_folder: Path | None, name: str, passphrase_file: Path | None) -> None:
    """Make an officer's key file and admit it, signed by both supervisors."""
    keyring = keyring_of(folder, keys_folder, passphrase_file)
    file = ceremony.admit(Repository(folder), keyring, name, now())
    click.echo(f"officer {name} admitted, key {keyring.where(file)}, fingerprint {officers.digits(file.key.keyid)}")


@click.command("remove-officer")
@of_feed
@of_keys
@of_name
@of_passphrase
def remove_officer(folder: Path, keys_folder: Path | None, name: str, passphrase_file: Path | None) -> None:
    """Remove an officer; the published edition is signed anew by two others in the same publication."""
    keyring = keyring_of(folder, keys_folder, passphrase_file)
    resigned = ceremony.remove(Repository(folder), keyring, name, now())
    click.echo(f"officer {name} removed{', the edition signed anew' if resigned else ''}")


@click.command("rotate-root")
@of_feed
@of_keys
@click.option("--replace", multiple=True, metavar="KEY", help="root-N, supervisor-N, snapshot or timestamp; repeats.")
@click.option("--sign-with", multiple=True, metavar="ROOT-KEY", help="The pair of old root keys to use; repeats.")
@click.option(
    "--passkey",
    "passkeys",
    type=(str, FILE),
    multiple=True,
    metavar="SUPERVISOR-KEY FILE",
    help="Put a supervisor's passkey (FILE, from the desk) in the place of that key; repeats.",
)
@of_passphrase
def rotate_root(
    folder: Path,
    keys_folder: Path | None,
    replace: tuple[str, ...],
    passkeys: tuple[tuple[str, Path], ...],
    sign_with: tuple[str, ...],
    passphrase_file: Path | None,
) -> None:
    """A new root for another year, signed by old and new keys; lost or stolen keys are replaced."""
    keyring = keyring_of(folder, keys_folder, passphrase_file)
    repository, new = Repository(folder), {name: _passkey(path) for name, path in passkeys}
    for name, key in new.items():
        click.echo(f"{name} becomes {officers.officer(key)}, fingerprint {officers.digits(key.keyid)}")
    version = ceremony.rotate_root(repository, keyring, replace, sign_with, now(), new)
    if repository.root().signed.version < version:
        click.echo(f"root {version} waits for the supervisors: they sign targets on the signing page")
        return
    click.echo(f"root {version} published{', new keys for ' + ', '.join(replace) if replace else ''}")


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
