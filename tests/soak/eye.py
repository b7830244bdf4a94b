"""What must stand on a kiosk's screen, painted beside it from what was signed, to be laid over the kiosk's own pixels.

Rules: the picture is worked out from the bundle that the kiosk keeps, verified here, from the kiosk's clock and from what was
touched; the pixels are the X server's own frame buffer. No pixel may be another colour, but for the mark's row, which is read;
the soft edges of large letters come out up to 45 of 255 apart on an X server and off screen, and count as the same.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from kiosk import clock
from kiosk.display import showing
from kiosk.display.application import application, prepare
from kiosk.display.paint.cells import HEIGHT
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.mark import CELLS, Mark, read_bits
from kiosk.display.presenters.sheet import Sheet
from kiosk.display.voices import voices
from kiosk.display.window import DisplayWindow
from kiosk.domain.freshness import Moment, freshness, moment
from kiosk.language.knowledge import Knowledge
from tests.soak.box import Box

SIZE = (1080, 1920)
Pixels = NDArray[np.uint8]
EDGE = 64
PICTURES = 24
"""So many are kept, 8 MB each."""
SPARSE = 24
CIRCLE = ((0, 0), (4, -1), (6, -4), (4, -7), (0, -8), (-4, -7), (-6, -4), (-4, -1))
"""Where the attract screen may have moved to, against burn-in (`Main.qml`)."""


@dataclass(frozen=True)
class Expected:
    """A page: its picture, and where what can be touched lies, by action and argument."""

    pixels: Pixels
    targets: dict[tuple[str, str], tuple[float, float]]
    codes: tuple[str, ...]


def read_mark(pixels: Pixels) -> Mark | None:
    """The mark along the lower edge, read by the greys alone."""
    row, step = pixels[SIZE[1] - HEIGHT // 2, :, 1].astype(int), SIZE[0] / CELLS
    greens = [int(row[int((cell + 0.5) * step)]) for cell in range(CELLS)]
    low, high = min(greens), max(greens)
    if low == high:
        return None
    return read_bits("".join("1" if abs(one - greens[0]) < (high - low) / 2 else "0" for one in greens))


def differing(found: Pixels, wanted: Pixels) -> int:
    """How many pixels differ above the mark."""
    high = SIZE[1] - HEIGHT
    return _apart(found[:high], wanted[:high])


def differing_at_rest(found: Pixels, wanted: Pixels) -> int:
    """The same for the attract screen, wherever on its circle it stands; its margins left out."""
    edge, high = 10, SIZE[1] - HEIGHT - 10
    inner = wanted[edge:high, edge:-edge]
    laid = (found[edge + y : high + y, edge + x : SIZE[0] - edge + x] for x, y in CIRCLE)
    return min(_apart(one, inner) for one in laid)


def _apart(one: Pixels, other: Pixels) -> int:
    """How many pixels are another colour; counted in some rows only where those say that it is another page."""
    few = _counted(one[::SPARSE], other[::SPARSE])
    return few * SPARSE if few > one.shape[1] // 10 else _counted(one, other)


def _counted(one: Pixels, other: Pixels) -> int:
    apart = np.maximum(one[..., :3], other[..., :3]) - np.minimum(one[..., :3], other[..., :3])
    return int((apart > EDGE).any(axis=2).sum())


def codes(pixels: Pixels) -> list[str]:
    """What the QR codes on the screen say."""
    return [one.text for one in zxingcpp.read_barcodes(np.ascontiguousarray(pixels[:, :, 2::-1]))]


class Eye:
    """A window of our own, off screen."""

    def __init__(self) -> None:
        prepare(True)
        application(["soak"])
        self._own = DisplayWindow(still=True)
        self._window = self._own.open()
        self._window.resize(*SIZE)
        self._own.fit()
        self._window.show()
        self._voices = voices()
        self._seen: dict[tuple[object, Choice], Expected] = {}

    def moment(self, box: Box) -> Moment:
        """What time the kiosk must take it to be."""
        held = box.held()
        return moment(box.wall(), held.floor, held.signed_at, box.anchor(), clock.ticks())

    def knowledge(self, box: Box) -> Knowledge:
        """What the kiosk must know now, by what it holds and by its clock."""
        held, at, site = box.held(), self.moment(box), box.settings.site
        place = held.assigned if held.assigned and held.assigned.lasts(at.now) else site
        fresh = freshness(at, held.signed_at, held.edition.valid_until)
        return Knowledge(
            held.edition, held.sha256, fresh, at.now, held.signed_at, at.clock_ok, held.verified is None,
            place.terminal, place.gate, box.settings.use.counted,
        )  # fmt: skip

    def expected(self, box: Box, choice: Choice) -> Expected:
        """The page of that choice at that kiosk now."""
        known = self.knowledge(box)
        minute = int(known.now.timestamp()) // 60
        says = known.sha256, known.checked, known.freshness, minute, known.clock_ok, known.terminal, known.gate
        found = self._seen.pop((says, choice), None)
        if found is None:
            found = self._painted(*self._laid(box, choice))
        self._seen[says, choice] = found
        if len(self._seen) > PICTURES:
            del self._seen[next(iter(self._seen))]
        return found

    def _laid(self, box: Box, choice: Choice) -> tuple[Sheet, str]:
        known = self.knowledge(box)
        screen = showing.screen(known, showing.interrupted(choice, known), self._voices)
        return self._own.composer.lay(screen), showing.mark(known)

    def _painted(self, sheet: Sheet, mark: str) -> Expected:
        self._own.scene.show(sheet)
        self._own.scene.show_mark(mark)
        self._window.setProperty("turned", 0)
        image = self._window.grabWindow()
        pixels: Pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], SIZE[0], 4).copy()
        touches: list[dict[str, Any]] = [json.loads(one) for one in sheet.boxes[2]]
        middles = {
            (one["action"], one["argument"]): (one["x"] + one["w"] / 2, one["y"] + one["h"] / 2)
            for one in reversed(touches)
            if one["enabled"]
        }
        return Expected(pixels, middles, tuple(json.loads(one)["payload"] for one in sheet.boxes[6]))

    def close(self) -> None:
        """Take the window down."""
        self._own.close()
