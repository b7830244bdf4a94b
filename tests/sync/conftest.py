"""Fixtures of the courier's tests: a feed with edition 1, and a kiosk that has fetched it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.sync.outcome import Unchanged, Updated
from tests.feed.workshop import Feed
from tests.sync.bench import Kiosk, copied, publish
from tests.sync.simulator import on_loopback


@pytest.fixture(scope="session")
def first_feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """A demo feed with edition 1, made once and copied for each test."""
    feed = Feed(tmp_path_factory.mktemp("feed"))
    publish(feed, 1)
    return feed


@pytest.fixture
def feed(first_feed: Feed, tmp_path: Path) -> Feed:
    """A demo feed with edition 1, of this test alone."""
    return copied(first_feed, tmp_path / "of-feed")


@pytest.fixture
def fresh(feed: Feed, tmp_path: Path) -> Kiosk:
    """A kiosk that is enrolled and has not visited the feed yet."""
    return Kiosk(feed, tmp_path / "state")


@pytest.fixture(scope="session")
def first_state(first_feed: Feed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a kiosk that has fetched edition 1."""
    kiosk = Kiosk(first_feed, tmp_path_factory.mktemp("first") / "state")
    assert isinstance(kiosk.visit(), Updated)
    return kiosk.state


@pytest.fixture(scope="session")
def second_feed(first_feed: Feed, tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """The same feed a minute later, with edition 2 published."""
    feed = copied(first_feed, tmp_path_factory.mktemp("second") / "of-feed")
    publish(feed.later(minutes=1), 2)
    return feed


@pytest.fixture
def kiosk(feed: Feed, first_state: Path, tmp_path: Path) -> Kiosk:
    """A kiosk that holds edition 1, the newest."""
    return _visited(Kiosk(feed, tmp_path / "state", like=first_state))


@pytest.fixture
def behind(second_feed: Feed, first_state: Path, tmp_path: Path) -> Kiosk:
    """A kiosk that holds edition 1, with edition 2 published."""
    return Kiosk(copied(second_feed, tmp_path / "of-feed"), tmp_path / "state", like=first_state)


def _visited(kiosk: Kiosk) -> Kiosk:
    """With its ETag learned."""
    assert isinstance(kiosk.visit(), Unchanged)
    return kiosk


@pytest.fixture
def served(empty_feed: Feed, tmp_path: Path) -> Iterator[tuple[Kiosk, str]]:
    """An enrolled kiosk and its feed on a real server, founded today: real processes look at the real clock."""
    feed = copied(empty_feed, tmp_path / "of-feed")
    feed.now = datetime.now(UTC).replace(microsecond=0)
    for number in (1, 2):
        publish(feed, number)
    kiosk = Kiosk(feed, tmp_path / "state")
    with on_loopback(kiosk.simulator) as url:
        (kiosk.state / "trust" / "feed").write_text(url)
        yield kiosk, url
