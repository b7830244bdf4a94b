"""A TUF repository that is none of ours, made with python-tuf's metadata alone, its web server, and a client typed at it.

Nothing of the feed's publisher takes part. What is published stays under its versioned name; `asked` tells which files
a client wanted, in order. `before` is what happens between a request and its answer, for tests that need the order.
"""

import http.server
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from kiosk.cli import run
from tests.feed.workshop import listening

TOP = ("root", "targets", "snapshot", "timestamp")
PAST = datetime(2020, 1, 1, tzinfo=UTC)


class Foreign:
    """One repository; change `root`, `targets`... and `publish` the roles. Keys are ed25519, one a role."""

    def __init__(self, *, consistent: bool = True, hashes: bool = True) -> None:
        self.hashes = hashes
        expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        self.root = Root(version=1, expires=expires, consistent_snapshot=consistent)
        self.targets = Targets(version=1, expires=expires)
        self.snapshot = Snapshot(version=1, expires=expires)
        self.timestamp = Timestamp(version=1, expires=expires)
        self.delegated: dict[str, Targets] = {}
        self.signers: dict[str, list[CryptoSigner]] = {}
        self.published: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.before: dict[str, Callable[[], None]] = {}
        for role in TOP:
            self.key(role)
        self.publish(*TOP)

    def key(self, role: str, signer: CryptoSigner | None = None, *, by: Root | Targets | None = None) -> CryptoSigner:
        """Give a role one more key, listed in root or in the delegating document."""
        signer = signer or CryptoSigner.generate_ed25519()
        (by or self.root).add_key(signer.public_key, role)
        self.signers.setdefault(role, []).append(signer)
        return signer

    def replace_keys(self, *roles: str) -> None:
        """New keys for top-level roles, the old ones forgotten; a root is still signed by its old keys too."""
        for role in roles:
            old = self.root.roles[role].keyids
            self.root.roles[role].keyids = []
            if role != "root":
                self.signers[role] = []
            self.key(role)
            for keyid in old:
                if not any(keyid in one.keyids for one in self.root.roles.values()):
                    del self.root.keys[keyid]

    def document(self, role: str) -> Any:
        """The signed part of a role."""
        return self.delegated[role] if role in self.delegated else getattr(self, role)

    def publish(self, *roles: str, version: int | None = None) -> None:
        """The next version (or the one given) of each role, signed by all its keys, under the name it should have."""
        for role in roles:
            document = self.document(role)
            document.version = version or document.version + (role in self.published)
            self.published.add(role)
            self.put(role, self.signed(role))

    def signed(self, role: str, *signers: CryptoSigner) -> bytes:
        """A role's document as it is now, signed by the given keys, or by all of its own."""
        metadata = Metadata(self.document(role))
        for signer in signers or self.signers[role]:
            metadata.sign(signer, append=True)
        return metadata.to_bytes()

    def put(self, role: str, data: bytes) -> None:
        """Serve a role's bytes, and tell of them where the next role up must."""
        document = self.document(role)
        self.files[self.name(role, document.version)] = data
        meta = MetaFile.from_data(document.version, data, ["sha256"]) if self.hashes else MetaFile(document.version)
        if role == "snapshot":
            self.timestamp.snapshot_meta = meta
        elif role not in TOP or role == "targets":
            self.snapshot.meta[f"{role}.json"] = meta

    def name(self, role: str, version: int) -> str:
        """Where a role's version lies on the server."""
        versioned = role == "root" or (self.root.consistent_snapshot and role != "timestamp")
        return f"metadata/{f'{version}.' if versioned else ''}{quote(role, '')}.json"

    def delegate(self, name: str, *paths: str, by: str = "targets", threshold: int = 1, **more: Any) -> Targets:
        """A delegated role with as many new keys as its threshold; both still have to be published."""
        delegating = self.document(by)
        delegating.delegations = delegating.delegations or Delegations({}, {})
        delegating.delegations.roles[name] = DelegatedRole(
            name, [], threshold, more.get("terminating", False), list(paths)
        )
        self.delegated.setdefault(name, Targets(version=1, expires=self.root.expires))
        for _ in range(threshold):
            self.key(name, by=delegating)
        return self.delegated[name]

    def offer(self, path: str, data: bytes, *, by: str = "targets", algorithms: tuple[str, ...] = ("sha256",)) -> None:
        """A target's bytes, listed by a role that still has to be published."""
        target = TargetFile.from_data(path, data, list(algorithms))
        self.document(by).targets[path] = target
        self.files[self.at(path, target)] = data

    def at(self, path: str, target: TargetFile) -> str:
        """Where a target lies on the server."""
        folder, slash, name = path.rpartition("/")
        prefix = f"{next(iter(target.hashes.values()))}." if self.root.consistent_snapshot else ""
        return f"targets/{folder}{slash}{prefix}{name}"

    def answer(self, path: str) -> bytes | None:
        """What the server says to a request; None is a 404."""
        self.asked.append(path.removeprefix("metadata/"))
        self.before.get(path, lambda: None)()
        return self.files.get(path)


def altered(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Metadata's bytes after `change` had its way with the document, signatures left as they were."""
    document = json.loads(data)
    change(document)
    return json.dumps(document).encode()


@contextmanager
def open_to_all(repository: Foreign) -> Iterator[str]:
    """The repository on a loopback web server; gives its address."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = repository.answer(self.path.lstrip("/"))
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: `asked` tells."""

    with listening(Answers) as address:
        yield address


class Client:
    """`kiosk feed client`, typed at a repository: each word gives the exit code."""

    def __init__(self, repository: Foreign, url: str, folder: Path) -> None:
        self.repository, self.url, self.folder = repository, url, folder
        self.metadata, self.downloads = folder / "trusted", folder / "downloads"
        (folder / "first.json").write_bytes(repository.files["metadata/1.root.json"])
        assert self._typed("init", folder / "first.json") == 0

    def _typed(self, *words: object) -> int:
        options = ("--metadata-dir", self.metadata, "--metadata-url", f"{self.url}/metadata")
        return run([str(word) for word in ("feed", "client", *options, *words)])

    def refresh(self) -> int:
        """`refresh`."""
        return self._typed("refresh")

    def download(self, *paths: str) -> int:
        """`download` of one or more targets."""
        names = [word for path in paths for word in ("--target-name", path)]
        target = ("--target-base-url", f"{self.url}/targets", "--target-dir", self.downloads)
        return self._typed(*names, *target, "download")

    def trusted(self) -> dict[str, int]:
        """The version of each role in the client's folder."""
        found = {unquote(path.stem): json.loads(path.read_bytes()) for path in self.metadata.glob("*.json")}
        return {role: document["signed"]["version"] for role, document in found.items()}

    def got(self) -> dict[str, bytes]:
        """What was downloaded, by path."""
        return {unquote(path.name): path.read_bytes() for path in self.downloads.glob("*")}

    def asks(self) -> list[str]:
        """What the client asked for since this was asked last."""
        asked, self.repository.asked = self.repository.asked, []
        return asked
