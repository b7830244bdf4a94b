"""The whole screen as properties: what `present` returns, member by member, emitting only what differs.

Maps and lists cross to QML as JSON (see `rows`)."""

import json
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.display.models.rows import Rows
from kiosk.display.presenters.blocks import plain
from kiosk.display.presenters.screen import Screen

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Scene(QObject):  # type: ignore[operator]
    """Mirrors one `Screen`; QML binds to it and sends what was touched through `touched`."""

    bodyChanged = Signal()  # noqa: N815  (QML's spelling)
    frameChanged = Signal()  # noqa: N815
    mapChanged = Signal()  # noqa: N815
    modesChanged = Signal()  # noqa: N815
    keyChanged = Signal()  # noqa: N815
    languagesChanged = Signal()  # noqa: N815
    markChanged = Signal()  # noqa: N815
    countdownChanged = Signal()  # noqa: N815
    rowsChanged = Signal()  # noqa: N815
    touched = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen: Screen | None = None
        self._frame = "{}"
        self._map = "{}"
        self._mark = ""
        self._countdown = ""
        self._speaking = False
        self._header, self._tools, self._flow, self._footer = (Rows(self) for _ in range(4))

    def show(self, screen: Screen) -> None:
        """Takes the new screen over; models and signals change only where it differs from the last."""
        old, self._screen = self._screen, screen
        if old is None or (old.locale, old.modes) != (screen.locale, screen.modes):
            self.modesChanged.emit()
        if old is None or old.frame != screen.frame:
            self._frame = json.dumps(plain(screen.frame))
            self.frameChanged.emit()
        if old is None or old.body.map != screen.body.map:
            self._map = json.dumps(plain(screen.body.map)) if screen.body.map else "{}"
            self.mapChanged.emit()
        if old is None or (old.body.name, old.key) != (screen.body.name, screen.key):
            self.keyChanged.emit()
        if old is None or old.languages != screen.languages:
            self.languagesChanged.emit()
        if old is None or old.body != screen.body:
            self._show_body()

    def _show_body(self) -> None:
        assert self._screen is not None
        body = self._screen.body
        self.bodyChanged.emit()
        self._header.show(body.header)
        self._tools.show(body.tools)
        self._footer.show(body.footer)
        self._flow.show(body.flow)

    def show_mark(self, bits: str) -> None:
        """The cells of the edition mark."""
        if bits != self._mark:
            self._mark = bits
            self.markChanged.emit()

    def show_speaking(self, speaking: bool) -> None:
        """Whether the screen is being read aloud."""
        if speaking != self._speaking:
            self._speaking = speaking
            self.countdownChanged.emit()

    def show_countdown(self, words: str) -> None:
        """The idle countdown's words, or "" for none."""
        if words != self._countdown:
            self._countdown = words
            self.countdownChanged.emit()

    def _body(self, name: str, default: Any) -> Any:
        return getattr(self._screen.body, name) if self._screen else default

    @Property(str, notify=bodyChanged)
    def name(self) -> str:
        return str(self._body("name", ""))

    @Property(bool, notify=bodyChanged)
    def flowIsTouch(self) -> bool:  # noqa: N802
        return bool(self._body("flow_is_touch", False))

    @Property(str, notify=bodyChanged)
    def onward(self) -> str:
        return str(self._body("onward", ""))

    @Property(str, notify=keyChanged)
    def key(self) -> str:
        return self._screen.key if self._screen else ""

    @Property(str, notify=keyChanged)
    def place(self) -> str:
        return self._screen.key.split("/")[1] if self._screen else ""

    @Property(str, notify=modesChanged)
    def locale(self) -> str:
        return self._screen.locale if self._screen else "ko"

    @Property(bool, notify=modesChanged)
    def large(self) -> bool:
        return self._screen is not None and "large" in self._screen.modes

    @Property(bool, notify=modesChanged)
    def contrast(self) -> bool:
        return self._screen is not None and "contrast" in self._screen.modes

    @Property(bool, notify=modesChanged)
    def lower(self) -> bool:
        return self._screen is not None and "lower" in self._screen.modes

    @Property(str, notify=frameChanged)
    def frame(self) -> str:
        return self._frame

    @Property(str, notify=mapChanged)
    def map(self) -> str:
        return self._map

    @Property(str, notify=languagesChanged)
    def languages(self) -> str:
        found = self._screen.languages if self._screen else ()
        return json.dumps([{"code": code, "name": name} for code, name in found])

    @Property(str, notify=markChanged)
    def mark(self) -> str:
        return self._mark

    @Property(str, notify=countdownChanged)
    def countdown(self) -> str:
        return self._countdown

    @Property(bool, notify=countdownChanged)
    def speaking(self) -> bool:
        return self._speaking

    @Property(QObject, notify=rowsChanged)
    def header(self) -> QObject:
        return self._header

    @Property(QObject, notify=rowsChanged)
    def tools(self) -> QObject:
        return self._tools

    @Property(QObject, notify=rowsChanged)
    def flow(self) -> QObject:
        return self._flow

    @Property(QObject, notify=rowsChanged)
    def footer(self) -> QObject:
        return self._footer
