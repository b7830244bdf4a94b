"""The runbook's ceremonies are typed as they stand there, and a kiosk that was enrolled before follows."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Template

import pytest

from kiosk import cli
from kiosk.gate import enrollment
from kiosk.gate.store import Store
from kiosk.sync.outcome import good
from tests.feed.workshop import PASSPHRASE, Feed, whole_edition
from tests.sync.bench import Kiosk, publish

RUNBOOK = (Path(__file__).parents[2] / "kiosk" / "docs" / "runbook.md").read_text(encoding="utf-8")
FOUNDING = "Found a feed"
STICK = "For the person holding the stick"


def _lines(text: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def _ceremonies() -> Iterator[tuple[str, list[str]]]:
    for part in RUNBOOK.split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        yield title, _lines(text.replace("\n   ", "\n"))


CEREMONIES = dict(_ceremonies())
CARRIED = CEREMONIES.pop(STICK)


@pytest.fixture
def place(tmp_path: Path) -> dict[str, Path]:
    """What the runbook's names stand for."""
    now = datetime.now(UTC).replace(microsecond=0)
    (tmp_path / "secret").write_bytes(PASSPHRASE + b"\n")
    (tmp_path / "edition.json").write_bytes(whole_edition(2, now))
    (tmp_path / "stick").mkdir()
    names = {"FEED": "feed", "KEYS": "keys", "SECRET": "secret", "EDITION": "edition.json", "STATE": "state"}
    return {name: tmp_path / path for name, path in {**names, "STICK": "stick", "OTHER": "other"}.items()}


def _type(lines: list[str], place: dict[str, Path]) -> None:
    for line in lines:
        program, *words = shlex.split(Template(line).substitute({name: str(path) for name, path in place.items()}))
        assert (program, cli.run(words)) == ("kiosk", 0), line


def _kiosk(place: dict[str, Path]) -> Kiosk:
    """A feed of now with edition 1, and a kiosk that holds it."""
    feed = Feed(place["FEED"].parent, now=datetime.now(UTC).replace(microsecond=0))
    publish(feed, 1)
    kiosk = Kiosk(feed, place["STATE"])
    assert good(kiosk.visit())
    return kiosk


@pytest.mark.parametrize("title", [title for title in CEREMONIES if title != FOUNDING])
def test_each_ceremony_as_it_is_written(title: str, place: dict[str, Path]) -> None:
    """Typed line by line each ends with exit code 0; a kiosk from before follows, and so does one that comes after."""
    kiosk = _kiosk(place)
    before = kiosk.shown().verified
    _type(CEREMONIES[title], place)
    kiosk.feed.now = datetime.now(UTC)
    assert good(kiosk.visit(full=True))
    after = kiosk.shown().verified
    assert before is not None
    assert after is not None
    assert after.versions != before.versions
    assert (kiosk.shown().source, kiosk.shown().faults) == ("bundle", ())
    assert good(Kiosk(kiosk.feed, place["OTHER"]).visit())


def test_the_founding_as_it_is_written(place: dict[str, Path]) -> None:
    """From nothing to an enrolled kiosk."""
    _type(CEREMONIES[FOUNDING], place)
    assert Store(place["STATE"]).enrollment().mode == "demo"


def test_the_stick_as_it_is_written(place: dict[str, Path]) -> None:
    """The page for the person holding the stick."""
    kiosk = _kiosk(place)
    enrollment.enroll(place["OTHER"], kiosk.url, kiosk.feed.anchor, kiosk.feed.mode)
    _type(CARRIED, place)
    assert Store(place["OTHER"]).load().edition.number == 1


def test_stolen_online_keys_are_ended_by_the_ceremony(place: dict[str, Path]) -> None:
    """The runbook's last ceremony brings back a kiosk on which the thief announced version 10^9."""
    from tests.feed.workshop import Thief

    kiosk = _kiosk(place)
    kiosk.store.accept(Thief(kiosk.feed).bundle(version=10**9))
    (title,) = [title for title in CEREMONIES if "revoke the online keys" in title]
    place["EDITION"].write_bytes(whole_edition(2, datetime.now(UTC).replace(microsecond=0)))
    _type(CEREMONIES[title], place)
    kiosk.feed.now = datetime.now(UTC)
    assert good(kiosk.visit(full=True))
    assert kiosk.shown().edition.number == 2


def test_the_runbook_is_whole() -> None:
    """Root, officer, supervisor, online keys and the founding: each has a ceremony with commands."""
    assert len(CEREMONIES) >= 6
    assert all(CEREMONIES.values())
