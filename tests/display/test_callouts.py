"""Call-outs of the map: every worst place is named beside the country, near its place, in every language."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QTransform

from kiosk.display.language import translator
from kiosk.display.paint.callouts import DEEPEST, GAP, Arrangement, Panel, Placed, Wanted, arranged, crosses
from kiosk.display.paint.framing import REACH, REACH_SHARE
from kiosk.display.paint.geometry import geometry
from kiosk.display.paint.map_layout import Look, MapLayout
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.screens import present
from kiosk.display.presenters.sheet import plain
from kiosk.display.window import application, prepare
from kiosk.domain.text import LOCALES
from tests.display.conftest import knowledge_of

PORTRAIT, LANDSCAPE, LOW = (1080, 590), (924, 808), (1920, 490)
VIEWS = (PORTRAIT, (1080, 520), (1080, 724), LANDSCAPE, LOW)


def drawn(locale: str, size: tuple[int, int]) -> tuple[set[str], MapLayout]:
    """The zones to be named, and how the map lies of the bundled edition with its call-outs worked out."""
    prepare(offscreen=True)
    application(["kiosk"])
    body = present(knowledge_of(), Choice(screen="map", locale=locale), translator(locale)).body
    assert body.map is not None
    look = Look("", faint=False, locale=locale, large=False, dark=False, unit=1.0)
    return {one.zone for one in body.map.call_outs}, MapLayout(plain(body.map), look, *size)


@pytest.mark.parametrize("size", VIEWS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_worst_place_is_named_on_the_map(locale: str, size: tuple[int, int]) -> None:
    """None is left to the list alone, and no leader runs right across the country."""
    wanted, map_layout = drawn(locale, size)
    placed = map_layout.placed
    assert {one.zone for one in placed} == wanted
    assert max(one.length for one in placed) <= max(REACH, REACH_SHARE * size[0])
    high = map_layout._view.mapRect(geometry().bounds).height()
    assert max(one.over for one in placed) <= DEEPEST * high


def test_the_country_is_large_where_names_are_short() -> None:
    """In Korean it takes nearly half of the panel's width, as on the reference picture."""
    _, map_layout = drawn("ko", PORTRAIT)
    assert map_layout._view.mapRect(geometry().bounds).width() > 0.45 * PORTRAIT[0]


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
