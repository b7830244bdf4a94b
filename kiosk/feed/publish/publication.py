"""Publishing: the next snapshot and timestamp over whatever changed, checked as a kiosk would, written in order.

Rules:

- A publication is written edition, targets, editions, snapshot, root, timestamp last, each whole (`durable`), and
  only after a kiosk's own verifier has accepted it over what is in force.
- Copies for others (`kiosk.feed.open_data`) are written just before the timestamp; a fault of theirs is raised, but after it:
  what two officers signed goes out whatever becomes of its copies. The beat mends them and keeps them of this day.
- Each role's version counts by itself; the edition's number is the officers' own.
- No two timestamps have the same length in the same second: many web servers' ETag is made of these two.
- Everything here runs under the lock that the caller holds (`Repository.locked`).
- The clock is an argument (`now`: aware, UTC).
"""

import gzip
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.repository import Repository, edition_name
from kiosk.feed.trust import succession, verification
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.roles import (
    EDITION_PATH,
    EDITIONS,
    LISTED,
    SIGNED_AT,
    SNAPSHOT,
    SNAPSHOT_MARGIN,
    TIMESTAMP,
    RoleTerms,
)
from kiosk.files import PACKED, packed, write_whole

Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)

_ONE_SECOND, _LONGEST = 2.0, 8192

SLACK = timedelta(minutes=10)
"""How far a clock may have been set back between two signatures without its being called wrong."""


@dataclass(frozen=True)
class Publication:
    """What changes in one publication: the root, files that the snapshot lists (by role), the edition.

    None, or no such file: stays as it is. Snapshot and timestamp always follow.
    """

    root: Metadata[Root] | None = None
    listed: Mapping[str, Metadata[Targets]] = field(default_factory=dict)
    edition: bytes | None = None


