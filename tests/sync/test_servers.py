"""The courier at real servers: two edges, nginx's ETag, kept connections, a house's authority, proxies, moves, soft 404s."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.sync import fetcher
from kiosk.sync.client import LASTS, Visitor
from kiosk.sync.fetcher import session
from kiosk.sync.outcome import Outcome, Refused, Unchanged, Unreachable, Updated
from kiosk.sync.report import Report
from tests.feed.workshop import Feed, Thief, served
from tests.ports import free_ports
from tests.sync.bench import Kiosk, copied, publish
from tests.sync.edges import Authority, listener, nginx, request_on, round_robin
from tests.sync.simulator import Reply, only, saying, status


def _at(kiosk: Kiosk, url: str) -> Visitor:
    """The kiosk's courier, at another address."""
    visitor = Visitor(kiosk.store, url, session(url), kiosk.keeper)
    kiosk.visitor = visitor
    return visitor


@contextmanager
def _visiting(kiosk: Kiosk, url: str) -> Iterator[Visitor]:
    visitor = _at(kiosk, url)
    with visitor.fetcher.session:
        yield visitor


def _new_connection(visitor: Visitor) -> None:
    """As after an idle time: the next request makes a connection of its own."""
    visitor.fetcher.session.close()


# --- two edges


@pytest.fixture
def older(feed: Feed, tmp_path: Path) -> Feed:
    """A copy of the feed as it is now, which another server goes on serving."""
    return copied(feed, tmp_path / "older")


def test_an_edge_a_beat_behind_changes_no_outcome(kiosk: Kiosk, older: Feed) -> None:
    """Two servers behind one name, one a beat behind: every visit is unchanged, and status.json is written once."""
    kiosk.feed.later(minutes=5).renew()
    with (
        served(kiosk.feed.folder) as new,
        served(older.folder) as old,
        round_robin([new, old]) as url,
        _visiting(kiosk, url) as visitor,
    ):
        report, written, said = Report(kiosk.store, url), 0, set()
        for _ in range(8):
            outcome = visitor.visit()
            assert isinstance(outcome, Unchanged), outcome
            said.add("an older copy was offered" in outcome.why)
            written += report.tell(outcome, visitor.held, visitor.now, clock_ok=visitor.clock_ok())
            _new_connection(visitor)
    assert (written, said) == (1, {True, False})
    assert kiosk.shown().signed_at == kiosk.feed.now


def test_an_edge_an_edition_behind_brings_nothing_back(kiosk: Kiosk, older: Feed) -> None:
    """Edition 2 is held and the older server still has edition 1: unchanged, the older copy told, edition 2 shown."""
    publish(kiosk.feed.later(minutes=1), 2)
    assert isinstance(kiosk.visit(), Updated)
    with served(older.folder) as old, _visiting(kiosk, old) as visitor:
        for full in (False, False, True):
            outcome = visitor.visit(full=full)
            assert isinstance(outcome, Unchanged), outcome
            assert "an older copy was offered (timestamp" in outcome.why
    assert kiosk.shown().edition.number == 2


def test_an_older_copy_costs_one_request(kiosk: Kiosk) -> None:
    """What has been judged as an older copy once is known again by its bytes."""
    before = kiosk.feed.bundle().timestamp
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.simulator.overlay = {"/metadata/timestamp.json": before}
    kiosk.visit()
    kiosk.simulator.asked.clear()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.simulator.asked == ["/metadata/timestamp.json"]


def test_an_older_copy_that_lasts_is_an_alarm(kiosk: Kiosk) -> None:
    """Where for an hour nothing but older copies came, the feed is refused: that is no moment's difference."""
    before = kiosk.feed.bundle().timestamp
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.simulator.overlay = {"/metadata/timestamp.json": before}
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.feed.now += LASTS + timedelta(seconds=1)
    assert isinstance(kiosk.visit(), Refused)
    kiosk.simulator.overlay = {}
    kiosk.feed.renew()
    assert isinstance(kiosk.visit(), Unchanged)


def test_an_older_version_of_another_key_is_still_refused(kiosk: Kiosk, tmp_path: Path) -> None:
    """Only this feed's own key makes an older copy."""
    other = Feed(tmp_path / "other", now=kiosk.feed.now)
    publish(other, 1)
    for _ in range(5):
        kiosk.feed.later(seconds=30).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    assert other.repository.timestamp().signed.version < kiosk.feed.repository.timestamp().signed.version
    kiosk.simulator.overlay = {"/metadata/timestamp.json": other.bundle().timestamp}
    assert isinstance(kiosk.visit(), Refused)


