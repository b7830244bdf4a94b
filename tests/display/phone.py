"""What a phone's camera makes of a code on the panel: turned, seen aslant, out of focus, small, noisy, with a light in it.

One `Glimpse` is one photograph, drawn from a seed. The reflection covers 8 % of the symbol and spares the three finder
patterns: no error correction brings those back, and a hand moves the phone until they are clear.
"""

from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

FINDER_MODULES = 8
"""Modules a finder pattern takes with its separator, along each side of its corner."""
SCALE = 0.4
BLUR_PX = 1.5
GLARE_SHARE = 0.08
NOISE = 8.0

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Symbol:
    """A code cut out of a picture, quiet zone included: `side` and `quiet` zone in pixels, `modules` a side."""

    image: Image.Image
    side: int
    quiet: int
    modules: int

    @property
    def module(self) -> float:
        """Pixels a module."""
        return self.side / self.modules


def decoded(image: Image.Image) -> list[str]:
    """The text of every QR code that zxing-cpp finds."""
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found if one.valid]


def photographed(symbol: Symbol, seed: int) -> Image.Image:
    """The symbol as a phone sees it; the same seed gives the same photograph."""
    luck = np.random.default_rng(seed)
    image = symbol.image.convert("L").filter(ImageFilter.GaussianBlur(BLUR_PX))
    image = _glared(image, symbol, luck)
    room = Image.new("L", (int(image.width * 1.7),) * 2, 235)
    room.paste(image, ((room.width - image.width) // 2,) * 2)
    angle = luck.uniform(12, 33) * luck.choice((-1, 1))
    room = room.rotate(angle, Image.Resampling.BICUBIC, fillcolor=235)
    room = _aslant(room, luck)
    small = room.resize((round(room.width * SCALE), round(room.height * SCALE)), Image.Resampling.BOX)
    noisy = np.asarray(small, dtype=float) + luck.normal(0, NOISE, (small.height, small.width))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def lost(symbol: Symbol, payload: str, seed: int) -> bool:
    """Whether a phone that took this photograph would not get the payload."""
    return payload not in decoded(photographed(symbol, seed))


def _glared(image: Image.Image, symbol: Symbol, luck: np.random.Generator) -> Image.Image:
    """A soft bright round of 8 % of the symbol's area at a place where it touches no finder pattern."""
    radius = symbol.side * (GLARE_SHARE / np.pi) ** 0.5
    finder = FINDER_MODULES * symbol.module
    while True:
        x, y = luck.uniform(radius, symbol.side - radius, 2)
        corners = ((0, 0), (1, 0), (0, 1))
        away = [_gap(x, y, cx * (symbol.side - finder), cy * (symbol.side - finder), finder) for cx, cy in corners]
        if min(away) >= radius:
            break
    mask = Image.new("L", image.size, 0)
    at = (symbol.quiet + x - radius, symbol.quiet + y - radius, symbol.quiet + x + radius, symbol.quiet + y + radius)
    ImageDraw.Draw(mask).ellipse(at, fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(2))
    return Image.composite(Image.new("L", image.size, 250), image, mask)


def _gap(x: float, y: float, left: float, top: float, side: float) -> float:
    across = max(left - x, 0.0, x - left - side)
    down = max(top - y, 0.0, y - top - side)
    return float(np.hypot(across, down))


def _aslant(image: Image.Image, luck: np.random.Generator) -> Image.Image:
    """Seen from the side: each corner moves by up to 7 % of the picture."""
    wide, high = image.size
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], dtype=float)
    moved = corners + luck.uniform(-0.07, 0.07, (4, 2)) * (wide, high)
    rows, sought = [], []
    for (x, y), (u, v) in zip(corners, moved, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        sought += [u, v]
    coefficients = np.linalg.solve(np.array(rows), np.array(sought))
    return image.transform(
        image.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=235
    )
