#!/bin/sh
# The first use of any enum of PySide's Qt takes as long as loading QtGui, QtQml and QtQuick.
#
# Guess: `from PySide6.QtCore import Qt` costs what another name costs; a kiosk that must show its first page at once may write
# Qt.FillRule.OddEvenFill where it likes.
# Seen with PySide6-Essentials 6.11.3 on Python 3.11: PySide builds a class when it is first asked for, QPainter and QQuickItem
# in one to three milliseconds; for `Qt` it makes every enum of the namespace, which takes 25 to 40 of processor time, about
# as much as importing QtGui, QtQml and QtQuick together once they lie in memory (36). What the first page draws must do
# without it: a number, or the default that Qt has anyway.
#
# Runs alone: installs that one package into a temporary folder. Judged by processor time, as shares of each other, the
# median of five runs. Exit 0: as described; 1: something has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'PySide6-Essentials==6.11.3'
cat >"$folder/first.py" <<'END'
import time

from PySide6 import QtCore

began = time.thread_time()
from PySide6 import QtGui, QtQml, QtQuick  # noqa: E402

loaded = time.thread_time() - began


def first(module, name):
    began = time.thread_time()
    getattr(module, name)
    return time.thread_time() - began


others = [first(QtGui, "QPainter"), first(QtGui, "QImage"), first(QtQuick, "QQuickItem"), first(QtQml, "QQmlEngine")]
print(loaded, max(others), first(QtCore, "Qt"))
END
cat >"$folder/judge.py" <<'END'
import statistics
import subprocess
import sys

runs = [
    [float(word) for word in subprocess.run([sys.executable, sys.argv[1]], capture_output=True, text=True, check=True).stdout.split()]
    for _ in range(6)
][1:]
loaded, other, namespace = (statistics.median(column) * 1000 for column in zip(*runs, strict=True))
print(f"QtGui, QtQml, QtQuick {loaded:.1f} ms; the dearest of four classes {other:.1f} ms; Qt {namespace:.1f} ms")
sys.exit(not (namespace > 5 * other and namespace > loaded / 2))
END
"$folder/venv/bin/python" "$folder/judge.py" "$folder/first.py"
