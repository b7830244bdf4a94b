"""`kiosk sync`: the command line of the courier.

Rules: as everywhere, faults leave as the exceptions of `kiosk.faults`, which `kiosk.cli` turns into a line and a code.
What a command alone needs is imported inside it, so that the courier's guard stays small.
"""

import json
from dataclasses import replace
from pathlib import Path

import click

from kiosk.faults import Fault, Misuse
from kiosk.gate import settings as settings_module
from kiosk.gate.commands import feed_address
from kiosk.gate.store import Store
from kiosk.sync.own_state import Stand
from kiosk.sync.reporting import Posting

_FOLDER = click.Path(path_type=Path, file_okay=False)
_ANY = click.Path(path_type=Path, readable=False)
"""A folder taken as it is: what is wrong with it is told as everything else is."""

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--state", type=_ANY, help="The kiosk's state folder.")
@click.option("--settings", "settings_file", type=_FILE, help="The settings (TOML).")
@click.option("--feed", "url", help="The folder above metadata/ and targets/.")
@click.option("--once", is_flag=True, help="One visit, one line of JSON on stdout.")
def sync(state: Path | None, settings_file: Path | None, url: str | None, once: bool) -> None:
    """The courier: fetch the newest edition two officers signed, for ever or once."""
    from kiosk.sync import courier

    chosen = settings_module.load(settings_file)
    folder = _state(state, chosen)
    given = feed_address(url or chosen.feed.url) if url or chosen.feed.url else ""
    if once:
        click.get_current_context().exit(_once(folder, given, chosen.feed.poll_seconds))
    errand = courier.Errand(folder, given or _enrolled_feed(folder), chosen.feed.poll_seconds)
    courier.forever(replace(errand, posting=_posting(folder, chosen), metrics_port=chosen.metrics.port))


def _posting(folder: Path, chosen: settings_module.Settings) -> Posting | None:
    """Where the kiosk reports, if anywhere."""
    stand = Stand(chosen.site.terminal, chosen.site.gate)
    return Posting(folder, chosen.desk.report_url, stand, chosen.use.counted) if chosen.desk.report_url else None


def _once(folder: Path, given: str, poll_seconds: float) -> int:
    """One visit, told in one line of JSON also where none could be made; the exit code. Raises Fault."""
    from kiosk.sync import courier
    from kiosk.sync.outcome import exit_code, word

    try:
        outcome = courier.once(courier.Errand(folder, given or _enrolled_feed(folder), poll_seconds))
    except Fault as fault:
        _tell("unreachable", None, str(fault))
        raise
    _tell(word(outcome), outcome.edition, outcome.why)
    return exit_code(outcome)


def _tell(outcome: str, edition: int | None, why: str) -> None:
    click.echo(json.dumps({"outcome": outcome, "edition": edition, "why": why}, ensure_ascii=False))


def _state(given: Path | None, chosen: settings_module.Settings) -> Path:
    folder = given or chosen.state
    if folder is None:
        raise Misuse("no state folder: give --state, or `state` in the settings")
    return folder


def _enrolled_feed(folder: Path) -> str:
    """The feed's address as enrollment gave it. Raises Fault."""
    feed = Store(folder).enrollment().feed
    try:
        return feed_address(feed)
    except Misuse:
        if not feed:
            raise
        raise Fault(f"{folder / 'trust' / 'feed'} holds no web address: give --feed or `feed.url`") from None
