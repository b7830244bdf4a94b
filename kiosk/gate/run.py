"""`kiosk run`: what a gate runs where systemd does not: courier and display together, each restarted if it dies.

Under systemd the courier has a unit of its own, and `--display-only` tends the display alone: systemd does not see a frozen one.
Nobody reads there what a program says when it ends, so settings that cannot be read leave the screen on, by the defaults.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from kiosk.faults import Fault, Misuse
from kiosk.files import LockHeld, locked
from kiosk.gate.settings import load
from kiosk.gate.supervisor import Child, Supervisor

TEND_SECONDS = 0.5
SILENCE_SECONDS = 30.0
"""A display gives a sign of life every second."""
PROOF_SECONDS = 60.0
"""It reads its screen back every few seconds."""
MOST_AN_HOUR = 6
"""Beginnings of a display; then the poster stands there until one more is allowed."""


@click.command()
@click.option("--settings", type=click.Path(path_type=Path, dir_okay=False), help="A TOML file of settings.")
@click.option("--state", type=click.Path(path_type=Path, readable=False), help="The kiosk's state folder.")
@click.option("--display-only", is_flag=True, help="Leave the courier to somebody else, such as systemd.")
def run(settings: Path | None, state: Path | None, display_only: bool) -> None:
    """Courier and display together, each restarted if it dies."""
    told = ["--settings", str(settings)] if settings else []
    try:
        chosen = load(settings)
        folder = state or chosen.state
    except Fault as fault:
        if not (display_only and state):
            raise
        folder, told = state, []
        print(f"kiosk: {fault}; the display shows what holds without settings", file=sys.stderr)
    if folder is None:
        raise Misuse("no state folder: give --state DIR or set `state` in the settings")
    children = [_screen(["display", "--state", str(folder), *told])]
    if not display_only:
        children.insert(0, Child("the courier", ["sync", "--state", str(folder), *told]))
    home = Supervisor(children)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with _alone(folder):
        home.start()
        try:
            while not stop.wait(TEND_SECONDS):
                home.tend()
        finally:
            home.end()


def _screen(words: list[str]) -> Child:
    """The display, watched to the pixel."""
    return Child(
        "the display",
        words,
        silence_seconds=SILENCE_SECONDS,
        proof_seconds=PROOF_SECONDS,
        instead=[*words, "--poster"],
        most_an_hour=MOST_AN_HOUR,
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One supervisor for a state folder; where no lock can be kept the screen matters more. Raises Fault."""
    with ExitStack() as held:
        try:
            held.enter_context(locked(folder / ".run.lock", 0))
        except LockHeld:
            raise Fault(f"another `kiosk run` is at work in {folder}") from None
        except OSError:  # the children say what is wrong with it
            pass
        yield
