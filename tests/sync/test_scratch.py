"""Where a visit works: in memory where there is room, beside the bundle else; nothing of it stays or adds up."""

from pathlib import Path

import pytest

from kiosk.sync import scratch
from kiosk.sync.outcome import Updated
from tests.feed.workshop import Feed, whole_edition
from tests.sync.bench import Kiosk


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the machine's memory."""
    found = tmp_path / "memory"
    found.mkdir()
    monkeypatch.setattr(scratch, "MEMORY", found)
    return found


def test_a_visit_works_in_memory_and_leaves_nothing(memory: Path, tmp_path: Path) -> None:
    """The folder lies in memory, is ours alone and named by the state folder; after a visit it is gone."""
    state = tmp_path / "state"
    state.mkdir()
    made = scratch.emptied(state)
    assert (made.parent, made.stat().st_mode & 0o777) == (memory, 0o700)
    made.rmdir()
    feed = Feed(tmp_path / "f")
    feed.publish(whole_edition(1, feed.now))
    assert isinstance(Kiosk(feed, state).visit(), Updated)
    assert [list(memory.iterdir()), (state / "scratch").exists()] == [[], False]


def test_what_a_killed_visit_left_does_not_add_up(memory: Path, tmp_path: Path) -> None:
    """The next visit of the same kiosk takes the same folder, emptied; another kiosk takes another."""
    left = scratch.emptied(tmp_path)
    (left / "snapshot.json").write_bytes(b"half")
    assert (scratch.emptied(tmp_path), list(left.iterdir())) == (left, [])
    assert scratch.emptied(memory) != left
    assert len(list(memory.iterdir())) == 2


@pytest.mark.parametrize("taken", ["file", "link"])
def test_what_another_put_there_is_left_alone(memory: Path, tmp_path: Path, taken: str) -> None:
    """A file or a link under that name is neither followed nor removed: the visit works beside the bundle."""
    name, elsewhere = memory / scratch._name(tmp_path), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    if taken == "file":
        name.touch()
    else:
        name.symlink_to(elsewhere)
    assert scratch.emptied(tmp_path) == tmp_path / "scratch"
    assert (name.exists(), (elsewhere / "kept").exists()) == (True, True)


def test_without_room_in_memory_the_disk_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without such a folder, or with a full one, polls all the same."""
    monkeypatch.setattr(scratch, "MEMORY", tmp_path / "none")
    assert scratch.emptied(tmp_path) == tmp_path / "scratch"
    monkeypatch.setattr(scratch, "MEMORY", tmp_path)
    monkeypatch.setattr(scratch, "ROOM", 2**62)
    assert scratch.emptied(tmp_path) == tmp_path / "scratch"
