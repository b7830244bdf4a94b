"""Our display inside this process, offscreen, with a finger: store, window and conductor put together as `app` does."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtQuick import QQuickItem

from kiosk.display.application import application, prepare
from kiosk.display.visit import Visit
from kiosk.display.window import DisplayWindow
from kiosk.gate.settings import load
from kiosk.gate.store import Store

SIZE = (1080, 1920)
PATIENCE = 5.0


class Inside:
    """The running display. `tap` touches; `shown` is called after every frame."""

    def __init__(self, state: Path, offscreen: bool = True) -> None:
        prepare(offscreen)
        self.app = application(["kiosk"])
        self.display_window = DisplayWindow()
        self.window = self.display_window.open()
        self.window.resize(*SIZE)
        self.display_window.fit()
        scene, composer = self.display_window.scene, self.display_window.composer
        self.visit = Visit(scene, composer, Store(state).load(), load(None))
        self.frames, self.framed_at = 0, 0.0
        self.window.frameSwapped.connect(self._framed, Qt.ConnectionType.DirectConnection)
        self.window.show()
        self.settle()

    def _framed(self) -> None:
        self.frames, self.framed_at = self.frames + 1, time.perf_counter()

    def turn(self) -> None:
        """One round of events."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()

    def settle(self, quiet: float = 0.05) -> None:
        """Until no frame has come for a while."""
        last, since = self.frames, time.perf_counter()
        while time.perf_counter() - since < quiet:
            self.turn()
            if self.frames != last:
                last, since = self.frames, time.perf_counter()

    def tap(self, action: str, argument: str = "") -> None:
        """What a finger's release leads to."""
        self.display_window.scene.touched.emit(action, argument)

    def taken(self, action: str, argument: str, holds: Callable[[], bool]) -> float:
        """Milliseconds from the touch to the end of the first frame after which the scene holds what it should."""
        began = time.perf_counter()
        frames = self.frames
        self.tap(action, argument)
        while time.perf_counter() - began < PATIENCE:
            self.turn()
            if self.frames > frames:
                frames = self.frames
                at = self.framed_at
                if holds():
                    return (at - began) * 1000
        raise RuntimeError(f"{action} {argument}: not painted within {PATIENCE:.0f} s")

    def says(self, words: str) -> bool:
        """Whether a visible text says that."""
        return any(str(item.property("words") or "") == words for item in _visible(self.window.contentItem()))

    def close(self) -> None:
        """Takes the window down."""
        self.display_window.close()


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from _visible(child)
