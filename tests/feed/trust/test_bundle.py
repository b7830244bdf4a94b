"""The bundle's one form, and every way it can be damaged."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.feed.trust.bundle import MAX_SIZE, Bundle, Damaged
from tests.feed.workshop import Feed

_files = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(str.encode)
_bundles = st.builds(
    Bundle,
    roots=st.lists(_files, max_size=3).map(tuple),
    timestamp=_files,
    snapshot=_files,
    targets=_files,
    editions=_files,
    edition=_files,
)
SMALL = Bundle(
    roots=(b"root",),
    timestamp=b"timestamp",
    snapshot=b"snapshot",
    targets=b"targets",
    editions=b"editions",
    edition="출국권고".encode(),
)


def _with_content(content: bytes) -> bytes:
    return b"kiosk-bundle 1 " + hashlib.sha256(content).hexdigest().encode() + b"\n" + content + b"\n"


@given(_bundles)
def test_round_trip(bundle: Bundle) -> None:
    """Every file comes back byte for byte."""
    assert Bundle.from_bytes(bundle.to_bytes()) == bundle


def test_published_bundle_survives(published: Feed) -> None:
    """A bundle read back from its file verifies like the feed it came from."""
    again = Bundle.from_bytes(published.bundle().to_bytes())
    assert published.verified(again) == published.verified()


def test_every_truncation_is_damage() -> None:
    """Cut at any byte, the bundle is damaged, and says so in one line."""
    data = SMALL.to_bytes()
    for length in range(len(data)):
        with pytest.raises(Damaged) as damaged:
            Bundle.from_bytes(data[:length])
        assert "\n" not in str(damaged.value)


def test_every_changed_byte_is_damage() -> None:
    """Any changed byte, in header or content, is damage."""
    data = SMALL.to_bytes()
    for place in range(len(data) - 1):
        with pytest.raises(Damaged):
            Bundle.from_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "not JSON"),
        (b"[]", "not an object"),
        (b"{}", "lacks a part"),
        (json.dumps({**dict.fromkeys(["timestamp", "snapshot", "targets", "editions", "edition"], ""),
                     "roots": [1]}).encode(), "not text"),
        (json.dumps({**dict.fromkeys(["timestamp", "snapshot", "targets", "editions", "edition"], "\ud800"),
                     "roots": []}).encode(), "not UTF-8"),
    ],
)  # fmt: skip
def test_wrong_content_is_damage(content: bytes, why: str) -> None:
    """Content of another shape is damage even under a right checksum."""
    with pytest.raises(Damaged, match=why):
        Bundle.from_bytes(_with_content(content))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a bundle"),
        (b"<html>", "not a bundle"),
        (b"kiosk-bundle 2 00\n{}\n", "form '2'"),
        (b"x" * (MAX_SIZE + 1), "larger than 8 MB"),
    ],
)
def test_other_files_are_named(data: bytes, why: str) -> None:
    """A file that is no bundle of ours is told apart from a damaged one."""
    with pytest.raises(Damaged, match=why):
        Bundle.from_bytes(data)


def test_binary_file_cannot_be_bundled() -> None:
    """A file that is not UTF-8 is refused when the bundle is written, not when it is read."""
    with pytest.raises(Damaged, match="not UTF-8"):
        replace(SMALL, roots=(b"\xff",)).to_bytes()
