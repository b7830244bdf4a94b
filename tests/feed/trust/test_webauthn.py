"""A passkey's assertion is a TUF signature, and nothing else is."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import Key, Signature

from kiosk.feed.trust import webauthn
from kiosk.feed.trust.webauthn import WebauthnKey
from tests.feed.workshop import Passkey

DATA = b'{"_type":"targets"}'


@pytest.fixture
def passkey() -> Passkey:
    """An officer's authenticator for the demo feed's editions."""
    return Passkey("kim")


def _refused(passkey: Passkey, signature: Signature, why: str, data: bytes = DATA) -> None:
    with pytest.raises(UnverifiedSignatureError, match=why):
        passkey.key.verify_signature(signature, data)


def test_a_touch_is_accepted(passkey: Passkey) -> None:
    """What the officer touched for verifies, and what was not touched for does not."""
    signature = passkey.sign(DATA)
    passkey.key.verify_signature(signature, DATA)
    _refused(passkey, signature, "another document", DATA + b" ")


def test_missing_cross_origin_is_accepted(passkey: Passkey) -> None:
    """Browsers may leave `crossOrigin` out: that means it was not."""
    told = json.loads(bytes.fromhex(passkey.sign(DATA).unrecognized_fields["client_data"]))
    del told["crossOrigin"]
    header = bytes.fromhex(passkey.sign(DATA).unrecognized_fields["authenticator_data"])
    assert passkey.key.verify_signature(passkey.assertion(header, json.dumps(told).encode()), DATA) is None


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        ({"type": "webauthn.create"}, "not of an assertion"),
        ({"challenge": "AAAA"}, "another document"),
        ({"challenge": webauthn.challenge("live/editions", DATA)}, "another document or scope"),
        ({"challenge": webauthn.challenge("demo/editions", DATA) + "="}, "another document"),
        ({"origin": "http://sign.localhost:9999"}, "another origin"),
        ({"origin": "https://sign.localhost:8762"}, "another origin"),
        ({"crossOrigin": True}, "another site"),
        ({"crossOrigin": "no"}, "another site"),
        ({"rp": "localhost"}, "another relying party"),
        ({"flags": 0x04}, "nobody touched"),
        ({"flags": 0x01}, "did not verify the person"),
        ({"flags": 0x00}, "nobody touched"),
    ],
)
def test_each_spoiled_assertion_is_refused(passkey: Passkey, spoiled: dict[str, Any], why: str) -> None:
    """Another type, document, scope, origin, frame, relying party, or a touch without a person: refused."""
    _refused(passkey, passkey.sign_as(DATA, **spoiled), why)


def test_another_key_is_refused(passkey: Passkey) -> None:
    """An assertion of another authenticator is refused."""
    other = Passkey("kim")
    _refused(passkey, other.sign(DATA), "did not sign")


def test_changed_client_data_is_refused(passkey: Passkey) -> None:
    """Client data changed after the touch is refused, though it still says the right things."""
    signature = passkey.sign(DATA)
    told = bytes.fromhex(signature.unrecognized_fields["client_data"])
    signature.unrecognized_fields["client_data"] = (told + b" ").hex()
    _refused(passkey, signature, "did not sign")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("authenticator_data", None, "authenticator_data is missing"),
        ("client_data", None, "client_data is missing"),
        ("client_data", b"[]".hex(), "not an object"),
        ("client_data", b"{".hex(), "not a valid assertion"),
        ("client_data", "zz", "not a valid assertion"),
        ("client_data", (b"[" * 100_000).hex(), "not a valid assertion"),
        ("authenticator_data", b"short".hex(), "too short"),
    ],
)
def test_malformed_fields_are_refused(passkey: Passkey, field: str, value: Any, why: str) -> None:
    """Missing or malformed members of the signature entry are refused, never a crash."""
    signature = passkey.sign(DATA)
    signature.unrecognized_fields[field] = value
    _refused(passkey, signature, why)


def test_malformed_signature_is_refused(passkey: Passkey) -> None:
    """A signature that is no hex is refused."""
    signature = passkey.sign(DATA)
    signature.signature = "no hex"
    _refused(passkey, signature, "not a valid assertion")


def test_other_curves_are_refused(passkey: Passkey) -> None:
    """A key that is not on P-256 verifies nothing."""
    public = generate_private_key(SECP384R1()).public_key()
    signature = passkey.sign(DATA)
    passkey.key.keyval["public"] = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    _refused(passkey, signature, "P-256")


def test_a_key_of_an_unknown_kind_is_refused(passkey: Passkey) -> None:
    """A key of a kind nobody knows yet is refused like any other, it does not stop who reads it."""
    x25519 = bytes.fromhex("302a300506032b656e032100") + bytes(32)
    unknown = base64.b64encode(x25519.replace(b"\x2b\x65\x6e", b"\x2b\x65\x7f")).decode()
    pem = f"-----BEGIN PUBLIC KEY-----\n{unknown}\n-----END PUBLIC KEY-----\n"
    passkey.key.keyval["public"] = pem
    _refused(passkey, passkey.sign(DATA), "not a known kind of key")


@pytest.mark.parametrize("member", ["public", "rp", "origin", "scope"])
def test_key_needs_every_member(passkey: Passkey, member: str) -> None:
    """A passkey without public value, relying party, origin or scope is no key."""
    described = passkey.key.to_dict()
    described["keyval"] = {name: value for name, value in described["keyval"].items() if name != member}
    with pytest.raises(ValueError, match=member):
        WebauthnKey.from_dict("00", described)


def test_registered_type_survives_a_round_trip(passkey: Passkey) -> None:
    """Registered any number of times, the key type is read from metadata and written back unchanged."""
    webauthn.register()
    webauthn.register()
    read = Key.from_dict(passkey.key.keyid, json.loads(json.dumps(passkey.key.to_dict())))
    assert read == passkey.key
