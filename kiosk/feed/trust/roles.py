"""The table of TUF roles: who signs what, how many of them, and for how long.

The policy (`kiosk/docs/signing.md`, "Roles" and "Lifetimes"):

- *root* lies in three safes; two of the three sign. *targets* belongs to the supervisors and only delegates:
  it never lists a file. *editions* lists exactly one file, `edition.json`, and two officers sign it.
- *snapshot* and *timestamp* are the publishing service's, online; their keys can announce, never publish.
- A timer re-signs the timestamp every few minutes, and the snapshot when less than `SNAPSHOT_MARGIN` of its life
  is left. Nothing that people signed is ever renewed without them.
- An edition lives as long as its own `valid_until` says, and never longer than the `editions` role's lifetime.

Every key carries a scope, MODE/ROLE, so that a signature given for one mode or role is worth nothing in another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Generic, TypeVar

EDITION_PATH = "edition.json"
SIGNED_AT = "x-signed-at"
SNAPSHOT_MARGIN = timedelta(days=3)

T = TypeVar("T")


@dataclass(frozen=True)
class RoleTerms:
    """What one role asks for: `keys` made at `init`, `threshold` signatures, `lifetime` of a document."""

    name: str
    keys: int
    threshold: int
    lifetime: timedelta


ROOT = RoleTerms("root", keys=3, threshold=2, lifetime=timedelta(days=365))
TARGETS = RoleTerms("targets", keys=2, threshold=2, lifetime=timedelta(days=365))
EDITIONS = RoleTerms("editions", keys=0, threshold=2, lifetime=timedelta(days=30))
SNAPSHOT = RoleTerms("snapshot", keys=1, threshold=1, lifetime=timedelta(days=7))
TIMESTAMP = RoleTerms("timestamp", keys=1, threshold=1, lifetime=timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class PerFile(Generic[T]):
    """One value for each role of which a bundle carries one file, in the order a kiosk checks them."""

    timestamp: T
    snapshot: T
    targets: T
    editions: T


CARRIED = tuple(field.name for field in fields(PerFile))
"""The roles of which a bundle carries one file each; of the root it carries the whole chain."""

LISTED = tuple(name for name in CARRIED if name not in (TIMESTAMP.name, SNAPSHOT.name))
"""The roles whose files the snapshot lists."""


@dataclass(frozen=True, kw_only=True)
class PerRole(PerFile[T]):
    """One value for each of the roles, such as its version (int) or its expiry (aware datetime, UTC)."""

    root: T

    def items(self) -> Iterator[tuple[str, T]]:
        """Return the roles' names with their values, in the order a kiosk checks them."""
        return ((name, getattr(self, name)) for name in (ROOT.name, *CARRIED))


def scope(mode: str, role: str) -> str:
    """Tell what a signature is given for, such as `live/editions`."""
    return f"{mode}/{role}"
