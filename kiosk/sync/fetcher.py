"""How the courier speaks HTTP: one session, one deadline, and no more bytes than were asked for.

Rules:

- No redirects (a log-in page answers with one), no cookies. No retries (the next visit is the retry) but one: where a
  connection ended before a byte of the answer came, as kept ones do, and where a file that signed metadata names is not
  there, as on one of several servers that are a moment apart, a new connection is asked once more.
- gzip is taken, but unpacked in small pieces and counted unpacked, so a bomb ends at the limit; every wait is bounded and
  all of them together by the file's deadline. What no timeout of `requests` bounds (a resolver that never answers,
  headers that drip) ends with the visit itself: see `courier`.
- Certificates: Debian's store (`/etc/ssl/certs`, where update-ca-certificates puts a house's own authority) counts beside
  certifi's, unless the environment names another (REQUESTS_CA_BUNDLE).
- What went wrong is said with the proxy's name where one is in between, never with its password.
"""

import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import RemoteDisconnected
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient import FetcherInterface
from urllib3.exceptions import HTTPError

TIMEOUT = (4.0, 4.0)
"""Seconds to connect, and between two arrivals of bytes."""

FILE_SECONDS = 10.0
PIECE = 8 * 1024
AUTHORITIES = Path("/etc/ssl/certs")


class AnsweredError(DownloadHTTPError):
    """The server answered something else than the file `name`. `location`: where it sent us instead, or ""."""

    def __init__(self, response: requests.Response, name: str) -> None:
        super().__init__(f"answered {response.status_code}", response.status_code)
        self.name, self.location = name, response.headers.get("Location", "")[:200]


def house_context() -> ssl.SSLContext:
    """Return TLS that trusts the machine's store of authorities, a house's own with it."""
    context = ssl.create_default_context()
    if AUTHORITIES.is_dir():
        context.load_verify_locations(capath=str(AUTHORITIES))
    with suppress(OSError):
        context.load_verify_locations(cafile=str(AUTHORITIES / "ca-certificates.crt"))
    return context


class _HouseAdapter(HTTPAdapter):
    """Trusts the machine's store of authorities too; `requests` adds certifi's to the same context."""

    def __init__(self) -> None:
        self.context = house_context()
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more, ssl_context=self.context)

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        return super().proxy_manager_for(proxy, **more, ssl_context=self.context)


def session(url: str) -> requests.Session:
    """Return a session that keeps its connection to `url`'s host, and nothing else; proxy and certificates are looked up once."""
    made = requests.Session()
    made.headers.update({"User-Agent": "kiosk-courier", "Accept-Encoding": "gzip", "Accept": "*/*"})
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    found = made.merge_environment_settings(url, {}, None, None, None)
    made.proxies, made.verify, made.trust_env = found["proxies"], found["verify"], False
    if url.startswith("https:") and made.verify is True:
        made.mount("https://", _HouseAdapter())
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
        self.last = ""
        """The name of the file last asked for, or taken from those at hand."""
        self._asked: requests.PreparedRequest | None = None

    def ask(self, url: str, etag: str | None = None) -> requests.Response:
        """Return the answer's head; its body is still to be read. Raises DownloadError."""
        try:
            try:
                return self._send(url, etag)
            except requests.ConnectionError as fault:
                if not _ended(fault):
                    raise
            return self._send(url, etag)
        except requests.Timeout as fault:
            raise SlowRetrievalError(self._through(url, f"no answer in {self.timeout[1]:.0f} s")) from fault
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            raise DownloadError(self._through(url, _reason(fault))) from fault

    def _send(self, url: str, etag: str | None) -> requests.Response:
        self.last = url.rpartition("/")[2]
        return self.session.send(
            self._prepared(url, etag),
            stream=True,
            timeout=self.timeout,
            allow_redirects=False,
            proxies=self.session.proxies,
            verify=self.session.verify,
        )

    def proxy(self, url: str) -> str:
        """Return the proxy between us and `url`, without its password; "" for none."""
        chosen = urlsplit(select_proxy(url, self.session.proxies) or "")
        return f"{chosen.scheme}://{chosen.netloc.rpartition('@')[2]}" if chosen.netloc else ""

    def _through(self, url: str, reason: str) -> str:
        proxy = self.proxy(url)
        return f"by way of the proxy {proxy}: {reason}" if proxy else reason

    def _prepared(self, url: str, etag: str | None) -> requests.PreparedRequest:
        """The request; the poll's, always the same, is made ready once."""
        if self._asked is None or self._asked.url != url or self._asked.headers.get("If-None-Match") != etag:
            headers = {"If-None-Match": etag} if etag else {}
            self._asked = self.session.prepare_request(requests.Request("GET", url, headers))
        return self._asked

    def _fetch(self, url: str) -> Iterator[bytes]:
        name = url.rpartition("/")[2]
        if url in self.at_hand:
            self.last = name
            return iter([self.at_hand[url]])
        response = self.ask(url)
        if response.status_code in (403, 404) and not name.endswith(".root.json"):
            _leave(response)
            self.session.close()
            response = self.ask(url)
        if response.status_code != 200:
            _leave(response)
            raise AnsweredError(response, name)
        return self.pieces(response)

    def pieces(self, response: requests.Response) -> Iterator[bytes]:
        """Yield the body, piece by piece, until the deadline. Raises DownloadError."""
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


