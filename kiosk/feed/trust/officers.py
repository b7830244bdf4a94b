"""People, not keys: who signed, counted the way an officer would count.

Rules:

- TUF counts keys; we count people. A person is an `x-officer` pseudonym, plain ASCII: letters' case does not make
  another person, and a name that only looks like another's, or hides a character, names nobody. Keys with the same
  public value are one, whatever id or pseudonym they stand under, and they join the pseudonyms they stand under into
  one person.
- A keyid is the sha256 of the canonical JSON of the *whole* key as it stands in metadata, `x-officer` and `x-scope`
  included. That is the TUF specification's own rule; securesystemslib's default covers the bare key only, which
  would let a pseudonym change under an unchanged id. For a key without extra members the two agree.
- Every key says what it may sign, MODE/ROLE: a passkey in `keyval.scope` (it is in the challenge too), a key file's
  Ed25519 key in `x-scope`. A valid signature given under another scope is refused, not merely left uncounted.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import Key, SSlibKey

from kiosk.faults import Refusal
from kiosk.feed.reasons import Reason
from kiosk.feed.trust.webauthn import WebauthnKey

OFFICER = "x-officer"
SCOPE = "x-scope"
PSEUDONYM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


class Untrusted(Refusal):
    """Something that must not be shown or published. The message is the reason, one line."""


def keyid(key: Key) -> str:
    """Return the id this key must stand under: 64 hex digits, computed from all its members."""
    canonical = encode_canonical(key.to_dict())
    if canonical is None:
        raise ValueError("the key has no canonical form")
    return hashlib.sha256(canonical.encode()).hexdigest()


def digits(key_id: str) -> str:
    """Return the fingerprint officers read out: 20 digits in groups of four, from a keyid or any hex digest."""
    number = f"{int(key_id, 16) % 10**20:020d}"
    return " ".join(number[start : start + 4] for start in range(0, 20, 4))


def officer(key: Key) -> str | None:
    """Return the pseudonym a key stands under, or None for a key that is no person's or whose name is no pseudonym."""
    name = key.unrecognized_fields.get(OFFICER)
    return name if isinstance(name, str) and PSEUDONYM.fullmatch(name) else None


def scope_of(key: Key) -> str | None:
    """MODE/ROLE the key may sign, or None where it says nothing."""
    scope = key.keyval.get("scope") if isinstance(key, WebauthnKey) else key.unrecognized_fields.get(SCOPE)
    return scope if isinstance(scope, str) else None


def check_keyids(keys: Mapping[str, Key]) -> None:
    """Check that every key stands under its own id. Raises Untrusted."""
    for stated, key in keys.items():
        if keyid(key) != stated:
            raise Untrusted(Reason.FOREIGN_ID, key=stated[:8])


def check_scope(keys: Iterable[Key], scope: str) -> None:
    """Check that every key may sign for `scope`. Raises Untrusted."""
    for key in keys:
        if scope_of(key) != scope:
            raise Untrusted(Reason.OTHER_SCOPE, scope=scope_of(key) or "no scope", wanted=scope)


def signers(keys: Iterable[Key]) -> tuple[str, ...]:
    """Return the distinct people behind `keys`, one name each, sorted.

    A key that names nobody (an online key) stands for itself under the first digits of its id.
    Raises ValueError for a kind of key that we do not admit.
    """
    people: list[tuple[set[str], set[str]]] = []
    for key in keys:
        names, marks = {officer(key) or key.keyid[:8]}, _marks(key)
        for person in [known for known in people if known[1] & marks]:
            people.remove(person)
            names, marks = names | person[0], marks | person[1]
        people.append((names, marks))
    return tuple(sorted(min(names) for names, _ in people))


def two_people(keys: Iterable[Key], scope: str) -> tuple[str, ...]:
    """Name the people behind validly signing `keys`. Raises Untrusted if they are fewer than two or of another scope."""
    signed = list(keys)
    check_scope(signed, scope)
    if not all(officer(key) for key in signed):
        raise Untrusted(Reason.NAMELESS_SIGNER, scope=scope)
    people = signers(signed)
    if len(people) < 2:
        raise Untrusted(Reason.TWO_PEOPLE, scope=scope, people=", ".join(people) or "nobody")
    return people


def _marks(key: Key) -> set[str]:
    """What makes two keys the same person's: the pseudonym, and the public value itself."""
    name = officer(key)
    return {f"public:{_public(key).hex()}"} | ({f"officer:{name.casefold()}"} if name else set())


def _public(key: Key) -> bytes:
    """The public value in one form, however it was written down."""
    if isinstance(key, WebauthnKey):
        return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if isinstance(key, SSlibKey) and key.keytype == "ed25519":
        return bytes.fromhex(key.keyval["public"])
    raise ValueError(f"keys of type {key.keytype} are not admitted here")
