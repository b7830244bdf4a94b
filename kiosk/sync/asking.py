"""The cheap question of every visit: is there another timestamp than the one held? One conditional GET.

Rule: an ETag is not believed of a file that changed in about the second in which it was fetched, since servers make ETags of
a file's second and length; what once was older than that stays so.
"""

from collections.abc import Mapping

from tuf.api.exceptions import DownloadLengthMismatchError
from tuf.ngclient import UpdaterConfig

from kiosk.sync.claims import just_changed
from kiosk.sync.fetcher import AnsweredError, Fetcher

LIMITS = UpdaterConfig(
    max_root_rotations=64,
    max_delegations=4,
    root_max_length=64 * 1024,
    timestamp_max_length=16 * 1024,
    snapshot_max_length=64 * 1024,
    targets_max_length=512 * 1024,
)
"""How much of each file is taken, in bytes, and how many new roots at once."""


class Asking:
    """Asks one feed for its timestamp, again and again. `url` is the folder above `metadata/`."""

    def __init__(self, fetcher: Fetcher, url: str) -> None:
        self.fetcher, self.url = fetcher, url
        self._settled = ""

    def ask(self, etag: str | None) -> tuple[bytes | None, str | None]:
        """Fetch the timestamp (None: still that of the ETag) and its ETag.

        Raises AnsweredError, DownloadError.
        """
        response = self.fetcher.ask(f"{self.url}/metadata/timestamp.json", etag)
        if response.status_code not in (200, 304) or (response.status_code == 304 and not etag):
            response.close()
            raise AnsweredError(response, "timestamp.json")
        body = b""
        for piece in self.fetcher.pieces(response):
            body += piece
            if len(body) > LIMITS.timestamp_max_length:
                raise DownloadLengthMismatchError("the timestamp is too long")
        same = response.status_code == 304
        tag = etag if same else response.headers.get("ETag")
        return None if same else body, None if self._in_its_second(response.headers) else tag

    def _in_its_second(self, headers: Mapping[str, str]) -> bool:
        """Whether the file may change again under the same ETag; what once was older than that stays so."""
        changed = headers.get("Last-Modified")
        if changed is None or changed == self._settled:
            return False
        if just_changed(headers):
            return True
        self._settled = changed
        return False
