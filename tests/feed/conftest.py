"""Fixtures of the feed's tests: a feed made in a folder of its own; a repository of others, and the plain client at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feed.trust.foreign import Client, Foreign, open_to_all
from tests.feed.workshop import Feed, Thief, edition
from tests.sync.bench import copied


@pytest.fixture(scope="session")
def first_feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """What `feed` is a copy of."""
    return Feed(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="session")
def first_published(first_feed: Feed, tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """What `published` is a copy of."""
    feed = copied(first_feed, tmp_path_factory.mktemp("first"))
    feed.publish(edition(5))
    return feed


@pytest.fixture
def feed(first_feed: Feed, tmp_path: Path) -> Feed:
    """A demo feed with officers kim, lee and park, and nothing published, of this test alone."""
    return copied(first_feed, tmp_path)


@pytest.fixture
def published(first_published: Feed, tmp_path: Path) -> Feed:
    """The same with edition 5 published by kim and lee."""
    return copied(first_published, tmp_path)


@pytest.fixture
def thief(published: Feed) -> Thief:
    """Whoever stole the online keys of the published feed."""
    return Thief(published)


@pytest.fixture
def repository() -> Foreign:
    """A repository of version 1 throughout."""
    return Foreign()


@pytest.fixture
def client(repository: Foreign, tmp_path: Path) -> Iterator[Client]:
    """A client that trusts its first root and has not asked yet."""
    with open_to_all(repository) as url:
        yield Client(repository, url, tmp_path)
