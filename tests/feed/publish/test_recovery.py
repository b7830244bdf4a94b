"""A feed that was restored from a backup, seen from the server."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.faults import Fault, Refusal
from kiosk.feed.publish.commands import feed as command
from kiosk.feed.trust.succession import supersedes
from tests.feed.workshop import Feed, edition


@pytest.fixture
def restored(published: Feed, tmp_path: Path) -> tuple[Feed, Path]:
    """A feed restored to edition 5, and the bundle of a kiosk that has seen edition 6 and a beat since."""
    backup = tmp_path / "backup"
    shutil.copytree(published.folder, backup)
    published.later(minutes=5).publish(edition(6, published.now))
    published.later(minutes=5).renew()
    held = tmp_path / "edition.bundle"
    held.write_bytes(published.bundle().to_bytes())
    shutil.rmtree(published.folder)
    shutil.copytree(backup, published.folder)
    return published, held


def _run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_restored_feed_takes_up_what_a_kiosk_holds(restored: tuple[Feed, Path]) -> None:
    """After `resume` edition, roots and versions are those kiosks hold, and the next edition and beat are taken by them."""
    feed, held = restored
    result = _run("resume", feed.folder, held)
    assert result.exit_code == 0, result.exception
    assert result.stdout.startswith("edition 6 is in force")
    before = feed.verified()
    assert feed.bundle().to_bytes() == held.read_bytes()
    feed.later(minutes=5).renew()
    supersedes(feed.verified(), before)
    feed.publish(edition(7, feed.now))
    supersedes(feed.verified(), before)
    assert feed.verified().number == 7


def test_resuming_twice_changes_nothing(restored: tuple[Feed, Path]) -> None:
    """What is in force already is said again, with exit code 0."""
    feed, held = restored
    assert [_run("resume", feed.folder, held).exit_code for _ in range(2)] == [0, 0]


def test_a_rotation_since_the_backup_is_taken_up(published: Feed, tmp_path: Path) -> None:
    """A root that kiosks follow and the backup lacks comes with the bundle."""
    backup, held = tmp_path / "backup", tmp_path / "held"
    shutil.copytree(published.folder, backup)
    published.later(minutes=5).rotate("timestamp")
    held.write_bytes(published.bundle().to_bytes())
    shutil.rmtree(published.folder)
    shutil.copytree(backup, published.folder)
    assert _run("resume", published.folder, held).exit_code == 0
    assert published.verified().root_version == 2


def test_a_restored_feed_is_told_at_the_server(restored: tuple[Feed, Path]) -> None:
    """`verify --held` refuses where a kiosk would, and names the mend."""
    feed, held = restored
    result = _run("verify", feed.folder, "--held", held, *())
    assert isinstance(result.exception, Refusal)
    feed.later(minutes=1)
    with pytest.raises(Refusal, match="kiosk feed resume"):
        _held(feed, held)


def _held(feed: Feed, held: Path) -> None:
    """What `verify --held` asks, whatever the time is."""
    from kiosk.feed.publish import recovery

    recovery.check_followed(feed.verified(), recovery.read(feed.repository, held.read_bytes()).verified)


def test_another_edition_of_a_number_is_told_at_the_server(restored: tuple[Feed, Path]) -> None:
    """Another edition 6 published on the restored feed: refused at the server in words, with the number to publish above."""
    feed, held = restored
    feed.publish(edition(6, feed.now, days=20))
    with pytest.raises(Refusal, match=r"another edition 6 .* publish an edition with a number above 6"):
        _held(feed, held)
    result = _run("resume", feed.folder, held)
    assert isinstance(result.exception, Refusal)
    assert "number above 6" in str(result.exception)
    feed.publish(edition(7, feed.later(minutes=1).now))
    _held(feed, held)


def test_what_another_feed_signed_is_not_taken_up(restored: tuple[Feed, Path], tmp_path: Path) -> None:
    """Only this feed's own officers and keys count."""
    feed, held = restored
    other = Feed(tmp_path / "other", now=feed.now)
    other.publish(edition(9, feed.now))
    held.write_bytes(other.bundle().to_bytes())
    before = (feed.folder / "metadata" / "timestamp.json").read_bytes()
    assert isinstance(_run("resume", feed.folder, held).exception, Refusal)
    assert (feed.folder / "metadata" / "timestamp.json").read_bytes() == before


def test_rubbish_is_not_taken_up(restored: tuple[Feed, Path]) -> None:
    """A file that is no bundle is said to be none."""
    feed, held = restored
    held.write_bytes(b"rubbish")
    assert isinstance(_run("resume", feed.folder, held).exception, Fault)
