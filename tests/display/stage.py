"""A visit on a window offscreen: the real QML, the real visit, keys as Qt gives them; the steady clock is the test's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem

from kiosk import clock
from kiosk.display.application import application, prepare
from kiosk.display.visit import Visit
from kiosk.display.window import DisplayWindow
from kiosk.gate.settings import load
from kiosk.gate.store import Store
from tests.display.panel import wait_for
from tests.display.watched import _items, _touchable

PATIENCE = 10.0
VOICES = ("ko", "en")


class Stage:
    """The display without speech, witness and watch. `later`: seconds the steady clock is ahead."""

    def __init__(self, state: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = (1080, 1920)) -> None:
        prepare(offscreen=True)
        application(["kiosk"])
        self.later, real = 0.0, clock.ticks
        monkeypatch.setattr(clock, "ticks", lambda: real() + self.later)
        self.display_window = DisplayWindow(still=True)
        self.window = self.display_window.open()
        self.window.resize(*size)
        self.display_window.fit()
        self.scene = self.display_window.scene
        self.visit = Visit(self.scene, self.display_window.composer, Store(state).load(), load(None), VOICES)
        self.window.show()
        self.window.requestActivate()
        assert self.until(self.window.isActive)

    def until(self, true: Callable[[], object]) -> bool:
        """Serves Qt's events until it is true."""
        return wait_for(lambda: QCoreApplication.processEvents() or true(), PATIENCE)

    def key(self, *keys: Qt.Key) -> None:
        """Keys of the keypad, one after another."""
        for one in keys:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(self.window, QKeyEvent(kind, one, Qt.KeyboardModifier.NoModifier))

    @property
    def focus(self) -> tuple[str, str]:
        """Action and argument of what has the keys; ("", "") for nothing."""
        item = self.window.activeFocusItem()
        return (_word(item, "action"), _word(item, "argument")) if item else ("", "")

    def walk_to(self, action: str, argument: str = "") -> None:
        """Presses Down until that control has the keys."""
        for _ in range(80):
            self.key(Qt.Key.Key_Down)
            if self.focus == (action, argument):
                return
        raise AssertionError(f"the keys never come to {action} {argument}")

    def controls(self) -> dict[str, QRectF]:
        """Where each control lies, by its name."""
        found = [item for item in _items(self.window.contentItem()) if _touchable(item)]
        return {_word(one, "touchName"): _rectangle(one) for one in found if one.property("touchable") is not False}

    def close(self) -> None:
        """Takes it down."""
        self.visit.deleteLater()
        self.display_window.close()


def _word(item: QQuickItem, name: str) -> str:
    return str(item.property(name) or "")


def _rectangle(item: QQuickItem) -> QRectF:
    return QRectF(item.mapToScene(QPointF(0, 0)), item.size())
