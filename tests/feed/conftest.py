"""Fixtures of the feed's tests: a feed made in a folder of its own."""

from pathlib import Path

import pytest

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