def _ended(fault: BaseException | None) -> bool:
    """Whether the other side had closed the connection before a byte of the answer came."""
    seen: list[object] = []
    while isinstance(fault, BaseException) and fault not in seen:
        if isinstance(fault, RemoteDisconnected | ConnectionResetError | BrokenPipeError | ssl.SSLEOFError):
            return True
        seen.append(fault)
        inner = next((part for part in fault.args if isinstance(part, BaseException)), None)
        fault = getattr(fault, "reason", None) or fault.__cause__ or fault.__context__ or inner
    return False


def _reason(fault: BaseException) -> str:
    """What lies at the bottom of a chain of network exceptions, in a few words."""
    said = str(fault)
    for words, reason in _REASONS:
        if words in said:
            return reason
    return f"the connection failed ({type(fault).__name__})"


PROXY_PASSWORD = "the proxy wants a name and a password: put them into its address, http://NAME:PASSWORD@PROXY"
WRONG_CLOCK = "by this kiosk's clock"

_REASONS = (
    ("Name or service not known", "its name is not known (DNS)"),
    ("Temporary failure in name resolution", "its name cannot be looked up (DNS)"),
    ("No address associated with hostname", "its name has no address (DNS)"),
    ("NameResolutionError", "its name cannot be looked up (DNS)"),
    ("SOCKS", "that is a SOCKS proxy, which the courier does not speak; an HTTP proxy is needed"),
    ("407 ", PROXY_PASSWORD),
    ("Proxy URL had no scheme", "the proxy's address has no scheme such as http://"),
    ("Please check proxy URL", "the proxy's address is not one"),
    ("Tunnel connection failed", "the proxy refuses to connect us"),
    ("Connection refused", "nothing listens there"),
    ("Network is unreachable", "there is no network"),
    ("No route to host", "there is no way to it"),
    ("certificate is not yet valid", f"its certificate is not valid yet {WRONG_CLOCK}"),
    ("certificate has expired", f"its certificate has expired {WRONG_CLOCK}"),
    ("ostname mismatch", "its certificate is for another name"),
    ("IP address mismatch", "its certificate is for another name"),
    ("CERTIFICATE_VERIFY_FAILED", f"its certificate is not trusted: no authority in {AUTHORITIES} vouches for it "
                                  "(update-ca-certificates puts a house's own there)"),
    ("certificate", "its certificate is not trusted"),
    ("wrong version number", "it does not speak https there"),
    ("WRONG_VERSION_NUMBER", "it does not speak https there"),
    ("IncompleteRead", "the answer broke off"),
    ("Connection aborted", "the connection broke off"),
    ("Connection reset", "the connection broke off"),
    ("Read timed out", "the answer stalls"),
)  # fmt: skip
