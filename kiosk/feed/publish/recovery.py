"""After a restore: would kiosks follow this feed, and how does it come up to what they hold?

A feed restored from yesterday's backup begins again with versions and numbers that kiosks have seen with other content,
and they refuse it, rightly. A kiosk's own bundle holds all that was published, signed; so the feed takes it from there.

Rules: what is brought is verified like anything else, by this feed's own first root, and must be newer than what is in
force; it is written as a publication is, timestamp last.
"""

import json
from dataclasses import dataclass, replace

from tuf.api.metadata import Root, Targets

from kiosk.faults import Refusal
from kiosk.feed.publish.repository import Repository, edition_name
from kiosk.feed.trust import succession, verification
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.roles import LISTED, SNAPSHOT
from kiosk.feed.trust.verification import Verified
from kiosk.files import write_whole


@dataclass(frozen=True)
class Known:
    """What a kiosk holds, its chain of roots joined to the feed's own, and what verifying it found."""

    bundle: Bundle
    verified: Verified


def read(repository: Repository, data: bytes) -> Known:
    """Read a kiosk's bundle, verified by this feed's first root. Raises Fault where it is damaged, Untrusted, Fault."""
    bundle, own = Bundle.from_bytes(data), repository.roots()
    newer = [root for root in bundle.roots if verification.read_role(Root, root).signed.version > len(own)]
    bundle = replace(bundle, roots=(*own, *newer))
    return Known(bundle, verification.verify(bundle, own[0], repository.mode))


def check_followed(feed: Verified, held: Verified) -> None:
    """Tell whether a kiosk that holds `held` takes `feed`. Raises Refusal, one line that says the mend."""
    try:
        succession.supersedes(feed, held)
    except verification.Untrusted as fault:
        raise Refusal(f"a kiosk that holds this refuses the feed ({fault}): {_mend(feed, held)}") from fault


def resume(repository: Repository, known: Known) -> Verified:
    """Put what a kiosk holds in force. Raises Refusal where it is not newer than what is in force, OSError, Fault."""
    with repository.locked():
        bundle, found = known.bundle, known.verified
        before = repository.verified() if repository.editions() else None
        if before == found:
            return found
        if before:
            try:
                succession.supersedes(found, before)
            except verification.Untrusted as fault:
                raise Refusal(f"the feed cannot go on from this ({fault}): {_mend(before, found)}") from fault
        _write(repository, bundle, found)
    return found


def _mend(feed: Verified, held: Verified) -> str:
    if held.number == feed.number and held.edition_sha256 == feed.edition_sha256:
        return "sign the timestamp anew, and if that is not taken either, publish a new edition"
    if held.number > feed.number:
        return f"was it restored from a backup? `kiosk feed resume` brings it up to edition {held.number}"
    return f"publish an edition with a number above {max(feed.number, held.number)}"


def _write(repository: Repository, bundle: Bundle, found: Verified) -> None:
    name = edition_name(verification.read_role(Targets, bundle.editions))
    write_whole(repository.targets_folder / name, bundle.edition)
    versions = dict(found.versions.items())
    for role in (*LISTED, SNAPSHOT.name):
        write_whole(repository.metadata / f"{versions[role]}.{role}.json", getattr(bundle, role))
    for root in bundle.roots[len(repository.roots()) :]:
        write_whole(repository.metadata / f"{json.loads(root)['signed']['version']}.root.json", root)
    write_whole(repository.metadata / "timestamp.json", bundle.timestamp)
