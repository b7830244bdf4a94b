"""The display process, put together: store, window, visit, watch. It never reaches the network.

Rules: what cannot be verified is not shown; a fault of ours ends the process and whoever supervises it starts it again on
the last good edition.
"""

import signal
import sys
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.display import clock
from kiosk.display.ahead import Ahead
from kiosk.display.paint.mark import HEIGHT, read_image
from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.speech import Speech, voices
from kiosk.display.visit import Visit
from kiosk.display.watch import Watch
from kiosk.display.window import Glass, application, prepare
from kiosk.settings import Settings
from kiosk.store import Store

KIOSK_SIZE = (1080, 1920)
DESKTOP_SHARE = 0.9
WITNESS_AFTER_MS = 150
"""After the first page: Qt's namespace, which connecting needs, takes PySide 13 ms to build."""

LETTERING_AFTER_MS = 3000
TIDY_AFTER_MS = 1000


def run(ahead: Ahead, settings: Settings, *, windowed: bool, self_test: bool, headless: bool = False) -> int:
    """Runs the display of a store until it is told to stop; the process's exit code."""
    prepare(headless)
    app = application(["kiosk"])
    store, held = ahead.store, ahead.held()
    for fault in held.faults:
        print(f"kiosk display: {fault}", file=sys.stderr)
    glass = Glass(settings.panel.pixel_pitch_mm, still=settings.display.reduced_motion)
    visit = Visit(glass.scene, held, settings, voices())
    speech = _with_speech(visit, glass)
    window = glass.open()
    window.widthChanged.connect(lambda _: visit.turn_panel(_is_wide(window)))
    window.heightChanged.connect(lambda _: visit.turn_panel(_is_wide(window)))
    _show(window, windowed, headless)
    visit.forgot.connect(lambda: QTimer.singleShot(TIDY_AFTER_MS, glass.scene, glass.tidy))
    watch = Watch(store, held)
    watch.changed.connect(visit.take)
    witness = Witness(window, visit, store)
    QTimer.singleShot(LETTERING_AFTER_MS, witness, witness.judge)
    watch.changed.connect(lambda _: QTimer.singleShot(LETTERING_AFTER_MS, witness, witness.judge))
    QTimer.singleShot(WITNESS_AFTER_MS, witness, witness.begin)
    window.visibleChanged.connect(lambda visible: None if visible else app.quit())
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: app.quit())
    if self_test:
        _test(visit, window, app)
    code = app.exec()
    speech.reset()
    glass.close()
    return code


def _with_speech(visit: Visit, glass: Glass) -> Speech:
    speech = Speech()
    acts = {"hush": speech.hush, "again": speech.again}
    acts |= {"quieter": lambda: speech.louder(-1), "louder": lambda: speech.louder(1)}
    visit.said.connect(speech.say)
    visit.hushed.connect(speech.hush)
    visit.forgot.connect(speech.reset)
    visit.spoken_to.connect(lambda action: acts[action]())
    speech.failed.connect(visit.lose_voice)
    speech.speaking.connect(glass.scene.show_speaking)
    return speech


def _show(window: QQuickWindow, windowed: bool, headless: bool) -> None:
    if headless:
        window.resize(*KIOSK_SIZE)
        window.show()
    elif windowed:
        free = window.screen().availableGeometry()
        share = min(free.width() / KIOSK_SIZE[0], free.height() / KIOSK_SIZE[1]) * DESKTOP_SHARE
        window.setProperty("designWidth", KIOSK_SIZE[0])
        window.setProperty("designHeight", KIOSK_SIZE[1])
        window.resize(round(KIOSK_SIZE[0] * share), round(KIOSK_SIZE[1] * share))
        window.show()
    else:
        window.setGeometry(window.screen().geometry())
        window.showFullScreen()
        window.requestActivate()
        QTimer.singleShot(WITNESS_AFTER_MS, window, lambda: window.setCursor(QtCore.Qt.CursorShape.BlankCursor))


def _is_wide(window: QQuickWindow) -> bool:
    return float(window.property("sheetWidth")) > float(window.property("sheetHeight"))


def _test(visit: Visit, window: QQuickWindow, app: QGuiApplication) -> None:
    """Paints every screen once and quits; exit 1 if one of them shows no mark."""
    waiting = list(SCREENS)
    place = visit.held.edition.zones[1].id

    def turn() -> None:
        if read_image(window.grabWindow()) is None:
            print("kiosk display: the screen's mark cannot be read", file=sys.stderr)
            app.exit(1)
        elif waiting:
            visit.show_choice(Choice(screen=waiting.pop(0), place=place))
            QTimer.singleShot(0, turn)
        else:
            print(f"painted {len(SCREENS)} screens of edition {visit.held.edition.number}")
            app.exit(0)

    window.frameSwapped.connect(lambda: QTimer.singleShot(0, turn), QtCore.Qt.ConnectionType.SingleShotConnection)


class Witness(QObject):
    """Writes `painted.json` after the mark was read back from the screen's own pixels, at most once a minute an edition."""

    def __init__(self, window: QQuickWindow, visit: Visit, store: Store) -> None:
        super().__init__()
        self._window, self._visit, self._store = window, visit, store
        self._written: tuple[int, int] | None = None
        self._faults: tuple[str, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=50)
        self._later.timeout.connect(self._look)

    def begin(self) -> None:
        """Looks now, and after each frame from now on."""
        self._window.frameSwapped.connect(self.later, QtCore.Qt.ConnectionType.QueuedConnection)
        self.later()

    def judge(self) -> None:
        """Looks whether this machine can write what it has to show; operators read it in `kiosk doctor`."""
        from kiosk.display import lettering  # not before the first page is painted

        self._faults = lettering.faults(self._visit.held.edition, self._visit.locales)
        for fault in self._faults:
            print(f"kiosk display: {fault}", file=sys.stderr)
        self._written = None
        self.later()

    def later(self) -> None:
        """A frame was swapped: look once it is quiet."""
        self._later.start()

    def _look(self) -> None:
        mark = read_image(self._row())
        if mark is None or (mark.number, mark.minute) == self._written:
            return
        self._written = (mark.number, mark.minute)
        choice = self._visit.choice
        at = clock.wall().strftime("%Y-%m-%dT%H:%M:%SZ")
        painted: dict[str, Any] = {
            "edition": mark.number,
            "screen": choice.screen,
            "locale": choice.locale,
            "painted_at": at,
        }
        painted |= {"faults": list(self._faults)} if self._faults else {}
        try:
            self._store.write_painted(painted)
        except OSError as error:
            print(f"kiosk display: painted.json cannot be written: {error.strerror}", file=sys.stderr)

    def _row(self) -> QImage:
        screen, window = self._window.screen(), self._window
        row = screen.grabWindow(window.winId(), 0, window.height() - HEIGHT, window.width(), HEIGHT).toImage()
        return row if not row.isNull() else window.grabWindow()
