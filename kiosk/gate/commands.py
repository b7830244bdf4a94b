"""`kiosk enroll`, `kiosk doctor`, `kiosk pin`, `kiosk edition export` and `import`: the command lines of a gate.

Rules: as everywhere, faults leave as the exceptions of `kiosk.faults`, which `kiosk.cli` turns into a line and a code.
"""

import json
import sys
from pathlib import Path

import click

from kiosk.faults import Fault, Misuse
from kiosk.files import given
from kiosk.gate.values import web_address

_FOLDER = click.Path(path_type=Path, file_okay=False)
_ANY = click.Path(path_type=Path, readable=False)
"""A folder taken as it is: what is wrong with it is told as everything else is."""

_STATE = click.option(
    "--state", type=click.Path(path_type=Path, file_okay=False), required=True, help="The kiosk's state folder."
)
_PLAIN = click.Path(path_type=Path, dir_okay=False)
_FILE = click.argument("file", type=_PLAIN)


@click.command("export")
@_STATE
@_FILE
def export_edition(state: Path, file: Path) -> None:
    """Write the kiosk's signed edition, with its whole proof, into one file."""
    from kiosk.gate.stick import export

    _check_there(state)
    held = export(state, file)
    click.echo(f"edition {held.edition.number} written to {file}")


@click.command("import")
@_STATE
@_FILE
def import_edition(state: Path, file: Path) -> None:
    """Take in a file made by `export`, verified as if the network had brought it."""
    from kiosk.gate.stick import import_

    _check_there(state)
    held, another = import_(state, file)
    click.echo(f"edition {held.edition.number} {'taken in' if another else 'was here already'}")


def _check_there(state: Path) -> None:
    """Raises Fault where a mistyped folder would be made."""
    if not state.exists():
        raise Fault(f"{state}: there is no such state folder, and none is made here")


@click.command()
@click.option("--state", type=_FOLDER, required=True, help="A fresh state folder.")
@click.option("--feed", "url", required=True, help="The folder above metadata/ and targets/.")
@click.option("--root", type=_PLAIN, required=True, help="The trusted root file.")
@click.option("--mode", default="live", type=click.Choice(("live", "training", "demo")), show_default=True)
def enroll(state: Path, url: str, root: Path, mode: str) -> None:
    """Give a fresh state folder its trusted root, its mode and its own device key."""
    from kiosk.gate import enrollment

    enrolled = enrollment.enroll(state, feed_address(url), given(root), mode)
    click.echo(f"root fingerprint {enrolled.fingerprint}")
    click.echo(f"kiosk {enrolled.code} enrolled for {enrolled.mode}; compare both with the desk")


@click.command()
@click.option("--state", type=_ANY, help="The kiosk's state folder; without it, only the machine is looked at.")
@click.option("--network", is_flag=True, help="Also go the way to feed and desk, step by step.")
@click.option(
    "--settings", type=_PLAIN, help="A TOML file of settings: looked at, and its addresses are those of --network."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def doctor(state: Path | None, network: bool, settings: Path | None, as_json: bool) -> None:
    """What is wrong with this machine or kiosk, and the mend."""
    from kiosk.gate import doctor as examination
    from kiosk.gate import way
    from kiosk.gate.machine import Finding
    from kiosk.gate.settings import load

    findings = []
    try:
        chosen = load(settings)
    except Fault as fault:
        chosen = load(None)
        findings.append(Finding("settings", True, str(fault), "Mend that line: until then nothing starts with it."))
    examination.become_courier(state)
    findings += examination.examine(state or chosen.state if network else state)
    if network:
        findings += way.findings(state or chosen.state, chosen)
    if as_json:
        click.echo(json.dumps([finding.told() for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(finding.line())
    click.get_current_context().exit(1 if any(finding.wrong for finding in findings) else 0)


@click.command()
def pin() -> None:
    """Make the setting that opens the officers' view: asks for the PIN twice, unseen; or reads it, one line of stdin."""
    from kiosk.gate.pin import hashed

    if sys.stdin.isatty():
        typed = click.prompt("PIN", hide_input=True, confirmation_prompt=True, err=True)
    else:
        typed = sys.stdin.readline()
    click.echo(f'[officer]\npin_hash = "{hashed(typed.strip())}"')


def feed_address(url: str) -> str:
    """Return the address as it is asked; `url` may lack its last slash. Raises Misuse."""
    try:
        address = web_address(url)
    except ValueError:
        raise Misuse(f"the feed's address is not a web address: {url[:100]!r}") from None
    if not address:
        raise Misuse("no feed: give --feed, or `feed.url` in the settings")
    return address
