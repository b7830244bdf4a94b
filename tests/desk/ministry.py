"""The ministry's simulator as a program: `python -m tests.desk.ministry --port P [--variant NAME] [--mood FILE]`.

It answers on loopback until it is ended. `--mood`: a file whose one word is the variant, read anew at every request.
"""

import signal
import threading
from pathlib import Path

import click

from kiosk.demo.ministry import VARIANTS, Ministry


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), required=True, help="0: any that is free.")
@click.option("--variant", type=click.Choice(VARIANTS), default="recorded", show_default=True)
@click.option("--mood", type=click.Path(path_type=Path, dir_okay=False), help="A file whose word is the variant.")
def main(port: int, variant: str, mood: Path | None) -> None:
    """Answer as the foreign ministry's open data would, recorded in 2026."""
    stop = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    ministry = Ministry(port, mood, variant)
    click.echo(ministry.address)
    stop.wait()
    ministry.close()


if __name__ == "__main__":
    main()
