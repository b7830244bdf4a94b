"""What the ministry's rows say, service by service: levels with their area texts, missions, safety notices. Pure.

Rules: every level is a known one, stands once, and names a place, else nothing of the reply is believed. No row for our
country is no word that nothing applies: it is `Unreadable`, an alarm to people. A row of the special list is an advisory only
where it says something.
"""

import re
from dataclasses import asdict, dataclass
from typing import Any

from kiosk.desk.ministry.reply import COUNTRY, Row, Unreadable, value
from kiosk.desk.ministry.services import Service
from kiosk.desk.ministry.spelling import normal, phrases, plain
from kiosk.domain.level import Level

LEVELS = {"1": Level.LEVEL_1, "2": Level.LEVEL_2, "3": Level.LEVEL_3, "4": Level.LEVEL_4}
PART = "일부"
MOST_TEXT = 600
MOST_NOTICES = 20
Json = dict[str, Any]


@dataclass(frozen=True)
class Stated:
    """One level with the ministry's own words for where it holds. `service`: which one said so."""

    service: str
    level: Level
    area: str

    @property
    def phrases(self) -> list[str]:
        """Return the places it names, raw."""
        return phrases(self.area)

    def kept(self) -> Json:
        """Return it as a reading keeps it."""
        return {"service": self.service, "level": self.level.name, "area": self.area}

    @classmethod
    def of(cls, kept: Json) -> "Stated":
        """Make it from what a reading kept."""
        return cls(kept["service"], Level[kept["level"]], kept["area"])


@dataclass(frozen=True)
class Mission:
    """One mission's telephones, as printed there. `kind`: 일반, 겸임 or 관할."""

    name: str
    kind: str
    phone: str
    urgent: str
    centre: str


@dataclass(frozen=True)
class SafetyNotice:
    """One of the ministry's safety notices; `text` without its markup, cut."""

    id: str
    title: str
    text: str
    written: str


def read(service: Service, rows: list[Row]) -> list[Json]:
    """Return what the rows of our country say, as a reading keeps it. Raises Unreadable."""
    match service.name:
        case "alarm":
            return [one.kept() for one in _alarms(service, rows)]
        case "special":
            return [one.kept() for one in _specials(service, rows)]
        case "missions":
            return [asdict(_mission(service, row)) for row in rows]
        case _:
            newest = sorted(rows, key=lambda row: value(service, row, "written"), reverse=True)
            return [asdict(_notice(service, row)) for row in newest[:MOST_NOTICES]]


def _alarms(service: Service, rows: list[Row]) -> list[Stated]:
    _must_speak(rows)
    found: dict[Level, Stated] = {}
    for row in rows:
        said = value(service, row, "level").strip()
        if said not in LEVELS:
            raise Unreadable(f"a row has the unknown level {said[:20] or 'nothing'!r}")
        level = LEVELS[said]
        if level in found:
            raise Unreadable(f"two rows stand for level {said}")
        found[level] = Stated(service.name, level, _area(service, row, "area", "kind", f"of level {said}"))
    return sorted(found.values(), key=lambda one: -one.level)


def _specials(service: Service, rows: list[Row]) -> list[Stated]:
    _must_speak(rows)
    if len(rows) > 1:
        raise Unreadable(f"{len(rows)} rows of the special list stand for {COUNTRY}")
    found = []
    for level, area, kind in (
        (Level.LEVEL_4, "ban_area", "ban_kind"),
        (Level.SPECIAL, "special_area", "special_kind"),
    ):
        if value(service, rows[0], area) or value(service, rows[0], kind):
            found.append(Stated(service.name, level, _area(service, rows[0], area, kind, "of the special list")))
    return found


def _must_speak(rows: list[Row]) -> None:
    if not rows:
        raise Unreadable(f"it has no row for {COUNTRY}, which is no word that nothing applies")


def _area(service: Service, row: Row, area: str, kind: str, which: str) -> str:
    said = value(service, row, area) or value(service, row, kind)
    if not phrases(said) or normal(said) == PART:
        raise Unreadable(f"the row {which} names no place")
    return said


def _mission(service: Service, row: Row) -> Mission:
    found = (value(service, row, name)[:200] for name in ("name", "kind", "phone", "urgent", "centre"))
    return Mission(*found)


def _notice(service: Service, row: Row) -> SafetyNotice:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]{0,2000}>", " ", plain(value(service, row, "text")[: 8 * MOST_TEXT])))
    title = " ".join(plain(value(service, row, "title")).split())[:200]
    return SafetyNotice(
        value(service, row, "id")[:100], title, text.strip()[:MOST_TEXT], value(service, row, "written")[:40]
    )
