"""Fixtures of the courier's tests: a feed with edition 1, and a kiosk that has fetched it."""

from pathlib import Path

import pytest

from kiosk.sync.outcome import Updated
from tests.feed.workshop import Feed
from tests.sync.bench import Kiosk, copied, publish


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


@pytest.fixture
def kiosk(fresh: Kiosk) -> Kiosk:
    """A kiosk that holds edition 1."""
    assert isinstance(fresh.visit(), Updated)
    return fresh
