"""Watches the state folder and tells when another bundle lies there. The display's only link to the courier.

Rules: the store is read beside the screen, in a thread: verifying takes a tenth of a second, a dying disk for ever, and the
screen waits for neither. What is told comes in the screen's own thread.
"""

import contextlib
import threading

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from kiosk.store import Held, Store

SETTLE_MS = 30
RECHECK_MS = 5000


class Watch(QObject):
    """Emits `changed(Held)` when the store holds something new, never before the event loop runs.

    A folder that vanishes is looked for every 5 s.
    """

    changed = Signal(object)
    _read = Signal(object)

    def __init__(self, store: Store, held: Held) -> None:
        super().__init__()
        self._store, self._held = store, held
        self._reading = self._again = False
        self._read.connect(self._take)
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())
        self._recheck = QTimer(self, interval=RECHECK_MS)
        self._recheck.timeout.connect(self._keep_watching)
        QTimer.singleShot(0, self, self._keep_watching)
        self._recheck.start()

    def _keep_watching(self) -> None:
        folder = str(self._store.path)
        if folder not in self._watcher.directories() and self._store.path.is_dir() and self._watcher.addPath(folder):
            self._look()

    def _look(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading = True
        threading.Thread(target=self._fetch, args=(self._held,), daemon=True).start()

    def _fetch(self, held: Held) -> None:
        found = self._store.fresh(held)
        with contextlib.suppress(RuntimeError):  # the display has ended meanwhile
            self._read.emit(found)

    @Slot(object)
    def _take(self, found: Held) -> None:
        self._reading = False
        if found is not self._held:
            self._held = found
            self.changed.emit(found)
        if self._again:
            self._again = False
            self._look()
