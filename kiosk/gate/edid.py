"""A monitor's own size, from the EDID that the kernel keeps of it: millimetres a pixel, where what it says is sane.

Rules: only the one monitor that is plugged in is asked; several, none, or a block that is damaged, too short or says a size that
no panel has (a picture's shape instead of millimetres, pixels that are not square) tell nothing. Nothing here raises.

Source: VESA E-EDID 1.4, bytes 54 to 71 (the preferred timing): pixels and millimetres of the picture.
"""

from pathlib import Path

CONNECTORS = Path("/sys/class/drm")
HEAD = bytes.fromhex("00ffffffffffff00")
BLOCK = 128
PITCHES_MM = (0.1, 1.0)
SQUARE = 0.03
"""How far a pixel's sides may differ, of 1."""
SHAPES = {(16, 9), (16, 10), (160, 90), (160, 100), (1600, 900), (1600, 1000), (4, 3), (400, 300)}
"""Sizes in mm that mean a picture's shape: no monitor is so large or small."""


def pitch_mm(pixels: tuple[int, int], connectors: Path = CONNECTORS) -> float | None:
    """Return the millimetres of one of the screen's pixels, whichever way up it stands; None where that cannot be told."""
    found = [size for place in sorted(connectors.glob("*/edid")) if (size := size_mm(_read(place)))]
    if len(found) != 1 or min(pixels) <= 0:
        return None
    (short, long), (narrow, wide) = sorted(found[0]), sorted(pixels)
    pitch, other = long / wide, short / narrow
    if not PITCHES_MM[0] <= pitch <= PITCHES_MM[1] or abs(pitch - other) > SQUARE * pitch:
        return None
    return round(pitch, 4)


def size_mm(block: bytes) -> tuple[int, int] | None:
    """Read a monitor's width and height in millimetres from its EDID; None where it is damaged or says none."""
    if len(block) < BLOCK or block[:8] != HEAD or sum(block[:BLOCK]) % 256:
        return None
    timing = block[54:72]
    if not (timing[0] or timing[1]):  # no timing stands there, but a text
        return None
    size = timing[12] | (timing[14] & 0xF0) << 4, timing[13] | (timing[14] & 0x0F) << 8
    return None if 0 in size or size in SHAPES or size[::-1] in SHAPES else size


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError:
        return b""
