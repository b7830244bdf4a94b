"""The plain TUF client under the courier, without product rules, for conformance work.

It speaks the command line of the tuf-conformance project, to any TUF repository. Rules: metadata lies in the folder
under names without versions; only verified metadata is ever written there (python-tuf's Updater sees to both); targets
lie under their path, URL-quoted; a target that is already there with the right hash is not fetched again. The reference
time of a refresh is the system clock at its start. Whatever a repository does is told in one line.
"""

from pathlib import Path

from securesystemslib.exceptions import Error as SecurityError
from tuf.api.exceptions import DownloadError, RepositoryError
from tuf.api.metadata import Metadata, Root
from tuf.ngclient import Updater

from kiosk.faults import Fault
from kiosk.feed.trust import webauthn
from kiosk.feed.trust.explain import reason
from kiosk.files import given, told, write_whole

HOSTILE = (
    RepositoryError, SecurityError,
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError,
)  # fmt: skip
"""All that python-tuf was seen to raise on hostile metadata; each means: refused."""


def init(metadata: Path, trusted_root: Path) -> None:
    """Start to trust a root file. Raises Fault; then the one trusted before stays."""
    data = given(trusted_root)
    webauthn.register()
    try:
        root = Metadata[Root].from_bytes(data)
        root.signed.verify_delegate("root", root.signed_bytes, root.signatures)
    except (RepositoryError, SecurityError, *HOSTILE) as fault:
        raise Fault(f"{trusted_root}: not a root file") from fault
    with told(metadata):
        metadata.mkdir(parents=True, exist_ok=True)
        write_whole(metadata / "root.json", data)


def refresh(metadata: Path, metadata_url: str) -> None:
    """Update the top-level metadata. Raises Fault."""
    webauthn.register()
    try:
        Updater(str(metadata), metadata_url, bootstrap=None).refresh()
    except (DownloadError, OSError, *HOSTILE) as fault:
        raise Fault(f"refresh failed: {reason(fault)}") from fault


def download(metadata: Path, metadata_url: str, targets: Path, targets_url: str, names: tuple[str, ...]) -> None:
    """Update, then fetch the named targets into `targets`. Raises Fault."""
    webauthn.register()
    try:
        targets.mkdir(parents=True, exist_ok=True)
        updater = Updater(str(metadata), metadata_url, str(targets), targets_url, bootstrap=None)
        updater.refresh()
        for name in names:
            _fetch(updater, name)
    except (DownloadError, OSError, *HOSTILE) as fault:
        raise Fault(f"download failed: {reason(fault)}") from fault


def _fetch(updater: Updater, name: str) -> None:
    target = updater.get_targetinfo(name)
    if target is None:
        raise Fault(f"download failed: {name} is not in the repository")
    if updater.find_cached_target(target) is None:
        updater.download_target(target)
