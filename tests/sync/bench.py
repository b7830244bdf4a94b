"""A kiosk beside a feed: what the tests of sync and store need, with clocks that only the test moves."""

import copy
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.clock import Clock
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.repository import Repository
from kiosk.files import Disk
from kiosk.gate import enrollment
from kiosk.gate.store import Held, Store
from kiosk.gate.timekeeper import Timekeeper
from kiosk.sync.client import Visitor
from kiosk.sync.fetcher import session
from kiosk.sync.outcome import Outcome
from tests.feed.workshop import CHEAP, PASSPHRASE, Feed, whole_edition
from tests.sync.disks import MemoryDisk
from tests.sync.simulator import URL, Simulator, in_process


class SetClock(Clock):
    """Clocks that stand until the test moves them: `error` is how far the wall clock is ahead of the truth."""

    def __init__(self, feed: Feed) -> None:
        self.feed, self.error = feed, timedelta()

    def wall(self) -> datetime:
        return self.feed.now + self.error

    def ticks(self) -> float:
        return self.feed.now.timestamp()


class Kiosk:
    """A kiosk enrolled for a feed, its courier driven by hand."""

    def __init__(
        self, feed: Feed, folder: Path, url: str = URL, disk: Disk | None = None, like: Path | None = None
    ) -> None:
        """A fresh one; or one whose folder is a copy of `like`, which saves the first visit."""
        self.feed, self.state, self.url = feed, folder, url
        self.disk = disk or Disk()
        self.simulator = Simulator(feed.folder)
        self.clock = SetClock(feed)
        if like:
            shutil.copytree(like, folder)
        else:
            enrollment.enroll(folder, url, feed.anchor, feed.mode)
        if isinstance(self.disk, MemoryDisk):
            self.disk.adopt(folder / "trust")
        self.restart()

    def restart(self) -> None:
        """The courier's process starts anew."""
        self.store = Store(self.state, self.disk)
        self.keeper = Timekeeper(self.clock)
        spoken = in_process(self.simulator, session(self.url))
        self.visitor = Visitor(self.store, self.url, spoken, self.keeper)

    def visit(self, *, full: bool = False) -> Outcome:
        """One visit."""
        return self.visitor.visit(full=full)

    def shown(self) -> Held:
        """What a display that starts now would show."""
        return Store(self.state, self.disk).load()


def publish(feed: Feed, number: int, *names: str) -> None:
    """A whole edition, published by two officers."""
    feed.publish(whole_edition(number, feed.now), *names)


def changed(edition: bytes, **members: Any) -> bytes:
    """The edition's bytes with other members."""
    return json.dumps({**json.loads(edition), **members}).encode()


def copied(feed: Feed, folder: Path) -> Feed:
    """The same feed with the same keys in another folder; making one anew takes ten times as long."""
    shutil.copytree(feed.folder.parent, folder, dirs_exist_ok=True)
    twin = copy.copy(feed)
    twin.folder = folder / "feed"
    twin.keyring = Keyring(folder / "keys", PASSPHRASE, CHEAP)
    twin.repository = Repository(twin.folder)
    return twin