def test_a_leap_of_a_thief_is_no_older_copy(kiosk: Kiosk) -> None:
    """Where the version held is a leap ahead of all honest ones, the feed is refused and the alarm stays."""
    forged = Thief(kiosk.feed.later(minutes=5)).bundle(version=10**6)
    kiosk.store.accept(forged)
    outcome = kiosk.visit()
    assert isinstance(outcome, Refused), outcome


def test_a_new_edition_on_one_edge_is_fetched_from_it(kiosk: Kiosk) -> None:
    """A file the other edge does not have yet is asked for once more, on a new connection: the edition is taken at once."""
    publish(kiosk.feed.later(minutes=1), 2)
    replies = {"left": 1}

    def behind(path: str, reply: Reply) -> Reply:
        if path.endswith("snapshot.json") and replies["left"]:
            replies["left"] -= 1
            return Reply(404, b"not here yet")
        return reply

    kiosk.simulator.fault = behind
    outcome = kiosk.visit()
    assert isinstance(outcome, Updated), outcome
    assert kiosk.shown().edition.number == 2


@pytest.mark.parametrize("part", ["snapshot.json", "editions.json", ".edition.json"])
@pytest.mark.parametrize("code", [403, 404])
def test_a_file_that_is_not_there_yet_is_named(kiosk: Kiosk, part: str, code: int) -> None:
    """A file that metadata names and no server has: which one, and that a publication may be under way; not the address."""
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.simulator.fault = only(part, status(code))
    outcome = kiosk.visit()
    assert isinstance(outcome, Unreachable)
    assert part in outcome.why
    assert "servers are not in step" in outcome.why
    assert "address" not in outcome.why


# --- the same second


def test_no_two_timestamps_of_a_second_have_one_length(kiosk: Kiosk) -> None:
    """Twenty beats in a row have twenty lengths, so no ETag of second and length repeats."""
    place = kiosk.feed.folder / "metadata" / "timestamp.json"
    seen = set()
    for _ in range(20):
        kiosk.feed.renew()
        found = place.stat()
        seen.add((int(found.st_mtime), found.st_size))
        assert kiosk.feed.verified().versions.timestamp == kiosk.feed.repository.timestamp().signed.version
    assert len(seen) == 20


def test_behind_nginx_a_publication_in_the_second_of_a_beat_is_seen(kiosk: Kiosk, tmp_path: Path) -> None:
    """Beat, look, publication, look, all in one second, behind nginx as shipped: the second look brings the edition."""
    with nginx(kiosk.feed.folder, tmp_path) as url, _visiting(kiosk, url) as visitor:
        for number in range(2, 8):
            kiosk.feed.later(seconds=1).renew()
            assert isinstance(visitor.visit(), Unchanged)
            publish(kiosk.feed, number)
            outcome = visitor.visit()
            assert isinstance(outcome, Updated), outcome


def test_a_file_of_this_second_is_asked_for_whole(kiosk: Kiosk) -> None:
    """Even where a server repeats its ETag for another file of the same second and length, the next look sees it."""
    second = {"Last-Modified": "Sun, 22 Nov 2026 03:00:00 GMT", "Date": "Sun, 22 Nov 2026 03:00:01 GMT"}

    def same_tag(_: str, reply: Reply) -> Reply:
        return Reply(reply.status, reply.body, {**reply.headers, **second, "ETag": '"same"'})

    kiosk.simulator.fault = same_tag
    kiosk.feed.later(seconds=1).renew()
    kiosk.visit()
    publish(kiosk.feed, 2)
    assert kiosk.visitor._etag() is None
    assert isinstance(kiosk.visit(), Updated)


def test_an_old_file_is_asked_for_by_its_tag(kiosk: Kiosk) -> None:
    """A file unchanged for longer costs a 304 as ever."""
    before = {"Last-Modified": "Sun, 22 Nov 2026 02:50:00 GMT", "Date": "Sun, 22 Nov 2026 03:00:01 GMT"}
    kiosk.simulator.fault = lambda _, reply: Reply(reply.status, reply.body, {**reply.headers, **before})
    kiosk.restart()
    kiosk.visit()
    assert kiosk.visitor._etag() is not None


def test_a_full_visit_asks_without_a_tag(kiosk: Kiosk) -> None:
    """However a server makes its ETags, every ten minutes the timestamp itself is fetched."""
    kiosk.feed.later(minutes=5).renew()
    kiosk.simulator.fault = only("timestamp", lambda reply: reply)
    kiosk.visit()
    tag = kiosk.visitor._etag()
    publish(kiosk.feed, 2)
    kiosk.simulator.fault = lambda _, reply: Reply(reply.status, reply.body, {"ETag": str(tag)})
    assert isinstance(kiosk.visit(full=True), Updated)


# --- connections that end


