"""Asking the ministry's services: one service after another, politely, within one deadline; the key kept to ourselves.

Rules:

- At most `MOST_REQUESTS` to a service in one comparison, pages and second tries together: development keys have a quota.
- Connecting may take its half minute from abroad. A second try comes after a pause, and only where nothing answered; a host
  that could not be reached twice is tried once by what comes after. No redirect is followed: it would carry the key away.
- The key stands in the request alone. It is struck out of every reply before that is kept or quoted, and no fault of the
  network is quoted, since those quote the address.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote, quote_plus, unquote

import requests
from urllib3.exceptions import HTTPError

from kiosk.desk.ministry import reply
from kiosk.desk.ministry.reply import COUNTRY, Row, Unreadable
from kiosk.desk.ministry.services import Service
from kiosk.faults import Fault

MOST_REQUESTS = 3
MOST_BYTES = 2 << 20
CONNECT_SECONDS, READ_SECONDS, PAUSE_SECONDS = 30.0, 20.0, 2.0
PATIENCE = 150.0
"""Seconds for a whole check."""
PIECE = 1 << 16
STRUCK = b"[key]"
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "kiosk-desk"}
Keep = Callable[[Service, int, int, bytes], None]
"""What is done with every reply: (service, page, HTTP status, bytes without the key)."""

logging.getLogger("urllib3").setLevel(logging.ERROR)  # below that it writes addresses, and an address holds the key


class Unreachable(Fault):
    """Nothing answered. The message is one sentence."""


@dataclass
class Heard:
    """What came of one service: `read`, `unreadable` or `unreachable`, and why in one sentence; our country's rows."""

    name: str
    outcome: str = "read"
    why: str = ""
    rows: list[Row] = field(default_factory=list)
    requests: int = 0
    sha256: list[str] = field(default_factory=list)


