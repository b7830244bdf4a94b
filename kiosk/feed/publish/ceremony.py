"""The ceremonies: what root and supervisors do. Founding a feed, admitting and removing officers, rotating root.

Rules:

- Every ceremony is one publication, so a kiosk sees all of it or nothing.
- Removing an officer re-signs `editions` in the same publication: a kiosk counts the signatures of the published
  edition against the officers admitted *now*, and would refuse it if one of its two signers was gone.
- A new root is signed by two of the old and two of the new root keys. A lost key is replaced by the others; new
  supervisors re-sign targets, new online keys re-sign snapshot and timestamp, in the same publication.
- New key files are written before anything is published and found by their ids, so a ceremony cut short can be
  done again. The file of a key that is no longer in force is set aside under its id, never deleted, so that the plain
  name is that of the key that signs.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from securesystemslib.signer import Key
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Role, Root, Targets

from kiosk.domain.mode import MODES
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish import roster
from kiosk.feed.publish.keys import KeyFile, Keyring, check_name
from kiosk.feed.publish.publication import Publication, Publisher
from kiosk.feed.publish.repository import Repository, admitted
from kiosk.feed.reasons import Reason
from kiosk.feed.trust import officers
from kiosk.feed.trust.roles import EDITION_PATH, EDITIONS, ROOT, SNAPSHOT, TARGETS, TIMESTAMP, RoleTerms, scope
from kiosk.feed.trust.webauthn import WebauthnKey

_FOUNDERS = {ROOT.name: ("root", "root-{}"), TARGETS.name: ("supervisor", "supervisor-{}")}

Signed = TypeVar("Signed", Root, Targets)


def found(folder: Path, keyring: Keyring, mode: str, now: datetime) -> Repository:
    """Make a feed: three root keys, two supervisors, the online keys, and a first publication without an edition.

    Raises Misuse for an unknown mode, Fault where a feed or keys already lie there.
    """
    if mode not in MODES:
        raise Misuse(f"a feed's mode is {', '.join(MODES)}, not {mode!r}")
    repository = Repository(folder)
    if repository.started():
        raise Fault(f"{folder} already holds a feed")
    folder.mkdir(parents=True, exist_ok=True)
    with repository.locked():
        root = Root(version=1, expires=now + ROOT.lifetime, consistent_snapshot=True)
        for terms in (ROOT, TARGETS, SNAPSHOT, TIMESTAMP):
            root.roles[terms.name] = Role([], terms.threshold)
            for file in _founding_keys(keyring, terms, mode):
                root.add_key(file.key, terms.name)
        document = _signed(Metadata(root), keyring, root.roles["root"], "root")
        targets = _signed(Metadata(_no_officers(now)), keyring, root.roles["targets"], "targets")
        Publisher(repository, keyring, now).start(Publication(document, {TARGETS.name: targets}))
    return repository


def admit(repository: Repository, keyring: Keyring, name: str, now: datetime) -> KeyFile:
    """Make an officer's key file and admit it to editions, signed by both supervisors. Raises Fault, Untrusted."""
    check_name(name)
    with repository.locked():
        targets = repository.targets().signed
        known = admitted(targets)
        if name.casefold() in {one.casefold() for one in known}:
            raise Fault(f"there is an officer {name} already")
        wanted = scope(repository.mode, EDITIONS.name)
        keyring.make_room(name, wanted, [keyid for keyids in known.values() for keyid in keyids])
        file = keyring.make("officer", name, wanted)
        _publish_officers(repository, keyring, _with_officer(targets, file.key), None, now)
    return file


def admit_key(repository: Repository, keyring: Keyring, key: Key, now: datetime) -> None:
    """Admit a public key made elsewhere (a passkey). Raises Untrusted if its id or scope do not fit, Fault."""
    officers.check_keyids({key.keyid: key})
    officers.check_scope([key], scope(repository.mode, EDITIONS.name))
    if officers.officer(key) is None:
        raise officers.Untrusted(Reason.NAMELESS_KEY)
    with repository.locked():
        _publish_officers(repository, keyring, _with_officer(repository.targets().signed, key), None, now)


