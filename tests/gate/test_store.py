"""The state folder: what is shown from it, and what is let into it."""

import json
import os
import shutil
from pathlib import Path

import pytest

from kiosk.faults import Fault, Refusal
from kiosk.files import Disk
from kiosk.gate.store import Store
from kiosk.resources import bundled_edition
from tests.feed.workshop import Feed, Thief, whole_edition
from tests.sync.bench import Kiosk, changed, publish
from tests.sync.conftest import feed, first_feed, first_state, fresh, kiosk

__all__ = ["feed", "first_feed", "first_state", "fresh", "kiosk"]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """A missing state folder is created, with one line of warning, and shows the bundled edition."""
    held = Store(tmp_path / "a" / "state").load()
    assert (held.source, held.edition.number, held.verified, held.signed_at) == ("bundled", 0, None, None)
    assert (tmp_path / "a" / "state").is_dir()
    assert held.faults[0] == f"{tmp_path / 'a' / 'state'} was not there and has been made"
    assert all("\n" not in fault for fault in held.faults)


def test_an_empty_folder_shows_the_bundled_edition(tmp_path: Path) -> None:
    """A folder without a trusted root says what to do, and shows the bundled edition."""
    held = Store(tmp_path).load()
    assert held.faults == (
        f"{tmp_path} has no trusted root: run `kiosk enroll`; the bundled edition is shown meanwhile",
    )
    assert held.floor == held.edition.issued_at


def test_an_enrolled_kiosk_that_has_fetched_nothing(fresh: Kiosk) -> None:
    """Between enrollment and the first visit the bundled edition is shown."""
    assert fresh.shown().faults == ("no edition was fetched yet: the bundled one is shown",)


def test_no_place_for_the_folder(tmp_path: Path) -> None:
    """Where the folder cannot be made, one line says so, and the bundled edition is shown."""
    (tmp_path / "file").write_text("")
    held = Store(tmp_path / "file" / "state").load()
    assert held.source == "bundled"
    assert "Not a directory" in held.faults[0]


def test_what_is_held_is_told_whole(kiosk: Kiosk) -> None:
    """The edition, its hash, its proof and the floor of time are there."""
    held = kiosk.shown()
    assert held.verified is not None
    assert (held.source, held.faults) == ("bundle", ())
    assert held.sha256 == held.verified.edition_sha256
    assert held.signed_at == kiosk.feed.now
    assert held.floor == held.verified.issued_at == held.edition.issued_at


def test_fresh_reads_only_what_changed(kiosk: Kiosk) -> None:
    """While the bundle is the same file, the same value is given back; else the new one."""
    held = kiosk.shown()
    assert kiosk.store.fresh(held) is held
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.visit()
    assert kiosk.store.fresh(held).edition.number == 2


def test_another_root_makes_the_bundle_worthless(kiosk: Kiosk, tmp_path: Path) -> None:
    """A bundle is verified at each start: with another trusted root it is not shown."""
    other = Feed(tmp_path / "other")
    (kiosk.state / "trust" / "root.json").write_bytes(other.anchor)
    assert kiosk.shown().source == "bundled"


def test_another_mode_makes_the_bundle_worthless(kiosk: Kiosk) -> None:
    """A demo edition is not shown by a kiosk enrolled for live."""
    (kiosk.state / "trust" / "mode").write_text("live\n")
    assert kiosk.shown().source == "bundled"
    (kiosk.state / "trust" / "mode").write_text("joke\n")
    assert "wanted one of live, training, demo" in kiosk.shown().faults[0]


def test_the_door_refuses_what_is_older(kiosk: Kiosk) -> None:
    """An older edition, verified and all, does not pass."""
    first = kiosk.feed.bundle()
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.visit()
    with pytest.raises(Refusal, match="older"):
        kiosk.store.accept(first)
    assert kiosk.shown().edition.number == 2


