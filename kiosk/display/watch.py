"""Watches the state folder and tells when another bundle lies there. The display's only link to the courier."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from kiosk.store import Held, Store

SETTLE_MS = 30
RECHECK_MS = 5000


class Watch(QObject):
    """Emits `changed(Held)` when the store holds something new, never before the event loop runs.

    A folder that vanishes is looked for every 5 s.
    """

    changed = Signal(object)

    def __init__(self, store: Store, held: Held) -> None:
        super().__init__()
        self._store, self._held = store, held
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
        found = self._store.fresh(self._held)
        if found is not self._held:
            self._held = found
            self.changed.emit(found)
