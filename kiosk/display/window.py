"""The one window: QML engine, scene, and where Qt's own messages go.

Rules: software rendering everywhere (a kiosk needs no graphics driver); environment for Qt is set before its first use;
no graphics of ours comes from the network.
"""

import contextlib
import gc
import os
from pathlib import Path

from PySide6.QtCore import QEvent, QLoggingCategory, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.display.composer import Composer
from kiosk.display.first_page import Opening
from kiosk.display.models.scene import Scene
from kiosk.display.paint import map_item, mark, typefaces
from kiosk.display.paint.qr import QrImages
from kiosk.faults import Fault

QML = Path(__file__).parent / "qml"
NATIVE = (map_item, mark, typefaces)
"""Modules whose import registers QML types."""

REFERENCE_PITCH_MM = 0.37

SCALING = (
    "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_DEVICE_PIXEL_RATIO",
    "QT_SCALE_FACTOR_ROUNDING_POLICY", "QT_USE_PHYSICAL_DPI",
)  # fmt: skip
"""What a desktop session leaves behind; the panel's millimetres alone decide (`panel.pixel_pitch_mm`)."""


def prepare(offscreen: bool) -> None:
    """Sets Qt's environment; call before the application is made."""
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ |= {"QT_ENABLE_HIGHDPI_SCALING": "0", "QT_FONT_DPI": "96"}
    for name in SCALING:
        os.environ.pop(name, None)
    chosen = next((name for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    if chosen and "utf" not in os.environ[chosen].lower():  # what Qt takes then, with four lines on stderr
        os.environ["LC_ALL" if chosen == "LC_ALL" else "LC_CTYPE"] = "C.UTF-8"
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def application(arguments: list[str]) -> QGuiApplication:
    """The one Qt application."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    QLoggingCategory.setFilterRules("qt.text.font.db=false\nqt.text.font.db.*=false")
    app = QGuiApplication(arguments)
    app.setApplicationName("kiosk")
    return app


class DisplayWindow:
    """The engine and its window. `scene` is what it shows; `window` the QQuickWindow."""

    def __init__(self, pitch_mm: float = REFERENCE_PITCH_MM, still: bool = False) -> None:
        self.scene = Scene()
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.addImageProvider("qr", QrImages())
        unit = REFERENCE_PITCH_MM / pitch_mm
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
