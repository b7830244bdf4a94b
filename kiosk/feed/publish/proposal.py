"""A proposal: an edition whose bytes are frozen and which waits for two officers' signatures.

It lies in FEED/.proposal/: `edition.json` (the frozen bytes) and `editions.json` (the TUF document that lists it,
with the signatures so far). Inside FEED because the commands know no other place, and so that the rename at
publication stays on one disk; a dot-folder, because it is not public yet: no web server may serve it.

Rules: proposing again replaces what waited, signatures and all. The number must be above the published one. The
document ends when the edition does. Nothing is published with fewer than two people's signatures, counted against
the officers admitted at that moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from securesystemslib.signer import Key
from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import Metadata, TargetFile, Targets
from tuf.api.serialization import DeserializationError

from kiosk.domain.moments import utc_minute
from kiosk.faults import Fault, Refusal
from kiosk.feed.document import door, edition_header
from kiosk.feed.document.edition_header import EditionHeader
from kiosk.feed.publish import touch
from kiosk.feed.publish.keys import KeyFile, Keyring
from kiosk.feed.publish.publication import Publication, Publisher
from kiosk.feed.publish.repository import Repository, admitted
from kiosk.feed.reasons import Reason
from kiosk.feed.trust import officers, stated, verification
from kiosk.feed.trust.roles import EDITION_PATH, EDITIONS, scope
from kiosk.files import PRIVATE, write_whole

FOLDER = ".proposal"
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True)
class Proposal:
    """What waits: the frozen bytes, the document that lists them, and who signed it so far (valid signatures)."""

    edition: bytes
    editions: Metadata[Targets]
    edition_header: EditionHeader
    signers: tuple[str, ...]


def freeze(source: bytes) -> bytes:
    """Return the edition's own bytes, as they will be signed, from a document of any layout. Raises Fault if it is faulty."""
    from kiosk.feed.document import edition_json

    return edition_json.canonical(edition_json.read(source))


def judge(repository: Repository, now: datetime) -> None:
    """Read what waits as a kiosk will, before anybody signs or publishes it. Raises Fault, Refusal."""
    from kiosk.feed.document import edition_json

    with repository.locked():
        proposal = waiting(repository)
        edition_json.read(proposal.edition)
        _check(repository, proposal.edition_header, now)


def propose(repository: Repository, edition: bytes, now: datetime) -> Proposal:
    """Let `edition` (frozen bytes) wait for signatures. Raises Fault or Refusal where it could never be published."""
    with repository.locked():
        found = edition_header.read(edition)
        _check(repository, found, now)
        published = repository.editions()
        editions = Targets(
            version=published.signed.version + 1 if published else 1,
            expires=found.valid_until,
            targets={EDITION_PATH: TargetFile.from_data(EDITION_PATH, edition, ["sha256"])},
        )
        _write(repository, edition, Metadata(editions))
    return waiting(repository)


def waiting(repository: Repository) -> Proposal:
    """Read what waits for signatures. Raises Fault if nothing does."""
    folder = _folder(repository)
    try:
        edition, data = (folder / "edition.json").read_bytes(), (folder / "editions.json").read_bytes()
    except FileNotFoundError as fault:
        raise Fault(Reason.NO_PROPOSAL) from fault
    editions = _listing(data, edition)
    return Proposal(edition, editions, edition_header.read(edition), _signers(repository, editions))


def sign(repository: Repository, file: KeyFile, passphrase: bytes | None) -> Proposal:
    """Add one officer's signature. Raises Fault, Refusal: not admitted, another scope, has signed already."""
    with repository.locked():
        proposal = waiting(repository)
        targets = repository.targets().signed
        wanted = scope(repository.mode, EDITIONS.name)
        if file.scope != wanted:
            raise Refusal(Reason.OTHER_KEY, name=file.name, signs=file.scope, wanted=wanted)
        if file.key.keyid not in {keyid for keyids in admitted(targets).values() for keyid in keyids}:
            raise Refusal(Reason.NOT_ADMITTED, name=file.name)
        if file.name.casefold() in {name.casefold() for name in proposal.signers}:
            raise Refusal(Reason.SIGNED_ALREADY, name=file.name)
        proposal.editions.sign(file.unlock(passphrase), append=True)
        _write(repository, proposal.edition, proposal.editions)
    return waiting(repository)


