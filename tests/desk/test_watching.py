"""The duty room's watcher: what it announces of each edition it sees, and what it does not believe."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.demo.feed import DemoFeed
from kiosk.demo.serve import serve
from kiosk.desk.watching import Unreachable, Watcher
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import ceremony, keys, proposal
from kiosk.feed.trust.verification import Untrusted
from tests.ports import free_ports


@pytest.fixture
def feed(tmp_path: Path) -> DemoFeed:
    """A feed with edition 1 of the two demo officers."""
    found = DemoFeed(tmp_path / "feed", tmp_path / "keys")
    found.prepare()
    return found


@pytest.fixture
def address(feed: DemoFeed) -> Iterator[str]:
    """The same, served."""
    server = serve(feed.folder, port := free_ports())
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


def _publish(feed: DemoFeed, minutes: int, telephone: str = "") -> None:
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    found = json.loads(feed.document((feed.number() or 0) + 1, now))
    if telephone:
        found["contacts"][0].update(value=telephone, printed=telephone)
    proposal.propose(feed.repository, canonical_json(found), now)
    for path in feed.officer_keys():
        proposal.sign(feed.repository, keys.read(path), feed.ring.passphrase)
    proposal.publish(feed.repository, feed.ring, now)


def _watcher(feed: DemoFeed, source: str) -> Watcher:
    return Watcher(source, "demo", feed.repository.roots()[0])


def test_each_edition_is_announced_once(feed: DemoFeed, address: str) -> None:
    """Number and signers, whether contacts changed, and nothing while nothing is new (a beat is nothing new)."""
    watcher = _watcher(feed, address)
    assert watcher.look() == ["\a제1판 edition 1 · demo-officer-a, demo-officer-b"]
    feed.beat()
    assert watcher.look() == []
    _publish(feed, 1)
    assert [line.strip() for line in watcher.look()[1:]] == ["연락처 변경 없음 contacts unchanged"]
    was = json.loads(feed.repository.edition() or b"")["contacts"][0]
    _publish(feed, 2, "+85512345678")
    first, second = watcher.look()
    assert "edition 3 · demo-officer-a, demo-officer-b" in first
    assert "contact changed" in second and was["value"] in second and "→ +85512345678" in second


def test_the_same_edition_signed_anew_is_said(feed: DemoFeed, address: str) -> None:
    """A signer was removed: other names, not another word."""
    watcher, now = _watcher(feed, address), datetime.now(UTC)
    watcher.look()
    ceremony.admit(feed.repository, feed.ring, "choi", now)
    ceremony.remove(feed.repository, feed.ring, "demo-officer-a", now)
    first, second = watcher.look()
    assert "edition 1 · choi, demo-officer-b" in first and "signed anew" in second


def test_what_goes_backwards_is_not_believed(feed: DemoFeed, tmp_path: Path) -> None:
    """An older copy of the feed under the same address; and another root."""
    old = tmp_path / "old"
    subprocess.run(["cp", "-r", str(feed.folder), str(old)], check=True)
    _publish(feed, 1)
    watcher = _watcher(feed, str(feed.folder))
    watcher.look()
    watcher.source = str(old)
    with pytest.raises(Untrusted, match="older"):
        watcher.look()
    stranger = DemoFeed(tmp_path / "stranger" / "feed", tmp_path / "stranger" / "keys")
    stranger.prepare()
    with pytest.raises(Untrusted):
        _watcher(stranger, str(feed.folder)).look()


@pytest.mark.parametrize("path", ["timestamp.json", "1.snapshot.json"])
def test_what_is_no_feed_is_said(feed: DemoFeed, address: str, path: str) -> None:
    """Missing or nonsense files: one line, no traceback."""
    watcher = _watcher(feed, address)
    for file in feed.repository.metadata.glob(f"*{path[1:]}"):
        file.write_bytes(b"<html>")
    with pytest.raises(Unreachable, match="not a feed"):
        watcher.look()
    for file in feed.repository.metadata.glob(f"*{path[1:]}"):
        file.unlink()
    with pytest.raises(Unreachable, match="the feed has no"):
        watcher.look()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nonsense"], 64, "neither a web address nor a folder: 'nonsense'"),
        (["http://%/", "--root", "/dev/null"], 64, "neither a web address nor a folder: 'http://%/'"),
        (["http://127.0.0.1:9/", "--root", "/dev/zero"], 1, "/dev/zero: Not a plain file"),
        (["http://127.0.0.1:9/", "--root", __file__], 2, f"{__file__}: not a trusted root for live"),
    ],
)
def test_what_cannot_be_watched_is_said_at_once(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A feed that is none is misuse, a root that is none is refused: one line, and no watch that sees nothing for ever."""
    assert cli.run(["desk", "watch", *words]) == code
    line = capsys.readouterr().err
    assert (line.startswith(f"kiosk: {said}"), line.count("\n")) == (True, 1)


def test_it_goes_on_watching(feed: DemoFeed, address: str, tmp_path: Path) -> None:
    """`kiosk desk watch` for hours: an edition, then one more; killed, it leaves nothing."""
    root = tmp_path / "root.json"
    root.write_bytes(feed.repository.roots()[0])
    words = ["desk", "watch", address, "--root", str(root), "--mode", "demo", "--every", "0.1"]
    command = [sys.executable, "-u", "-m", "kiosk", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout
        try:
            assert "edition 1 " in _until(process.stdout.fileno(), "edition 1 ")
            _publish(feed, 1)
            assert "contacts unchanged" in _until(process.stdout.fileno(), "contacts unchanged")
        finally:
            process.terminate()


def _until(pipe: int, word: str) -> str:
    said = ""
    while word not in said and select.select([pipe], [], [], 30)[0]:
        piece = os.read(pipe, 4096)
        if not piece:
            break
        said += piece.decode()
    return said
