"""`kiosk desk bucket`: what a reader of the bucket finds, whatever moment it comes at and whatever goes wrong."""

import gzip
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.desk.bucket import Bucket, Carrier, Headers, carry
from kiosk.faults import Fault, Misuse
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust.verification import Untrusted
from tests.feed.workshop import Feed, whole_edition


class Shelf(Bucket):
    """A bucket in a folder, unpacked as a reader unpacks it; out of reach after `left` more files."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.left = folder, 10**6
        self.put_so_far: list[str] = []
        self.headers: dict[str, Headers] = {}
        self.editions: list[int] = []

    def put(self, name: str, data: bytes, headers: Headers) -> None:
        """Put a file and look at the whole as a kiosk would."""
        if self.left == 0:
            raise Fault("the bucket is out of reach")
        self.left -= 1
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.decompress(data) if "ContentEncoding" in headers else data)
        self.put_so_far.append(name)
        self.headers[name] = headers
        if (self.folder / "metadata" / "timestamp.json").exists():
            self.editions.append(Repository(self.folder).verified().number)

    def names(self, folder: str) -> Iterable[str]:
        """What lies below a folder."""
        found = (self.folder / folder).rglob("*")
        return [path.relative_to(self.folder).as_posix() for path in found if path.is_file()]

    def drop(self, name: str) -> None:
        """Take it away."""
        (self.folder / name).unlink()


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """A feed with an edition that makes sense."""
    made = Feed(tmp_path, now=datetime.now(UTC).replace(microsecond=0))
    made.publish(whole_edition(1, made.now))
    return made


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty bucket."""
    return Shelf(tmp_path / "bucket")


def test_at_every_moment_a_reader_finds_a_whole_repository(feed: Feed, shelf: Shelf) -> None:
    """After each single file the bucket verifies as a kiosk verifies: with the edition before or the new one."""
    carrier = Carrier(feed.repository, shelf)
    carrier.look()
    feed.rotate()
    feed.later(minutes=1).publish(whole_edition(2, feed.now))
    assert carrier.look()[0].startswith("edition 2, timestamp ")
    assert shelf.put_so_far[-2:] == ["metadata/2.root.json", "metadata/timestamp.json"]
    assert shelf.editions[-1] == 2
    assert set(shelf.editions[:-1]) == {1}


def test_a_carrier_that_fails_anywhere_leaves_a_whole_repository_and_ends_it_later(feed: Feed, shelf: Shelf) -> None:
    """Whichever file fails, readers keep what they had, nothing is carried twice, and the next look ends it."""
    carrier = Carrier(feed.repository, shelf)
    carrier.look()
    feed.later(minutes=1).publish(whole_edition(2, feed.now))
    shelf.put_so_far.clear()
    while shelf.editions[-1] == 1:
        shelf.left = 1
        with suppress(Fault):
            carrier.look()
    assert len(shelf.put_so_far) == len(set(shelf.put_so_far)) > 10
    assert shelf.put_so_far[-1] == "metadata/timestamp.json"


def test_only_what_is_new_is_carried(feed: Feed, shelf: Shelf) -> None:
    """An unchanged feed costs a look at one file; a new beat carries the timestamp and nothing else."""
    carrier = Carrier(feed.repository, shelf)
    carrier.look()
    shelf.put_so_far.clear()
    assert carrier.look() == []
    feed.later(minutes=5).renew()
    assert carrier.look()[0].endswith(": 1 files carried")
    assert shelf.put_so_far == ["metadata/timestamp.json"]


def test_what_is_carried_is_said_as_the_web_server_says_it(feed: Feed, shelf: Shelf) -> None:
    """Editions may be kept for ever, the rest is asked for anew; editions and copies are packed, metadata are not."""
    Carrier(feed.repository, shelf).look()
    (edition,) = (name for name in shelf.put_so_far if name.startswith("targets/"))
    assert shelf.headers[edition]["CacheControl"].endswith("immutable")
    assert shelf.headers["metadata/timestamp.json"] == {"ContentType": "application/json", "CacheControl": "no-cache"}
    assert shelf.headers["open/ko/index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert {name for name, one in shelf.headers.items() if "ContentEncoding" not in one} == {
        name for name in shelf.put_so_far if name.startswith("metadata/")
    }
    copies = {path.relative_to(feed.folder).as_posix() for path in (feed.folder / "open").rglob("*") if path.is_file()}
    assert {name for name in copies if not name.endswith(".gz")} == set(shelf.names("open"))


def test_copies_that_are_gone_from_the_feed_go_from_the_bucket(feed: Feed, shelf: Shelf) -> None:
    """A CAP alert that is no longer in force is taken away; what was signed never is."""
    carrier = Carrier(feed.repository, shelf)
    shelf.put("open/cap/old.xml", b"<alert/>", {})
    shelf.put("metadata/99.snapshot.json", b"{}", {})
    carrier.look()
    assert not list(shelf.folder.glob("open/cap/*"))
    assert (shelf.folder / "metadata" / "99.snapshot.json").exists()


def test_what_no_kiosk_would_take_is_not_carried(feed: Feed, shelf: Shelf) -> None:
    """A feed that was tampered with stays out of the bucket."""
    (edition,) = (feed.folder / "targets").glob("*.json")
    edition.write_bytes(edition.read_bytes().replace(b'"LEVEL_4"', b'"LEVEL_1"'))
    with pytest.raises(Untrusted):
        Carrier(feed.repository, shelf).look()
    assert shelf.put_so_far == []


@pytest.mark.parametrize("address", ["feed", "s3://feed", "https://host", "https://host/a/b", "https://u:p@host/a"])
def test_a_bucket_that_is_no_address_is_misuse(feed: Feed, address: str) -> None:
    """One line says how a bucket is written."""
    with pytest.raises(Misuse, match=r"^a bucket is written as https://ENDPOINT/NAME, not as "):
        carry.main([str(feed.folder), address, "--once"], standalone_mode=False)
