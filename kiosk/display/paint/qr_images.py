"""QR codes as QML asks for them."""

from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.display.paint.qr import symbol


class QrImages(QQuickImageProvider):
    """`image://qr/PAYLOAD` (percent-encoded): the symbol with its quiet zone, one pixel a module.

    An image and not an item of ours: PySide 6.11 keeps the Python side of every item that QML destroys.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: ARG002, N802, N803  (Qt)
        """The symbol of a payload."""
        return symbol(unquote(id))
