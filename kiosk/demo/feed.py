"""The demo's feed: keys, two officers, the bundled edition signed anew with today's date, and a timestamp that beats."""

import json
import secrets
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk import clock
from kiosk.domain.moments import utc_text
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import ceremony, keys, proposal
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.publication import Publisher
from kiosk.feed.publish.repository import Repository
from kiosk.resources import bundled_edition

OFFICERS = ("demo-officer-a", "demo-officer-b")
VALID = timedelta(days=29)
RENEW_WITHIN = timedelta(days=1)
BEAT_SECONDS = 120.0
CHEAP_SEAL = 1 << 11
"""Cost of sealing the demo's throw-away keys; real ones use the default."""


class DemoFeed:
    """The feed in `folder`, its keys in `keys_folder`. Made on first use, used again afterwards."""

    def __init__(self, folder: Path, keys_folder: Path) -> None:
        self.folder, self.keys_folder = folder, keys_folder
        self.repository = Repository(folder)
        self._ring: Keyring | None = None
        self._stop = threading.Event()

    @property
    def ring(self) -> Keyring:
        """The demo's keys, opened by the passphrase that lies beside them."""
        if self._ring is None:
            self.keys_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = self.keys_folder / Keyring.PASSPHRASE
            if not beside.exists():
                beside.write_text(secrets.token_urlsafe(12) + "\n", encoding="ascii")
                beside.chmod(0o600)
            self._ring = Keyring(self.keys_folder, cost=CHEAP_SEAL)
        return self._ring

    def prepare(self) -> int:
        """Makes the feed if it is not there, publishes an edition if none holds; the edition's number."""
        now = clock.wall()
        if not self.repository.started():
            self.repository = ceremony.found(self.folder, self.ring, "demo", now)
            self.repository.note_keys_folder(self.keys_folder)
            for name in OFFICERS:
                ceremony.admit(self.repository, self.ring, name, now)
        number = self.number()
        if number is None or self.repository.verified().valid_until - now < RENEW_WITHIN:
            self._publish((number or 0) + 1, now)
        else:
            self.beat()
        return self.number() or 0

    def number(self) -> int | None:
        """The number of the published edition, or None before the first."""
        return self.repository.verified().number if self.repository.edition() else None

    def officer_keys(self) -> list[Path]:
        """The two officers' key files."""
        return [self.keys_folder / f"officer-{name}.json" for name in OFFICERS]

    def document(self, number: int, now: datetime) -> bytes:
        """The published edition (or the bundled one) as the next number, dated now, readable JSON."""
        source = self.repository.edition() or bundled_edition().read_bytes()
        found: dict[str, Any] = json.loads(source)
        at = now.replace(microsecond=0)
        dates = {"issued_at": utc_text(at), "attested_at": utc_text(at), "valid_until": utc_text(at + VALID)}
        found.update(number=number, mode="demo", **dates)
        return json.dumps(found, ensure_ascii=False, indent=1).encode()

    def _publish(self, number: int, now: datetime) -> None:
        frozen = canonical_json(json.loads(self.document(number, now)))
        proposal.propose(self.repository, frozen, now)
        for path in self.officer_keys():
            proposal.sign(self.repository, keys.read(path), self.ring.passphrase)
        proposal.publish(self.repository, self.ring, now)

    def beat(self) -> None:
        """Signs the timestamp anew (and the snapshot when due)."""
        with self.repository.locked():
            Publisher(self.repository, self.ring, clock.wall()).renew()

    def keep_beating(self) -> None:
        """Beats every two minutes from a thread until `stop`."""

        def loop() -> None:
            while not self._stop.wait(BEAT_SECONDS):
                self.beat()

        threading.Thread(target=loop, name="timestamp", daemon=True).start()

    def stop(self) -> None:
        """Ends the beating."""
        self._stop.set()
