"""A feed made in moments, an authenticator, and a thief with the online keys: what tests of trust need.

Nothing here uses our verifier or our publisher to forge: `Thief` builds its metadata on python-tuf alone.
"""

import hashlib
import http.server
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from securesystemslib.signer import Key, Signature, Signer
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import ceremony, proposal
from kiosk.feed.publish.keys import KeyFile, Keyring
from kiosk.feed.publish.publication import Publisher
from kiosk.feed.trust import officers, webauthn
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.verification import Verified, verify

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CHEAP = 2  # scrypt's cost in tests
PASSPHRASE = b"four words of passphrase"
BUNDLED = Path(__file__).parents[2] / "assets" / "edition" / "edition.json"


def edition(number: int, now: datetime = NOW, mode: str = "demo", days: int = 29, **more: Any) -> bytes:
    """An edition's bytes: the imprint, and whatever else is asked for. Enough for trust, not for the display."""
    document = {"number": number, "mode": mode, "issued_at": _iso(now), "valid_until": _iso(now + timedelta(days))}
    return json.dumps({**document, **more}, sort_keys=True, separators=(",", ":")).encode()


def whole_edition(number: int, now: datetime, mode: str = "demo", days: int = 29) -> bytes:
    """The bundled edition as if issued now: an edition that makes sense, for tests that publish a real one."""
    document = json.loads(BUNDLED.read_bytes())
    return canonical_json({**document, **json.loads(edition(number, now, mode, days))})


class Feed:
    """A feed in `folder` with officers kim, lee and park, at a time of its own that only `later` moves."""

    def __init__(self, folder: Path, mode: str = "demo", now: datetime = NOW) -> None:
        self.folder, self.mode, self.now = folder / "feed", mode, now
        self.keyring = Keyring(folder / "keys", PASSPHRASE, CHEAP)
        self.repository = ceremony.found(self.folder, self.keyring, mode, now)
        self.anchor = self.repository.roots()[0]
        for name in ("kim", "lee", "park"):
            self.admit(name)

    def later(self, **how_long: float) -> "Feed":
        """Let time pass: `feed.later(days=5)`."""
        self.now += timedelta(**how_long)
        return self

    def admit(self, name: str) -> KeyFile:
        """Admit an officer with a key file."""
        return ceremony.admit(self.repository, self.keyring, name, self.now)

    def remove(self, name: str) -> bool:
        """Remove an officer."""
        return ceremony.remove(self.repository, self.keyring, name, self.now)

    def rotate(self, *replace: str, sign_with: tuple[str, ...] = ()) -> int:
        """A new root."""
        return ceremony.rotate_root(self.repository, self.keyring, replace, sign_with, self.now)

    def key_of(self, name: str) -> KeyFile:
        """The key file of an officer, a supervisor, a root or an online role."""
        root, targets = self.repository.root().signed, self.repository.targets().signed
        admitted = {*root.keys, *(targets.delegations.keys if targets.delegations else {})}
        (file,) = [file for file in self.keyring.having(sorted(admitted)) if file.name == name]
        return file

    def signer_of(self, name: str) -> Signer:
        """The opened key of an officer, a supervisor, a root or an online role."""
        return self.key_of(name).unlock(PASSPHRASE)

    def propose(self, data: bytes) -> proposal.Proposal:
        """Let an edition wait."""
        return proposal.propose(self.repository, data, self.now)

    def sign(self, *names: str) -> None:
        """Officers sign what waits."""
        for name in names:
            proposal.sign(self.repository, self.key_of(name), PASSPHRASE)

    def publish_waiting(self) -> None:
        """Publish what waits."""
        proposal.publish(self.repository, self.keyring, self.now)

    def publish(self, data: bytes, *names: str) -> Bundle:
        """Propose, sign (kim and lee unless others are named) and publish; the bundle a kiosk would hold."""
        self.propose(data)
        self.sign(*(names or ("kim", "lee")))
        self.publish_waiting()
        return self.bundle()

    def renew(self) -> Bundle:
        """What the timer does."""
        with self.repository.locked():
            Publisher(self.repository, self.keyring, self.now).renew()
        return self.bundle()

    def bundle(self) -> Bundle:
        """What a kiosk would hold now."""
        bundle = self.repository.bundle()
        assert bundle is not None, "nothing is published"
        return bundle

    def verified(self, bundle: Bundle | None = None) -> Verified:
        """What a kiosk of this feed's mode makes of a bundle (default: the one in force)."""
        return verify(bundle or self.bundle(), self.anchor, self.mode)


