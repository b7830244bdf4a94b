"""Is this bundle what two officers signed? All of TUF's rules and ours, with no disk, no network and no clock.

    >>> bundle = Bundle.from_bytes(Path("edition.bundle").read_bytes())   # what the network or a stick brought
    >>> anchor = Path("trust/root.json").read_bytes()                     # what enrollment gave, any version of the root
    >>> verified = verify(bundle, anchor, "live")                         # raises Untrusted, one line that says why
    >>> verified.number, verified.signers, verified.versions.timestamp
    (241, ('kim', 'lee'), 18230)
    >>> succession.supersedes(verified, shown)                            # may it take the place of what is shown?
    >>> read_timestamp(newer, bundle, anchor, "live")                     # a timestamp alone, by the same root
    (18231, datetime.datetime(2026, 7, 1, 9, 5, tzinfo=datetime.timezone.utc))

Whether what was verified may take the place of what is shown is `kiosk.feed.trust.succession`'s to say.

What `verify` demands, in this order (the TUF specification's client workflow, 5.3 to 5.7, and our own rules of people, scopes
and dates; `kiosk/docs/signing.md`):

1. the root chain, version by version from the anchor, each root signed by the old *and* the new threshold;
2. timestamp and snapshot by the root's online keys, targets by two supervisors, editions by two officers whom
   targets admits; every key under its own id and of this kiosk's scope; people counted, not keys;
3. versions, lengths and hashes as timestamp and snapshot state them;
4. targets only delegates `edition.json` to editions; editions lists that one file, and the edition is that file;
5. the edition is of this kiosk's mode, holds no longer than its signatures, and the timestamp carries the signed time;
6. the edition is dated as an edition may be: issued at most a day after the timestamp was signed (no clock of the kiosk's own
   is asked, which may be wrong), holding a month at most, its number leaving room for later ones: one dated years ahead would
   move the floor and shut out every honest one.

Expiry is reported, never enforced: a kiosk with no network shows old knowledge and says that it is old.

All of it is a pure function of the bytes, so what was found out about a file is remembered for the next bundle that holds
the same file: a new timestamp alone costs one signature, not five. What is remembered never leaves this module.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from securesystemslib.exceptions import Error as SecurityError
from securesystemslib.signer import Key
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError, SerializationError

from kiosk.feed.document import edition_header
from kiosk.feed.reasons import Reason
from kiosk.feed.trust import officers, stated, webauthn
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.explain import reason
from kiosk.feed.trust.officers import Untrusted
from kiosk.feed.trust.roles import EDITIONS, PerRole, scope
from kiosk.feed.trust.verified import Verified

__all__ = [
    "Untrusted",
    "Verified",
    "fingerprint",
    "read_role",
    "root_in_force",
    "signers",
    "verify",
]

Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)

_FAULTS = (
    RepositoryError, DeserializationError, SerializationError, SecurityError, edition_header.Unreadable,
    ValueError, KeyError, TypeError, AttributeError, OSError, OverflowError, RecursionError,
)  # fmt: skip
"""All that reading hostile metadata was seen to raise (OSError: a time beyond the C library).

Each becomes Untrusted; none is passed over.
"""


@dataclass(frozen=True)
class Trusted:
    """By what a file is judged: the chain of roots, the anchor it starts from, the kiosk's mode."""

    roots: tuple[bytes, ...]
    anchor: bytes
    mode: str


def verify(bundle: Bundle, anchor: bytes, mode: str) -> Verified:
    """Check everything against `anchor` (a trusted root file, any version) and `mode`. Raises Untrusted."""
    webauthn.register()
    try:
        return _verify(bundle, anchor, mode)
    except _FAULTS as fault:
        raise Untrusted(f"not trustworthy: {reason(fault)}") from fault


def _verify(bundle: Bundle, anchor: bytes, mode: str) -> Verified:
    trusted = Trusted(bundle.roots, anchor, mode)
    root, root_fingerprint = _root(trusted)
    timestamp = _signed_role(Timestamp, bundle.timestamp, "timestamp", trusted)
    snapshot = _signed_role(Snapshot, bundle.snapshot, "snapshot", trusted)
    stated.check_stated(timestamp.snapshot_meta, bundle.snapshot, snapshot.version, "snapshot")
    targets = _signed_role(Targets, bundle.targets, "targets", trusted)
    stated.check_stated(snapshot.meta.get("targets.json"), bundle.targets, targets.version, "targets")
    editions, people = _signed_editions(bundle.editions, bundle.targets, trusted)
    stated.check_stated(snapshot.meta.get("editions.json"), bundle.editions, editions.version, "editions")
    stated.check_edition_file(editions, bundle.edition)
    header = _header_of(bundle, editions, mode)
    signed_at = stated.signed_at_of(timestamp)
    stated.check_dates(header, signed_at)
    documents = PerRole(root=root, timestamp=timestamp, snapshot=snapshot, targets=targets, editions=editions)
    return Verified(
        edition_bytes=bundle.edition,
        edition_sha256=hashlib.sha256(bundle.edition).hexdigest(),
        number=header.number,
        mode=header.mode,
        issued_at=header.issued_at,
        valid_until=header.valid_until,
        signed_at=signed_at,
        versions=PerRole(**{name: document.version for name, document in documents.items()}),
        expires=PerRole(**{name: document.expires for name, document in documents.items()}),
        signers=people,
        root_version=root.version,
        root_fingerprint=root_fingerprint,
        online_keys=frozenset(root.roles["timestamp"].keyids + root.roles["snapshot"].keyids),
        targets_keys=frozenset(root.roles["targets"].keyids),
    )