def test_the_door_refuses_one_signature(kiosk: Kiosk) -> None:
    """An edition with one officer's signature does not pass."""
    data = changed(whole_edition(2, kiosk.feed.now))
    thief = Thief(kiosk.feed)
    with pytest.raises(Refusal):
        kiosk.store.accept(thief.bundle(edition=data, editions=thief.listing(data, kiosk.feed.signer_of("kim"))))


@pytest.mark.parametrize("members", [{"advisories": []}, {"contacts": []}, {"zones": []}, {"schema": "9.0"}])
def test_the_door_refuses_nonsense(kiosk: Kiosk, members: dict[str, object]) -> None:
    """Signed by two, but empty or shrunken or of another time: it does not pass."""
    bundle = kiosk.feed.publish(changed(whole_edition(2, kiosk.feed.now), **members))
    with pytest.raises(Refusal, match="makes no sense"):
        kiosk.store.accept(bundle)
    assert kiosk.shown().edition.number == 1


def test_nonsense_that_got_in_is_not_shown(kiosk: Kiosk) -> None:
    """An edition this program cannot build, laid into the folder past the door, is damage like any other."""
    bundle = kiosk.feed.publish(changed(whole_edition(2, kiosk.feed.now), zones=[{"id": 3}]))
    kiosk.store.keep(bundle)
    held = kiosk.shown()
    assert (held.edition.number, held.source) == (1, "previous")
    assert "cannot be read by this program" in held.faults[0]


def test_the_same_bundle_is_not_written_twice(kiosk: Kiosk) -> None:
    """What is held already costs no write."""
    stamp = Disk().stamp(kiosk.state / "bundle")
    kiosk.store.accept(kiosk.feed.bundle())
    assert Disk().stamp(kiosk.state / "bundle") == stamp


def test_a_link_is_not_followed(kiosk: Kiosk, tmp_path: Path) -> None:
    """A link laid in the place of a temporary file does not lead the writing elsewhere."""
    (tmp_path / "victim").write_text("mine")
    (kiosk.state / ".status.json.new").symlink_to(tmp_path / "victim")
    kiosk.store.write_status({"outcome": "updated"})
    assert (tmp_path / "victim").read_text() == "mine"
    assert kiosk.store.read_status() == {"outcome": "updated"}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["bundle", "trust/root.json", "trust/mode", "trust/feed", "status.json"])
def test_a_pipe_in_a_files_place_holds_nobody(kiosk: Kiosk, name: str) -> None:
    """Whoever can write the state folder cannot stop the display by a pipe that nobody fills."""
    (kiosk.state / name).unlink(missing_ok=True)
    os.mkfifo(kiosk.state / name)
    assert kiosk.store.read_status() is None
    told = [fault for fault in kiosk.store.load().faults if name in fault and "Not a plain file" in fault]
    assert bool(told) is (name not in ("trust/feed", "status.json"))


def test_notes_that_cannot_be_read(kiosk: Kiosk) -> None:
    """A damaged status.json or painted.json is none."""
    for text in ("", "[1]", "{", "null"):
        (kiosk.state / "status.json").write_text(text)
        assert kiosk.store.read_status() is None
    assert kiosk.store.read_painted() is None
    kiosk.store.write_painted({"edition": 1})
    assert kiosk.store.read_painted() == {"edition": 1}


def test_the_bundled_edition_is_the_programs_own(tmp_path: Path) -> None:
    """The floor on which every kiosk stands is `assets/edition/edition.json`."""
    assert Store(tmp_path).load().edition.number == json.loads(bundled_edition().read_bytes())["number"] == 0


def test_a_disk_without_links(kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without hard links (a stick) the previous bundle is a copy."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    (tmp_path / "a").write_bytes(b"words")
    Disk().link(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"words"
    assert kiosk.state.is_dir()


def test_not_enrolled_lets_nothing_in(kiosk: Kiosk) -> None:
    """Without a trusted root nothing can be taken."""
    shutil.rmtree(kiosk.state / "trust")
    with pytest.raises(Fault, match="kiosk enroll"):
        kiosk.store.accept(kiosk.feed.bundle())