@dataclass(frozen=True)
class Publisher:
    """The publishing service of one feed: its folder, its online keys, the moment."""

    repository: Repository
    online: Keyring
    now: datetime

    def publish(self, changes: Publication) -> None:
        """Write a publication under the lock the caller holds. Raises Untrusted where a kiosk would, Fault, OSError."""
        root = (changes.root or self.repository.root()).signed
        snapshot = self._next_snapshot(root, changes)
        timestamp = self._next_timestamp(root, snapshot)
        self._check(changes, snapshot, timestamp)
        self._write(changes, snapshot, timestamp)

    def start(self, changes: Publication) -> None:
        """Write the first publication of a feed that has no root yet."""
        if changes.root is None:
            raise ValueError("a feed starts with a root")
        root = changes.root.signed
        snapshot = self._next_snapshot(root, changes)
        self._write(changes, snapshot, self._next_timestamp(root, snapshot))

    def renew(self) -> bool:
        """Re-sign the timestamp, and the snapshot if due. True if the snapshot was. Raises Fault, OSError."""
        root, snapshot = self.repository.root().signed, self.repository.snapshot()
        payload = snapshot.signed_bytes
        left = snapshot.signed.expires - self.now
        due = left < SNAPSHOT_MARGIN or left > SNAPSHOT.lifetime + SLACK  # signed by a clock that was ahead
        due = due or not root.get_verification_result("snapshot", payload, snapshot.signatures)
        if due:
            snapshot = self._next_snapshot(root, Publication())
            self._put("snapshot", snapshot)
        self._put_timestamp(self._next_timestamp(root, snapshot))
        self.mend_copies()
        return due

    def mend_copies(self, *, anew: bool = False) -> bool:
        """Write the open data where they are not those of the edition in force, or `anew`; True if so. Raises Fault, OSError."""
        from kiosk.feed.open_data import folder

        editions = self.repository.editions()
        if editions is None:
            return False
        stated = editions.signed.targets[EDITION_PATH].hashes["sha256"]
        if folder.current(self.repository.folder, stated, self.now) and not anew:
            return False
        self._write_copies(self.repository.edition() or b"")
        return True

    def _write_copies(self, edition: bytes) -> None:
        from kiosk.feed.open_data import folder
        from kiosk.feed.open_data.derive import derive
        from kiosk.feed.open_data.source import Source

        feed = self.repository.folder
        folder.write(feed, derive(Source(edition, self.now, folder.cap_sender(feed))))

    def _next_snapshot(self, root: Root, changes: Publication) -> Metadata[Snapshot]:
        before = self.repository.snapshot().signed if self.repository.started() else None
        meta = dict(before.meta) if before else {}
        for name, document in changes.listed.items():
            meta[f"{name}.json"] = MetaFile.from_data(document.signed.version, document.to_bytes(), ["sha256"])
        version = before.version + 1 if before else 1
        snapshot = Metadata(Snapshot(version=version, expires=self.now + SNAPSHOT.lifetime, meta=meta))
        return _signed_online(snapshot, root, SNAPSHOT, self.online)

    def _next_timestamp(self, root: Root, snapshot: Metadata[Snapshot]) -> Metadata[Timestamp]:
        meta = MetaFile.from_data(snapshot.signed.version, snapshot.to_bytes(), ["sha256"])
        version = self.repository.timestamp().signed.version + 1 if self.repository.started() else 1
        extra = {SIGNED_AT: int(self.now.timestamp())}
        signed = Timestamp(
            version=version, expires=self.now + TIMESTAMP.lifetime, snapshot_meta=meta, unrecognized_fields=extra
        )
        return _signed_online(Metadata(signed), root, TIMESTAMP, self.online)

    def _check(self, changes: Publication, snapshot: Metadata[Snapshot], timestamp: Metadata[Timestamp]) -> None:
        """Refuse what a kiosk would refuse, before the first byte is written."""
        edition, in_force = changes.edition, self._editions_or_none() is not None
        if not in_force and EDITIONS.name not in changes.listed:
            return
        roots = self.repository.roots() + ((changes.root.to_bytes(),) if changes.root else ())
        bundle = Bundle(
            roots=roots,
            timestamp=timestamp.to_bytes(),
            snapshot=snapshot.to_bytes(),
            edition=edition if edition is not None else self.repository.edition() or b"",
            **{role: self._next_listed(role, changes) for role in LISTED},
        )
        verified = verification.verify(bundle, roots[0], self.repository.mode)
        if before := self._verified_before():
            succession.supersedes(verified, before)

    def _next_listed(self, role: str, changes: Publication) -> bytes:
        changed = changes.listed.get(role)
        return changed.to_bytes() if changed else self.repository.listed(role)

    def _verified_before(self) -> verification.Verified | None:
        """What is in force, or None where it does not verify: a ceremony that was cut short must be mendable."""
        try:
            return self.repository.verified() if self._editions_or_none() is not None else None
        except verification.Untrusted:
            return None

    def _editions_or_none(self) -> Metadata[Targets] | None:
        return self.repository.editions() if self.repository.started() else None

    def _write(self, changes: Publication, snapshot: Metadata[Snapshot], timestamp: Metadata[Timestamp]) -> None:
        self.repository.metadata.mkdir(parents=True, exist_ok=True)
        self.repository.targets_folder.mkdir(exist_ok=True)
        editions = changes.listed.get(EDITIONS.name)
        if changes.edition is not None and editions is not None:
            place = self.repository.targets_folder / edition_name(editions)
            write_whole(packed(place), gzip.compress(changes.edition, PACKED, mtime=0))
            write_whole(place, changes.edition)
        for role in LISTED:
            if role in changes.listed:
                self._put(role, changes.listed[role])
        self._put("snapshot", snapshot)
        if changes.root:
            self._put("root", changes.root)
        try:
            if changes.edition is not None:
                self._write_copies(changes.edition)
        finally:
            self._put_timestamp(timestamp)

    def _put(self, role: str, document: Metadata[Signed]) -> None:
        write_whole(self.repository.metadata / f"{document.signed.version}.{role}.json", document.to_bytes())

    def _put_timestamp(self, document: Metadata[Timestamp]) -> None:
        place = self.repository.metadata / "timestamp.json"
        write_whole(place, _unlike(place, document.to_bytes()))


def _unlike(place: Path, data: bytes) -> bytes:
    """`data`, longer than the file at `place` where that was written in about this second.

    Web servers make ETags of a file's second and length, and would say that nothing is new. Blanks at the end change
    nothing of what is signed; after some thousand publications without a pause the lengths begin anew.
    """
    try:
        found = place.stat()
    except FileNotFoundError:
        return data
    if abs(time.time() - found.st_mtime) > _ONE_SECOND or found.st_size > _LONGEST:
        return data
    return data.ljust(found.st_size + 1, b"\n")


def _signed_online(document: Metadata[Signed], root: Root, terms: RoleTerms, online: Keyring) -> Metadata[Signed]:
    role = root.roles[terms.name]
    for signer in online.signers(role.keyids, role.threshold, terms.name):
        document.sign(signer, append=True)
    return document
