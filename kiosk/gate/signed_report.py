"""A kiosk's report to the desk, signed by its device key, so that nobody has to trust the address it came from.

    {"key": the public key (32 bytes), "report": JSON as text, "signature": 64 bytes over PURPOSE and that text}

    >>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    >>> opened(signed(Ed25519PrivateKey.generate(), {"sequence": 7, "at": "2026-11-30T09:00:00Z"})).sequence
    7

Rules: bytes are base64; the whole is at most `MOST` bytes. The report says of itself when it was made and its number, which
only grows, so that an old one cannot be shown again. Who may report is decided by the desk, from the key alone.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.domain.moments import utc_moment
from kiosk.faults import Code, Refusal

MOST = 16 * 1024
PURPOSE = b"gate kiosk report 1\n"
HIGHEST = 2**53 - 1


class Why(Code):
    """Why a report is not taken."""

    LONG = "a report of {size} bytes, more than {most}"
    FORM = "not a kiosk's report"
    FORGED = "its signature is not that of its key"


@dataclass(frozen=True)
class Opened:
    """A report whose signature is that of `public` (32 bytes). `at`: when the kiosk says it was made."""

    public: bytes
    sequence: int
    at: datetime
    said: Mapping[str, Any]


def signed(key: Ed25519PrivateKey, report: Mapping[str, Any]) -> bytes:
    """Sign a report; it holds at least `sequence` and `at`."""
    text = json.dumps(report, ensure_ascii=False, separators=(",", ":"))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = key.sign(PURPOSE + text.encode())
    envelope = {"key": _base64(public), "report": text, "signature": _base64(signature)}
    return json.dumps(envelope, ensure_ascii=False).encode()


def opened(data: bytes) -> Opened:
    """Open a report and check its signature. Raises Refusal: too long, of another form, not signed by its key."""
    if len(data) > MOST:
        raise Refusal(Why.LONG, size=len(data), most=MOST)
    try:
        envelope = json.loads(data)
        public, signature = (base64.b64decode(envelope[name], validate=True) for name in ("key", "signature"))
        text: str = envelope["report"]
        key, signed_bytes = Ed25519PublicKey.from_public_bytes(public), PURPOSE + text.encode()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as fault:
        raise Refusal(Why.FORM) from fault
    try:
        key.verify(signature, signed_bytes)
    except InvalidSignature as fault:
        raise Refusal(Why.FORGED) from fault
    return _read(public, text)


def _read(public: bytes, text: str) -> Opened:
    try:
        said = json.loads(text)
        sequence, at = said["sequence"], utc_moment(said["at"])
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refusal(Why.FORM) from fault
    if type(sequence) is not int or not 0 < sequence <= HIGHEST:
        raise Refusal(Why.FORM)
    return Opened(public, sequence, at, said)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
