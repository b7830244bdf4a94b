"""The one window: QML engine and scene.

Rules: software rendering everywhere (a kiosk needs no graphics driver); no graphics of ours comes from the network.
"""

import contextlib
import gc
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.display.composer import Composer
from kiosk.display.first_page import Opening
from kiosk.display.models.scene import Scene
from kiosk.display.paint import country, map_item, mark, typefaces
from kiosk.display.paint.qr_images import QrImages
from kiosk.faults import Fault

QML = Path(__file__).parent / "qml"
NATIVE = (country, map_item, mark, typefaces)
"""Modules whose import registers QML types."""

REFERENCE_PITCH_MM = 0.37


class DisplayWindow:
    """The engine and its window. `scene` is what it shows; `window` the QQuickWindow. `pitch_mm`: 0 where it is not known."""

    def __init__(self, pitch_mm: float = REFERENCE_PITCH_MM, still: bool = False) -> None:
        self.scene = Scene()
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.addImageProvider("qr", QrImages())
        unit = REFERENCE_PITCH_MM / (pitch_mm or REFERENCE_PITCH_MM)
        self.composer = Composer(unit)
        self.engine.setInitialProperties({"scene": self.scene, "unit": unit, "still": still})

    def show(self, opening: Opening) -> None:
        """Show what is there before anything moves it."""
        self.scene.show(self.composer.lay(opening.screen))
        self.scene.show_mark(opening.mark)

    def open(self) -> QQuickWindow:
        """Loads the scene; raises Fault if the QML cannot be loaded."""
        self.engine.load(QUrl.fromLocalFile(str(QML / "Kiosk" / "Main.qml")))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise Fault("the display's own QML could not be loaded; see the messages above")
        self.window: QQuickWindow = roots[0]
        return self.window

    def fit(self) -> bool:
        """Take the window's present size as the panel; whether it is another than before."""
        sheet = (float(self.window.property(name)) for name in ("sheetWidth", "sheetHeight"))
        return self.composer.fit(*sheet)

    def tidy(self) -> None:
        """Gives back what the last visit left behind: Python's and QML's garbage, and free pages of the heap."""
        gc.collect()
        self.engine.collectGarbage()
        with contextlib.suppress(OSError, AttributeError):  # another C library than glibc
            import ctypes  # not needed before a visit ends

            ctypes.CDLL(None).malloc_trim(0)

    def close(self) -> None:
        """Takes the window down before the engine, so that no binding looks at what is already gone."""
        self.window.close()
        self.window.deleteLater()
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.engine.deleteLater()
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
