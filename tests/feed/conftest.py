"""Fixtures of the feed's tests: a feed made in a folder of its own; a repository of others, and the plain client at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feed.trust.foreign import Client, Foreign, open_to_all
from tests.feed.workshop import Feed, Thief, edition


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """A demo feed with officers kim, lee and park, and nothing published."""
    return Feed(tmp_path)


@pytest.fixture
def published(feed: Feed) -> Feed:
    """The same with edition 5 published by kim and lee."""
    feed.publish(edition(5))
    return feed


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
