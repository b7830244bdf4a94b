"""The whole screen as properties: a `Sheet`, member by member, emitting only what differs.

Maps and lists cross to QML as JSON (see `rows`)."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.display.models.rows import Rows
from kiosk.display.presenters.sheet import BLANK, Sheet

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Scene(QObject):  # type: ignore[operator]
    """Mirrors one `Sheet`; QML binds to it and sends what was touched through `touched`."""

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
        self._sheet = BLANK
        self._mark = ""
        self._countdown = ""
        self._speaking = False
        self._header, self._tools, self._flow, self._footer = (Rows(self) for _ in range(4))

    def show(self, sheet: Sheet) -> None:
        """Takes the new screen over; models and signals change only where it differs from the last."""
        old, self._sheet = self._sheet, sheet
        if (old.locale, old.modes) != (sheet.locale, sheet.modes):
            self.modesChanged.emit()
        if old.frame != sheet.frame:
            self.frameChanged.emit()
        if old.map != sheet.map:
            self.mapChanged.emit()
        if (old.name, old.key) != (sheet.name, sheet.key):
            self.keyChanged.emit()
        if old.languages != sheet.languages:
            self.languagesChanged.emit()
        if _body(old) != _body(sheet):
            self._show_body(sheet)

    def _show_body(self, sheet: Sheet) -> None:
        self.bodyChanged.emit()
        self._header.show(sheet.header)
        self._tools.show(sheet.tools)
        self._footer.show(sheet.footer)
        self._flow.show(sheet.flow)

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

    @Property(str, notify=bodyChanged)
    def name(self) -> str:
        return self._sheet.name

    @Property(bool, notify=bodyChanged)
    def flowIsTouch(self) -> bool:  # noqa: N802
        return self._sheet.flow_is_touch

    @Property(str, notify=bodyChanged)
    def onward(self) -> str:
        return self._sheet.onward

    @Property(str, notify=keyChanged)
    def key(self) -> str:
        return self._sheet.key

    @Property(str, notify=keyChanged)
    def place(self) -> str:
        return self._sheet.place

    @Property(str, notify=modesChanged)
    def locale(self) -> str:
        return self._sheet.locale

    @Property(bool, notify=modesChanged)
    def large(self) -> bool:
        return "large" in self._sheet.modes

    @Property(bool, notify=modesChanged)
    def contrast(self) -> bool:
        return "contrast" in self._sheet.modes

    @Property(bool, notify=modesChanged)
    def lower(self) -> bool:
        return "lower" in self._sheet.modes

    @Property(str, notify=frameChanged)
    def frame(self) -> str:
        return self._sheet.frame

    @Property(str, notify=mapChanged)
    def map(self) -> str:
        return self._sheet.map

    @Property(str, notify=languagesChanged)
    def languages(self) -> str:
        return self._sheet.languages

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


def _body(sheet: Sheet) -> tuple[object, ...]:
    return (
        sheet.name, sheet.onward, sheet.flow_is_touch, sheet.header, sheet.tools, sheet.flow, sheet.footer,
    )  # fmt: skip
