"""An officer's passkey as a TUF key: the assertion of one touch is the signature of one document.

Key, as it stands in `targets` (see `kiosk/docs/signing.md`):

    {"keytype": "webauthn", "scheme": "webauthn-es256", "x-officer": PSEUDONYM,
     "keyval": {"public": P-256 in PEM, "rp": HOST, "origin": ORIGIN, "scope": "MODE/ROLE"}}

Signature entry: `keyid`, `sig` (DER, hex), and beside them `authenticator_data` and `client_data`, the
authenticator's and the browser's own bytes, in hex. The challenge is sha256(scope + "\\n" + canonical signed bytes).

Rules: `clientDataJSON` is parsed, never compared with a template (browsers add members); the person must have been
present *and* verified (PIN or finger). securesystemslib hands `verify_signature` the signature entry and the signed
bytes, no more, so everything else it needs stands in the key. `register` must run before any metadata is read:
one key of an unknown type makes the whole of `targets` unreadable.
"""

import base64
import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import KEY_FOR_TYPE_AND_SCHEME, Key, Signature

KEY_TYPE = "webauthn"
SCHEME = "webauthn-es256"

_MEMBERS = ("public", "rp", "origin", "scope")
_USER_PRESENT = 0x01
_USER_VERIFIED = 0x04
_RP_HASH_LENGTH = 32
_HEADER_LENGTH = 37  # rp hash, one byte of flags, four of counter


class WebauthnKey(Key):
    """The public half of a passkey, bound to one signing page and one scope."""

    def __init__(
        self,
        keyid: str,
        keytype: str,
        scheme: str,
        keyval: dict[str, Any],
        unrecognized_fields: dict[str, Any] | None = None,
    ) -> None:
        for member in _MEMBERS:
            if not isinstance(keyval.get(member), str):
                raise ValueError(f"a webauthn key needs the text {member!r}")
        super().__init__(keyid, keytype, scheme, keyval, unrecognized_fields)

    @classmethod
    def from_dict(cls, keyid: str, key_dict: dict[str, Any]) -> "WebauthnKey":
        """Read the key as it stands in metadata. Raises KeyError, TypeError or ValueError on any other shape."""
        keytype, scheme, keyval = cls._from_dict(key_dict)
        return cls(keyid, keytype, scheme, keyval, key_dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the key as it stands in metadata."""
        return self._to_dict()

    def public_key(self) -> EllipticCurvePublicKey:
        """Return the P-256 key itself. Raises ValueError if the PEM holds anything else."""
        try:
            public = load_pem_public_key(self.keyval["public"].encode())
        except UnsupportedAlgorithm as fault:
            raise ValueError(f"not a known kind of key: {fault}") from fault
        if not isinstance(public, EllipticCurvePublicKey) or not isinstance(public.curve, SECP256R1):
            raise ValueError("a webauthn key must be on P-256")
        return public

    def verify_signature(self, signature: Signature, data: bytes) -> None:
        """Check one assertion over `data`, the canonical signed bytes. Raises UnverifiedSignatureError."""
        try:
            authenticator_data = _field(signature, "authenticator_data")
            client_data = _field(signature, "client_data")
            self._check_client(json.loads(client_data), data)
            self._check_authenticator(authenticator_data)
            signed = authenticator_data + hashlib.sha256(client_data).digest()
            self.public_key().verify(bytes.fromhex(signature.signature), signed, ECDSA(SHA256()))
        except InvalidSignature as fault:
            raise UnverifiedSignatureError("the passkey did not sign this") from fault
        except (ValueError, TypeError, RecursionError) as fault:
            raise UnverifiedSignatureError(f"not a valid assertion: {fault}") from fault

    def _check_client(self, client: Any, data: bytes) -> None:
        if not isinstance(client, dict):
            raise ValueError("client data is not an object")
        if client.get("type") != "webauthn.get":
            raise ValueError("client data is not of an assertion")
        if client.get("challenge") != challenge(self.keyval["scope"], data):
            raise ValueError("another document or scope was signed")
        if client.get("origin") != self.keyval["origin"]:
            raise ValueError("signed on another origin")
        if client.get("crossOrigin", False) is not False:
            raise ValueError("signed inside another site's page")

    def _check_authenticator(self, authenticator_data: bytes) -> None:
        if len(authenticator_data) < _HEADER_LENGTH:
            raise ValueError("authenticator data is too short")
        if authenticator_data[:_RP_HASH_LENGTH] != hashlib.sha256(self.keyval["rp"].encode()).digest():
            raise ValueError("signed for another relying party")
        flags = authenticator_data[_RP_HASH_LENGTH]
        if not flags & _USER_PRESENT:
            raise ValueError("nobody touched the authenticator")
        if not flags & _USER_VERIFIED:
            raise ValueError("the authenticator did not verify the person")


def challenge(scope: str, data: bytes) -> str:
    """Tell what the authenticator is asked to sign for `data` (canonical signed bytes), base64url without padding."""
    digest = hashlib.sha256(scope.encode() + b"\n" + data).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def register() -> None:
    """Teach securesystemslib the key type. May be called any number of times."""
    KEY_FOR_TYPE_AND_SCHEME[(KEY_TYPE, SCHEME)] = WebauthnKey


def _field(signature: Signature, name: str) -> bytes:
    value = signature.unrecognized_fields.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is missing")
    return bytes.fromhex(value)
