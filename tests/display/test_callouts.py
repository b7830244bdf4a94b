"""Call-outs of the map: every worst place has its badge beside the country, on its own side, in every language."""

import json
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QTransform

from kiosk.display.application import application, prepare
from kiosk.display.paint.callouts import DEEPEST, GAP, Arrangement, Panel, Placed, Wanted, arranged
from kiosk.display.paint.crossings import crosses
from kiosk.display.paint.framing import MIDDLE, REACH, REACH_SHARE
from kiosk.display.paint.geometry import geometry
from kiosk.display.paint.map_layout import Look, MapLayout
from kiosk.display.pictures.order import SIZES
from kiosk.display.presenters.blocks import LevelList, MapBox
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screens import present
from kiosk.domain.languages import LOCALES
from kiosk.language.catalogues import translator
from tests.display.conftest import knowledge_of

VIEWS = ((1080, 540), (1080, 590), (1080, 724), (924, 808), (768, 700), (846, 500))
"""Sizes of the map that pages have, upright and beside the list."""
FILLS = ("#C6D9EE", "#FFE066", "#A50F15")
SURROUNDINGS = ("#E6EAED", "#F6F8F9")
"""Of the picture's colours those of the country (levels 1, 2 and 3), and of what lies around it: neighbours and sea."""
FLAT_REACH_SHARE = 0.35
"""Of the map's width, how long a leader may be where the map is at most half as high as wide."""
CELL = 4
"""Pixels a side in which a colour is looked for: wider than the white border between two divisions."""


def drawn(locale: str, size: tuple[int, int]) -> tuple[set[str], MapLayout]:
    """The zones to be told, and how the map lies of the edition with its call-outs worked out."""
    prepare(offscreen=True)
    application(["kiosk"])
    body = present(knowledge_of(), Choice(screen="map", locale=locale), translator(locale)).body
    (says,) = (json.loads(one.says) for one in body.lead if isinstance(one, MapBox))
    look = Look("", locale=locale, large=False, dark=False, unit=1.0)
    return {one["zone"] for one in says["call_outs"]}, MapLayout(says, look, *size)