def _answer(connection: socket.socket, head: bytes, feed: Path) -> None:
    path = head.split(b" ")[1].decode()
    file = feed / path.lstrip("/")
    body = file.read_bytes() if file.is_file() else b""
    status_line = b"HTTP/1.1 200 OK" if file.is_file() else b"HTTP/1.1 404 Not Found"
    connection.sendall(status_line + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


@pytest.mark.parametrize("reset", [False, True])
def test_a_connection_that_ended_unasked_is_made_anew(kiosk: Kiosk, reset: bool) -> None:
    """A server that closes a kept connection as the next request arrives is asked again: no visit is unreachable."""
    refused: list[bytes] = []

    def serve(_: int, connection: socket.socket) -> None:
        head = request_on(connection)
        if not head:
            return
        _answer(connection, head, kiosk.feed.folder)
        second = request_on(connection)
        if second:
            refused.append(second)
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    with listener(serve) as port, _visiting(kiosk, f"http://127.0.0.1:{port}") as visitor:
        for _ in range(6):
            kiosk.feed.later(minutes=5).renew()
            outcome = visitor.visit()
            assert isinstance(outcome, Unchanged), outcome
            assert kiosk.shown().signed_at == kiosk.feed.now
    assert len(refused) >= 3


def test_a_server_that_never_answers_is_asked_twice_and_no_more(kiosk: Kiosk) -> None:
    """Once more is once: a server that closes every connection is unreachable after two."""
    seen: list[int] = []

    def serve(number: int, connection: socket.socket) -> None:
        seen.append(number)
        request_on(connection)

    with listener(serve) as port, _visiting(kiosk, f"http://127.0.0.1:{port}") as visitor:
        outcome = visitor.visit()
    assert isinstance(outcome, Unreachable)
    assert "the connection broke off" in outcome.why
    assert len(seen) == 2


# --- authorities


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of /etc/ssl/certs; nothing in the environment names another."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    store = tmp_path / "certs"
    store.mkdir()
    monkeypatch.setattr(fetcher, "AUTHORITIES", store)
    return store


def _tls(kiosk: Kiosk) -> Callable[[int, socket.socket], None]:
    def serve(_: int, connection: socket.socket) -> None:
        while head := request_on(connection):
            _answer(connection, head, kiosk.feed.folder)

    return serve


def test_an_authority_of_the_house_counts(kiosk: Kiosk, tmp_path: Path, store: Path) -> None:
    """An authority that lies in the machine's store is trusted by the courier; without it there, it is not."""
    house = Authority()
    with listener(_tls(kiosk), house.context(tmp_path)) as port:
        url = f"https://127.0.0.1:{port}"
        with _visiting(kiosk, url) as visitor:
            outcome = visitor.visit()
        assert isinstance(outcome, Unreachable)
        assert "update-ca-certificates" in outcome.why
        (store / "ca-certificates.crt").write_bytes(house.pem())
        with _visiting(kiosk, url) as visitor:
            outcome = visitor.visit(full=True)
        assert isinstance(outcome, Unchanged), outcome


@pytest.mark.parametrize(
    ("start", "words"), [(timedelta(days=300), "not valid yet"), (timedelta(days=-300), "expired")]
)
def test_a_certificate_of_another_time_names_the_clock(
    kiosk: Kiosk, tmp_path: Path, store: Path, start: timedelta, words: str
) -> None:
    """Where a certificate is not valid yet, or no more, the sentence says what this kiosk's clock says."""
    house = Authority()
    (store / "ca-certificates.crt").write_bytes(house.pem())
    with (
        listener(_tls(kiosk), house.context(tmp_path, start)) as port,
        _visiting(kiosk, f"https://127.0.0.1:{port}") as at,
    ):
        outcome = at.visit()
    assert isinstance(outcome, Unreachable)
    assert words in outcome.why
    assert f"by this kiosk's clock ({kiosk.feed.now:%Y-%m-%d %H:%M} UTC)" in outcome.why


# --- words


def _proxied(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, proxy: str, url: str) -> Outcome:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    with _visiting(kiosk, url) as visitor:
        return visitor.visit()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_down_is_named(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """Whose port nobody listens on is the proxy: it is named, and its password is not."""
    port = free_ports()
    outcome = _proxied(kiosk, monkeypatch, f"http://kim:secret@127.0.0.1:{port}", f"{scheme}://feed.example.kr")
    assert isinstance(outcome, Unreachable)
    assert f"by way of the proxy http://127.0.0.1:{port}: nothing listens there" in outcome.why
    assert "secret" not in outcome.why


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_says_so(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """Asked for a password by the proxy, the sentence says where it belongs."""

    def serve(_: int, connection: socket.socket) -> None:
        request_on(connection)
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with listener(serve) as port:
        outcome = _proxied(kiosk, monkeypatch, f"http://127.0.0.1:{port}", f"{scheme}://feed.example.kr")
    assert isinstance(outcome, Unreachable)
    assert f"the proxy http://127.0.0.1:{port}" in outcome.why
    assert "wants a name and a password" in outcome.why


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("proxy", ["socks5", "socks5h", "socks4"])
def test_a_socks_proxy_is_said_in_words(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, proxy: str, scheme: str) -> None:
    """A SOCKS proxy is not spoken to: the sentence says so, and what is needed."""
    outcome = _proxied(kiosk, monkeypatch, f"{proxy}://127.0.0.1:9", f"{scheme}://feed.example.kr")
    assert isinstance(outcome, Unreachable)
    assert "SOCKS proxy, which the courier does not speak" in outcome.why


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_where_a_redirect_leads_is_said(kiosk: Kiosk, code: int) -> None:
    """Sent elsewhere, the sentence says where to; a password or a query in it is not repeated."""
    to = "http://u:secret@login.example/free?session=1"
    kiosk.simulator.fault = only("", status(code, Location=to))
    outcome = kiosk.visit()
    assert isinstance(outcome, Unreachable)
    assert f"answered {code} (sent us elsewhere, to http://login.example/free:" in outcome.why
    assert "secret" not in outcome.why


def test_a_feed_that_moved_to_https_says_so(kiosk: Kiosk) -> None:
    """The same host by https is a move, not a log-in page."""
    kiosk.simulator.fault = only("", status(301, Location="https://feed.test/metadata/timestamp.json"))
    outcome = kiosk.visit()
    assert "the feed has moved to https://feed.test/metadata/timestamp.json" in outcome.why
    assert "log-in" not in outcome.why


def test_a_soft_404_names_the_root_file(kiosk: Kiosk) -> None:
    """A host that answers 200 for what is not there: the file is named, and what the server must answer."""
    kiosk.simulator.fault = only("root.json", saying(b"<html>not found</html>"))
    outcome = kiosk.visit(full=True)
    assert isinstance(outcome, Refused)
    assert "2.root.json: not signed metadata: it is not JSON" in outcome.why
    assert "must answer 404" in outcome.why


@pytest.mark.parametrize("part", ["timestamp.json", "snapshot.json", "editions.json"])
def test_nonsense_is_told_with_its_file(kiosk: Kiosk, part: str) -> None:
    """Whichever file is not what it should be is named."""
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.simulator.fault = only(part, saying(b"<html>"))
    outcome = kiosk.visit()
    assert isinstance(outcome, Refused)
    assert part in outcome.why


def test_two_snapshots_of_one_version_do_not_hold_a_full_visit_back(kiosk: Kiosk) -> None:
    """A snapshot that a thief signed under the honest one's version is not taken for it, on a full visit neither."""
    forged = Thief(kiosk.feed.later(minutes=1)).bundle()
    kiosk.store.accept(forged)
    kiosk.feed.later(minutes=1).renew()
    publish(kiosk.feed, 2)
    kiosk.restart()
    outcome = kiosk.visit(full=True)
    assert isinstance(outcome, Updated), outcome


def test_a_cdn_with_weak_tags_and_403_for_what_is_missing_changes_no_outcome(kiosk: Kiosk) -> None:
    """Behind an edge that weakens every ETag and answers 403 for a missing root, polls stay cheap and editions arrive."""
    seen: list[int] = []

    def edge(path: str, reply: Reply) -> Reply:
        if reply.status == 404:
            return Reply(403, b"<Error>AccessDenied</Error>", {"Content-Type": "application/xml"})
        if "timestamp" in path:
            seen.append(reply.status)
        return Reply(reply.status, reply.body, {**reply.headers, "ETag": f"W/{reply.headers['ETag']}"})

    kiosk.simulator.fault = edge
    kiosk.restart()
    assert [type(kiosk.visit()) for _ in range(3)] == [Unchanged] * 3
    assert seen[-2:] == [304, 304]
    publish(kiosk.feed, 2)
    assert isinstance(kiosk.visit(), Updated)


def test_an_edge_that_answers_stale_while_it_looks_anew_holds_nothing_back(kiosk: Kiosk) -> None:
    """Stale-while-revalidate: the first look after a publication gets the old timestamp, the next one the edition."""
    old = (kiosk.feed.folder / "metadata" / "timestamp.json").read_bytes()
    publish(kiosk.feed, 2)
    stale = [True]

    def edge(path: str, reply: Reply) -> Reply:
        if "timestamp" in path and stale and stale.pop():
            return Reply(200, old, {"ETag": '"old"', "Content-Type": "application/json"})
        return reply

    kiosk.simulator.fault = edge
    assert isinstance(kiosk.visit(), Unchanged)
    assert isinstance(kiosk.visit(), Updated)