def attach(repository: Repository, entry: Mapping[str, str]) -> Proposal:
    """Join one officer's signature made elsewhere: the entry of a passkey's touch as `kiosk/docs/signing.md` lays it out.

    Raises Refusal where the key is not admitted, the signature is not of what waits, or the officer has signed already.
    """
    with repository.locked():
        proposal, signature = waiting(repository), touch.read(entry)
        key = admitted_key(repository.targets().signed, signature.keyid)
        wanted = scope(repository.mode, EDITIONS.name)
        touch.add(proposal.editions, key, signature, wanted, proposal.signers)
        _write(repository, proposal.edition, proposal.editions)
    return waiting(repository)


def admitted_key(targets: Targets, keyid: str) -> Key:
    """Return the officer's key of that id, as `targets` admits it to editions. Raises Refusal."""
    delegations = targets.delegations
    if delegations is None or delegations.roles is None or keyid not in delegations.roles[EDITIONS.name].keyids:
        raise Refusal(Reason.KEY_NOT_ADMITTED)
    return delegations.keys[keyid]


def drop(repository: Repository) -> None:
    """Let nothing wait any more; what waited and its signatures are gone."""
    with repository.locked():
        for name in ("editions.json", "edition.json"):
            (_folder(repository) / name).unlink(missing_ok=True)


def publish(repository: Repository, online: Keyring, now: datetime) -> Proposal:
    """Publish what waits. Raises Untrusted below two people, Refusal if it is too old by now, Fault, OSError."""
    with repository.locked():
        proposal = waiting(repository)
        _check(repository, proposal.edition_header, now)
        published = repository.editions()
        if published and proposal.editions.signed.version != published.signed.version + 1:
            raise Refusal(Reason.PROPOSAL_STALE)
        verification.signers(repository.targets().signed, EDITIONS.name, proposal.editions, repository.mode)
        changes = Publication(listed={EDITIONS.name: proposal.editions}, edition=proposal.edition)
        Publisher(repository, online, now).publish(changes)
        for name in ("editions.json", "edition.json"):
            (_folder(repository) / name).unlink()
    return proposal


def _listing(data: bytes, edition: bytes) -> Metadata[Targets]:
    try:
        editions = verification.read_role(Targets, data)
        stated.check_edition_file(editions.signed, edition)
    except (DeserializationError, LengthOrHashMismatchError, KeyError) as fault:
        raise Refusal(Reason.PROPOSAL_CHANGED) from fault
    return editions


def _check(repository: Repository, found: EditionHeader, now: datetime) -> None:
    published = repository.edition()
    last = edition_header.read(published).number if published is not None else 0
    if found.mode != repository.mode:
        raise Refusal(Reason.OTHER_MODE, mode=found.mode, feed=repository.mode)
    if found.number <= last:
        raise Refusal(Reason.NOT_NEWER, number=found.number, last=last)
    step = door.rules()["step"]
    if published is not None and found.number > last + step:
        raise Refusal(Reason.TOO_FAR, number=found.number, last=last, most=step)
    for reason, values in edition_header.faults(found):
        raise Refusal(reason, **values)
    _check_dates(found, now)


def _check_dates(found: EditionHeader, now: datetime) -> None:
    if found.issued_at > now + _AHEAD:
        raise Fault(Reason.ISSUED_AHEAD, at=utc_minute(found.issued_at))
    if found.valid_until <= now:
        raise Fault(Reason.ENDED, at=utc_minute(found.valid_until))
    if found.valid_until > now + EDITIONS.lifetime + _AHEAD:
        raise Fault(Reason.VALID_TOO_LONG, days=EDITIONS.lifetime.days)


def _signers(repository: Repository, editions: Metadata[Targets]) -> tuple[str, ...]:
    targets = repository.targets().signed
    result = targets.get_verification_result(EDITIONS.name, editions.signed_bytes, editions.signatures)
    return officers.signers(result.signed.values())


def _write(repository: Repository, edition: bytes, editions: Metadata[Targets]) -> None:
    folder = _folder(repository)
    folder.mkdir(exist_ok=True, mode=0o700)
    write_whole(folder / "edition.json", edition, PRIVATE)
    write_whole(folder / "editions.json", editions.to_bytes(), PRIVATE)


def _folder(repository: Repository) -> Path:
    return repository.folder / FOLDER
