"""`kiosk render`."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kiosk import clock
from kiosk.display.pictures.order import EXTRA_SCREENS, SINGLE_MODES, SIZES, Into, Order
from kiosk.display.presenters.choice import MODES, SCREENS
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import STEPS, Freshness, freshness, moment
from kiosk.domain.languages import LOCALES
from kiosk.faults import Fault, Misuse
from kiosk.files import given
from kiosk.gate.settings import load
from kiosk.language.knowledge import Knowledge

YEARS = range(2000, 3000)
"""Of a moment to paint; near the calendar's ends no age can be reckoned."""

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)


class Size(click.ParamType[tuple[int, int]]):
    """`WxH` in pixels."""

    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """(width, height)."""
        width, _, height = str(value).partition("x")
        if not (width.isdigit() and height.isdigit() and 320 <= int(width) <= 8192 and 320 <= int(height) <= 8192):
            self.fail(f"{value!r} is not a size like 1080x1920 (320 to 8192 each)", param, ctx)
        return int(width), int(height)


class Mode(click.ParamType[str]):
    """One or more modes joined by `+`."""

    name = "MODE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The mode, its parts checked."""
        if value == "normal" or set(str(value).split("+")) <= set(MODES):
            return str(value)
        return self.fail(f"{value!r} is not a mode; there are normal, {', '.join(MODES)}, joined by +", param, ctx)


@click.command()
@click.option("--state", type=FOLDER, help="Paint what this kiosk shows.")
@click.option("--edition", type=FILE, help="Paint this edition document.")
@click.option("--out", type=FOLDER, required=True, help="Where the pictures go.")
@click.option("--screen", "screens", multiple=True, type=click.Choice((*SCREENS, *EXTRA_SCREENS)))
@click.option("--locale", "locales", multiple=True, type=click.Choice(LOCALES))
@click.option("--size", "sizes", multiple=True, type=Size())
@click.option("--mode", "modes", multiple=True, type=Mode(), help=f"normal, {', '.join(MODES)}, joined by +.")
@click.option("--now", type=str, help="The moment to paint, ISO 8601; without an offset it is Korean time.")
@click.option("--age", type=click.Choice([one.value for one in Freshness]), help="How fresh the knowledge is.")
@click.option("--place", "places", multiple=True, help="A zone for the place screen.")
@click.option("--tick", "ticks", multiple=True, help="A sign to tick for checklist and verdict.")
@click.option("--notice", help="The notice to paint on the notice screen; without it the first.")
@click.option("--sample", is_flag=True, help="Add a notice marked as a sample where there is none.")
@click.option("--sheet", type=FILE, help="Also write all pictures as one, small and labelled.")
@click.option("--unlike", type=FILE, help="Leave out each screen that says the same of this other edition.")
@click.option("--plan", type=FILE, help="Write first which screens will be painted, a name a line, without pages.")
@click.option(
    "--small", type=click.IntRange(16, 4096), help="Also write each picture so wide, into `small` of the folder."
)
@click.option("--bare", is_flag=True, help="Write pictures alone, without measures.")
@click.option("--settings", type=FILE, help="A TOML file of settings.")
def render(
    state: Path | None,
    edition: Path | None,
    out: Path,
    screens: tuple[str, ...],
    locales: tuple[str, ...],
    sizes: tuple[tuple[int, int], ...],
    modes: tuple[str, ...],
    now: str | None,
    age: str | None,
    places: tuple[str, ...],
    ticks: tuple[str, ...],
    notice: str | None,
    sample: bool,
    sheet: Path | None,
    unlike: Path | None,
    plan: Path | None,
    small: int | None,
    bare: bool,
    settings: Path | None,
) -> None:
    """Paint screens into pictures, each with its measures beside it as JSON."""
    if (state is None) == (edition is None):
        raise Misuse("give either --state DIR or --edition FILE")
    at = _moment(now)
    asked = Freshness(age) if age else None
    knowledge = _of_state(state, at, asked) if state else _of_file(edition or Path(), at, asked or Freshness.LIVE)
    _known(knowledge.edition, places, ticks, notice)
    if sheet:
        sheet.parent.mkdir(parents=True, exist_ok=True)
    other = replace(knowledge, edition=_of_file(unlike, at, Freshness.LIVE).edition) if unlike else None
    order = Order(
        screens or SCREENS, locales or LOCALES, modes or SINGLE_MODES, sizes or SIZES, places, ticks, notice or ""
    )
    painted = _paint(
        knowledge, order, load(settings).panel.pixel_pitch_mm, Into(out, plan, small, not bare), sample, other
    )
    if sheet:
        from kiosk.display.pictures.contact_sheet import write_sheet

        write_sheet(painted, sheet)
    click.echo(f"{len(painted)} pictures in {out}")


