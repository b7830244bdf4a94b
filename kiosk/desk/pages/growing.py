"""An announcement's form that grows before it is saved: one more row, or the rows that the pasted text names.

Rules: nothing that was typed is lost, and nothing is judged yet. Rows read from a text come after those that hold something.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict

from kiosk.desk.editing import announcement_rows, parts
from kiosk.desk.editing.announcement_rows import called
from kiosk.desk.editing.pasted import plain
from kiosk.desk.ministry import announced, meanings
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.words import say
from kiosk.domain.standing import View

SEVERAL = ("zones", "as_rest")


@dataclass(frozen=True)
class Begun:
    """What was typed with what was asked for. What a text said: `read` whether one was read; in words for the page:
    `unknown` phrases, `named` places that have no level from it, `already` what stands so, `doubtful` headings, `open` rows
    whose wording is to be chosen."""

    typed: dict[str, Any]
    read: bool = False
    rows: int = 0
    unknown: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def asked(sent: QueryDict) -> Begun | None:
    """Return the form as it goes on, or None where it was to be saved."""
    typed = {
        name: sent.getlist(name) if name.partition("_")[0] == "zones" or name in SEVERAL else sent[name]
        for name in sent
    }
    if "more" in sent:
        return Begun(typed | {"rows": min(announcement_rows.MOST, announcement_rows.count(sent.get("rows")) + 1)})
    return _read(typed, plain(sent.get("verbatim", ""))) if "read" in sent else None


def _read(typed: dict[str, Any], text: str) -> Begun:
    edition = parsed(live())
    found = announced.read(text, meanings.current(), edition, View.at(datetime.now(UTC)))
    names = parts.names(
        {"zones": [{"id": one.id, "name": one.name.by_locale} for one in edition.zones]}, say("ko", "en")
    )
    number = _held(typed)
    rows, unworded = [one for one in found.offers if one.zones], []
    for one in rows[: announcement_rows.MOST - number]:
        number += 1
        typed[called("zones", number)] = list(one.zones)
        typed[called("level", number)] = f"{one.level.name} {one.wording}" if one.wording else ""
        if not one.wording:
            unworded.append(say(f"{number}행: {one.level.sign}단계", f"row {number}: level {one.level.sign}"))
    typed["rows"] = max(1, number)
    already = [f"{names[zone]} {one.level.sign}" for one in found.offers for zone in one.already]
    named = [names[zone] for zone in found.named]
    return Begun(typed, True, len(rows), found.unknown, named, already, found.doubtful, unworded)


def _held(typed: dict[str, Any]) -> int:
    """The last row that holds something."""
    numbers = range(1, announcement_rows.count(typed.get("rows")) + 1)
    return max(
        (one for one in numbers if typed.get(called("zones", one)) or typed.get(called("level", one))), default=0
    )
