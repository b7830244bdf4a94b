#!/bin/sh
# PySide keeps the Python side of an item that QML has destroyed, for as long as the program runs.
#
# Guess: an item whose class is written in Python and which a Repeater made is gone when the Repeater takes it away, as one of
# QML's own is; on a screen that runs for months the pages before leave nothing behind.
# Seen with PySide6-Essentials 6.11.3 (Qt 6.11.3): a Repeater makes and destroys an item two hundred times. The C++ items are
# gone (the row has no child but the Repeater), all two hundred Python objects with all they hold are not, whatever is
# collected. A class that QML makes for each page must not be written in Python, or must be kept and hidden.
#
# Runs alone: installs that one package into a temporary folder. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'PySide6-Essentials==6.11.3'
cat >"$folder/items.py" <<'END'
import gc
import sys
import weakref

from PySide6.QtCore import QCoreApplication, QEvent, QUrl, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem

QML_IMPORT_NAME = "Ours"
QML_IMPORT_MAJOR_VERSION = 1
TIMES = 200
made = weakref.WeakSet()


@QmlElement
class Ours(QQuickItem):
    def __init__(self, parent=None):
        super().__init__(parent)
        made.add(self)


SCENE = b"""
import QtQuick
import Ours
Row {
    property int wanted: 0
    Repeater { model: parent.wanted; delegate: Ours {} }
}
"""

app = QGuiApplication(sys.argv)
engine = QQmlEngine()
component = QQmlComponent(engine)
component.setData(SCENE, QUrl())
row = component.create()
for _ in range(TIMES):
    for wanted in (1, 0):
        row.setProperty("wanted", wanted)
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
engine.collectGarbage()
app.processEvents()
gc.collect()
print(f"Qt {qVersion()}: made and destroyed {TIMES}; children left {len(row.childItems())}, Python objects left {len(made)}")
sys.exit((len(row.childItems()), len(made)) != (1, TIMES))
END
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/items.py"
