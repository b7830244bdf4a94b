"""One signature made elsewhere (a passkey's touch), joined to a document that waits.

Rules: the key signs its own scope only; the signature is checked before it is kept; a person signs a document once,
however many keys they hold.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import Key, Signature
from tuf.api.metadata import Metadata, Root, Targets

from kiosk.faults import Refusal
from kiosk.feed.reasons import Reason
from kiosk.feed.trust import officers

Signed = TypeVar("Signed", Root, Targets)


def read(entry: Mapping[str, Any]) -> Signature:
    """Read an entry (`kiosk/docs/signing.md`): `keyid`, `sig`, `authenticator_data`, `client_data`. Raises Refusal."""
    try:
        return Signature.from_dict(dict(entry))
    except (KeyError, TypeError, AttributeError) as fault:
        raise Refusal(Reason.NO_SIGNATURE) from fault


def add(document: Metadata[Signed], key: Key, signature: Signature, wanted: str, already: Collection[str]) -> None:
    """Join it to `document`. Raises Refusal: another scope than `wanted`, another document, has signed already."""
    officers.check_scope([key], wanted)
    try:
        key.verify_signature(signature, document.signed_bytes)
    except UnverifiedSignatureError as fault:
        raise Refusal(Reason.SIGNATURE_UNFIT, why=fault) from fault
    name = officers.officer(key) or ""
    if name.casefold() in {one.casefold() for one in already}:
        raise Refusal(Reason.SIGNED_ALREADY, name=name)
    document.signatures[signature.keyid] = signature
