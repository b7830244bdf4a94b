"""`kiosk desk ministry check|fetch`: read the ministry's open data, and say whether we show the same.

Exit: 0 the same, or nothing to ask with (off); 1 unreachable or unreadable; 2 it differs, or says what nobody has mapped.
"""

import json
import os
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from kiosk.faults import Fault

EXITS = {"same": 0, "off": 0, "unreachable": 1, "unreadable": 1, "differs": 2, "unmapped": 2}
FILE = click.Path(path_type=Path, dir_okay=False)
OFF = "no key (KIOSK_MINISTRY_KEY or a file of mode 0600): the ministry is not asked"


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for one in (
        click.option("--patience", type=click.FloatRange(1, 600), help="Seconds for the whole check (default 150)."),
        click.option("--key-file", type=FILE, help="The key, in a file of mode 0600 (default: ministry.key in DATA)."),
        click.option("--services", "table", type=FILE, help="The services' table (default: ministry.toml in DATA)."),
    ):
        command = one(command)
    return command


@click.group()
def ministry() -> None:
    """Compare what is published with the foreign ministry's open data."""


@ministry.command()
@_options
@click.option("--json", "as_json", is_flag=True, help="One object on one line.")
@click.pass_context
def check(context: click.Context, /, as_json: bool, **given: Any) -> None:
    """Read the ministry now, and compare: exit 0 same or off, 1 not read, 2 differs or unmapped."""
    with _django():
        from kiosk.desk.ministry import readings
        from kiosk.desk.publishing.desk_feed import live, parsed

        reading = _reading(**given)
        found = readings.report(parsed(live()), datetime.now(UTC), reading) if reading else readings.Report("off")
    if as_json:
        click.echo(json.dumps(found.json(), ensure_ascii=False))
    else:
        said = found.json()
        click.echo(f"{found.outcome} {said['compared_at'] or ''}".strip())
        for line in (*found.reasons, *(one["text"] for one in said["differences"]), *said["proposals"]):
            click.echo(f"  {line}")
        if reading is None:
            click.echo(f"  {OFF}")
    context.exit(EXITS[found.outcome])


@ministry.command()
@_options
@click.pass_context
def fetch(context: click.Context, /, **given: Any) -> None:
    """Read the ministry and keep what it says, without comparing: exit 0 read or off, 1 not read."""
    with _django():
        reading = _reading(**given)
    if reading is None:
        click.echo(OFF)
        return
    for one in reading.services:
        click.echo(f"{one['service']}: {one['outcome']}{': ' if one['why'] else ''}{one['why']}")
    context.exit(0 if reading.outcome == "read" else 1)


def _reading(table: Path | None, key_file: Path | None, patience: float | None) -> Any:
    """A reading of now, or None where there is nothing to ask with. Raises Fault."""
    from django.conf import settings

    from kiosk.desk.ministry import config, fetch, meanings, readings
    from kiosk.desk.publishing.desk_feed import live, parsed

    connection = config.connection(settings.DESK.data, table, key_file)
    if connection.off:
        return None
    _must_have_tables(settings.DESK.demo)
    if settings.DESK.demo:
        meanings.of_the_demo(parsed(live()))
    return readings.take(connection, patience or fetch.PATIENCE)


def _must_have_tables(demo: bool) -> None:
    from django.core.management import call_command
    from django.db import connection

    if "ministry_reading" not in connection.introspection.table_names():
        if not demo:
            raise Fault("the desk's database has no tables for this yet: kiosk desk migrate")
        call_command("demo", verbosity=0)


@contextmanager
def _django() -> Any:
    """Django under our settings; what its database cannot do is one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiosk.desk.settings")
    try:
        import django
        from django.db import DatabaseError
    except ImportError:
        raise Fault("the desk is not installed: it needs the packages of the extra `desk`") from None
    django.setup()
    try:
        yield
    except DatabaseError as fault:
        raise Fault(f"the desk's database: {fault}") from None
