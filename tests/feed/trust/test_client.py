"""The plain TUF client, against a web server on loopback: what a conformance suite would check first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.feed.trust import client
from kiosk.feed.trust.bundle import Bundle
from tests.feed.workshop import Feed, Passkey, edition, served


class Visitor:
    """A client folder that trusts a feed's first root and visits its web server."""

    def __init__(self, feed: Feed, url: str, folder: Path) -> None:
        self.feed, self.url = feed, url
        self.metadata, self.targets = folder / "client", folder / "downloads"
        client.init(self.metadata, feed.folder / "metadata" / "1.root.json")

    def refresh(self) -> None:
        """`kiosk feed client refresh`."""
        client.refresh(self.metadata, f"{self.url}/metadata")

    def download(self, *names: str) -> None:
        """`kiosk feed client download`."""
        client.download(self.metadata, f"{self.url}/metadata", self.targets, f"{self.url}/targets", names)

    def held(self) -> dict[str, bytes]:
        """The metadata the client trusts, by file name."""
        return {path.name: path.read_bytes() for path in self.metadata.glob("*.json")}


@pytest.fixture
def today() -> datetime:
    """The client reads the system clock, so its feed must live now."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def current(tmp_path: Path, today: datetime) -> Feed:
    """A feed of now with edition 5."""
    feed = Feed(tmp_path, now=today)
    feed.publish(edition(5, today))
    return feed


@pytest.fixture
def visitor(current: Feed, tmp_path: Path) -> Iterator[Visitor]:
    """A client of that feed, initialised."""
    with served(current.folder) as url:
        yield Visitor(current, url, tmp_path)


def _put(feed: Feed, bundle: Bundle) -> None:
    """What a thief of the server would write over the feed."""
    (feed.folder / "metadata" / "timestamp.json").write_bytes(bundle.timestamp)


def test_refresh_keeps_unversioned_names(visitor: Visitor) -> None:
    """After a refresh the folder holds the feed's metadata under names without versions."""
    visitor.refresh()
    bundle = visitor.feed.bundle()
    expected = {"root.json": bundle.roots[0], "timestamp.json": bundle.timestamp}
    expected |= {"snapshot.json": bundle.snapshot, "targets.json": bundle.targets}
    assert visitor.held() == expected


def test_download_brings_the_edition(visitor: Visitor) -> None:
    """A download goes through the delegation to the edition's own bytes; a second one is as good."""
    visitor.download("edition.json")
    visitor.download("edition.json", "edition.json")
    assert (visitor.targets / "edition.json").read_bytes() == visitor.feed.repository.edition()


def test_passkeys_in_targets_are_read(visitor: Visitor) -> None:
    """A feed whose targets names a passkey can be followed."""
    from kiosk.feed.publish import ceremony

    feed = visitor.feed
    ceremony.admit_key(feed.repository, feed.keyring, Passkey("choi").key, feed.now)
    visitor.refresh()
    assert visitor.held()["targets.json"] == feed.bundle().targets


def test_rotations_are_followed(visitor: Visitor) -> None:
    """Three root rotations later the client arrives at the newest root."""
    for name in ("root-1", "timestamp", "supervisor-2"):
        visitor.feed.rotate(name)
    visitor.refresh()
    assert visitor.held()["root.json"] == visitor.feed.bundle().roots[3]


def test_bad_timestamp_is_not_kept(visitor: Visitor) -> None:
    """A timestamp that does not verify is refused in one line and never written."""
    visitor.refresh()
    before = visitor.held()
    (visitor.feed.folder / "metadata" / "timestamp.json").write_bytes(b"<html>sign in</html>")
    with pytest.raises(Fault, match=r"^refresh failed: [^\n]+$"):
        visitor.refresh()
    assert visitor.held() == before


def test_expired_feed_is_refused(tmp_path: Path, today: datetime) -> None:
    """Against the system clock an expired timestamp is refused."""
    feed = Feed(tmp_path, now=today - timedelta(days=2))
    feed.publish(edition(5, feed.now))
    with served(feed.folder) as url, pytest.raises(Fault, match="expired"):
        Visitor(feed, url, tmp_path).refresh()


def test_rolled_back_feed_is_refused(visitor: Visitor) -> None:
    """An older timestamp than the one held is refused."""
    old = visitor.feed.bundle()
    visitor.feed.renew()
    visitor.refresh()
    _put(visitor.feed, old)
    with pytest.raises(Fault, match="refresh failed"):
        visitor.refresh()


def test_unknown_target_is_named(visitor: Visitor) -> None:
    """A target that nobody lists is a fault with its name."""
    with pytest.raises(Fault, match=r"other\.json is not in the repository"):
        visitor.download("other.json")


def test_missing_root_file_is_named(tmp_path: Path) -> None:
    """Initialising from a file that is not there names it."""
    with pytest.raises(Fault, match=r"nothing\.json: No such file"):
        client.init(tmp_path / "client", tmp_path / "nothing.json")


def test_a_file_that_is_no_root_is_not_trusted(visitor: Visitor, tmp_path: Path) -> None:
    """`init` with another file fails, and the root trusted before stays."""
    before = visitor.held()
    (tmp_path / "brace.json").write_bytes(b"{}")
    with pytest.raises(Fault, match="not a root file"):
        client.init(visitor.metadata, tmp_path / "brace.json")
    assert visitor.held() == before


@pytest.mark.parametrize("after", [False, True])
def test_options_stand_before_or_after_the_verb(visitor: Visitor, after: bool) -> None:
    """The adapter's options are taken on either side of init, refresh and download; target names add up."""
    from click.testing import CliRunner

    from kiosk.feed.publish.commands import feed as command

    root = visitor.feed.folder / "metadata" / "1.root.json"
    folders = ["--metadata-dir", str(visitor.metadata), "--metadata-url", f"{visitor.url}/metadata/"]
    targets = ["--target-dir", str(visitor.targets), "--target-base-url", f"{visitor.url}/targets/"]
    names = ["--target-name", "edition.json"]
    for verb, options, words in (
        ("init", folders[:2], [str(root)]),
        ("refresh", folders, []),
        ("download", [*folders, *targets, *names], []),
    ):
        typed = [verb, *options, *words] if after else [*options, verb, *words]
        result = CliRunner().invoke(command, ["client", *typed])
        assert result.exit_code == 0, (typed, result.output, result.exception)
    assert (visitor.targets / "edition.json").read_bytes() == visitor.feed.repository.edition()
