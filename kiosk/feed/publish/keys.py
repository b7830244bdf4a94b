"""Key files: one Ed25519 key each, sealed with a passphrase unless a service must use it alone.

The form (JSON, mode 0600): `kind` (root, supervisor, officer, online), `name`, `scope` (MODE/ROLE), `public` (hex),
`private` (PKCS8 in PEM), and `scrypt` (`cost`, `salt` in hex) or null for an online key.

Rules: a passphrase is stretched by scrypt before it encrypts the PEM (cryptography's own stretching is 2048 rounds
of PBKDF2, too few for a key that lies in a safe for a year); it comes from a file, never from a prompt. The name and
the scope go into the public key's `x-officer` and `x-scope`, so both are part of the key's id. A key is found by its
id, never by its file's name.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, SSlibKey

from kiosk.faults import Fault, Misuse
from kiosk.feed.trust import officers
from kiosk.files import PRIVATE, Disk, told, write_whole

KINDS = ("root", "supervisor", "officer", "online")
COST = 2**14
_MOST_COST = 2**20


@dataclass(frozen=True)
class KeyFile:
    """One key at rest. `cost` and `salt` are scrypt's; a cost of 0 means the key is not sealed."""

    kind: str
    name: str
    scope: str
    public: str
    private: str
    cost: int
    salt: str

    @property
    def key(self) -> SSlibKey:
        """Return the public key as it goes into metadata, under its own id."""
        extra = {officers.SCOPE: self.scope}
        if self.kind != "online":
            extra[officers.OFFICER] = self.name
        key = SSlibKey("", "ed25519", "ed25519", {"public": self.public}, extra)
        key.keyid = officers.keyid(key)
        return key

    def unlock(self, passphrase: bytes | None) -> CryptoSigner:
        """Open the signing key. Raises Fault if the passphrase is missing or wrong, or the file is not what it says."""
        if self.cost and passphrase is None:
            raise Fault(f"the key of {self.name} is sealed: give --passphrase-file")
        secret = _stretched(passphrase or b"", self.salt, self.cost) if self.cost else None
        try:
            private = load_pem_private_key(self.private.encode(), secret)
            return CryptoSigner(private, self.key)
        except Exception as fault:  # cryptography names no common base; all of them mean the same to the user
            raise Fault(f"the key of {self.name} does not open: wrong passphrase or damaged file") from fault

    def to_bytes(self) -> bytes:
        """Return the file's content."""
        scrypt = {"cost": self.cost, "salt": self.salt} if self.cost else None
        members = {name: getattr(self, name) for name in ("kind", "name", "scope", "public", "private")}
        return json.dumps({**members, "scrypt": scrypt}, indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> "KeyFile":
        """Read a key file. Raises Fault."""
        try:
            document = json.loads(data)
            scrypt = document["scrypt"] or {"cost": 0, "salt": ""}
            return cls(**{name: _text(document, name) for name in ("kind", "name", "scope", "public", "private")},
                       cost=_cost(scrypt["cost"]), salt=_text(scrypt, "salt"))  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise Fault("not a key file of ours") from fault


def make(kind: str, name: str, scope: str, passphrase: bytes | None, cost: int = COST) -> KeyFile:
    """Make a fresh key; `passphrase` None leaves it unsealed. `cost` is scrypt's n. Raises Misuse for a bad name."""
    check_name(name)
    if kind not in KINDS:
        raise ValueError(f"no such kind of key: {kind}")
    private = Ed25519PrivateKey.generate()
    salt = secrets.token_hex(16)
    seal: KeySerializationEncryption = NoEncryption()
    if passphrase is not None:
        seal = BestAvailableEncryption(_stretched(passphrase, salt, cost))
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, seal).decode()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    return KeyFile(kind, name, scope, public, pem, cost if passphrase is not None else 0, salt)


def check_name(name: str) -> None:
    """Check that `name` can stand as a public pseudonym and as a file's name."""
    if not officers.PSEUDONYM.fullmatch(name):
        raise Misuse(f"a name is 1 to 32 letters, digits, dots, dashes or underscores (ASCII), not {name[:40]!r}")


def read(path: Path) -> KeyFile:
    """Read the key file at `path`. Raises Fault."""
    with told(path):
        data = path.read_bytes()
    try:
        return KeyFile.from_bytes(data)
    except Fault as fault:
        raise Fault(f"{path}: {fault}") from fault


def read_passphrase(path: Path) -> bytes:
    """Return the first line of a passphrase file. Raises Fault if there is none."""
    with told(path):
        lines = path.read_bytes().splitlines()
    if not lines or not lines[0].strip():
        raise Fault(f"{path}: no passphrase in it")
    return lines[0].strip()


