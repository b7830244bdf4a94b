"""A feed on disk: the folder of plain files that any web server can serve, and what is in force in it.

Layout (`kiosk/docs/commands.md`, "Files of a feed"):

    FEED/metadata/timestamp.json  N.root.json  N.snapshot.json  N.targets.json  N.editions.json
    FEED/targets/HASH.edition.json
    FEED/.proposal/               what waits for signatures (see `kiosk.feed.publish.proposal`)
    FEED/.keys  FEED/.lock        where the keys lie (a path, no secret), and the publishers' lock

Names that begin with a dot are ours alone: no web server may serve them.

Rules:

- What is in force is what the timestamp leads to, never the highest number in the folder: a publication that was cut
  short left files that nobody points to, and the next one writes over them.
- Only `kiosk.feed.publish.publication` writes metadata, under `locked`, which keeps two publishers apart.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from kiosk.faults import Fault
from kiosk.feed.trust import officers, verification, webauthn
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.roles import EDITIONS, LISTED, TARGETS
from kiosk.files import PRIVATE, LockHeld, locked, told, write_whole

Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)

LOCK_SECONDS = 30.0
"""How long another publisher is waited for; the longest ceremony takes a few seconds."""


class Repository:
    """The feed in `folder`. Reading raises Fault where a file is missing or unreadable."""

    def __init__(self, folder: Path) -> None:
        webauthn.register()
        self.folder = folder
        self.metadata = folder / "metadata"
        self.targets_folder = folder / "targets"

    @property
    def keys_folder(self) -> Path:
        """Tell where the keys of this feed lie: as noted at its founding, else the folder `keys` beside it."""
        note = self.folder / ".keys"
        return Path(_bytes(note).decode().strip()) if note.exists() else self.folder.absolute().parent / "keys"

    def note_keys_folder(self, folder: Path) -> None:
        """Remember where the keys lie, so that publishing needs no option. Raises OSError."""
        write_whole(self.folder / ".keys", str(folder.absolute()).encode() + b"\n", PRIVATE)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other publisher out meanwhile. Raises Fault if there is no such folder, or they do not end."""
        if not self.folder.is_dir():
            raise Fault(f"{self.folder} is not a feed: there is no such folder")
        path = self.folder / ".lock"
        with ExitStack() as held:
            try:
                held.enter_context(locked(path, LOCK_SECONDS))
            except LockHeld as fault:
                raise Fault(f"{path} is held by another publisher ({fault.by})") from None
            yield

    def started(self) -> bool:
        """Tell whether anything was ever published here, with or without an edition."""
        return (self.metadata / "timestamp.json").exists()

    def roots(self) -> tuple[bytes, ...]:
        """Return the whole root chain, version 1 first."""
        chain: list[bytes] = []
        while (path := self.metadata / f"{len(chain) + 1}.root.json").exists():
            chain.append(_bytes(path))
        if not chain:
            raise Fault(f"{self.folder} is not a feed: it has no metadata/1.root.json")
        return tuple(chain)

    def root(self) -> Metadata[Root]:
        """Return the newest root."""
        return _parsed(Root, self.roots()[-1])

    @property
    def mode(self) -> str:
        """Return live, training or demo: what the feed's own supervisors may sign for."""
        root = self.root().signed
        scopes = {officers.scope_of(root.get_key(keyid)) for keyid in root.roles["targets"].keyids}
        modes = {(scope or "").removesuffix("/targets") for scope in scopes}
        if len(modes) != 1:
            raise Fault("the feed's root names supervisors of different modes")
        return modes.pop()

    def timestamp(self) -> Metadata[Timestamp]:
        """Return the timestamp in force."""
        return _parsed(Timestamp, self._timestamp())

    def snapshot(self) -> Metadata[Snapshot]:
        """Return the snapshot in force."""
        return _parsed(Snapshot, self._file("snapshot", self.timestamp().signed.snapshot_meta.version))

    def targets(self) -> Metadata[Targets]:
        """Return the targets in force."""
        return _parsed(Targets, self.listed(TARGETS.name))

    def editions(self) -> Metadata[Targets] | None:
        """Return the editions in force, or None while nothing is published."""
        stated = self.snapshot().signed.meta.get("editions.json")
        return _parsed(Targets, self._file("editions", stated.version)) if stated else None

    def listed(self, role: str) -> bytes:
        """Return the file in force of a role that the snapshot lists. Raises KeyError where it lists none."""
        return self._file(role, self.snapshot().signed.meta[f"{role}.json"].version)

    def edition(self) -> bytes | None:
        """Return the published edition's bytes, or None while nothing is published."""
        editions = self.editions()
        return _bytes(self.targets_folder / edition_name(editions)) if editions else None

    def bundle(self) -> Bundle | None:
        """Return everything in force at one moment as a kiosk keeps it, or None while nothing is published.

        No lock is asked for: who publishes meanwhile has it read anew, so that no two publications are mixed.
        """
        while True:
            roots, timestamp = self.roots(), self._timestamp()
            found = self._bundle(roots, timestamp)
            if (self.roots(), self._timestamp()) == (roots, timestamp):
                return found

    def _bundle(self, roots: tuple[bytes, ...], timestamp: bytes) -> Bundle | None:
        snapshot = self._file("snapshot", _parsed(Timestamp, timestamp).signed.snapshot_meta.version)
        stated = _parsed(Snapshot, snapshot).signed.meta
        if "editions.json" not in stated:
            return None
        listed = {role: self._file(role, stated[f"{role}.json"].version) for role in LISTED}
        edition = _bytes(self.targets_folder / edition_name(_parsed(Targets, listed["editions"])))
        return Bundle(roots=roots, timestamp=timestamp, snapshot=snapshot, edition=edition, **listed)

    def verified(self) -> verification.Verified:
        """Tell what a kiosk that holds only the first root would make of this feed. Raises Untrusted, Fault."""
        bundle = self.bundle()
        if bundle is None:
            raise Fault("no edition is published yet")
        return verification.verify(bundle, bundle.roots[0], self.mode)

    def _timestamp(self) -> bytes:
        if not self.started():
            raise Fault(f"{self.folder} is not a feed: it has no metadata/timestamp.json")
        return _bytes(self.metadata / "timestamp.json")

    def _file(self, role: str, version: int) -> bytes:
        return _bytes(self.metadata / f"{version}.{role}.json")


def edition_name(editions: Metadata[Targets]) -> str:
    """Return the file name under `targets/` of the edition that `editions` lists, such as `HASH.edition.json`."""
    (edition,) = editions.signed.targets.values()
    return edition.get_prefixed_paths()[0]


def admitted(targets: Targets) -> dict[str, list[str]]:
    """Return the officers whom `targets` admits: pseudonym -> keyids."""
    found: dict[str, list[str]] = {}
    delegations = targets.delegations
    if delegations is None or delegations.roles is None:
        return found
    for keyid in delegations.roles[EDITIONS.name].keyids:
        name = officers.officer(delegations.keys[keyid]) or keyid
        found.setdefault(name, []).append(keyid)
    return found


def _bytes(path: Path) -> bytes:
    with told(path):
        return path.read_bytes()


def _parsed(kind: type[Signed], data: bytes) -> Metadata[Signed]:
    try:
        return verification.read_role(kind, data)
    except Exception as fault:
        raise Fault(f"a {kind.type} file of the feed cannot be read: {fault}") from fault
