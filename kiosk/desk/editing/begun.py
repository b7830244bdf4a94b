"""What a new announcement may begin from: the levels in force, as rows to change."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from kiosk.desk.editing import resting
from kiosk.desk.editing.announcement_form import BEGUN
from kiosk.desk.editing.announcement_rows import called
from kiosk.desk.editing.translated_form import MINUTE
from kiosk.desk.words import SEOUL
from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.standing import in_force
from kiosk.domain.zone import ZoneKind


def from_force(edition: Edition, now: datetime) -> dict[str, Any]:
    """Return what the form begins with: a row for all that hold one level alike, the worst first."""
    alike: dict[tuple[object, ...], list[Advisory]] = {}
    for one in _held(edition, now):
        exceptions = tuple(text.in_("ko") for text in one.exceptions)
        alike.setdefault((one.level, one.wording, one.until, one.legal_end, exceptions), []).append(one)
    rows = sorted(alike.values(), key=lambda row: -row[0].level)
    found: dict[str, Any] = {"rows": max(1, len(rows)), "begun": BEGUN}
    for number, row in enumerate(rows, 1):
        found |= {called(name, number): value for name, value in _typed(row).items()}
    return found


def _held(edition: Edition, now: datetime) -> Iterator[Advisory]:
    yield from (held for _, held in resting.own(edition, now))
    for zone in edition.of_kind(ZoneKind.REST):
        if held := in_force(edition, zone.id, now):
            yield held


def _typed(row: list[Advisory]) -> dict[str, Any]:
    first = row[0]
    return {
        "zones": [one.zone for one in row],
        "level": f"{first.level.name} {first.wording}",
        "until": first.until.astimezone(SEOUL).strftime(MINUTE) if first.until else "",
        **({"legal_end": first.legal_end.isoformat()} if first.legal_end else {}),
        "exception": first.exceptions[0].in_("ko") if first.exceptions else "",
    }
