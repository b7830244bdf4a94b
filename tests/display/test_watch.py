"""The display's eye on the store: it tells what is new, and never makes the screen wait."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.disk import Disk
from kiosk.display.watch import Watch
from kiosk.display.window import application, prepare
from kiosk.enrol import enroll
from kiosk.store import Held, Store
from tests.feed.workshop import Feed, whole_edition

PATIENCE_MS = 10_000


class Slow(Disk):
    """A disk that answers no reading until it is let."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.asked = threading.Event()
        self.free.set()

    def read(self, path: Path, most: int) -> bytes:
        """Waits, and tells that it was asked."""
        self.asked.set()
        assert self.free.wait(PATIENCE_MS / 1000)
        return super().read(path, most)


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """A feed with edition 1, and a kiosk that holds it."""
    now = datetime.now(UTC).replace(microsecond=0)
    made = Feed(tmp_path, "demo", now)
    made.publish(whole_edition(1, now))
    enroll(tmp_path / "state", "http://127.0.0.1:9/", made.anchor, "demo")
    Store(tmp_path / "state").accept(made.bundle())
    return made


def _told(watch: Watch) -> Held:
    loop, found = QEventLoop(), list[Held]()
    watch.changed.connect(lambda held: (found.append(held), loop.quit()))
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    return found[0]


def test_a_new_edition_is_told_while_a_slow_disk_is_read(tmp_path: Path, feed: Feed) -> None:
    """While the disk gives no answer events are served; once it does, the new edition is told, in the screen's thread."""
    prepare(offscreen=True)
    application(["kiosk"])
    disk = Slow()
    store = Store(tmp_path / "state", disk)
    watch = Watch(store, store.load())
    threads: list[int] = []
    watch.changed.connect(lambda _: threads.append(threading.get_ident()))
    served: list[bool] = []
    disk.free.clear()
    disk.asked.clear()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: served.append(True) if disk.asked.is_set() else None)
    timer.timeout.connect(lambda: disk.free.set() if len(served) > 20 else None)
    timer.start()
    feed.publish(whole_edition(2, feed.now))
    Store(tmp_path / "state").accept(feed.bundle())
    assert _told(watch).edition.number == 2
    assert len(served) > 20
    assert threads == [threading.get_ident()]
    timer.stop()
