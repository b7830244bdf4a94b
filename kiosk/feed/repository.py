"""A feed on disk: the folder of plain files that any web server can serve, read and written.

Layout (CONTRACT, "Files of a feed"):

    FEED/metadata/timestamp.json  N.root.json  N.snapshot.json  N.targets.json  N.editions.json
    FEED/targets/HASH.edition.json
    FEED/.proposal/               what waits for signatures (see `kiosk.feed.proposal`)
    FEED/.keys  FEED/.lock        where the keys lie (a path, no secret), and the publishers' lock

Names that begin with a dot are ours alone: no web server may serve them.

Rules:

- What is in force is what the timestamp leads to, never the highest number in the folder: a publication that was cut
  short left files that nobody points to, and the next one writes over them.
- A publication is written edition, targets, editions, snapshot, root, timestamp last, each whole (`durable`), and
  only after a kiosk's own verifier has accepted it. Two publishers are kept apart by a lock.
- Each role's version counts by itself; the edition's number is the officers' own.
- The clock is an argument (`now`: aware, UTC).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp

from kiosk.faults import Fault
from kiosk.feed import durable, officers, trust, webauthn
from kiosk.feed.bundle import Bundle
from kiosk.feed.keys import Keyring
from kiosk.feed.roles import EDITIONS, SIGNED_AT, SNAPSHOT, SNAPSHOT_MARGIN, TIMESTAMP, RoleTerms

Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)


@dataclass(frozen=True)
class Publication:
    """What changes in one publication; None means: stays as it is. Snapshot and timestamp always follow."""

    root: Metadata[Root] | None = None
    targets: Metadata[Targets] | None = None
    editions: Metadata[Targets] | None = None
    edition: bytes | None = None


class Repository:
    """The feed in `folder`. Reading raises Fault where a file is missing or unreadable."""

    def __init__(self, folder: Path) -> None:
        webauthn.register()
        self.folder = folder
        self.metadata = folder / "metadata"
        self.targets_folder = folder / "targets"

    @property
    def keys_folder(self) -> Path:
        """Where the keys of this feed lie: as noted at its founding, else the folder `keys` beside it."""
        note = self.folder / ".keys"
        return Path(_bytes(note).decode().strip()) if note.exists() else self.folder.absolute().parent / "keys"

    def note_keys_folder(self, folder: Path) -> None:
        """Remember where the keys lie, so that publishing needs no option. Raises OSError."""
        durable.write(self.folder / ".keys", str(folder.absolute()).encode() + b"\n", durable.PRIVATE)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other publisher out meanwhile. Raises Fault if there is no such folder."""
        if not self.folder.is_dir():
            raise Fault(f"{self.folder} is not a feed: there is no such folder")
        with FileLock(self.folder / ".lock"):
            yield

    def started(self) -> bool:
        """Has anything been published here, with or without an edition?"""
        return (self.metadata / "timestamp.json").exists()

    def roots(self) -> tuple[bytes, ...]:
        """The whole root chain, version 1 first."""
        chain: list[bytes] = []
        while (path := self.metadata / f"{len(chain) + 1}.root.json").exists():
            chain.append(_bytes(path))
        if not chain:
            raise Fault(f"{self.folder} is not a feed: it has no metadata/1.root.json")
        return tuple(chain)

    def root(self) -> Metadata[Root]:
        """The newest root."""
        return _parsed(Root, self.roots()[-1])

    @property
    def mode(self) -> str:
        """live, training or demo: what the feed's own supervisors may sign for."""
        root = self.root().signed
        scopes = {officers.scope_of(root.get_key(keyid)) for keyid in root.roles["targets"].keyids}
        modes = {(scope or "").removesuffix("/targets") for scope in scopes}
        if len(modes) != 1:
            raise Fault("the feed's root names supervisors of different modes")
        return modes.pop()

    def timestamp(self) -> Metadata[Timestamp]:
        """The timestamp in force."""
        if not self.started():
            raise Fault(f"{self.folder} is not a feed: it has no metadata/timestamp.json")
        return _parsed(Timestamp, _bytes(self.metadata / "timestamp.json"))

    def snapshot(self) -> Metadata[Snapshot]:
        """The snapshot in force."""
        return _parsed(Snapshot, self._file("snapshot", self.timestamp().signed.snapshot_meta.version))

    def targets(self) -> Metadata[Targets]:
        """The targets in force."""
        return _parsed(Targets, self._file("targets", self.snapshot().signed.meta["targets.json"].version))

    def editions(self) -> Metadata[Targets] | None:
        """The editions in force, or None while nothing is published."""
        stated = self.snapshot().signed.meta.get("editions.json")
        return _parsed(Targets, self._file("editions", stated.version)) if stated else None

    def edition(self) -> bytes | None:
        """The published edition's bytes, or None while nothing is published."""
        editions = self.editions()
        return _bytes(self.targets_folder / edition_name(editions)) if editions else None

    def bundle(self) -> Bundle | None:
        """Everything in force as a kiosk keeps it, or None while nothing is published."""
        snapshot = self.snapshot().signed
        if "editions.json" not in snapshot.meta:
            return None
        return Bundle(
            roots=self.roots(),
            timestamp=_bytes(self.metadata / "timestamp.json"),
            snapshot=self._file("snapshot", snapshot.version),
            targets=self._file("targets", snapshot.meta["targets.json"].version),
            editions=self._file("editions", snapshot.meta["editions.json"].version),
            edition=self.edition() or b"",
        )

    def verified(self) -> trust.Verified:
        """What a kiosk that holds only the first root would make of this feed. Raises Untrusted, Fault."""
        bundle = self.bundle()
        if bundle is None:
            raise Fault("no edition is published yet")
        return trust.verify(bundle, bundle.roots[0], self.mode)

    def publish(self, changes: Publication, online: Keyring, now: datetime) -> None:
        """Write a publication under the lock the caller holds. Raises Untrusted where a kiosk would, Fault, OSError."""
        root = (changes.root or self.root()).signed
        snapshot = self._next_snapshot(root, changes, online, now)
        timestamp = self._next_timestamp(root, snapshot, online, now)
        self._check(changes, snapshot, timestamp)
        self._write(changes, snapshot, timestamp)

    def start(self, changes: Publication, online: Keyring, now: datetime) -> None:
        """Write the first publication of a feed that has no root yet."""
        if changes.root is None:
            raise ValueError("a feed starts with a root")
        root = changes.root.signed
        snapshot = self._next_snapshot(root, changes, online, now)
        self._write(changes, snapshot, self._next_timestamp(root, snapshot, online, now))

    def renew(self, online: Keyring, now: datetime) -> bool:
        """Re-sign the timestamp, and the snapshot if due. True if the snapshot was. Raises Fault, OSError."""
        root, snapshot = self.root().signed, self.snapshot()
        payload = snapshot.signed_bytes
        due = snapshot.signed.expires - now < SNAPSHOT_MARGIN
        due = due or not root.get_verification_result("snapshot", payload, snapshot.signatures)
        if due:
            snapshot = self._next_snapshot(root, Publication(), online, now)
            self._put("snapshot", snapshot)
        self._put_timestamp(self._next_timestamp(root, snapshot, online, now))
        return due

    def _next_snapshot(self, root: Root, changes: Publication, online: Keyring, now: datetime) -> Metadata[Snapshot]:
        before = self.snapshot().signed if self.started() else None
        meta = dict(before.meta) if before else {}
        for name, document in (("targets", changes.targets), ("editions", changes.editions)):
            if document is not None:
                meta[f"{name}.json"] = MetaFile.from_data(document.signed.version, document.to_bytes(), ["sha256"])
        version = before.version + 1 if before else 1
        snapshot = Metadata(Snapshot(version=version, expires=now + SNAPSHOT.lifetime, meta=meta))
        return _signed_online(snapshot, root, SNAPSHOT, online)

    def _next_timestamp(
        self, root: Root, snapshot: Metadata[Snapshot], online: Keyring, now: datetime
    ) -> Metadata[Timestamp]:
        meta = MetaFile.from_data(snapshot.signed.version, snapshot.to_bytes(), ["sha256"])
        version = self.timestamp().signed.version + 1 if self.started() else 1
        extra = {SIGNED_AT: int(now.timestamp())}
        signed = Timestamp(
            version=version, expires=now + TIMESTAMP.lifetime, snapshot_meta=meta, unrecognized_fields=extra
        )
        return _signed_online(Metadata(signed), root, TIMESTAMP, online)

    def _check(self, changes: Publication, snapshot: Metadata[Snapshot], timestamp: Metadata[Timestamp]) -> None:
        """Refuse what a kiosk would refuse, before the first byte is written."""
        editions, edition = changes.editions or self._editions_or_none(), changes.edition
        if editions is None:
            return
        roots = self.roots() + ((changes.root.to_bytes(),) if changes.root else ())
        bundle = Bundle(
            roots=roots,
            timestamp=timestamp.to_bytes(),
            snapshot=snapshot.to_bytes(),
            targets=(changes.targets or self.targets()).to_bytes(),
            editions=editions.to_bytes(),
            edition=edition if edition is not None else self.edition() or b"",
        )
        verified = trust.verify(bundle, roots[0], self.mode)
        if before := self._verified_before():
            trust.supersedes(verified, before)

    def _verified_before(self) -> trust.Verified | None:
        """What is in force, or None where it does not verify: a ceremony that was cut short must be mendable."""
        try:
            return self.verified() if self._editions_or_none() is not None else None
        except trust.Untrusted:
            return None

    def _editions_or_none(self) -> Metadata[Targets] | None:
        return self.editions() if self.started() else None

    def _write(self, changes: Publication, snapshot: Metadata[Snapshot], timestamp: Metadata[Timestamp]) -> None:
        self.metadata.mkdir(parents=True, exist_ok=True)
        self.targets_folder.mkdir(exist_ok=True)
        if changes.edition is not None and changes.editions is not None:
            durable.write(self.targets_folder / edition_name(changes.editions), changes.edition)
        steps = [
            partial(self._put, "targets", changes.targets) if changes.targets else None,
            partial(self._put, "editions", changes.editions) if changes.editions else None,
            partial(self._put, "snapshot", snapshot),
            partial(self._put, "root", changes.root) if changes.root else None,
            partial(self._put_timestamp, timestamp),
        ]
        for step in steps:
            if step:
                step()

    def _put(self, role: str, document: Metadata[Signed]) -> None:
        durable.write(self.metadata / f"{document.signed.version}.{role}.json", document.to_bytes())

    def _put_timestamp(self, document: Metadata[Timestamp]) -> None:
        durable.write(self.metadata / "timestamp.json", document.to_bytes())

    def _file(self, role: str, version: int) -> bytes:
        return _bytes(self.metadata / f"{version}.{role}.json")