class Keyring:
    """A folder of key files and the passphrase that opens those of them that are sealed."""

    PASSPHRASE = "passphrase"

    def __init__(self, folder: Path, passphrase: bytes | None = None, cost: int = COST) -> None:
        self.folder, self.cost = folder, cost
        self._passphrase = passphrase

    @property
    def passphrase(self) -> bytes | None:
        """Return the one given, else the one in the folder's own file `passphrase`, else None. Raises Fault."""
        beside = self.folder / self.PASSPHRASE
        if self._passphrase is None and beside.exists():
            return read_passphrase(beside)
        return self._passphrase

    def make(self, kind: str, name: str, scope: str) -> KeyFile:
        """Make a fresh key in a file of its own, sealed unless it is an online one. Raises Fault, OSError."""
        sealed = kind != "online"
        if sealed and self.passphrase is None:
            raise Fault(f"no passphrase for the key of {name}: give --passphrase-file")
        made = make(kind, name, scope, self.passphrase if sealed else None, self.cost)
        path = self.path_of(made)
        if path.exists():
            path = path.with_name(f"{path.stem}.{made.key.keyid[:8]}.json")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, made.to_bytes(), PRIVATE)
        return made

    def path_of(self, file: KeyFile) -> Path:
        """Tell where a key of this kind and name lies by default."""
        return self._place(file.kind, file.name)

    def _place(self, kind: str, name: str) -> Path:
        return self.folder / (f"officer-{name}.json" if kind == "officer" else f"{name}.json")

    def retire(self, keyid: str, successor: str) -> None:
        """Set the file of a replaced key aside and give its successor the plain name. Raises OSError, Fault."""
        places = {file.key.keyid: (path, file) for path, file in self.files()}
        if keyid in places:
            _set_aside(places[keyid][0], keyid)
        path, file = places[successor]
        if not self.path_of(file).exists():
            path.rename(self.path_of(file))

    def set_aside(self, keyids: Collection[str]) -> None:
        """Take the files of these keys out of use: renamed, never deleted. Raises OSError, Fault."""
        for path, file in list(self.files()):
            if file.key.keyid in keyids:
                _set_aside(path, file.key.keyid)

    def make_room(self, name: str, scope: str, in_force: Collection[str]) -> None:
        """Set aside a key of that scope where an officer's new one goes, unless it is in force. Raises OSError, Fault."""
        place = self._place("officer", name)
        if place.exists() and (found := read(place)).scope == scope and found.key.keyid not in in_force:
            _set_aside(place, found.key.keyid)

    def where(self, file: KeyFile) -> Path:
        """Tell where this very key lies. Raises Fault."""
        for path, found in self.files():
            if found == file:
                return path
        raise Fault(f"the key of {file.name} is not in {self.folder}")

    def files(self) -> Iterator[tuple[Path, KeyFile]]:
        """Return every key file in the folder, in the order of names. Raises Fault where one is damaged."""
        for path in sorted(self.folder.glob("*.json")):
            yield path, read(path)

    def having(self, keyids: list[str]) -> list[KeyFile]:
        """Return the key files with these ids, in the order of `keyids`; those not here are left out."""
        here = {file.key.keyid: file for _, file in self.files()}
        return [here[keyid] for keyid in keyids if keyid in here]

    def signers(self, keyids: list[str], wanted: int, role: str) -> list[CryptoSigner]:
        """Return `wanted` signing keys out of `keyids`. Raises Fault if fewer are here or one does not open."""
        found = self.having(keyids)[:wanted]
        if len(found) < wanted:
            raise Fault(f"{role} needs {wanted} keys, {len(found)} found in {self.folder}")
        return [file.unlock(self.passphrase) for file in found]


def _set_aside(path: Path, keyid: str) -> None:
    path.rename(path.with_suffix(f".{keyid[:8]}.retired"))
    Disk().flush_folder(path.parent)


def _stretched(passphrase: bytes, salt: str, cost: int) -> bytes:
    memory = 2 * 128 * 8 * cost + 2**20
    key = hashlib.scrypt(passphrase, salt=bytes.fromhex(salt), n=cost, r=8, p=1, maxmem=memory, dklen=32)
    return key.hex().encode()


def _text(document: dict[str, Any], name: str) -> str:
    value = document[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _cost(value: Any) -> int:
    if type(value) is not int or not (value == 0 or 2 <= value <= _MOST_COST) or value & (value - 1):
        raise ValueError("cost")
    return value
