"""The one Qt application: its environment, and what Qt says by itself. No QML.

Rules: the environment is set before Qt's first use; what a desktop session left behind does not count. PySide6 6.11 replaces
Python's import by one that reads the source of every module imported from then on and keeps it (for its `__feature__`, which
nothing here asks for): Python's own is put back, 6 MB and 60 files less to read before the first page.
"""

import builtins
import os

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QGuiApplication

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

SCALING = (
    "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_DEVICE_PIXEL_RATIO",
    "QT_SCALE_FACTOR_ROUNDING_POLICY", "QT_USE_PHYSICAL_DPI",
)  # fmt: skip
"""What a desktop session leaves behind; the panel's millimetres alone decide (`panel.pixel_pitch_mm`)."""


def prepare(offscreen: bool) -> None:
    """Sets Qt's environment; call before the application is made."""
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ |= {"QT_ENABLE_HIGHDPI_SCALING": "0", "QT_FONT_DPI": "96"}
    os.environ["QT_WAYLAND_DISABLE_WINDOWDECORATION"] = (
        "1"  # a title with a button that closes, and the mark below the edge
    )
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