def remove(repository: Repository, keyring: Keyring, name: str, now: datetime) -> bool:
    """Remove an officer with all keys; True if `editions` was re-signed. Raises Fault, Refusal, Untrusted."""
    with repository.locked():
        targets = repository.targets().signed
        keyids = admitted(targets).get(name)
        if keyids is None:
            raise Fault(f"there is no officer {name}")
        for keyid in keyids:
            targets.revoke_key(keyid, EDITIONS.name)
        editions = _resigned(repository, keyring, targets)
        _publish_officers(repository, keyring, targets, editions, now)
        keyring.set_aside(keyids)
    return editions is not None


def rotate_root(
    repository: Repository,
    keyring: Keyring,
    replace: tuple[str, ...],
    sign_with: tuple[str, ...],
    now: datetime,
    passkeys: Mapping[str, Key] = MappingProxyType({}),
) -> int:
    """Make a new root for another year, with the keys named in `replace` (`root-2`, `timestamp`, ...) made anew.

    `passkeys` puts supervisors' passkeys in the place of the keys they are filed under. `sign_with` names the old root
    keys to use (default: the first ones that are here and stay). Targets is renewed in the same publication: at once where
    the supervisors' key files are here, else both wait for their touch on the signing page (`kiosk.feed.publish.roster`).
    Returns the new root's version. Raises Fault, Misuse, Untrusted.
    """
    if len(set(replace)) < len(replace):
        raise Misuse(f"each key is replaced once, not {', '.join(replace)}")
    with repository.locked():
        old, mode = repository.root().signed, repository.mode
        new = repository.root().signed
        new.version, new.expires = old.version + 1, now + ROOT.lifetime
        for name, key in passkeys.items():
            _replace_supervisor(new, name, key, scope(mode, TARGETS.name))
        replaced = dict(_replace_key(new, keyring, name, mode) for name in replace)
        document = Metadata(new)
        for role in (_old_signers(old, sign_with, list(replaced)), new.roles["root"]):
            _signed(document, keyring, role, "root")
        targets = repository.targets().signed
        targets.version, targets.expires = roster.next_version(repository), now + TARGETS.lifetime
        resigned, role = Metadata(targets), new.roles["targets"]
        here = keyring.having(role.keyids)[: role.threshold]
        for file in here:
            resigned.sign(file.unlock(keyring.passphrase), append=True)
        if len(here) < role.threshold and _touched(new):
            roster.put(repository, document, resigned)
        else:
            _signed(resigned, keyring, role, "targets")
            Publisher(repository, keyring, now).publish(Publication(document, {TARGETS.name: resigned}))
    for keyid, successor in replaced.items():
        keyring.retire(keyid, successor)
    return new.version


def _founding_keys(keyring: Keyring, terms: RoleTerms, mode: str) -> list[KeyFile]:
    kind, pattern = _FOUNDERS.get(terms.name, ("online", terms.name))
    names = [pattern.format(place) for place in range(1, terms.keys + 1)]
    return [keyring.make(kind, name, scope(mode, terms.name)) for name in names]


def _no_officers(now: datetime) -> Targets:
    role = DelegatedRole(EDITIONS.name, [], EDITIONS.threshold, terminating=True, paths=[EDITION_PATH])
    delegations = Delegations(keys={}, roles={EDITIONS.name: role})
    return Targets(version=1, expires=now + TARGETS.lifetime, targets={}, delegations=delegations)


def _with_officer(targets: Targets, key: Key) -> Targets:
    targets.add_key(key, EDITIONS.name)
    return targets


def _publish_officers(
    repository: Repository, keyring: Keyring, targets: Targets, editions: Metadata[Targets] | None, now: datetime
) -> None:
    targets.version, targets.expires = roster.next_version(repository), now + TARGETS.lifetime
    signed = _signed(Metadata(targets), keyring, repository.root().signed.roles["targets"], "targets")
    listed = {TARGETS.name: signed} | ({EDITIONS.name: editions} if editions else {})
    Publisher(repository, keyring, now).publish(Publication(listed=listed))


