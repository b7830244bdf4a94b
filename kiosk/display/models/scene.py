"""The page as properties: a `Sheet`, member by member, emitting only what differs.

Boxes cross to QML as JSON (see `rows`)."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.display.models.rows import Rows
from kiosk.display.presenters.sheet import BLANK, ITEMS, KINDS, Sheet

QML_IMPORT_NAME = "Kiosk.Native"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Scene(QObject):  # type: ignore[operator]
    """Mirrors one `Sheet`; QML binds to it and sends what was touched through `touched`."""

    modesChanged = Signal()  # noqa: N815  (QML's spelling)
    keyChanged = Signal()  # noqa: N815
    pageChanged = Signal()  # noqa: N815
    markChanged = Signal()  # noqa: N815
    countdownChanged = Signal()  # noqa: N815
    rowsChanged = Signal()  # noqa: N815
    shown = Signal()
    touched = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = BLANK
        self._mark = ""
        self._countdown = ""
        self._speaking = False
        self._rows = tuple(Rows(self, kept=kind in ITEMS) for kind in KINDS)

    def show(self, sheet: Sheet) -> None:
        """Take the new page over; models and signals change only where it differs from the last."""
        old, self._sheet = self._sheet, sheet
        if (old.locale, old.modes) != (sheet.locale, sheet.modes):
            self.modesChanged.emit()
        if (old.name, old.key) != (sheet.name, sheet.key):
            self.keyChanged.emit()
        if (old.page, old.pages, old.speech) != (sheet.page, sheet.pages, sheet.speech):
            self.pageChanged.emit()
        for rows, boxes in zip(self._rows, sheet.boxes, strict=True):
            rows.show(boxes)
        self.shown.emit()

    def show_mark(self, bits: str) -> None:
        """Show the cells of the edition mark."""
        if bits != self._mark:
            self._mark = bits
            self.markChanged.emit()

    def show_speaking(self, speaking: bool) -> None:
        """Show whether the screen is being read aloud."""
        if speaking != self._speaking:
            self._speaking = speaking
            self.countdownChanged.emit()

    def show_countdown(self, words: str) -> None:
        """Show the idle countdown's words, or "" for none."""
        if words != self._countdown:
            self._countdown = words
            self.countdownChanged.emit()

    @property
    def sheet(self) -> Sheet:
        """The page that is shown."""
        return self._sheet

    @Property(str, notify=keyChanged)
    def name(self) -> str:
        return self._sheet.name

    @Property(str, notify=keyChanged)
    def key(self) -> str:
        return self._sheet.key

    @Property(int, notify=pageChanged)
    def page(self) -> int:
        return self._sheet.page

    @Property(int, notify=pageChanged)
    def pages(self) -> int:
        return self._sheet.pages

    @Property(str, notify=pageChanged)
    def speech(self) -> str:
        return self._sheet.speech

    @Property(str, notify=modesChanged)
    def locale(self) -> str:
        return self._sheet.locale

    @Property(bool, notify=modesChanged)
    def large(self) -> bool:
        return "large" in self._sheet.modes

    @Property(bool, notify=modesChanged)
    def contrast(self) -> bool:
        return "contrast" in self._sheet.modes

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
    def countries(self) -> QObject:
        return self._rows[0]

    @Property(QObject, notify=rowsChanged)
    def areas(self) -> QObject:
        return self._rows[1]

    @Property(QObject, notify=rowsChanged)
    def touches(self) -> QObject:
        return self._rows[2]

    @Property(QObject, notify=rowsChanged)
    def maps(self) -> QObject:
        return self._rows[3]

    @Property(QObject, notify=rowsChanged)
    def badges(self) -> QObject:
        return self._rows[4]

    @Property(QObject, notify=rowsChanged)
    def icons(self) -> QObject:
        return self._rows[5]

    @Property(QObject, notify=rowsChanged)
    def codes(self) -> QObject:
        return self._rows[6]

    @Property(QObject, notify=rowsChanged)
    def texts(self) -> QObject:
        return self._rows[7]