class Thief:
    """Whoever holds the online keys and can write the feed, and what such a person can make of it."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed

    def bundle(self, **changed: Any) -> Bundle:
        """The feed's bundle with a new snapshot and timestamp over changed `targets`, `editions`, `edition`.

        `version` sets the versions of snapshot and timestamp; `extra` the timestamp's own members; `expires` both ends.
        """
        feed = self.feed
        before = feed.repository.snapshot().signed
        targets = changed.get("targets") or feed.repository.targets()
        editions = changed.get("editions") or feed.repository.editions()
        version = changed.get("version", before.version + 1)
        meta = {f"{name}.json": _meta(document) for name, document in (("targets", targets), ("editions", editions))}
        ends = changed.get("expires", feed.now + timedelta(days=7))
        snapshot = Metadata(Snapshot(version=version, expires=ends, meta=meta))
        snapshot.sign(feed.signer_of("snapshot"))
        extra = changed.get("extra", {"x-signed-at": int(feed.now.timestamp())})
        timestamp = Metadata(
            Timestamp(
                version=max(version, feed.repository.timestamp().signed.version + 1),
                expires=changed.get("expires", feed.now + timedelta(days=1)),
                snapshot_meta=_meta(snapshot),
                unrecognized_fields=extra,
            )
        )
        timestamp.sign(feed.signer_of("timestamp"))
        return Bundle(
            roots=changed.get("roots", feed.repository.roots()),
            timestamp=timestamp.to_bytes(),
            snapshot=snapshot.to_bytes(),
            targets=targets.to_bytes(),
            editions=editions.to_bytes(),
            edition=changed.get("edition") or feed.repository.edition() or b"",
        )

    def listing(self, data: bytes, *signers: Signer, version: int = 2) -> Metadata[Targets]:
        """An `editions` document over `data`, signed by whoever is named."""
        target = TargetFile.from_data("edition.json", data, ["sha256"])
        expires = self.feed.now + timedelta(days=29)
        document = Metadata(Targets(version=version, expires=expires, targets={"edition.json": target}))
        for signer in signers:
            document.sign(signer, append=True)
        return document

    def targets_with(self, change: Callable[[Targets], None]) -> Metadata[Targets]:
        """The targets in force, changed and signed by both real supervisors (their mistake, or a coup)."""
        document = self.feed.repository.targets()
        document.signed.version += 1
        change(document.signed)
        document.signatures.clear()
        for name in ("supervisor-1", "supervisor-2"):
            document.sign(self.feed.signer_of(name), append=True)
        return document


class Passkey(Signer):
    """An authenticator and the browser before it. Keyword arguments of `sign_as` spoil one thing each."""

    def __init__(self, name: str, scope: str = "demo/editions", host: str = "sign.localhost") -> None:
        self.private = generate_private_key(SECP256R1())
        public = self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        keyval = {"public": public, "rp": host, "origin": f"http://{host}:8762", "scope": scope}
        self.key = webauthn.WebauthnKey("", "webauthn", "webauthn-es256", keyval, {"x-officer": name})
        self.key.keyid = officers.keyid(self.key)

    @property
    def public_key(self) -> Key:
        return self.key

    @classmethod
    def from_priv_key_uri(cls, *_: Any, **__: Any) -> "Passkey":
        raise NotImplementedError

    def sign(self, payload: bytes) -> Signature:
        return self.sign_as(payload)

    def sign_as(self, payload: bytes, flags: int = 0x05, rp: str | None = None, **client: Any) -> Signature:
        """One touch. `client` overrides members of the browser's client data."""
        keyval = self.key.keyval
        told = {"type": "webauthn.get", "challenge": webauthn.challenge(keyval["scope"], payload)}
        told |= {"origin": keyval["origin"], "crossOrigin": False, "other_keys_can_be_added_here": "do not compare"}
        client_data = json.dumps({**told, **client}).encode()
        host = keyval["rp"] if rp is None else rp
        authenticator_data = hashlib.sha256(host.encode()).digest() + bytes([flags]) + (7).to_bytes(4, "big")
        return self.assertion(authenticator_data, client_data)

    def assertion(self, authenticator_data: bytes, client_data: bytes) -> Signature:
        """The authenticator's signature over what it is given, as it stands in metadata."""
        signed = authenticator_data + hashlib.sha256(client_data).digest()
        extra = {"authenticator_data": authenticator_data.hex(), "client_data": client_data.hex()}
        return Signature(self.key.keyid, self.private.sign(signed, ECDSA(SHA256())).hex(), extra)


_watchers: list[Callable[[str, str], None]] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "os.rename" and _watchers:
        for watcher in list(_watchers):
            watcher(str(arguments[0]), str(arguments[1]))


sys.addaudithook(_audit)


@contextmanager
def renames(stop_at: int | None = None) -> Iterator[list[str]]:
    """The names of the files put in place meanwhile, in order; the power fails before number `stop_at` (from 0)."""
    seen: list[str] = []

    def watch(_: str, target: str) -> None:
        if stop_at is not None and len(seen) >= stop_at:
            raise PowerCutError
        seen.append(Path(target).name)

    _watchers.append(watch)
    try:
        yield seen
    finally:
        _watchers.remove(watch)


class PowerCutError(Exception):
    """The power failed, as `renames` was asked."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test's own words are enough."""


@contextmanager
def listening(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """A loopback web server whose requests that handler answers; gives its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a loopback web server; gives its address."""
    with listening(partial(_Quiet, directory=str(folder))) as address:
        yield address


def _meta(document: Metadata[Any]) -> MetaFile:
    return MetaFile.from_data(document.signed.version, document.to_bytes(), ["sha256"])


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
