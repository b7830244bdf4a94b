"""The Edition: everything published at one moment, numbered, dated, with an end. Whole state, never events."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property

from kiosk.domain.advisory import Advisory
from kiosk.domain.checklist import Checklist
from kiosk.domain.contact import Contact
from kiosk.domain.level import Level
from kiosk.domain.mode import Mode
from kiosk.domain.notice import Correction, Notice
from kiosk.domain.text import Text
from kiosk.domain.timeline import Timeline
from kiosk.domain.zone import Cover, Zone, ZoneKind


@dataclass(frozen=True)
class LevelText:
    """How a level is named and what it asks, by wording (the ministry's Korean name): `name`, and what is asked of
    those who plan to go (`plan`) and of those already there (`there`); `penalty` only for level 4."""

    level: Level
    wording: str
    name: Text
    plan: Text
    there: Text
    penalty: Text | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Guidance:
    """What to do if held, dated, since the advice changed over time."""

    text: Text
    as_of: datetime
    source: str
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Edition:
    """Everything published at one moment. `number` 0 is the bundled edition. Times are aware datetimes (UTC).

    `compared_at`: when it was last compared with the ministry's open data, and `comparison` how they agreed ("same",
    "differs", "unmapped"); None and "" where it never was.
    """

    schema: str
    number: int
    mode: Mode
    issued_at: datetime
    valid_until: datetime
    attested_at: datetime
    zones: tuple[Zone, ...]
    levels: tuple[LevelText, ...]
    advisories: tuple[Advisory, ...]
    notices: tuple[Notice, ...]
    checklist: Checklist
    contacts: tuple[Contact, ...]
    guidance: Guidance
    corrections: tuple[Correction, ...] = ()
    compared_at: datetime | None = None
    comparison: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    def __getstate__(self) -> dict[str, object]:
        return {one.name: getattr(self, one.name) for one in fields(self)}  # what is reckoned anew is not sent along

    @cached_property
    def _zones(self) -> dict[str, Zone]:
        return {zone.id: zone for zone in reversed(self.zones)}

    @cached_property
    def timelines(self) -> dict[str, Timeline]:
        """Tell what is in force for exactly each zone that has advisories, over all time; reckoned once an edition."""
        found: dict[str, list[Advisory]] = {}
        for one in self.advisories:
            found.setdefault(one.zone, []).append(one)
        return {zone: Timeline.of(advisories) for zone, advisories in found.items()}

    @cached_property
    def deciding(self) -> dict[str, tuple[Timeline, ...]]:
        """Remember by zone which timelines decide over its ground; `kiosk.domain.standing` fills it as it is asked."""
        return {}

    @cached_property
    def _by_kind(self) -> dict[ZoneKind, tuple[Zone, ...]]:
        return {kind: tuple(zone for zone in self.zones if zone.kind is kind) for kind in ZoneKind}

    @cached_property
    def bands_over(self) -> dict[str, tuple[tuple[Zone, Cover], ...]]:
        """Tell which bands cover each division, and how much of it, in the edition's order; reckoned once an edition."""
        found: dict[str, list[tuple[Zone, Cover]]] = {}
        for band in self.of_kind(ZoneKind.BAND):
            for division, cover in dict(band.covers).items():
                found.setdefault(division, []).append((band, cover))
        return {division: tuple(bands) for division, bands in found.items()}

    @cached_property
    def localities_in(self) -> dict[str, tuple[Zone, ...]]:
        """Tell which localities lie in each division or band, in the edition's order; reckoned once an edition."""
        found: dict[str, list[Zone]] = {}
        for place in self.of_kind(ZoneKind.LOCALITY):
            for around in {place.parent or "", *place.bands}:
                found.setdefault(around, []).append(place)
        return {around: tuple(places) for around, places in found.items()}

    @cached_property
    def rests_of(self) -> dict[str | None, tuple[Zone, ...]]:
        """Tell which zone stands for the rest of each country; reckoned once an edition."""
        found: dict[str | None, list[Zone]] = {}
        for rest in self.of_kind(ZoneKind.REST):
            found.setdefault(rest.parent, []).append(rest)
        return {country: tuple(rests) for country, rests in found.items()}

    def zone(self, zone_id: str) -> Zone:
        """Return the zone of that id; KeyError if there is none."""
        return self._zones[zone_id]

    def of_kind(self, *kinds: ZoneKind) -> tuple[Zone, ...]:
        """Return zones of those kinds, in the edition's order."""
        if len(kinds) == 1:
            return self._by_kind[kinds[0]]
        return tuple(zone for zone in self.zones if zone.kind in kinds)

    def level_text(self, advisory: Advisory) -> LevelText:
        """Tell how the advisory's level is named, by its wording; the level's first entry if the wording has none."""
        entries = [entry for entry in self.levels if entry.level is advisory.level]
        return next((entry for entry in entries if entry.wording == advisory.wording), entries[0])