def _paint(
    knowledge: Knowledge, order: Order, pitch: float, into: Into, sample: bool, other: Knowledge | None
) -> list[Path]:
    from kiosk.display.application import application, prepare
    from kiosk.display.pictures.render import Studio, strong_signs, with_sample, worst_place

    prepare(offscreen=True)
    application(["kiosk"])
    if sample:
        knowledge = replace(knowledge, edition=with_sample(knowledge.edition, knowledge.now))
    places = order.places or (worst_place(knowledge.edition, knowledge.view),)
    order = replace(order, places=places, ticked=order.ticked or strong_signs(knowledge.edition))
    studio = Studio(knowledge, pitch)
    try:
        return studio.paint(order, into, other)
    finally:
        studio.close()


def _moment(now: str | None) -> datetime | None:
    from zoneinfo import ZoneInfo

    if now is None:
        return None
    try:
        found = datetime.fromisoformat(now)
    except ValueError:
        raise Misuse(f"--now {now!r} is not a moment like 2026-07-01T09:00+09:00") from None
    if found.year not in YEARS:
        raise Misuse(f"--now {now!r} is not in the years {YEARS[0]} to {YEARS[-1]}")
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo("Asia/Seoul"))


def _known(edition: Edition, places: tuple[str, ...], ticks: tuple[str, ...], notice: str | None) -> None:
    zones, signs = {zone.id for zone in edition.zones}, {sign.id for sign in edition.checklist.signs}
    if wrong := [one for one in places if one not in zones]:
        raise Misuse(f"--place {wrong[0]!r} is no zone of the edition")
    if wrong := [one for one in ticks if one not in signs]:
        raise Misuse(f"--tick {wrong[0]!r} is no sign of the edition")
    if notice and notice not in {one.id for one in edition.notices}:
        raise Misuse(f"--notice {notice!r} is no notice of the edition")


def _of_file(path: Path, at: datetime | None, age: Freshness) -> Knowledge:
    from kiosk.feed.document import edition_json
    from kiosk.feed.document.broken import Faulty

    data = given(path)
    try:
        edition = edition_json.read(data)
    except Faulty as faulty:
        raise Fault(f"{path}: {faulty}") from faulty
    now = at or max(clock.wall(), edition.issued_at)
    return Knowledge(edition, hashlib.sha256(data).hexdigest(), age, now, now - STEPS[age].sample)


def _of_state(path: Path, at: datetime | None, age: Freshness | None) -> Knowledge:
    from kiosk.gate.store import Store

    there = path.exists()
    held = (
        Store(path).load()
        if there
        else Store(path).bundled(f"{path}: there is no such state folder, and looking makes none")
    )
    for fault in held.faults:
        click.echo(f"kiosk render: {fault}", err=True)
    when = moment(at or clock.wall(), held.floor, held.signed_at)
    state = age or freshness(when, held.signed_at, held.edition.valid_until)
    checked = when.now - STEPS[age].sample if age else held.signed_at
    return Knowledge(held.edition, held.sha256, state, when.now, checked, when.clock_ok, held.verified is None)
