"""The real display with somebody looking on: `python -m tests.display.watched --state DIR ...`, arguments as `kiosk display`.

Nothing is replaced. After the display's own window has opened, every frame it swaps and every change of what it shows is
told on stdout as one JSON line: {"at": seconds, "settled": nothing new for a while, "frames": N, "screen", "key", "locale",
"modes", "countdown", "page", "pages", "focus", "focused", "targets": [{"name", "action", "argument", "x", "y", "w", "h",
"enabled"}], "size"}.
"""

import itertools
import json
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.display.app import run
from kiosk.display.application import application, prepare
from kiosk.display.first_page import FirstPage
from kiosk.display.models.scene import Scene
from kiosk.gate.settings import load

SETTLED_AFTER = 12
"""Looks in a row that found nothing new: the display had time to do all it was going to."""


class Onlooker(QObject):
    """Looks at the one window there is."""

    def __init__(self) -> None:
        super().__init__()
        self._frames, self._same, self._window, self._told = 0, 0, None, ""
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _find(self) -> QQuickWindow | None:
        if self._window is None:
            windows = [one for one in QGuiApplication.allWindows() if isinstance(one, QQuickWindow) and one.isVisible()]
            if windows:
                self._window = windows[0]
                self._window.frameSwapped.connect(self._framed, Qt.ConnectionType.QueuedConnection)
        return self._window

    def _framed(self) -> None:
        self._frames += 1
        self._look()

    def _look(self) -> None:
        window = self._find()
        if window is None:
            return
        found = state(window)
        found["frames"] = self._frames
        line = json.dumps(found, ensure_ascii=False, sort_keys=True)
        same = line == self._told and bool(window.property("dressed")) and not window.property("fresh")
        self._same = self._same + 1 if same else 0
        if self._same == SETTLED_AFTER or line != self._told:
            self._told = line
            settled = self._same == SETTLED_AFTER
            print(json.dumps({"at": time.monotonic(), "settled": settled, **found}, ensure_ascii=False), flush=True)


@cache
def _scene() -> Scene:
    """The display's own, out of `run`, which called us: QML hands a Python object out under a name it cannot turn back."""
    frame = sys._getframe()
    while frame.f_code is not run.__code__:
        assert frame.f_back is not None
        frame = frame.f_back
    found: Scene = frame.f_locals["display_window"].scene
    return found


def state(window: QQuickWindow) -> dict[str, Any]:
    """What the window shows."""
    scene = _scene()
    focus = window.activeFocusItem()
    scale = window.width() / max(1.0, float(window.property("sheetWidth")))
    return {
        "screen": scene.name,
        "key": scene.key,
        "locale": scene.locale,
        "modes": sorted(scene.sheet.modes),
        "countdown": scene.countdown,
        "languages": "True" in scene.key.split("/")[-2:],
        "page": window.property("page"),
        "pages": window.property("pageCount"),
        "focus": str(focus.property("touchName") or "") if focus else "",
        "focused": _corner(focus) if focus else [],
        "targets": [_target(item, scale) for item in _items(window.contentItem()) if _touchable(item)],
        "size": [window.width(), window.height()],
    }


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible() and item.opacity() > 0:
        yield item
        for child in item.childItems():
            yield from _items(child)


def _touchable(item: QQuickItem) -> bool:
    return bool(item.property("isTouch")) and bool(item.property("touchName")) and item.width() > 0


def _corner(item: QQuickItem) -> list[float]:
    corner = item.mapToScene(QPointF(0, 0))
    return [round(corner.x(), 1), round(corner.y(), 1)]


def _target(item: QQuickItem, scale: float) -> dict[str, Any]:
    x, y = _corner(item)
    name, action, argument = (str(item.property(one) or "") for one in ("touchName", "action", "argument"))
    return {
        "name": name,
        "action": action,
        "argument": argument,
        "x": x,
        "y": y,
        "w": round(item.width() * scale, 1),
        "h": round(item.height() * scale, 1),
        "enabled": item.isEnabled() and item.property("touchable") is not False,
    }


def main() -> int:
    """Runs the display until it ends."""
    words = sys.argv[1:]
    given = dict(itertools.pairwise(words))
    settings = load(Path(given["--settings"])) if "--settings" in given else load(None)
    prepare(offscreen=False)
    application(["kiosk"])
    looker = Onlooker()
    code = run(FirstPage(Path(given["--state"]), settings), windowed="--windowed" in words, self_test=False)
    looker.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main())
