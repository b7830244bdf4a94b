"""Painting pictures: what happens beside the painting takes nothing of Qt's down."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.display.application import application, prepare
from kiosk.display.pictures.order import Into, Order
from kiosk.display.pictures.render import Studio
from kiosk.display.window import REFERENCE_PITCH_MM
from tests.display.conftest import seen


@pytest.fixture
def eager() -> Iterator[None]:
    """Python collects garbage at every chance."""
    before = gc.get_threshold()
    gc.set_threshold(5, 1, 1)
    gc.enable()
    yield
    gc.set_threshold(*before)
    gc.disable()


@pytest.mark.usefixtures("eager")
def test_garbage_is_collected_where_qt_lives(tmp_path: Path) -> None:
    """Never in the writer's thread: timers of objects that die there would fire into nothing, and the painter with them."""
    prepare(offscreen=True)
    application(["kiosk"])
    studio, where = Studio(seen(), REFERENCE_PITCH_MM), set[threading.Thread]()

    def look(*_: object) -> None:
        where.add(threading.current_thread())

    gc.callbacks.append(look)
    try:
        studio.paint(Order(("help", "about"), ("ko", "en"), ("normal",), ((540, 960),)), Into(tmp_path))
    finally:
        gc.callbacks.remove(look)
        studio.close()
    assert where == {threading.main_thread()}
