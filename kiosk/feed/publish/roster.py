"""A roster that waits: who may sign editions from now on, until two supervisors have signed it.

It lies in FEED/.roster/: `targets.json`; `editions.json` where the change takes a signer from the edition in force;
`root.json` where an offline ceremony changed the supervisors themselves. Not public: no web server may serve it.

Rules:

- All of it goes out in one snapshot, or nothing: with `targets` alone, every kiosk would refuse the edition in force until
  others had signed it. So nothing is published before `targets` *and* `editions` are fully signed.
- Signatures are counted against what will be in force: `targets` by the root that waits (else the one in force),
  `editions` by the `targets` that waits.
- `editions` lists the edition in force under its next version: not one word of what travellers see changes.
- Something else published meanwhile makes what waits stale: it is proposed again.
- No version of `targets` is given twice, not even one that was taken back: it may be signed by then, and who keeps a copy
  could put it in the place of another of the same version.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from securesystemslib.signer import Key
from tuf.api.metadata import Metadata, Root, Targets

from kiosk.faults import Fault, Refusal
from kiosk.feed.publish import touch
from kiosk.feed.publish.keys import KeyFile, Keyring
from kiosk.feed.publish.proposal import admitted_key
from kiosk.feed.publish.publication import Publication, Publisher
from kiosk.feed.publish.repository import Repository, admitted
from kiosk.feed.reasons import Reason
from kiosk.feed.trust import officers, verification
from kiosk.feed.trust.roles import EDITIONS, TARGETS, scope
from kiosk.files import PRIVATE, write_whole

FOLDER = ".roster"
PEOPLE = 2

Signed = TypeVar("Signed", Root, Targets)


@dataclass(frozen=True)
class Roster:
    """What waits. `supervisors` signed `targets` so far, `signers` signed `editions` anew; both pseudonyms, sorted."""

    root: Metadata[Root]
    root_is_new: bool
    targets: Metadata[Targets]
    editions: Metadata[Targets] | None
    supervisors: tuple[str, ...]
    signers: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Tell whether everything is fully signed."""
        return len(self.supervisors) >= PEOPLE and (self.editions is None or len(self.signers) >= PEOPLE)

    @property
    def sha256(self) -> str:
        """Tell what this roster is recognised by: sha256 (hex) of the signed bytes of `targets`."""
        return hashlib.sha256(self.targets.signed_bytes).hexdigest()


def propose(repository: Repository, admit: Iterable[Key], remove: Collection[str], now: datetime) -> Roster:
    """Let a roster wait that admits keys and removes keyids. Raises Refusal, Untrusted, Fault; replaces what waited."""
    with repository.locked():
        targets = repository.targets().signed
        _remove(targets, remove)
        for key in admit:
            _admit(targets, key, scope(repository.mode, EDITIONS.name))
        if remove and repository.editions() is not None and len(admitted(targets)) < PEOPLE:
            raise Refusal(Reason.TOO_FEW_STAY)
        targets.version, targets.expires = next_version(repository), now + TARGETS.lifetime
        put(repository, None, Metadata(targets))
    return waiting(repository)


def put(repository: Repository, root: Metadata[Root] | None, targets: Metadata[Targets]) -> None:
    """Let these wait, and `editions` with them where it must be signed anew; under the lock the caller holds."""
    _clear(repository)
    write_whole(_spent(repository), str(targets.signed.version).encode(), PRIVATE)
    _write(repository, "targets", targets)
    if editions := _anew(repository, targets.signed):
        _write(repository, "editions", editions)
    if root:
        _write(repository, "root", root)


def next_version(repository: Repository) -> int:
    """Tell what the next `targets` is numbered: above the one in force, and above every one that ever waited."""
    in_force, spent = repository.targets().signed.version, _spent(repository)
    return max(in_force, int(spent.read_bytes()) if spent.exists() else 0) + 1


def waits(repository: Repository) -> bool:
    """Tell whether a roster waits."""
    return (_folder(repository) / "targets.json").exists()


def waiting(repository: Repository) -> Roster:
    """Read what waits. Raises Fault if nothing does."""
    targets = _read(repository, Targets, "targets")
    if targets is None:
        raise Fault(Reason.NO_ROSTER)
    new_root, editions = _read(repository, Root, "root"), _read(repository, Targets, "editions")
    root = new_root or repository.root()
    return Roster(
        root=root,
        root_is_new=new_root is not None,
        targets=targets,
        editions=editions,
        supervisors=_people(root.signed, TARGETS.name, targets),
        signers=_people(targets.signed, EDITIONS.name, editions) if editions else (),
    )


def attach(repository: Repository, role: str, entry: Mapping[str, Any]) -> Roster:
    """Join one touch for `role` (targets or editions). Raises Refusal where it is not one of those that may."""
    with repository.locked():
        found, signature = waiting(repository), touch.read(entry)
        if role == TARGETS.name:
            key = supervisors_key(found.root.signed, signature.keyid)
            touch.add(found.targets, key, signature, scope(repository.mode, role), found.supervisors)
            _write(repository, role, found.targets)
        elif role == EDITIONS.name and found.editions:
            key = admitted_key(found.targets.signed, signature.keyid)
            touch.add(found.editions, key, signature, scope(repository.mode, role), found.signers)
            _write(repository, role, found.editions)
        else:
            raise Refusal(Reason.NOTHING_WAITS, role=role)
    return waiting(repository)


