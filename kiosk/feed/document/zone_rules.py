"""Whether the zones of an edition fit together: all divisions, one rest a country, each in a parent of the right kind."""

from collections.abc import Iterator

from kiosk.domain.edition import Edition
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document import bounds, door
from kiosk.feed.document.broken import Broken, Rule, broken

PARENT = {
    ZoneKind.DIVISION: ZoneKind.COUNTRY,
    ZoneKind.LOCALITY: ZoneKind.DIVISION,
    ZoneKind.BAND: ZoneKind.COUNTRY,
    ZoneKind.REST: ZoneKind.COUNTRY,
}
"""The kind of zone each kind lies in; a country lies in none."""


def faults(edition: Edition) -> Iterator[Broken]:
    """Find every rule that the zones break, in their order."""
    yield from bounds.twice("zones", (zone.id for zone in edition.zones))
    kinds = {zone.id: zone.kind for zone in reversed(edition.zones)}  # where an id stands twice, the first counts
    divisions, bands = ({zone.id for zone in edition.of_kind(kind)} for kind in (ZoneKind.DIVISION, ZoneKind.BAND))
    if gone := [division for division in door.rules()["divisions"] if division not in divisions]:
        yield broken("zones", Rule.DIVISIONS_MISSING, zones=", ".join(gone))
    yield from _rests(edition)
    for index, zone in enumerate(edition.zones):
        place = f"zones[{index}]"
        yield from _names(place, zone)
        yield from _ties(place, zone, kinds)
        if wrong := [division for division, _ in zone.covers if division not in divisions]:
            yield broken(f"{place}.covers", Rule.NO_DIVISION, zones=", ".join(wrong))
        if wrong := [band for band in zone.bands if band not in bands]:
            yield broken(f"{place}.bands", Rule.NO_BAND, zones=", ".join(wrong))


def _names(place: str, zone: Zone) -> Iterator[Broken]:
    yield from bounds.languages(f"{place}.name", zone.name, "zones.name")
    if zone.short:
        yield from bounds.languages(f"{place}.short", zone.short, "zones.short")
    yield from bounds.many(f"{place}.alternates", len(zone.alternates), "zones.alternates")
    yield from bounds.many(f"{place}.bands", len(zone.bands), "zones.bands")
    yield from bounds.strings(f"{place}.alternates", zone.alternates, door.longest("zones.alternates"))


def _ties(place: str, zone: Zone, kinds: dict[str, ZoneKind]) -> Iterator[Broken]:
    """Judge which zones it names, and in which it lies."""
    for named in (zone.parent, *zone.bands, *(division for division, _ in zone.covers)):
        if named is not None and named not in kinds:
            yield broken(place, Rule.NO_SUCH_ZONE, zone=named)
    parent = kinds.get(zone.parent) if zone.parent else None
    wanted = PARENT.get(zone.kind)
    if parent is not wanted:
        values = {"kind": zone.kind, "wanted": wanted or "nothing", "parent": zone.parent or "nothing"}
        yield broken(f"{place}.parent", Rule.WRONG_PARENT, **values)


def _rests(edition: Edition) -> Iterator[Broken]:
    """Every country has one rest, which decides wherever nothing nearer does; home's stands first."""
    countries = [zone.id for zone in edition.of_kind(ZoneKind.COUNTRY)]
    rests = [zone.parent for zone in edition.of_kind(ZoneKind.REST)]
    home = door.rules()["country"]
    if home not in countries:
        yield broken("zones", Rule.COUNTRY_MISSING, country=home)
    for country in countries:
        if country not in rests and all(parent in countries for parent in rests):
            yield broken("zones", Rule.NO_REST, country=country)
        if rests.count(country) > 1:
            yield broken("zones", Rule.RESTS, count=rests.count(country), country=country)
    if rests and home in rests and rests[0] != home:
        yield broken("zones", Rule.REST_NOT_FIRST, country=home)