def edition_name(editions: Metadata[Targets]) -> str:
    """The file name under `targets/` of the edition that `editions` lists, such as `HASH.edition.json`."""
    (edition,) = editions.signed.targets.values()
    return edition.get_prefixed_paths()[0]


def admitted(targets: Targets) -> dict[str, list[str]]:
    """The officers whom `targets` admits: pseudonym -> keyids."""
    found: dict[str, list[str]] = {}
    delegations = targets.delegations
    if delegations is None or delegations.roles is None:
        return found
    for keyid in delegations.roles[EDITIONS.name].keyids:
        name = officers.officer(delegations.keys[keyid]) or keyid
        found.setdefault(name, []).append(keyid)
    return found


def _signed_online(document: Metadata[Signed], root: Root, terms: RoleTerms, online: Keyring) -> Metadata[Signed]:
    role = root.roles[terms.name]
    for signer in online.signers(role.keyids, role.threshold, terms.name):
        document.sign(signer, append=True)
    return document


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Fault(f"{path}: {fault.strerror}") from fault


def _parsed(kind: type[Signed], data: bytes) -> Metadata[Signed]:
    try:
        return trust.read_role(kind, data)
    except Exception as fault:
        raise Fault(f"a {kind.type} file of the feed cannot be read: {fault}") from fault
