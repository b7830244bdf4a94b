"""Enrolment: a fresh state folder gets its trusted root, its mode, its feed's address and its own device key.

Rules: once only; another root or mode needs a new folder. All of `trust/` appears in one step or not at all. The device
key never leaves the kiosk; the desk knows the kiosk by the short code, eight letters from the public key's hash.
"""

import base64
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from kiosk.domain.mode import MODES
from kiosk.faults import Fault
from kiosk.feed.trust import verification
from kiosk.files import PRIVATE, PUBLIC, Disk, told


@dataclass(frozen=True)
class Enrolled:
    """What an officer compares: the root's `fingerprint` (64 hex digits) and the kiosk's short `code`."""

    fingerprint: str
    code: str
    mode: str


def enroll(state: Path, feed: str, root: bytes, mode: str, disk: Disk | None = None) -> Enrolled:
    """Enrol the kiosk whose state folder is `state`. Raises Fault (already enrolled, no rights), Refusal (bad root)."""
    disk = disk or Disk()
    if mode not in MODES:
        raise Fault(f"a kiosk's mode is {', '.join(MODES)}, not {mode!r}")
    verification.root_in_force((), root, mode)
    place, beside = state / "trust", state / ".trust.new"
    if place.exists():
        raise Fault(f"{state} is enrolled already: another root or mode needs a new folder")
    key = Ed25519PrivateKey.generate()
    with told(state):
        disk.make_folder(state)
        shutil.rmtree(beside, ignore_errors=True)
        disk.make_folder(beside)
        beside.chmod(0o755)  # who may enter the state folder may read its trust; the key's own rights are narrower
        for name, data, rights in _files(key, feed, root, mode):
            disk.create(beside / name, data, rights, flush=True)
        disk.flush_folder(beside)
        disk.rename(beside, place)
        disk.flush_folder(state)
    return Enrolled(verification.fingerprint(root), short_code(key), mode)


def device_key(state: Path, disk: Disk | None = None) -> Ed25519PrivateKey:
    """Return the kiosk's own key. Raises Fault."""
    path = state / "trust" / "device.key"
    try:
        with told(path):
            key = load_pem_private_key((disk or Disk()).read(path, 10_000), None)
    except (ValueError, TypeError) as fault:
        raise Fault(f"{path}: not a device key") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise Fault(f"{path}: not a device key")
    return key


def short_code(key: Ed25519PrivateKey) -> str:
    """Return the name the desk knows this kiosk by, such as `K7QM-2XRD`: 40 bits of its public key's sha256, in base 32."""
    return code_of(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def code_of(public: bytes) -> str:
    """Return the short code of a public key (32 bytes)."""
    letters = base64.b32encode(hashlib.sha256(public).digest()[:5]).decode()
    return f"{letters[:4]}-{letters[4:]}"


def _files(key: Ed25519PrivateKey, feed: str, root: bytes, mode: str) -> tuple[tuple[str, bytes, int], ...]:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (
        ("root.json", root, PUBLIC),
        ("mode", f"{mode}\n".encode(), PUBLIC),
        ("feed", f"{feed}\n".encode(), PUBLIC),
        ("device.key", pem, PRIVATE),
    )