def sign(repository: Repository, file: KeyFile, passphrase: bytes | None) -> Roster:
    """Add one key file's signature: a supervisor's of `targets`, an officer's of `editions`. Raises Refusal, Fault."""
    with repository.locked():
        found = waiting(repository)
        role = TARGETS.name if file.kind == "supervisor" else EDITIONS.name
        document = found.targets if role == TARGETS.name else found.editions
        if document is None:
            raise Refusal(Reason.SIGNERS_KEPT)
        entry = file.unlock(passphrase).sign(document.signed_bytes).to_dict()
    return attach(repository, role, entry)


def supervisors_key(root: Root, keyid: str) -> Key:
    """Return the supervisor's key of that id, as `root` names it for targets. Raises Refusal."""
    if keyid not in root.roles[TARGETS.name].keyids:
        raise Refusal(Reason.KEY_NOT_SUPERVISORS)
    return root.keys[keyid]


def stale(repository: Repository, found: Roster) -> bool:
    """Tell whether something else was published since it was proposed."""
    late = found.targets.signed.version <= repository.targets().signed.version
    late = late or (found.root_is_new and found.root.signed.version != repository.root().signed.version + 1)
    wanted, editions = _anew(repository, found.targets.signed), found.editions
    if wanted is None or editions is None:
        return late or wanted is not editions
    return late or wanted.signed_bytes != editions.signed_bytes


def publish(repository: Repository, online: Keyring, now: datetime) -> Roster:
    """Publish all of it at once. Raises Refusal if it is stale, Untrusted if it is not fully signed, Fault, OSError."""
    with repository.locked():
        found = waiting(repository)
        if stale(repository, found):
            raise Refusal(Reason.ROSTER_STALE)
        verification.signers(found.root.signed, TARGETS.name, found.targets, repository.mode)
        if found.editions:
            verification.signers(found.targets.signed, EDITIONS.name, found.editions, repository.mode)
        root = found.root if found.root_is_new else None
        listed = {TARGETS.name: found.targets} | ({EDITIONS.name: found.editions} if found.editions else {})
        Publisher(repository, online, now).publish(Publication(root, listed))
        _clear(repository)
    return found


def drop(repository: Repository) -> None:
    """Let no roster wait any more."""
    with repository.locked():
        _clear(repository)


def _remove(targets: Targets, keyids: Collection[str]) -> None:
    for keyid in keyids:
        try:
            targets.revoke_key(keyid, EDITIONS.name)
        except ValueError as fault:
            raise Refusal(Reason.KEY_UNKNOWN, key=keyid[:8]) from fault


def _admit(targets: Targets, key: Key, wanted: str) -> None:
    officers.check_keyids({key.keyid: key})
    officers.check_scope([key], wanted)
    name = officers.officer(key)
    if name is None:
        raise officers.Untrusted(Reason.NAMELESS_KEY)
    delegations = targets.delegations
    known = list(delegations.keys.values()) if delegations else []
    if key.keyid in {one.keyid for one in known}:
        raise Refusal(Reason.ADMITTED_ALREADY, name=name)
    if len(officers.signers([*known, key])) < len({(officers.officer(one) or "").casefold() for one in [*known, key]}):
        raise Refusal(Reason.ANOTHERS_KEY, name=name)
    targets.add_key(key, EDITIONS.name)


def _anew(repository: Repository, targets: Targets) -> Metadata[Targets] | None:
    """The published `editions`, unsigned, under its next version; None where `targets` leaves it two signers."""
    published = repository.editions()
    if published is None or len(_people(targets, EDITIONS.name, published)) >= PEOPLE:
        return None
    published.signed.version += 1
    return Metadata(published.signed)


def _people(delegator: Root | Targets, role: str, document: Metadata[Targets]) -> tuple[str, ...]:
    result = delegator.get_verification_result(role, document.signed_bytes, document.signatures)
    return officers.signers(result.signed.values())


def _read(repository: Repository, kind: type[Signed], name: str) -> Metadata[Signed] | None:
    path = _folder(repository) / f"{name}.json"
    return verification.read_role(kind, path.read_bytes()) if path.exists() else None


def _write(repository: Repository, name: str, document: Metadata[Signed]) -> None:
    write_whole(_folder(repository) / f"{name}.json", document.to_bytes(), PRIVATE)


def _clear(repository: Repository) -> None:
    for name in ("targets", "editions", "root"):
        (_folder(repository) / f"{name}.json").unlink(missing_ok=True)


def _folder(repository: Repository) -> Path:
    return repository.folder / FOLDER


def _spent(repository: Repository) -> Path:
    """Holds the highest version of `targets` that ever waited."""
    folder = _folder(repository)
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / "spent"
