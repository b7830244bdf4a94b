"""What a soak sees: an eye that takes a false picture for a true one would prove nothing."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import clock
from kiosk.display.presenters.choice import Choice
from kiosk.domain.freshness import Anchor
from kiosk.domain.languages import LOCALES
from tests.display.panel import wait_for
from tests.feed.workshop import Feed, whole_edition
from tests.ports import free_ports
from tests.soak.box import Box
from tests.soak.cable import Cable
from tests.soak.eye import Eye, differing
from tests.soak.traveller import SPECKS

PAGE = Choice(screen="place", place="bavet")


@pytest.fixture
def box(feed: Feed, tmp_path: Path) -> Iterator[Box]:
    """A kiosk's box with the feed's edition, on which nothing runs."""
    made = Box(0, tmp_path, (free_ports(), free_ports(), 9, 9), feed.anchor, "")
    made.store.accept(feed.bundle())
    made.believes(Anchor(clock.wall(), clock.ticks()))
    yield made
    made.close()


@pytest.fixture
def eye() -> Iterator[Eye]:
    """One for a test."""
    with closing(Eye()) as made:
        yield made


def test_a_false_level_is_another_picture(feed: Feed, box: Box, eye: Eye) -> None:
    """In each language a place's page with another level differs from the true one; painted twice it is the same."""
    pages = [replace(PAGE, locale=one) for one in LOCALES]
    true = [eye.expected(box, page).pixels for page in pages]
    document = json.loads(whole_edition(2, feed.now))
    for one in document["advisories"]:
        if one["zone"] == "bavet" and one["level"] == "LEVEL_3":
            one["level"], one["wording"] = "LEVEL_2", "여행자제"
    box.store.accept(feed.publish(json.dumps(document).encode()))
    false = [eye.expected(box, page).pixels for page in pages]
    assert min(differing(*pair) for pair in zip(true, false, strict=True)) > SPECKS
    again = [eye._painted(*eye._laid(box, page)).pixels for page in pages]
    assert max(differing(*pair) for pair in zip(false, again, strict=True)) == 0


def test_words_of_age_are_part_of_the_picture(box: Box, eye: Eye) -> None:
    """A screen that stands still while its kiosk's clock goes on for hours is another than what must stand there."""
    fresh = eye.expected(box, PAGE).pixels
    box.set_clock(2 * 3600.0)
    assert differing(fresh, eye.expected(box, PAGE).pixels) > SPECKS


def test_a_cable_is_whole_refused_or_silent() -> None:
    """What comes through it in each state, and nothing from an old connection once it was refused."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server, closing(Cable(free_ports(), 0)) as cable:
        cable.to = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", cable.port), 5) as ours:
            theirs, _ = server.accept()
            ours.sendall(b"one")
            assert theirs.recv(3) == b"one"
            cable.put("silent")
            ours.sendall(b"two")
            theirs.settimeout(0.2)
            with pytest.raises(TimeoutError):
                theirs.recv(3)
            cable.put("refused")
            assert ours.recv(1) == b""
            theirs.close()
        with socket.create_connection(("127.0.0.1", cable.port), 5) as ours:
            assert wait_for(lambda: _closed(ours), 5)


def _closed(ours: socket.socket) -> bool:
    try:
        return ours.recv(1) == b""
    except ConnectionResetError:
        return True
