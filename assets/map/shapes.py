"""The map's shapes, all in grid units: Cambodia's divisions, the border, the band and the neighbours.

Rules: what touches keeps touching (shared borders are simplified and rounded once, for both sides). What the package leaves
out is put back in `mend`, and only there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring
from source import UNIT_KM, km, place

BORDER_ENDS = ((105.21, 14.34), (102.913, 11.645))  # where Laos begins; Hat Lek on the coast. Degrees east, north
BAND_KM = 50.0
FINE_KM, COARSE_KM = 0.3, 1.2  # simplification: what is filled by level, what is only surroundings
COAST_KM = 3.0  # breadth given to the coast of Trat that the package leaves out
GAP_KM, UNDERLAP_KM, SPECK_KM2 = 2.0, 4.0, 15.0  # neighbours: gaps closed, reach below Cambodia, islands left out
# Neighbours are cut here; Hainan, Malaysia, India and Borneo begin further out.
BOX_KM = (-1350.0, -670.0, 1290.0, 670.0)

DIVISIONS = {  # the package's name -> ISO 3166-2, our English name (see divisions.csv)
    "Bantey Meanchey": ("KH-1", "Banteay Meanchey"),
    "Battambang": ("KH-2", "Battambang"),
    "Kampong Cham": ("KH-3", "Kampong Cham"),
    "Kampong Chhnang": ("KH-4", "Kampong Chhnang"),
    "Kampong Speu": ("KH-5", "Kampong Speu"),
    "Kampong Thom": ("KH-6", "Kampong Thom"),
    "Kampot": ("KH-7", "Kampot"),
    "Kandal": ("KH-8", "Kandal"),
    "Koh Kong": ("KH-9", "Koh Kong"),
    "Kratie": ("KH-10", "Kratié"),
    "Mondulkiri": ("KH-11", "Mondulkiri"),
    "Phnom Penh": ("KH-12", "Phnom Penh"),
    "Preah Vihear": ("KH-13", "Preah Vihear"),
    "Prey Veng": ("KH-14", "Prey Veng"),
    "Pursat": ("KH-15", "Pursat"),
    "Ratanakiri Province": ("KH-16", "Ratanakiri"),
    "Siem Reap": ("KH-17", "Siem Reap"),
    "Preah Sihanouk": ("KH-18", "Preah Sihanouk"),
    "Stung Treng": ("KH-19", "Stung Treng"),
    "Svay Rieng": ("KH-20", "Svay Rieng"),
    "Takeo": ("KH-21", "Takéo"),
    "Oddar Meanchey": ("KH-22", "Oddar Meanchey"),
    "Kep": ("KH-23", "Kep"),
    "Pailin": ("KH-24", "Pailin"),
    "Tbong Khmum": ("KH-25", "Tbong Khmum"),
}


def divisions(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Cambodia's divisions by ISO id, shared borders simplified alike."""
    simple = shapely.coverage_simplify([shapes[name] for name in DIVISIONS], FINE_KM)
    # one snap for all: corners land on the same grid point in every division that has them
    snapped = [shapely.transform(shape, lambda xy: np.round(xy / UNIT_KM)) for shape in simple]
    if not shapely.coverage_is_valid(snapped):
        raise ValueError("the divisions overlap or gape after simplification")
    return {iso: shape for (iso, _), shape in zip(DIVISIONS.values(), snapped, strict=True)}


def thai_border(land: BaseGeometry) -> LineString:
    """The mainland's outline between BORDER_ENDS. Nearness to Thailand would not do: the package has gaps there."""
    outline = max(polygons(land), key=lambda polygon: polygon.area).exterior
    corners = shapely.get_coordinates(outline)[:-1]
    east = int(corners[:, 0].argmax())  # start where Thailand is far, so that the border is one stretch
    outline = LineString(np.vstack([np.roll(corners, -east, axis=0), corners[east]]))
    start, end = (outline.project(place(*degrees)) for degrees in BORDER_ENDS)
    return shapely.set_precision(substring(outline, min(start, end), max(start, end)), 1)


def within_band(land: BaseGeometry, border: BaseGeometry) -> BaseGeometry:
    """The land within BAND_KM of the border."""
    reach = border.buffer(km(BAND_KM), quad_segs=64).simplify(km(0.1))
    return shapely.set_precision(land.intersection(reach), 1)


def mend(
    cambodia: BaseGeometry, thailand: BaseGeometry, laos: BaseGeometry, vietnam: BaseGeometry, *farther: BaseGeometry
) -> list[BaseGeometry]:
    """The neighbours with what the package leaves out: Thailand along the whole border, Sekong in the hole it left in Laos."""
    thailand = thailand.union(thai_border(cambodia).buffer(km(COAST_KM), cap_style="flat"))
    hole = max(
        (Polygon(h) for part in polygons(close([cambodia, laos, vietnam])) for h in part.interiors),
        key=lambda h: h.area,
    )
    return [thailand, laos.union(hole), vietnam, *farther]


def close(shapes: list[BaseGeometry]) -> BaseGeometry:
    """All shapes as one, gaps up to twice GAP_KM closed."""
    apart = shapely.union_all(shapes).buffer(km(GAP_KM), join_style="mitre")
    return apart.buffer(-km(GAP_KM), join_style="mitre")


def neighbours(cambodia: BaseGeometry, others: list[BaseGeometry]) -> list[BaseGeometry]:
    """The neighbours cut to BOX_KM, gaps closed, each reaching a little below Cambodia, which is drawn on top."""
    closed = close([cambodia, *others])
    grown: list[BaseGeometry] = []
    for index, other in enumerate(others):
        reach = other.buffer(km(UNDERLAP_KM)).intersection(closed).difference(shapely.union_all(others[index + 1 :]))
        whole = other.union(reach).difference(shapely.union_all(grown))
        grown.append(MultiPolygon(list(polygons(whole))))
    # a clean coverage first: without it the simplification would part them again
    simple = shapely.coverage_simplify(shapely.coverage_clean(grown), km(COARSE_KM))
    box = shapely.box(*(km(edge) for edge in BOX_KM))
    return [without_specks(shape.intersection(box)) for shape in simple]


def without_specks(shape: BaseGeometry) -> BaseGeometry:
    """The shape on whole units without the islands and holes smaller than SPECK_KM2."""
    least = SPECK_KM2 / UNIT_KM**2
    large = [
        Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area > least])
        for p in polygons(shape)
        if p.area > least
    ]
    return shapely.set_precision(MultiPolygon(large), 1)


def polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    """The areas of a shape; the lines and points an intersection may leave behind are dropped."""
    return (
        part for part in shapely.get_parts(shape, return_index=False) if isinstance(part, Polygon) and part.area > 1
    )