def _must_be_few(pages: list[reply.Page], left: int, heard: Heard) -> None:
    """The rows that are left must come within the requests that are left. Raises Unreadable."""
    each = max(1, len(pages[-1].rows))
    if not pages[-1].rows or -(-left // each) > MOST_REQUESTS - heard.requests:
        raise Unreadable(
            f"{each} of {pages[0].total} rows came on a page: more than {MOST_REQUESTS} requests would be needed"
        )


@dataclass
class Asker:
    """Asks one service after another. `key` may be empty towards a simulator."""

    key: str
    keep: Keep
    patience: float = PATIENCE
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.patience
        self.down: set[str] = set()
        plain = unquote(self.key) if "%" in self.key else self.key
        self.key = plain  # the portal hands out an encoded form too; sent as it is it would be encoded twice
        forms = {plain, quote(plain, safe=""), quote_plus(plain), quote(plain)} - {""}
        self._forms = sorted((one.encode() for one in forms), key=len, reverse=True)

    def ask(self, service: Service) -> Heard:
        """Ask for all pages of one service. Raises nothing: what went wrong is what was heard."""
        heard = Heard(service.name)
        try:
            heard.rows = reply.whole(service, self._pages(service, heard))
        except Unreachable as fault:
            heard.outcome, heard.why = "unreachable", str(fault)
        except Unreadable as fault:
            heard.outcome, heard.why = "unreadable", self._struck(str(fault).encode()).decode()
        return heard

    def _pages(self, service: Service, heard: Heard) -> list[reply.Page]:
        pages: list[reply.Page] = []
        while not pages or (left := pages[0].total - sum(len(page.rows) for page in pages)) > 0:
            if pages:
                _must_be_few(pages, left, heard)
            number = len(pages) + 1
            pages.append(reply.page(service, self._page(service, number, heard), number))
        return pages

    def _page(self, service: Service, number: int, heard: Heard) -> bytes:
        """One page's bytes, kept. Raises Unreachable, Unreadable."""
        status, data = self._got(service, self._asked(service, number), heard)
        data = self._struck(data)
        heard.sha256.append(hashlib.sha256(data).hexdigest())
        self.keep(service, number, status, data)
        if status != HTTPStatus.OK:
            raise Unreadable(_refused(status, data))
        return data

    def _asked(self, service: Service, number: int) -> dict[str, str]:
        asked = {**service.always, service.page: str(number), service.size: str(service.rows)}
        if service.filter:
            asked[service.filter] = COUNTRY
        if self.key:
            asked[service.key] = self.key
        return asked

    def _got(self, service: Service, asked: dict[str, str], heard: Heard) -> tuple[int, bytes]:
        """The answer, asked for again while there is time and the service was not given up. Raises Unreachable, Unreadable."""
        while True:
            if self._left() <= 0:
                raise Unreachable("the check's time was over before it was asked")
            heard.requests += 1
            try:
                return self._get(service, asked)
            except Unreachable:
                if service.base in self.down or heard.requests >= MOST_REQUESTS - 1 or self._left() <= PAUSE_SECONDS:
                    self.down.add(service.base)
                    raise
                time.sleep(PAUSE_SECONDS)

    def _get(self, service: Service, asked: dict[str, str]) -> tuple[int, bytes]:
        left = max(0.1, self._left())
        waits = (min(CONNECT_SECONDS, left), min(READ_SECONDS, left))
        try:
            return self._within(left, lambda: self._answer(service.address, asked, waits))
        except requests.ConnectTimeout:
            raise Unreachable(f"nothing answered within {waits[0]:.0f} s") from None
        except requests.Timeout:
            raise Unreachable(f"the reply did not come within {waits[1]:.0f} s") from None
        except (requests.RequestException, HTTPError, OSError, ValueError) as fault:
            raise Unreachable(f"the connection failed ({type(fault).__name__})") from None

    def _within(self, seconds: float, answer: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
        """What a thread of its own answers: a silent name server or a dripping head is bounded by no time-out of the library's.
        Raises Unreachable once the time is over, and what was raised."""
        held: Future[tuple[int, bytes]] = Future()

        def work() -> None:
            try:
                held.set_result(answer())
            except Exception as fault:
                held.set_exception(fault)

        threading.Thread(target=work, name="ministry asked", daemon=True).start()
        try:
            return held.result(seconds + 0.5)
        except FutureTimeout:
            if held.done():
                raise
            raise Unreachable(f"the reply did not come within {seconds:.0f} s") from None

    def _answer(self, address: str, asked: dict[str, str], waits: tuple[float, float]) -> tuple[int, bytes]:
        with self.session.get(
            address, params=asked, headers=HEADERS, timeout=waits, stream=True, allow_redirects=False
        ) as answer:
            return answer.status_code, self._body(answer)

    def _body(self, answer: requests.Response) -> bytes:
        """The bytes, within the deadline and the bound. Raises Unreachable, Unreadable, and what the network raises."""
        if answer.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
            raise Unreadable("it came packed, which was not asked for")
        data, until = bytearray(), min(self.until, time.monotonic() + READ_SECONDS)
        while piece := answer.raw.read1(PIECE):
            data += piece
            if len(data) > MOST_BYTES:
                raise Unreadable(f"it is longer than {MOST_BYTES >> 20} MiB")
            if time.monotonic() > until:
                raise Unreachable("the reply came too slowly")
        wanted = answer.headers.get("Content-Length", "")
        if wanted.isdigit() and int(wanted) > len(data):
            raise Unreachable("the reply broke off")
        return bytes(data)

    def _left(self) -> float:
        return self.until - time.monotonic()

    def _struck(self, data: bytes) -> bytes:
        for one in self._forms:
            data = data.replace(one, STRUCK)
        return data


def _refused(status: int, data: bytes) -> str:
    words = {
        401: "the key is not taken",
        403: "the key is not taken, or not approved for this service",
        404: "the service is not there, or the key is not approved for it; a new version is one line of its configuration",
        429: "too many requests for this key",
    }
    if status // 100 == 3:
        return f"HTTP {status}: it points to another address; where a service moved to is one line of its configuration"
    said = reply.told(data)
    return f"HTTP {status}: {words.get(status, 'the service failed')}{f' ({said})' if said else ''}"
