"""When the copies are written, and what is done where they are not right."""

import json
from pathlib import Path

import pytest

from kiosk.cli import run
from kiosk.domain.moments import utc_text
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.open_data.folder import current
from tests.feed.open_data.conftest import told_document
from tests.feed.workshop import Feed, PowerCutError, edition, renames


@pytest.fixture
def told(feed: Feed) -> Feed:
    """A feed whose edition in force has everything to tell."""
    feed.publish(canonical_json(told_document(feed.now)))
    return feed


def stated(feed: Feed) -> dict[str, object]:
    """What the list of the copies says of their edition."""
    found: dict[str, dict[str, object]] = json.loads((feed.repository.folder / "open" / "edition.json").read_bytes())
    return found["edition"]


def test_a_publication_writes_the_copies_just_before_the_timestamp(feed: Feed) -> None:
    """The list of the copies is put in place after all of them, and the timestamp after that."""
    data = canonical_json(told_document(feed.now))
    feed.propose(data)
    feed.sign("kim", "lee")
    with renames() as seen:
        feed.publish_waiting()
    assert seen[-2:] == ["edition.json", "timestamp.json"]
    assert {"advisories.json", "advisories.geojson", "atom.xml", "index.html"} <= set(seen[:-2])
    assert stated(feed)["number"] == 7
    assert stated(feed)["sha256"] == feed.verified().edition_sha256


def test_a_folder_that_cannot_be_written_holds_back_no_edition(feed: Feed) -> None:
    """Where the copies cannot be written the fault is raised, and the edition is in force all the same."""
    (feed.repository.folder / "open").write_bytes(b"in the way")
    feed.propose(canonical_json(told_document(feed.now)))
    feed.sign("kim", "lee")
    with pytest.raises(OSError, match="open"):
        feed.publish_waiting()
    assert feed.verified().number == 7


def test_the_beat_mends_what_a_power_cut_left(told: Feed) -> None:
    """After a cut in the middle of the copies the next beat makes them whole again, of the edition in force."""
    later = told_document(told.now) | {"number": 8}
    told.propose(canonical_json(later))
    told.sign("kim", "lee")
    with pytest.raises(PowerCutError), renames(stop_at=6):
        told.publish_waiting()
    told.renew()
    assert stated(told)["sha256"] == told.verified().edition_sha256
    assert current(told.repository.folder, told.verified().edition_sha256, told.now)


def test_the_beat_leaves_right_copies_alone(told: Feed) -> None:
    """While nothing changes, a beat writes nothing but its timestamp."""
    with renames() as seen:
        told.later(minutes=5).renew()
    assert seen == ["timestamp.json"]


def test_the_beat_rewrites_at_a_change_and_after_hours(told: Feed) -> None:
    """Once an advisory has begun or ended, or six hours have passed, the copies state a newer signed time."""
    told.later(hours=7).renew()
    assert stated(told)["signed_at"] == utc_text(told.now)
    told.later(hours=5).renew()
    assert stated(told)["signed_at"] != utc_text(told.now)
    told.later(hours=12).renew()  # "ending" has ended
    shapes = json.loads((told.repository.folder / "open" / "advisories.geojson").read_bytes())["features"]
    assert [one["properties"]["level"] for one in shapes if one["id"] == "KH-19"] == ["LEVEL_1"]


def test_a_changed_copy_is_mended(told: Feed) -> None:
    """A copy that somebody changed is written anew by the next beat; a file of nobody's goes."""
    folder = told.repository.folder / "open"
    (folder / "ko" / "index.html").write_bytes(b"all clear")
    (folder / "stray.html").write_bytes(b"?")
    told.renew()
    assert b"all clear" not in (folder / "ko" / "index.html").read_bytes()
    assert not (folder / "stray.html").exists()


def test_an_edition_that_nobody_can_read_has_no_copies(told: Feed) -> None:
    """What makes no sense leaves no copies behind, least of all the old ones."""
    told.publish(edition(9, told.now))
    assert [path for path in (told.repository.folder / "open").rglob("*") if path.is_file()] == []


def test_the_command_writes_them_anew(told: Feed) -> None:
    """`kiosk feed open` names a sender of CAP alerts, or none; a name CAP forbids is a misuse."""
    feed = told.repository.folder
    words = ["feed", "open", str(feed)]
    assert run([*words, "--cap-sender", "two words"]) == 64
    assert run([*words, "--cap-sender", "sender@example.kr"]) == 0
    assert list(feed.glob("open/cap/*.xml"))
    assert run([*words, "--no-cap"]) == 0
    assert not Path(feed / "open" / "cap").exists() or not list(feed.glob("open/cap/*.xml"))
