"""The map's shapes as SVG paths, one unit a kilometre: for the phone page and the desk's map."""

from functools import cache
from itertools import pairwise

from kiosk.feed.open_data.geometry import map_file

SCALE = 10


@cache
def view_box() -> str:
    """Return the SVG's viewBox, with room for fingers at the edge."""
    left, top, right, bottom = (value // SCALE for value in map_file()["about"]["bounds"])
    return f"{left - 8} {top - 8} {right - left + 16} {bottom - top + 16}"


@cache
def shapes() -> tuple[tuple[str, str], ...]:
    """Return (zone, path) of the divisions, of the band over them, of the areas within them."""
    found = map_file()
    drawn = [(zone, one["polygons"]) for part in ("divisions", "bands", "areas") for zone, one in found[part].items()]
    return tuple((zone, _path(polygons)) for zone, polygons in drawn)


def _path(polygons: list[list[list[int]]]) -> str:
    return "".join(_ring(ring) for polygon in polygons for ring in polygon)


def _ring(ring: list[int]) -> str:
    points: list[tuple[int, int]] = []
    for x, y in zip(ring[::2], ring[1::2], strict=True):
        point = (round(x / SCALE), round(y / SCALE))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 3:
        return ""
    steps = (f"{x - left} {y - top}" for (left, top), (x, y) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")