def _resigned(repository: Repository, keyring: Keyring, targets: Targets) -> Metadata[Targets] | None:
    """The published `editions` signed anew by officers who stay; None where nothing needs it or nobody is here."""
    published = repository.editions()
    if published is None or targets.delegations is None or targets.delegations.roles is None:
        return None
    role = targets.delegations.roles[EDITIONS.name]
    here = {file.name.casefold(): file for file in keyring.having(role.keyids)}
    if len(here) < EDITIONS.threshold:
        result = targets.get_verification_result(EDITIONS.name, published.signed_bytes, published.signatures)
        if len(officers.signers(result.signed.values())) >= EDITIONS.threshold:
            return None
        raise Refusal("the published edition would lose a signer, and fewer than two other officers' keys are here")
    published.signed.version += 1
    published.signatures.clear()
    for file in list(here.values())[: EDITIONS.threshold]:
        published.sign(file.unlock(keyring.passphrase), append=True)
    return published


def _old_signers(root: Root, names: tuple[str, ...], retired: list[str]) -> Role:
    """The old root role with the keys called `names` only, or else with those first that stay in the new root."""
    role = root.roles["root"]
    if len(set(names)) < len(names):
        raise Misuse(f"two different root keys are wanted, not {', '.join(names)}")
    named = [keyid for keyid in role.keyids if officers.officer(root.keys[keyid]) in names]
    if len(named) != len(names):
        raise Misuse(f"the root has no keys {', '.join(names)}")
    return Role(named or sorted(role.keyids, key=lambda keyid: keyid in retired), role.threshold)


def _signed(document: Metadata[Signed], keyring: Keyring, role: Role, name: str) -> Metadata[Signed]:
    """Add signatures of `role` until its threshold is met."""
    already = [keyid for keyid in role.keyids if keyid in document.signatures]
    rest = [keyid for keyid in role.keyids if keyid not in document.signatures]
    for signer in keyring.signers(rest, max(0, role.threshold - len(already)), name):
        document.sign(signer, append=True)
    return document


def _replace_key(root: Root, keyring: Keyring, name: str, mode: str) -> tuple[str, str]:
    """Put a fresh key in the place of the one called `name`; returns the old and the new key's id."""
    for terms in (SNAPSHOT, TIMESTAMP):
        if name == terms.name:
            (keyid,) = root.roles[name].keyids
            return _swap(root, keyid, name, keyring.make("online", name, scope(mode, name)).key)
    for role in (ROOT.name, TARGETS.name):
        for keyid in root.roles[role].keyids:
            if officers.officer(root.keys[keyid]) == name:
                kind = _FOUNDERS[role][0]
                return _swap(root, keyid, role, keyring.make(kind, name, scope(mode, role)).key)
    raise Misuse(f"the root has no key {name!r}")


def _replace_supervisor(root: Root, name: str, key: Key, wanted: str) -> None:
    """Put a supervisor's passkey in the place of the key called `name`."""
    officers.check_scope([key], wanted)
    found = [keyid for keyid in root.roles[TARGETS.name].keyids if officers.officer(root.keys[keyid]) == name]
    if len(found) != 1:
        raise Misuse(f"the root has {len(found) or 'no'} supervisor's keys called {name!r}")
    _swap(root, found[0], TARGETS.name, key)


def _touched(root: Root) -> bool:
    """Whether a supervisor of `root` signs by passkey."""
    return any(isinstance(root.keys[keyid], WebauthnKey) for keyid in root.roles[TARGETS.name].keyids)


def _swap(root: Root, keyid: str, role: str, key: Key) -> tuple[str, str]:
    root.revoke_key(keyid, role)
    root.add_key(key, role)
    return keyid, key.keyid
