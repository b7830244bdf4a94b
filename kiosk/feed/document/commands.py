"""`kiosk edition show|check FILE`: an edition's document as a person reads it, and everything wrong with it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from kiosk import clock
from kiosk.domain.advisory import KOREA, Certainty
from kiosk.domain.edition import Edition
from kiosk.domain.moments import utc_minute
from kiosk.domain.standing import Standing, View, standing
from kiosk.domain.zone import ZoneKind
from kiosk.faults import Fault
from kiosk.feed.document import edition_json
from kiosk.feed.document.broken import Faulty
from kiosk.files import given

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_PLACES = (ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION, ZoneKind.REST)


@click.command()
@_FILE
def show(file: Path) -> None:
    """Print an edition: number, mode, dates, and the level of every zone's own ground now, worst first."""
    try:
        edition = edition_json.read(given(file), sensible=False)
    except Faulty as faulty:
        raise Fault(f"{file}: {faulty}") from faulty
    for line in summary(edition, clock.wall()):
        click.echo(line)


@click.command()
@_FILE
@click.pass_context
def check(ctx: click.Context, file: Path) -> None:
    """Say every fault in an edition, one a line with its place. Exit 1 if there is any."""
    try:
        edition_json.read(given(file))
    except Faulty as faulty:
        for fault in faulty.faults:
            click.echo(str(fault))
        ctx.exit(Faulty.exit_code)


def summary(edition: Edition, now: datetime) -> Iterator[str]:
    """Return the lines `show` prints; levels as they stand at `now` by the edition alone."""
    yield f"edition {edition.number} ({edition.mode}), schema {edition.schema}"
    yield f"issued {utc_minute(edition.issued_at)}, checked {utc_minute(edition.attested_at)}"
    yield f"valid until {utc_minute(edition.valid_until)}"
    yield (
        f"{len(edition.advisories)} advisories, {len(edition.notices)} notices, {len(edition.checklist.signs)} signs in "
        f"{len(edition.checklist.groups)} groups, {len(edition.contacts)} contacts, {len(edition.corrections)} corrections"
    )
    yield f"levels at {utc_minute(now)}:"
    found = [standing(edition, zone.id, View.at(now)) for zone in edition.of_kind(*_PLACES)]
    for one in sorted(found, key=lambda each: -(each.level or 0)):
        yield f"  {_level(one)}  {one.zone.id}  {one.zone.name.in_('ko')} / {one.zone.name.in_('en')}{_since(one)}"


def _level(found: Standing) -> str:
    return f"{found.level.sign} {found.advisory.wording}" if found.level and found.advisory else "? unknown"


def _since(found: Standing) -> str:
    if found.advisory is None:
        return ""
    over = f"; its legal end, {found.advisory.legal_end}, has passed: being verified" if found.overdue else ""
    if found.advisory.observed_at:
        day = found.advisory.observed_at.astimezone(KOREA)
        return f" (seen in the ministry's open data on {day:%Y-%m-%d}; since when is not known{over})"
    inferred = ", inferred" if found.advisory.certainty is Certainty.INFERRED else ""
    return f" (since {utc_minute(found.advisory.effective)}{inferred}{over})"