@pytest.mark.parametrize("size", VIEWS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_worst_place_has_its_badge_on_the_map(locale: str, size: tuple[int, int]) -> None:
    """None is left to the list alone; no leader is long, but on the flattest map, where the country still does not give way."""
    wanted, map_layout = drawn(locale, size)
    placed = map_layout.placed
    assert {one.zone for one in placed} == wanted
    flat = size[1] <= size[0] / 2
    assert max(one.length for one in placed) <= (
        FLAT_REACH_SHARE * size[0] if flat else max(REACH, REACH_SHARE * size[0])
    )


@pytest.mark.parametrize("size", VIEWS)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_call_out_stands_on_its_place_s_own_side(locale: str, size: tuple[int, int]) -> None:
    """A place in the west of the country is told west of its middle, one in the east, east of it."""
    _, map_layout = drawn(locale, size)
    land = map_layout._view.mapRect(geometry().bounds)
    middle, near = land.center().x(), MIDDLE * land.width()
    astray = [
        one.zone
        for one in map_layout.placed
        if abs(one.anchor[0] - middle) > near and (one.anchor[0] - middle) * (one.rect.center().x() - middle) < 0
    ]
    assert astray == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_names_every_place_that_has_a_call_out(locale: str) -> None:
    """Where a call-out is a badge alone the words stand in the list, under the same badge."""
    body = present(knowledge_of(), Choice(screen="map", locale=locale), translator(locale)).body
    (says,) = (json.loads(one.says) for one in body.lead if isinstance(one, MapBox))
    (levels,) = (one for one in body.rest if isinstance(one, LevelList))
    listed = {(row.argument, head.level) for head, rows in levels.groups for row in rows}
    assert {(one["zone"], one["level"]) for one in says["call_outs"]} <= listed


def _coloured(pixels: NDArray[np.uint8], colours: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which cells of the picture hold one of these colours."""
    values = [int(one[1:], 16) for one in colours]
    wide = pixels.astype(np.int32)
    found = np.isin(wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2], values)
    high, across = (side // CELL for side in found.shape)
    return found[: high * CELL, : across * CELL].reshape(high, CELL, across, CELL).any(axis=(1, 3))


def _largest(cells: NDArray[np.bool_]) -> set[tuple[int, int]]:
    """The largest set of coloured cells that touch each other: the country, without badges beside it."""
    left, best = {(int(y), int(x)) for y, x in np.argwhere(cells)}, set[tuple[int, int]]()
    while left:
        reached, waiting = set[tuple[int, int]](), [left.pop()]
        while waiting:
            y, x = waiting.pop()
            reached.add((y, x))
            near = {(y + down, x + across) for down, across in product((-1, 0, 1), repeat=2)} & left
            left -= near
            waiting += near
        best = max(best, reached, key=len)
    return best


@pytest.mark.parametrize(("size", "least"), list(zip(SIZES, (0.60, 0.55), strict=True)))
@pytest.mark.parametrize("locale", LOCALES)
def test_the_country_fills_the_map(tmp_path: Path, locale: str, size: tuple[int, int], least: float) -> None:
    """It fills at least 60 % of the map's width upright and 55 % beside the list, whatever the names; level 1 is pale."""
    from tests.display.easel import painted

    pixels = next(painted(tmp_path, "map", locale, "normal", size)).pixels
    columns = np.flatnonzero(_coloured(pixels, SURROUNDINGS).sum(axis=0) > 20)
    country = [x for _, x in _largest(_coloured(pixels, FILLS))]
    share = (max(country) - min(country) + 1) / (columns.max() - columns.min() + 1)
    assert least <= share <= 1


def rect(one: Placed) -> QRectF:
    """Its box with the gap kept to others."""
    return one.rect.adjusted(-GAP, -GAP, GAP, GAP)


shapes = st.lists(st.tuples(st.integers(110, 420), st.sampled_from((88, 125, 180))), min_size=1, max_size=2)
wanted_ones = st.lists(
    st.tuples(st.floats(0.2, 0.8), st.floats(0.2, 0.8), shapes.map(tuple), st.sampled_from((1.0, 4.0, 8.0))),
    min_size=0,
    max_size=9,
)


def country(panel: Panel) -> QPainterPath:
    """Cambodia in the middle of the panel."""
    bounds = geometry().bounds
    scale = 0.6 * min(panel.width / bounds.width(), panel.height / bounds.height())
    centre = bounds.center()
    middle = QTransform().translate(panel.width / 2, panel.height / 2).scale(scale, scale)
    return middle.translate(-centre.x(), -centre.y()).map(geometry().land)


@settings(deadline=None, max_examples=40)
@given(wanted_ones, st.sampled_from(VIEWS))
def test_call_outs_never_hide_anything(
    asked: list[tuple[float, float, tuple[tuple[float, float], ...], float]], size: tuple[int, int]
) -> None:
    """Whatever is asked for: boxes lie in the view, clear of the country's inside and of each other; leaders cross nothing."""
    panel = Panel(*size, 80.0, REACH)
    wanted = [Wanted(str(n), (x * size[0], y * size[1]), form, weight) for n, (x, y, form, weight) in enumerate(asked)]
    made: Arrangement = arranged(tuple(wanted), country(panel), panel)
    land = country(panel)
    view = QRectF(0, 0, *size)
    for one in made.placed:
        assert view.contains(one.rect)
        assert not land.contains(one.rect.center())
    for one, other in combinations(made.placed, 2):
        assert not rect(one).intersects(other.rect)
        assert not crosses(one.badge, one.anchor, other.box)
        assert not crosses(other.badge, other.anchor, one.box)
    deepest = DEEPEST * land.boundingRect().height()
    near = all(one.length <= panel.reach and one.over <= deepest for one in made.placed)
    assert made.good == (len(made.placed) == len(wanted) and near)
