"""How the courier speaks HTTP: one session, one deadline, and no more bytes than were asked for.

Rules: no redirects (a log-in page answers with one), no retries (the next visit is the retry), no cookies; gzip is
taken, but unpacked in small pieces and counted unpacked, so a bomb ends at the limit; every wait is bounded and all of
them together by the file's deadline. What no timeout of `requests` bounds (a resolver that never answers, headers that
drip) ends with the visit itself: see `courier`.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy

import requests
from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient import FetcherInterface
from urllib3.exceptions import HTTPError

TIMEOUT = (4.0, 4.0)
"""Seconds to connect, and between two arrivals of bytes."""

FILE_SECONDS = 10.0
PIECE = 8 * 1024


def session(url: str) -> requests.Session:
    """A session that keeps its connection to `url`'s host, and nothing else; proxy and certificates are looked up once."""
    made = requests.Session()
    made.headers.update({"User-Agent": "kiosk-courier", "Accept-Encoding": "gzip", "Accept": "*/*"})
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    found = made.merge_environment_settings(url, {}, None, None, None)
    made.proxies, made.verify, made.trust_env = found["proxies"], found["verify"], False
    return made


class Fetcher(FetcherInterface):
    """python-tuf's way to the network. `until` is the visit's end on the monotonic clock."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session
        self.timeout = TIMEOUT
        self.file_seconds = FILE_SECONDS
        self.until = float("inf")
        self.at_hand: dict[str, bytes] = {}
        """Files this visit already has, by address: they are not fetched twice."""
        self._asked: requests.PreparedRequest | None = None

    def ask(self, url: str, etag: str | None = None) -> requests.Response:
        """The answer's head; its body is still to be read. Raises DownloadError."""
        try:
            return self.session.send(
                self._prepared(url, etag),
                stream=True,
                timeout=self.timeout,
                allow_redirects=False,
                proxies=self.session.proxies,
                verify=self.session.verify,
            )
        except requests.Timeout as fault:
            raise SlowRetrievalError(f"no answer in {self.timeout[1]:.0f} s") from fault
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            raise DownloadError(_reason(fault)) from fault

    def _prepared(self, url: str, etag: str | None) -> requests.PreparedRequest:
        """The request; the poll's, always the same, is made ready once."""
        if self._asked is None or self._asked.url != url or self._asked.headers.get("If-None-Match") != etag:
            headers = {"If-None-Match": etag} if etag else {}
            self._asked = self.session.prepare_request(requests.Request("GET", url, headers))
        return self._asked

    def _fetch(self, url: str) -> Iterator[bytes]:
        if url in self.at_hand:
            return iter([self.at_hand[url]])
        response = self.ask(url)
        if response.status_code != 200:
            _leave(response)
            raise DownloadHTTPError(f"answered {response.status_code}", response.status_code)
        return self.pieces(response)

    def pieces(self, response: requests.Response) -> Iterator[bytes]:
        """The body, piece by piece, until the deadline. Raises DownloadError."""
        until = min(self.until, time.monotonic() + self.file_seconds)
        anything = response.status_code == 304
        try:
            while piece := response.raw.read1(PIECE, decode_content=True):
                if time.monotonic() > until:
                    raise SlowRetrievalError("the answer takes too long")
                anything = True
                yield piece
            if not anything:  # http.client takes a head that broke off for a whole one
                raise DownloadError("the answer broke off")
        except requests.Timeout as fault:
            raise SlowRetrievalError("the answer stalls") from fault
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            raise DownloadError(_reason(fault)) from fault
        finally:
            response.close()


def _leave(response: requests.Response) -> None:
    """Done with an answer nobody wants; a short one is read to its end, so that its connection serves again."""
    with suppress(HTTPError, OSError, ValueError):
        if int(response.headers.get("Content-Length", PIECE)) < PIECE:
            response.raw.read1(PIECE)
    response.close()


def _reason(fault: BaseException) -> str:
    """What lies at the bottom of a chain of network exceptions, in a few words."""
    said = str(fault)
    for words, reason in _REASONS:
        if words in said:
            return reason
    return f"the connection failed ({type(fault).__name__})"


_REASONS = (
    ("Name or service not known", "its name is not known (DNS)"),
    ("Temporary failure in name resolution", "its name cannot be looked up (DNS)"),
    ("NameResolutionError", "its name cannot be looked up (DNS)"),
    ("Connection refused", "nothing listens there"),
    ("Network is unreachable", "there is no network"),
    ("No route to host", "there is no way to it"),
    ("certificate", "its certificate is not trusted"),
    ("IncompleteRead", "the answer broke off"),
    ("Connection aborted", "the connection broke off"),
    ("Connection reset", "the connection broke off"),
    ("Read timed out", "the answer stalls"),
)
