"""QR codes from `qrcode`, as images of one pixel a module.

Rules: error correction H for short payloads (version 4 at least: measured on degraded pictures), Q for longer ones;
black on white, no logo, quiet zone of 4 modules, each module a whole number of
pixels.
"""

from functools import lru_cache

from PySide6.QtGui import QImage

QUIET = 4
WHITE, BLACK = 0xFFFFFFFF, 0xFF000000
SHORT = 34
"""Bytes that a version 4 symbol holds at level H: telephone numbers and short addresses."""


@lru_cache(maxsize=64)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol's modules, row by row, without the quiet zone. Text goes in as UTF-8 bytes."""
    import qrcode  # not needed before the first code is shown
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q

    data = payload.encode()
    short = len(data) <= SHORT
    code = qrcode.QRCode(4 if short else None, ERROR_CORRECT_H if short else ERROR_CORRECT_Q, border=0)
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())


def symbol(payload: str) -> QImage:
    """The symbol of a payload with its quiet zone, one pixel a module."""
    rows = modules(payload)
    side = len(rows) + 2 * QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x + QUIET, y + QUIET, BLACK)
    return image
