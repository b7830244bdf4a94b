"""Pictures for tests: the real `kiosk render` path in one process, read back from its files.

Import this only where Qt may be loaded. One studio a freshness is kept for the whole process: starting one takes longer
than painting a page.
"""

import atexit
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kiosk.display.application import application, prepare
from kiosk.display.pictures.order import Into, Order
from kiosk.display.pictures.render import Studio, strong_signs, with_sample
from kiosk.display.window import REFERENCE_PITCH_MM
from kiosk.domain.freshness import Freshness
from tests.display.conftest import knowledge_of

PLACES = ("KH-18", "bavet")
"""A province lowered with its city kept, and a ban with an exception: the two fullest pages."""


@dataclass(frozen=True)
class Picture:
    """One painted page: its name, its measures, and the file."""

    name: str
    found: dict[str, Any]
    path: Path

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """Height x width x RGB."""
        return np.asarray(self.image)

    @property
    def image(self) -> Image.Image:
        """The picture itself."""
        return Image.open(self.path).convert("RGB")


@cache
def _studio(age: Freshness) -> Studio:
    prepare(offscreen=True)
    application(["kiosk"])
    knowledge = knowledge_of(age=age)
    studio = Studio(replace(knowledge, edition=with_sample(knowledge.edition, knowledge.now)), REFERENCE_PITCH_MM)
    atexit.register(studio.close)
    return studio


def painted(
    out: Path,
    screen: str,
    locale: str,
    mode: str,
    size: tuple[int, int],
    age: Freshness = Freshness.LIVE,
    places: tuple[str, ...] = PLACES,
) -> Iterator[Picture]:
    """Every page of one screen, painted into `out`."""
    studio = _studio(age)
    order = Order((screen,), (locale,), (mode,), (size,), places, strong_signs(knowledge_of().edition))
    for path in studio.paint(order, Into(out)):
        found = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        name = path.stem if age is Freshness.LIVE else f"{path.stem}@{age.value}"
        yield Picture(name, found, path)
