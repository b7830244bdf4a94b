"""python-tuf's scratch folder: the bundle laid out as its own cache, and the bundle gathered from it again.

Rules: what stands there python-tuf verifies by itself; of what it then fetches it accepts only newer.
"""

import json
from pathlib import Path

from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.roles import CARRIED


def lay_out(scratch: Path, bundle: Bundle | None, anchor: int, roles: tuple[str, ...]) -> None:
    """Lay the bundle out as python-tuf's own cache: of what stands there it then accepts only newer."""
    history = scratch / "root_history"
    history.mkdir()
    (scratch / "targets").mkdir()
    if bundle is None:
        return
    for root in bundle.roots:
        if (version := version_of(root)) > anchor:
            (history / f"{version}.root.json").write_bytes(root)
    for role in roles:
        (scratch / f"{role}.json").write_bytes(getattr(bundle, role))


def gathered(scratch: Path, anchor: int, edition: bytes) -> Bundle:
    """Return the bundle from what python-tuf verified and wrote down."""
    roots: list[bytes] = []
    while (path := scratch / "root_history" / f"{anchor + len(roots)}.root.json").exists():
        roots.append(path.read_bytes())
    roles = {role: (scratch / f"{role}.json").read_bytes() for role in CARRIED}
    return Bundle(roots=tuple(roots), edition=edition, **roles)


def version_of(root: bytes) -> int:
    """Return the version a root file states."""
    return int(json.loads(root)["signed"]["version"])
