"""`kiosk display`. Rules: what it imports, the traveller waits for; so nothing that the first page does not need."""

import gc
import os
from pathlib import Path

import click

from kiosk.display.first_page import FirstPage
from kiosk.display.server import answers
from kiosk.faults import Fault
from kiosk.gate.settings import load

FOLDER = click.Path(path_type=Path, readable=False)
"""Taken as it is: a folder that cannot be read, or is none, is told, and the bundled edition is shown."""

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--state", type=FOLDER, required=True, help="The kiosk's state folder.")
@click.option("--settings", type=FILE, help="A TOML file of settings.")
@click.option("--windowed", is_flag=True, help="A window that fits this screen, the picture scaled.")
@click.option("--self-test", is_flag=True, help="Start the real display, paint every screen once, quit.")
@click.option("--headless", is_flag=True, hidden=True)
@click.option("--poster", is_flag=True, help="Only the poster: whom to call, where to look, in six languages.")
def display(state: Path, settings: Path | None, windowed: bool, self_test: bool, headless: bool, poster: bool) -> None:
    """The traveller's display alone."""
    wanted, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    no_screen, chosen = not (wanted or wayland), os.environ.get("QT_QPA_PLATFORM", "")
    if no_screen and not chosen and not (self_test or headless):
        raise Fault("no screen: neither DISPLAY nor WAYLAND_DISPLAY is set; use `kiosk render` for pictures")
    if not headless and wanted and (chosen == "xcb" or not (chosen or wayland)) and not answers(wanted):
        raise Fault(f"no screen: no X server answers at DISPLAY {wanted}; start it, or use `kiosk render` for pictures")
    unseen = headless or (no_screen and not chosen)
    if poster:
        from kiosk.display.poster import run as run_poster  # Qt without QML

        raise SystemExit(run_poster(state, unseen))
    gc.disable()  # until the first page is painted: it would look through what is loaded and stays
    first_page = FirstPage(state, load(settings))
    from kiosk.display.app import run  # Qt, only now

    code = run(first_page, windowed=windowed, self_test=self_test, headless=unseen)
    raise SystemExit(code)