def _header_of(bundle: Bundle, editions: Targets, mode: str) -> edition_header.EditionHeader:
    """The edition's header, once it is this kiosk's and holds no longer than its signatures."""
    header = edition_header.read(bundle.edition)
    if header.mode != mode:
        raise Untrusted(f"the edition is for mode {header.mode}, this kiosk is {mode}")
    if header.valid_until > editions.expires:
        raise Untrusted("the edition says it holds longer than what its officers signed for")
    return header


def read_timestamp(data: bytes, bundle: Bundle, anchor: bytes, mode: str) -> tuple[int, datetime]:
    """Return the version and the signed time of another timestamp, by the root that `bundle` leads to. Raises Untrusted."""
    webauthn.register()
    try:
        timestamp = _signed_role(Timestamp, data, "timestamp", Trusted(bundle.roots, anchor, mode))
        return timestamp.version, stated.signed_at_of(timestamp)
    except _FAULTS as fault:
        raise Untrusted(f"not trustworthy: {reason(fault)}") from fault


def root_in_force(roots: tuple[bytes, ...], anchor: bytes, mode: str) -> Root:
    """Follow the chain from `anchor` to its end. Roots up to the anchor's version are skipped. Raises Untrusted."""
    webauthn.register()
    try:
        return _followed([read_role(Root, data) for data in roots], read_role(Root, anchor), mode)
    except _FAULTS as fault:
        raise Untrusted(f"not trustworthy: {reason(fault)}") from fault


def timestamp_keys(roots: tuple[bytes, ...], anchor: bytes, mode: str) -> dict[str, Key]:
    """Return the keys, by id, that the root in force names for the timestamp. Raises Untrusted."""
    root = root_in_force(roots, anchor, mode)
    return {keyid: root.keys[keyid] for keyid in root.roles["timestamp"].keyids}


def _followed(roots: list[Metadata[Root]], anchor: Metadata[Root], mode: str) -> Root:
    chain = [anchor, *(root for root in roots if root.signed.version > anchor.signed.version)]
    signers(anchor.signed, "root", anchor, mode)
    for trusted, following in pairwise(chain):
        if following.signed.version != trusted.signed.version + 1:
            raise Untrusted(f"the root chain breaks after version {trusted.signed.version}")
        signers(trusted.signed, "root", following, mode)
        signers(following.signed, "root", following, mode)
    return chain[-1].signed


def read_role(kind: type[Signed], data: bytes) -> Metadata[Signed]:
    """Parse one metadata file of the wanted kind, unverified. Raises Untrusted, or what python-tuf raises."""
    document = Metadata[Signed].from_bytes(data)
    if not isinstance(document.signed, kind):
        raise Untrusted(Reason.OTHER_KIND, kind=document.signed.type, wanted=kind.type)
    return document


def signers(delegator: Root | Targets, role: str, document: Metadata[Signed], mode: str) -> tuple[str, ...]:
    """Tell who signed `document` as `role`, enough of them by the delegator's threshold and ours. Raises Untrusted."""
    stated.check_own_ids(delegator)
    result = delegator.get_verification_result(role, document.signed_bytes, document.signatures)
    keys, wanted = tuple(result.signed.values()), scope(mode, role)
    if role in ("targets", "editions"):
        people = officers.two_people(keys, wanted)
    else:
        officers.check_scope(keys, wanted)
        people = officers.signers(keys)
    if len(people) < result.threshold:
        values = {"version": document.signed.version, "count": len(people), "threshold": result.threshold}
        raise Untrusted(Reason.TOO_FEW_SIGNATURES, role=role, **values)
    return people


def fingerprint(root: bytes) -> str:
    """Tell what a root file is recognised by: sha256 (hex) of its canonical signed part. Raises Untrusted."""
    webauthn.register()
    try:
        return _fingerprint(read_role(Root, root).signed)
    except _FAULTS as fault:
        raise Untrusted(f"not trustworthy: {reason(fault)}") from fault


def _fingerprint(root: Root) -> str:
    return hashlib.sha256(Metadata(root).signed_bytes).hexdigest()


@lru_cache(maxsize=4)
def _root(trusted: Trusted) -> tuple[Root, str]:
    root = root_in_force(trusted.roots, trusted.anchor, trusted.mode)
    return root, _fingerprint(root)


@lru_cache(maxsize=8)
def _signed_role(kind: type[Signed], data: bytes, role: str, trusted: Trusted) -> Signed:
    root, _ = _root(trusted)
    document = read_role(kind, data)
    signers(root, role, document, trusted.mode)
    return document.signed


@lru_cache(maxsize=4)
def _signed_editions(data: bytes, targets_data: bytes, trusted: Trusted) -> tuple[Targets, tuple[str, ...]]:
    targets = _signed_role(Targets, targets_data, "targets", trusted)
    stated.check_only_delegates(targets)
    document = read_role(Targets, data)
    return document.signed, signers(targets, EDITIONS.name, document, trusted.mode)
