"""The feed's site as we ship it, on a real nginx: what it answers, how long it may be kept, and how a connection is kept."""

import gzip
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from kiosk.feed.document.writable import canonical_json
from kiosk.sync.cadence import LONGEST
from tests.feed.open_data.conftest import told_document
from tests.feed.workshop import Feed
from tests.sync.edges import SHIPPED, Authority, nginx

PLAIN = {"Accept-Encoding": "identity"}
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def told(feed: Feed) -> Feed:
    """A feed with an edition that has copies."""
    feed.publish(canonical_json(told_document(feed.now) | {"number": 2}))
    return feed


@pytest.fixture
def site(told: Feed, tmp_path: Path) -> Iterator[str]:
    """That feed behind nginx, without TLS."""
    with nginx(told.folder, tmp_path) as url:
        yield url


def get(url: str, **headers: str) -> requests.Response:
    """One answer."""
    return requests.get(url, headers={"User-Agent": "test", **headers}, timeout=10)


def edition_file(feed: Feed) -> str:
    """The path of the edition in force."""
    return f"/targets/{feed.verified().edition_sha256}.edition.json"


@pytest.mark.parametrize(
    "path",
    [
        "/metadata/2.root.json",
        "/.lock",
        "/.keys",
        "/.proposal/edition.json",
        "/",
        "/targets/",
        "/metadata/",
        "/open/.x",
    ],
)
def test_what_is_not_public_or_not_there_is_missing(site: str, path: str) -> None:
    """The end of the chain of roots, and everything whose name begins with a dot, is answered 404 or 403, never a page."""
    found = get(site + path)
    assert found.status_code in (403, 404)
    assert found.status_code == 404 or path.endswith("/")


@pytest.mark.parametrize(
    "path", ["/metadata/timestamp.json", "EDITION", "/open/ko/index.html", "/open/advisories.json"]
)
@pytest.mark.parametrize("taken", [PLAIN, PACKED])
def test_tags_are_strong_and_answered_by_304(site: str, told: Feed, path: str, taken: dict[str, str]) -> None:
    """With and without gzip each file has a strong ETag, and asking by it costs no body."""
    url = site + path.replace("EDITION", edition_file(told))
    first = get(url, **taken)
    assert first.status_code == 200
    assert first.headers["ETag"].startswith('"')
    again = get(url, **taken, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_edition_is_kept_for_ever_and_a_timestamp_never(site: str, told: Feed) -> None:
    """What a hash names is immutable; what changes under its name is asked for anew each time."""
    assert "immutable" in get(site + edition_file(told)).headers["Cache-Control"]
    for path in ("/metadata/timestamp.json", "/metadata/1.root.json", "/open/atom.xml"):
        assert get(site + path).headers["Cache-Control"] == "no-cache"


def test_an_edition_goes_out_packed(site: str, told: Feed) -> None:
    """Whoever takes gzip gets the file packed at publication, a quarter of its bytes at most, and unpacks the very edition."""
    with requests.get(site + edition_file(told), headers=PACKED, stream=True, timeout=10) as answer:
        body = answer.raw.read(decode_content=False)
    whole = get(site + edition_file(told), **PLAIN).content
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == whole == told.repository.edition()
    assert len(body) < len(whole) / 4


def test_copies_have_their_kinds(site: str) -> None:
    """Pages, feeds, maps and data are told apart by their type, and the folder itself is the Korean page."""
    kinds = {
        "/open/": "text/html; charset=utf-8",
        "/open/en/": "text/html; charset=utf-8",
        "/open/advisories.geojson": "application/geo+json",
        "/open/atom.xml": "application/xml",
    }
    assert {path: get(site + path).headers["Content-Type"].split("; charset")[0] for path in kinds} == {
        path: kind.split("; charset")[0] for path, kind in kinds.items()
    }
    assert 'lang="ko"' in get(site + "/open/").text


def test_a_connection_outlasts_the_pause_between_polls() -> None:
    """nginx keeps a connection longer than a kiosk ever pauses by itself."""
    kept = int(SHIPPED.read_text().split("keepalive_timeout ")[1].split("s;")[0])
    assert kept > LONGEST


def test_it_speaks_tls_13_and_http_2(told: Feed, tmp_path: Path) -> None:
    """With a house's certificate: TLS 1.3, HTTP/2 where it is asked for, nothing below TLS 1.2."""
    house = Authority()
    house.context(tmp_path)
    (tmp_path / "house.pem").write_bytes(house.pem())
    with nginx(told.folder, tmp_path, tmp_path / "server.pem") as url:
        port = int(url.rpartition(":")[2])
        context = ssl.create_default_context(cafile=str(tmp_path / "house.pem"))
        context.set_alpn_protocols(["h2", "http/1.1"])
        with context.wrap_socket(
            socket.create_connection(("127.0.0.1", port), 10), server_hostname="127.0.0.1"
        ) as made:
            assert (made.version(), made.selected_alpn_protocol()) == ("TLSv1.3", "h2")
        answer = requests.get(f"{url}/metadata/timestamp.json", verify=str(tmp_path / "house.pem"), timeout=10)
        assert answer.status_code == 200
