"""The desk's own key for web push (VAPID, RFC 8292): made at set-up, kept beside the database, mode 0600."""

import base64
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from py_vapid import Vapid

FILE = "vapid.pem"


def make(data: Path) -> Path:
    """Return the key's file in the desk's folder; made where there is none. Raises OSError."""
    path = data / FILE
    if not path.exists():
        pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with suppress(FileExistsError):  # another process made it meanwhile
            path.touch(0o600, exist_ok=False)
            path.write_bytes(pem)
    return path


@cache
def key(path: Path) -> Vapid:
    """Read the private key. Raises OSError, ValueError."""
    return Vapid.from_file(str(path))


def public(path: Path) -> str:
    """Return the public half as a browser wants it: base64url of the uncompressed point."""
    point = key(path).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
