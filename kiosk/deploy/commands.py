"""`kiosk deploy`: who renews the gates says so here, on the machine that holds the archive and the key that signs it.

Rules: a package goes to the first kiosk, and to the rest by a word of its own; each command prints what the suites then hold.
"""

from pathlib import Path

import click

from kiosk.deploy.archive import FIRST, REST, Archive
from kiosk.files import told

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
KEYS = click.option(
    "--keys", type=click.Path(path_type=Path, file_okay=False, exists=True), required=True,
    help="gpg's folder with the key that signs the archive.",
)  # fmt: skip
PASSPHRASE = click.option(
    "--passphrase-file", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Opens a sealed key."
)


@click.group()
def deploy() -> None:
    """Renew the gates' program: one kiosk first, then the rest, and back."""


@deploy.command()
@FOLDER
@click.argument("package", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@KEYS
@PASSPHRASE
def stage(folder: Path, package: Path, keys: Path, passphrase_file: Path | None) -> None:
    """Give the first kiosk a package. Refused where it is no gate's, or no newer one."""
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        archive = Archive(folder, keys, passphrase_file)
        archive.stage(package)
    _say(archive)


@deploy.command()
@FOLDER
@KEYS
@PASSPHRASE
def widen(folder: Path, keys: Path, passphrase_file: Path | None) -> None:
    """Give all others what the first kiosk has."""
    archive = Archive(folder, keys, passphrase_file)
    with told(folder):
        archive.widen()
    _say(archive)


@deploy.command()
@FOLDER
@KEYS
@PASSPHRASE
def back(folder: Path, keys: Path, passphrase_file: Path | None) -> None:
    """Take the newest package back: every kiosk returns to the one before."""
    archive = Archive(folder, keys, passphrase_file)
    with told(folder):
        archive.back()
    _say(archive)


def _say(archive: Archive) -> None:
    for suite, whose in ((FIRST, "the first kiosk takes"), (REST, "the rest take")):
        click.echo(f"{whose} {archive.holds(suite) or 'nothing new'}")
