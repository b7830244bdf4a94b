"""What one file must say of the next: what `verification` asks of each, once it knows who signed it.

Rules: as numbered in `kiosk.feed.trust.verification`, 3 to 6. Pure: bytes and documents go in, Untrusted comes out.
"""

from datetime import UTC, datetime, timedelta

from tuf.api.metadata import MetaFile, Root, Targets, Timestamp

from kiosk.feed.document import edition_header
from kiosk.feed.reasons import Reason
from kiosk.feed.trust import officers
from kiosk.feed.trust.officers import Untrusted
from kiosk.feed.trust.roles import EDITION_PATH, EDITIONS, SIGNED_AT

_FIRST, _LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2000, 2200))
_AHEAD = timedelta(days=1)


def check_own_ids(delegator: Root | Targets) -> None:
    """Check that every key of a delegator stands under its own id. Raises Untrusted."""
    if isinstance(delegator, Root):
        officers.check_keyids(delegator.keys)
    elif delegator.delegations is not None:
        officers.check_keyids(delegator.delegations.keys)


def check_stated(stated: MetaFile | None, data: bytes, version: int, role: str) -> None:
    """Check that a file is the one that was announced: version, length, SHA-256. Raises Untrusted, RepositoryError."""
    if stated is None:
        raise Untrusted(f"the snapshot announces no {role}")
    if version != stated.version:
        raise Untrusted(f"{role} is version {version}, announced was {stated.version}")
    if stated.hashes and "sha256" not in stated.hashes:
        raise Untrusted(f"no SHA-256 is stated of {role}")
    stated.verify_length_and_hashes(data)


def check_only_delegates(targets: Targets) -> None:
    """Check that targets only delegates `edition.json` to editions. Raises Untrusted."""
    roles = targets.delegations.roles if targets.delegations else None
    if targets.targets or not roles or set(roles) != {EDITIONS.name}:
        raise Untrusted("targets does not only delegate to editions")
    if roles[EDITIONS.name].paths != [EDITION_PATH]:
        raise Untrusted(f"targets delegates another path than {EDITION_PATH}")


def check_edition_file(editions: Targets, edition: bytes) -> None:
    """Check that `edition` is the one file `editions` lists, by length and SHA-256. Raises Untrusted, RepositoryError."""
    if set(editions.targets) != {EDITION_PATH} or editions.delegations is not None:
        raise Untrusted(Reason.OTHER_FILE, path=EDITION_PATH)
    target = editions.targets[EDITION_PATH]
    if "sha256" not in target.hashes:
        raise Untrusted(Reason.NO_HASH, path=EDITION_PATH)
    target.verify_length_and_hashes(edition)


def check_dates(found: edition_header.EditionHeader, signed_at: datetime) -> None:
    """Check the edition's dates and number by the time its timestamp was signed; no clock is asked. Raises Untrusted."""
    if found.issued_at > signed_at + _AHEAD:
        raise Untrusted(Reason.ISSUED_AFTER_TIMESTAMP, day=f"{signed_at:%Y-%m-%d}")
    for why, values in edition_header.faults(found):
        raise Untrusted(why, **values)


def signed_at_of(timestamp: Timestamp) -> datetime:
    """Read when a timestamp was signed (aware, UTC): its `x-signed-at`. Raises Untrusted where it carries no sane one."""
    seconds = timestamp.unrecognized_fields.get(SIGNED_AT)
    if type(seconds) is not int:
        raise Untrusted(f"the timestamp carries no {SIGNED_AT}")
    if not _FIRST <= seconds < _LAST:  # so far off that reckoning with it would leave the calendar
        raise Untrusted(f"the timestamp's {SIGNED_AT} is no time of this or the next century")
    return datetime.fromtimestamp(seconds, UTC)
