"""The map of the country to tap on, as inline SVG made on the server from its file in `assets/map`. Pure but for that file.

One unit is one kilometre. The list beside the map is the accessible truth, so the map itself is hidden from readers of the
page by ear; its shapes carry `data-zone`. What is too small for a finger has a marker with a generous ring around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from kiosk.domain import standing as rules
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import View
from kiosk.feed.open_data.geometry import map_file
from kiosk.feed.open_data.outline import SCALE, shapes

SMALL = 55
"""A division narrower than this (km) has a marker."""


@dataclass(frozen=True)
class Drawn:
    """One zone's shape (`path`, an SVG path) or marker (`x`, `y`); `css` its level now, `sign` too where above 1."""

    zone: str
    name: str
    css: str
    path: str = ""
    x: int = 0
    y: int = 0
    sign: str = ""


def drawn(edition: Edition, now: datetime, language: str) -> list[Drawn]:
    """Return every zone that the edition knows and the map has, larger ones first, so that a finger meets the smaller."""
    named = {zone.id: zone.name.in_(language) for zone in edition.zones}
    held = {zone: rules.standing(edition, zone, View.at(now)).level for zone in named}
    css = {zone: level.name.lower() if level else "none" for zone, level in held.items()}
    found_shapes = [Drawn(zone, named[zone], css[zone], path) for zone, path in shapes() if zone in named]
    return found_shapes + [
        Drawn(zone, named[zone], css[zone], "", x, y, _sign(held[zone])) for zone, x, y in markers(frozenset(named))
    ]


def _sign(level: Level | None) -> str:
    return level.sign if level and level is not Level.LEVEL_1 else ""


@cache
def markers(zones: frozenset[str]) -> tuple[tuple[str, int, int], ...]:
    """Return (zone, x, y) of these localities, areas and bands; of small divisions; of divisions that such a place lies in."""
    return tuple(one for one in _markers(map_file(), zones) if one[0] in zones)


def _markers(found: dict[str, Any], zones: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    inner = {zone: one for zone, one in {**found["points"], **found["areas"]}.items() if zone in zones}
    for zone, one in inner.items():
        yield zone, one["x"] // SCALE, one["y"] // SCALE
    for zone, one in found["divisions"].items():
        left, top, right, bottom = one["bounds"]
        if min(right - left, bottom - top) < SMALL * SCALE or zone in {one["division"] for one in inner.values()}:
            yield zone, one["label"]["x"] // SCALE, one["label"]["y"] // SCALE
    for zone, one in found["bands"].items():
        yield zone, one["anchor"]["x"] // SCALE, one["anchor"]["y"] // SCALE
