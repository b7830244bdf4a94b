"""What verifying a bundle found: plain values, so that who only reads them need not load python-tuf (50 ms).

Rules: only `kiosk.feed.trust.verification` makes one; nothing here checks anything.
"""

from dataclasses import dataclass
from datetime import datetime

from kiosk.feed.trust.roles import PerRole


@dataclass(frozen=True)
class Verified:
    """What two officers signed. Times are aware, UTC. `signers` are pseudonyms, sorted.

    `signed_at` is the timestamp's `x-signed-at`: the only measure of how fresh our knowledge is.
    `online_keys` and `targets_keys` are the ids the root in force names, for `kiosk.feed.trust.succession`.
    """

    edition_bytes: bytes
    edition_sha256: str
    number: int
    mode: str
    issued_at: datetime
    valid_until: datetime
    signed_at: datetime
    versions: PerRole[int]
    expires: PerRole[datetime]
    signers: tuple[str, ...]
    root_version: int
    root_fingerprint: str
    online_keys: frozenset[str]
    targets_keys: frozenset[str]
