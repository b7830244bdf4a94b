"""Any panel, any pitch: the sheet is shown whole, smaller where a panel has too few millimetres; and it is told."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.display.panel import cramped, out_of_reach
from tests.display import rules
from tests.display.conftest import SHIPPED, seen

PANELS = [(1280, 720, 0.27), (768, 1366, 0.252), (1920, 1080, 0.277), (2160, 3840, 0.245)]


@pytest.mark.parametrize(("width", "height", "pitch"), PANELS)
def test_every_panel_shows_the_sheet_whole(tmp_path: Path, width: int, height: int, pitch: float) -> None:
    """On a panel of any size and pitch nothing of the idle screen and "about" is cut or covered, the hotline's number least."""
    from kiosk.display.application import application, prepare
    from kiosk.display.pictures.order import Into, Order
    from kiosk.display.pictures.render import Studio

    prepare(offscreen=True)
    application(["kiosk"])
    studio = Studio(seen(), pitch)
    try:
        paths = studio.paint(Order(("attract", "about"), ("ko",), ("normal",), ((width, height),)), Into(tmp_path))
    finally:
        studio.close()
    told = []
    for path in paths:
        found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        checks = (rules.fits, rules.overlaps, rules.covered, rules.codes)
        told += [str(one) for check in checks for one in check(path.stem, found)]
        assert SHIPPED.contacts[1].printed in [one["text"] for one in found["texts"]]
    assert told == []


def test_a_panel_with_too_few_millimetres_is_told() -> None:
    """Where letters and targets become smaller than they should be, one line says of which panel, and what would do."""
    assert cramped(1080, 1920, 0.37) == cramped(3840, 2160, 0.245) == cramped(160, 160, 0.37) == ""
    told = cramped(1920, 1080, 0.277)
    assert told.count("\n") == 0
    for word in ("1920 x 1080", "0.277", "532 x 299 mm", "710 x 400 mm", "75 %", "panel.pixel_pitch_mm"):
        assert word in told
    assert all(
        bool(cramped(1920, 1080, one)) >= bool(cramped(1920, 1080, other)) for one, other in pairwise((0.2, 0.3, 0.4))
    )


def test_a_panel_out_of_reach_is_told() -> None:
    """Where controls stand below 400, above 1,220 or, in the lower mode, above 1,030 mm, one line says how high."""
    fine = [(1080, 1920, 0.37, 550), (1920, 1080, 0.37, 550), (1920, 1080, 0.37, 760), (160, 160, 0.37, 2000)]
    assert [out_of_reach(*one) for one in fine] == [""] * 4
    told = out_of_reach(1080, 1920, 0.37, 700)
    assert told.count("\n") == 0
    for word in ("710 mm", "700 mm", "707 to 1364", "up to 1162", "400 to 1220", "1030", "panel.height_above_floor_mm"):
        assert word in told
    assert out_of_reach(1080, 1920, 0.37, 380)
    assert out_of_reach(1080, 1920, 0.63, 550)


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_controls_stand_where_they_are_said_to(tmp_path: Path, size: tuple[int, int]) -> None:
    """No control of any screen stands outside the shares of the panel's height by which its reach is judged."""
    from kiosk.display.application import application, prepare
    from kiosk.display.panel import FROM, UP_TO_LOWER, UP_TO_UPRIGHT, UP_TO_WIDE
    from kiosk.display.pictures.order import Into, Order
    from kiosk.display.pictures.render import Studio
    from kiosk.display.presenters.choice import SCREENS

    prepare(offscreen=True)
    application(["kiosk"])
    studio = Studio(seen(), 0.37)
    try:
        paths = studio.paint(Order(tuple(SCREENS), ("ko", "en"), ("normal", "lower"), (size,)), Into(tmp_path))
    finally:
        studio.close()
    up_to = {"normal": UP_TO_WIDE if size[0] > size[1] else UP_TO_UPRIGHT, "lower": UP_TO_LOWER}
    for path in paths:
        found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for target in found["targets"]:
            assert target["y"] >= (1 - up_to[found["mode"]]) * size[1] - 1, (path.stem, target)
            assert target["y"] + target["h"] <= (1 - FROM) * size[1] + 1, (path.stem, target)
