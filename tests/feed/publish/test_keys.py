"""Key files: sealed at rest, found by their ids, never by their names."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faults import Fault, Misuse
from kiosk.feed.publish import keys
from kiosk.feed.publish.keys import KeyFile, Keyring
from tests.feed.workshop import CHEAP, PASSPHRASE, Feed


@pytest.fixture
def kim() -> KeyFile:
    """A sealed officer's key."""
    return keys.make("officer", "kim", "demo/editions", PASSPHRASE, CHEAP)


def test_sealed_key_signs_after_a_round_trip(kim: KeyFile) -> None:
    """Written, read and opened with its passphrase, a key signs what its public half verifies."""
    again = KeyFile.from_bytes(kim.to_bytes())
    signature = again.unlock(PASSPHRASE).sign(b"data")
    assert again == kim
    assert kim.key.verify_signature(signature, b"data") is None


@pytest.mark.parametrize(("passphrase", "why"), [(b"wrong", "does not open"), (None, "give --passphrase-file")])
def test_sealed_key_stays_shut(kim: KeyFile, passphrase: bytes | None, why: str) -> None:
    """Without its passphrase a sealed key does not open, and the fault says so."""
    with pytest.raises(Fault, match=why):
        kim.unlock(passphrase)


def test_sealed_file_holds_no_private_key_in_clear(kim: KeyFile) -> None:
    """The private part lies encrypted in the file."""
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in kim.to_bytes()


def test_changed_name_or_scope_changes_the_id(kim: KeyFile) -> None:
    """Pseudonym and scope are part of the key's id."""
    ids = {
        KeyFile(kim.kind, name, scope, kim.public, kim.private, kim.cost, kim.salt).key.keyid
        for name, scope in [("kim", "demo/editions"), ("lee", "demo/editions"), ("kim", "live/editions")]
    }
    assert len(ids) == 3


@pytest.mark.parametrize("name", ["", "../kim", "kim lee", "-kim", "k" * 33, "김", "kim\n"])
def test_names_fit_for_files_only(name: str) -> None:
    """A pseudonym that could not be a file's name is refused."""
    with pytest.raises(Misuse):
        keys.check_name(name)


def test_key_files_are_private(feed: Feed) -> None:
    """Key files can be read by their owner only, online ones too."""
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path, _ in feed.keyring.files()}
    assert set(modes.values()) == {"0o600"}
    assert {"root-1.json", "supervisor-2.json", "timestamp.json", "officer-kim.json"} <= set(modes)


def test_only_online_keys_lie_open(feed: Feed) -> None:
    """Snapshot's and timestamp's keys open without a passphrase, nobody else's does."""
    assert {file.name for _, file in feed.keyring.files() if not file.cost} == {"snapshot", "timestamp"}


@given(st.one_of(st.binary(max_size=40), st.sampled_from([b"{}", b"[]", b"null", b'{"scrypt":1}'])))
def test_rubbish_is_no_key_file(data: bytes) -> None:
    """Whatever bytes are given as a key file, the fault is one line."""
    with pytest.raises(Fault, match="not a key file of ours"):
        KeyFile.from_bytes(data)


@pytest.mark.parametrize("cost", [1, 3, -2, 2**21, True, "2"])
def test_absurd_cost_is_refused(kim: KeyFile, cost: object) -> None:
    """A key file cannot make us stretch a passphrase for hours."""
    document = json.loads(kim.to_bytes())
    document["scrypt"]["cost"] = cost
    with pytest.raises(Fault, match="not a key file of ours"):
        KeyFile.from_bytes(json.dumps(document).encode())


def test_damaged_key_file_is_named(tmp_path: Path) -> None:
    """The fault of a missing or damaged key file names the file."""
    (tmp_path / "kim.json").write_text("rubbish")
    for name in ("kim.json", "lee.json"):
        with pytest.raises(Fault, match=name):
            keys.read(tmp_path / name)


def test_passphrase_is_the_first_line(tmp_path: Path) -> None:
    """A passphrase file may end in a newline; an empty one is a fault."""
    file = tmp_path / "passphrase"
    file.write_text("four words\n\n")
    assert keys.read_passphrase(file) == b"four words"
    file.write_text("\n")
    with pytest.raises(Fault, match="no passphrase in it"):
        keys.read_passphrase(file)


def test_sealed_key_is_not_made_without_passphrase(tmp_path: Path) -> None:
    """No passphrase, no officer's key: nothing sealed is ever left open."""
    with pytest.raises(Fault, match="no passphrase"):
        Keyring(tmp_path).make("officer", "kim", "demo/editions")
    assert list(tmp_path.iterdir()) == []
