"""What the kiosk's own verifier accepts and refuses."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuf.api.metadata import DelegatedRole, Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.verification import Untrusted, Verified, fingerprint, root_in_force, verify
from tests.feed.workshop import NOW, Feed, Thief, edition

PARTS = ("timestamp", "snapshot", "targets", "editions", "edition")


def _changed(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _accepted(bundle: Bundle, feed: Feed) -> bool:
    try:
        feed.verified(bundle)
    except Untrusted:
        return False
    return True


def test_everything_is_told(published: Feed) -> None:
    """A verified bundle tells what the display, the courier and an officer need to know."""
    verified = published.verified()
    assert verified == Verified(
        edition_bytes=edition(5),
        edition_sha256=verified.edition_sha256,
        number=5,
        mode="demo",
        issued_at=NOW,
        valid_until=NOW + timedelta(days=29),
        signed_at=NOW,
        versions=dataclasses.replace(verified.versions, root=1, timestamp=5, snapshot=5, targets=4, editions=1),
        expires=dataclasses.replace(
            verified.expires,
            root=NOW + timedelta(days=365),
            timestamp=NOW + timedelta(days=1),
            snapshot=NOW + timedelta(days=7),
            targets=NOW + timedelta(days=365),
            editions=NOW + timedelta(days=29),
        ),
        signers=("kim", "lee"),
        root_version=1,
        root_fingerprint=fingerprint(published.anchor),
        online_keys=verified.online_keys,
        targets_keys=verified.targets_keys,
    )


def test_expiry_is_reported_not_enforced(tmp_path: Path) -> None:
    """No clock is read: a bundle that expired years ago still verifies, and says when it ended."""
    long_ago = datetime(2020, 2, 29, tzinfo=UTC)
    feed = Feed(tmp_path, now=long_ago)
    verified = feed.verified(feed.publish(edition(1, long_ago)))
    assert verified.expires.timestamp == long_ago + timedelta(days=1)


@pytest.fixture
def apart(request: pytest.FixtureRequest) -> int:
    """How far apart the bytes lie that are changed one by one: each one with --long, else every seventh."""
    return 1 if request.config.getoption("--long") else 7


@pytest.mark.parametrize("part", PARTS)
def test_a_changed_byte_is_refused(published: Feed, part: str, apart: int) -> None:
    """A changed byte anywhere in any file is refused."""
    bundle = published.bundle()
    data: bytes = getattr(bundle, part)
    survived = [
        place
        for place in range(0, len(data), apart)
        if _accepted(dataclasses.replace(bundle, **{part: _changed(data, place)}), published)
    ]
    assert survived == []


def test_a_changed_byte_of_a_root_is_refused(published: Feed, apart: int) -> None:
    """A changed byte anywhere in a root that is not the anchor is refused."""
    published.rotate()
    bundle = published.bundle()
    first, second = bundle.roots
    survived = [
        place
        for place in range(0, len(second), apart)
        if _accepted(dataclasses.replace(bundle, roots=(first, _changed(second, place))), published)
    ]
    assert survived == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.sampled_from(PARTS), data=st.one_of(st.binary(max_size=64), st.just(b"{}"), st.just(b"<html>")))
def test_rubbish_is_refused_in_one_line(published: Feed, part: str, data: bytes) -> None:
    """Whatever bytes stand where a file belongs, the answer is Untrusted with one line."""
    with pytest.raises(Untrusted) as refused:
        published.verified(dataclasses.replace(published.bundle(), **{part: data}))
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("part", ["timestamp", "snapshot", "targets", "editions"])
def test_deep_nesting_is_refused(published: Feed, part: str) -> None:
    """Metadata nested beyond Python's stack is refused, not a crash."""
    with pytest.raises(Untrusted):
        published.verified(dataclasses.replace(published.bundle(), **{part: b"[" * 100_000}))


def test_another_mode_is_refused(published: Feed) -> None:
    """A live kiosk refuses a demo feed even if it were given the demo's root."""
    with pytest.raises(Untrusted, match="signed for demo/root, not for live/root"):
        verify(published.bundle(), published.anchor, "live")


def test_edition_of_another_mode_is_refused(thief: Thief) -> None:
    """An edition that says another mode is refused even if two officers signed it."""
    data = edition(6, mode="training")
    editions = thief.listing(data, thief.feed.signer_of("kim"), thief.feed.signer_of("lee"))
    with pytest.raises(Untrusted, match="mode training, this kiosk is demo"):
        thief.feed.verified(thief.bundle(editions=editions, edition=data))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no json", "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"number":true}', "no number"),
        (b'{"number":6,"mode":"other"}', "no mode"),
        (b'{"number":6,"mode":"demo","issued_at":"2026-11-22T03:00:00"}', "issued_at is not a time"),
    ],
)
def test_edition_without_header_is_refused(thief: Thief, data: bytes, why: str) -> None:
    """What two officers signed must still be an edition with number, mode and dates."""
    editions = thief.listing(data, thief.feed.signer_of("kim"), thief.feed.signer_of("lee"))
    with pytest.raises(Untrusted, match=why):
        thief.feed.verified(thief.bundle(editions=editions, edition=data))


def test_another_root_is_refused(published: Feed, tmp_path: Path) -> None:
    """A whole feed under another root of the same mode is refused."""
    other = Feed(tmp_path / "other")
    bundle = other.publish(edition(6))
    with pytest.raises(Untrusted):
        verify(dataclasses.replace(bundle, roots=published.bundle().roots), published.anchor, "demo")


@pytest.mark.parametrize("extra", [{}, {"x-signed-at": "1"}, {"x-signed-at": True}, {"x-signed-at": 10**30}])
def test_timestamp_without_signed_time_is_refused(thief: Thief, extra: dict[str, object]) -> None:
    """Without a whole number of seconds in `x-signed-at` nothing says how fresh this is: refused."""
    with pytest.raises(Untrusted):
        thief.feed.verified(thief.bundle(extra=extra))


def test_mixed_publications_are_refused(published: Feed) -> None:
    """Parts of two publications do not fit together."""
    old, new = published.bundle(), published.publish(edition(6))
    for part in ("snapshot", "editions", "edition"):
        with pytest.raises(Untrusted):
            published.verified(dataclasses.replace(new, **{part: getattr(old, part)}))


def _list_file(targets: Targets) -> None:
    targets.targets["edition.json"] = TargetFile.from_data("edition.json", b"x", ["sha256"])


def _delegate_more(targets: Targets) -> None:
    assert targets.delegations is not None and targets.delegations.roles is not None
    targets.delegations.roles["extra"] = DelegatedRole("extra", [], 1, terminating=True, paths=["edition.json"])


def _delegate_everything(targets: Targets) -> None:
    assert targets.delegations is not None and targets.delegations.roles is not None
    targets.delegations.roles["editions"].paths = ["*"]


def _delegate_nothing(targets: Targets) -> None:
    targets.delegations = None


@pytest.mark.parametrize("change", [_list_file, _delegate_more, _delegate_everything, _delegate_nothing])
def test_targets_only_delegates(thief: Thief, change: Callable[[Targets], None]) -> None:
    """Targets that does anything but delegate edition.json to editions is refused, though both supervisors signed."""
    with pytest.raises(Untrusted):
        thief.feed.verified(thief.bundle(targets=thief.targets_with(change)))


def test_threshold_of_one_in_targets_is_still_two(thief: Thief) -> None:
    """Supervisors cannot lower the two-officer rule: the kiosk holds it by itself."""

    def lower(targets: Targets) -> None:
        assert targets.delegations is not None and targets.delegations.roles is not None
        targets.delegations.roles["editions"].threshold = 1

    data = edition(6)
    editions = thief.listing(data, thief.feed.signer_of("kim"))
    with pytest.raises(Untrusted, match="two people"):
        thief.feed.verified(thief.bundle(targets=thief.targets_with(lower), editions=editions, edition=data))


def test_editions_lists_one_file(thief: Thief) -> None:
    """An editions document with a second file is refused."""
    data = edition(6)
    editions = thief.listing(data)
    editions.signed.targets["other.json"] = TargetFile.from_data("other.json", b"x", ["sha256"])
    for name in ("kim", "lee"):
        editions.sign(thief.feed.signer_of(name), append=True)
    with pytest.raises(Untrusted, match="something else"):
        thief.feed.verified(thief.bundle(editions=editions, edition=data))


def test_an_edition_that_outlives_its_signatures_is_refused(thief: Thief) -> None:
    """Officers signed for thirty days; an edition that says it holds for years is not what they were asked for."""
    data = edition(6, days=3000)
    editions = thief.listing(data, thief.feed.signer_of("kim"), thief.feed.signer_of("lee"))
    with pytest.raises(Untrusted, match="holds longer"):
        thief.feed.verified(thief.bundle(editions=editions, edition=data))


@pytest.mark.parametrize("seconds", [2**62, -(2**62), 67768036191694800, 10**30])
def test_a_signed_time_beyond_all_clocks_is_refused(thief: Thief, seconds: int) -> None:
    """Whatever number stands for the signed time, the verifier says untrusted and nothing else."""
    with pytest.raises(Untrusted):
        thief.feed.verified(thief.bundle(extra={"x-signed-at": seconds}))


def test_wrong_kind_of_file_is_refused(published: Feed) -> None:
    """A validly signed file in another one's place is refused."""
    bundle = published.bundle()
    with pytest.raises(Untrusted, match="a snapshot file stands where timestamp belongs"):
        published.verified(dataclasses.replace(bundle, timestamp=bundle.snapshot))


def test_three_rotations_are_followed_from_the_first_root(published: Feed) -> None:
    """A kiosk that slept through three root rotations, each with another pair and new keys, follows."""
    published.rotate("root-1", sign_with=("root-2", "root-3"))
    published.rotate("root-2", "timestamp", sign_with=("root-1", "root-3"))
    published.rotate("root-3", "snapshot", "supervisor-1")
    verified = published.verified(published.publish(edition(6)))
    assert (verified.root_version, verified.number) == (4, 6)


def test_chain_may_start_anywhere_up_to_the_anchor(published: Feed) -> None:
    """A kiosk enrolled with root 2 takes a chain from root 1 or from root 2."""
    published.rotate()
    published.rotate()
    bundle = published.bundle()
    chains = [bundle.roots, bundle.roots[1:], bundle.roots[2:]]
    found = [verify(dataclasses.replace(bundle, roots=chain), bundle.roots[1], "demo") for chain in chains]
    assert [verified.root_version for verified in found] == [3, 3, 3]


def test_missing_link_of_the_chain_is_refused(published: Feed) -> None:
    """A root chain with a gap is refused."""
    published.rotate()
    published.rotate()
    bundle = published.bundle()
    with pytest.raises(Untrusted, match="breaks after version 1"):
        published.verified(dataclasses.replace(bundle, roots=(bundle.roots[0], bundle.roots[2])))


def test_root_signed_by_one_is_refused(published: Feed) -> None:
    """A new root with one of the three keys' signatures is refused."""
    document = published.repository.root()
    document.signed.version = 2
    document.sign(published.signer_of("root-1"))
    bundle = published.bundle()
    with pytest.raises(Untrusted, match="1 of 2 signatures"):
        published.verified(dataclasses.replace(bundle, roots=(*bundle.roots, document.to_bytes())))


def test_root_needs_the_new_keys_too(published: Feed, tmp_path: Path) -> None:
    """A new root signed by the old keys only is refused when its own keys are others."""
    other = Feed(tmp_path / "other").repository.root().signed
    other.version = 2
    document = Metadata[Root](other)
    for name in ("root-1", "root-2"):
        document.sign(published.signer_of(name), append=True)
    bundle = published.bundle()
    with pytest.raises(Untrusted, match="0 of 2 signatures"):
        published.verified(dataclasses.replace(bundle, roots=(*bundle.roots, document.to_bytes())))


def test_revoked_online_key_is_refused(published: Feed) -> None:
    """After the online keys were replaced, a timestamp by the stolen one is refused."""
    stolen = Thief(published)
    signer = published.signer_of("timestamp")
    published.rotate("timestamp", "snapshot")
    timestamp: Metadata[Timestamp] = Metadata.from_bytes(stolen.bundle(version=99).timestamp)
    timestamp.sign(signer)
    with pytest.raises(Untrusted, match="0 of 1 signatures"):
        published.verified(dataclasses.replace(published.bundle(), timestamp=timestamp.to_bytes()))


def test_fingerprint_does_not_depend_on_signatures(published: Feed) -> None:
    """A root is recognised by what was signed, not by who signed it or in which order."""
    document: Metadata[Root] = Metadata.from_bytes(published.anchor)
    document.sign(published.signer_of("root-3"), append=True)
    assert fingerprint(document.to_bytes()) == fingerprint(published.anchor)


def test_fingerprint_of_rubbish_is_refused() -> None:
    """A file that is no root has no fingerprint."""
    with pytest.raises(Untrusted):
        fingerprint(b"<html>sign in to the airport's network</html>")


def test_snapshot_without_editions_is_named(thief: Thief) -> None:
    """A snapshot that announces no editions is refused with the reason."""
    feed = thief.feed
    bundle = thief.bundle()
    snapshot: Metadata[Snapshot] = Metadata.from_bytes(bundle.snapshot)
    del snapshot.signed.meta["editions.json"]
    snapshot.sign(feed.signer_of("snapshot"))
    timestamp: Metadata[Timestamp] = Metadata.from_bytes(bundle.timestamp)
    timestamp.signed.snapshot_meta = MetaFile.from_data(snapshot.signed.version, snapshot.to_bytes(), ["sha256"])
    timestamp.sign(feed.signer_of("timestamp"))
    forged = dataclasses.replace(bundle, snapshot=snapshot.to_bytes(), timestamp=timestamp.to_bytes())
    with pytest.raises(Untrusted, match="the snapshot announces no editions"):
        feed.verified(forged)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"null", "its members are of other kinds"), (b"[]", "its members are of other kinds"), (b"{}", "it has no 'signed'"),
        (b'{"signed":{"_type":"root"},"signatures":[]}', "it has no 'version'"), (b"x", "it is not JSON"),
        (b"\xff", "it is not JSON"), (b"[" * 100_000, "it is nested too deeply"),
    ],
)  # fmt: skip
def test_why_is_said_in_words_of_ours(data: bytes, said: str) -> None:
    """What is no metadata is refused with what it lacks or is, in no programming language's words."""
    with pytest.raises(Untrusted) as caught:
        root_in_force((), data, "demo")
    assert str(caught.value) == f"not trustworthy: not signed metadata: {said}"


@pytest.mark.parametrize("kinds", [["md5"], ["sha512"], ["md5", "sha1"]])
def test_an_edition_is_known_by_its_sha256(thief: Thief, kinds: list[str]) -> None:
    """A listing that knows the edition by another hash alone, which may be broken, is refused though two signed it."""
    data, signed = edition(6), [thief.feed.signer_of(name) for name in ("kim", "lee")]
    editions = thief.listing(data)
    editions.signed.targets["edition.json"] = TargetFile.from_data("edition.json", data, kinds)
    for signer in signed:
        editions.sign(signer, append=True)
    with pytest.raises(Untrusted, match="no SHA-256"):
        thief.feed.verified(thief.bundle(editions=editions, edition=data))


@pytest.mark.parametrize(
    ("number", "issued", "days", "why"),
    [
        (6, timedelta(days=2), 27, "issued more than a day after"),
        (6, timedelta(days=730), 29, "issued more than a day after"),
        (6, timedelta(days=-20), 32, "does not end within 31 days"),
        (6, timedelta(), 0, "does not end within 31 days"),
        (2**32 - 1, timedelta(), 29, "no room for later ones"),
    ],
)
def test_an_edition_is_dated_as_one_may_be(thief: Thief, number: int, issued: timedelta, days: int, why: str) -> None:
    """One dated or numbered far ahead, which would shut out every honest one after, is refused though two signed it."""
    data = edition(number, NOW + issued, days=days)
    editions = thief.listing(data)
    editions.signed.expires = max(editions.signed.expires, NOW + issued + timedelta(days=days))
    for name in ("kim", "lee"):
        editions.sign(thief.feed.signer_of(name), append=True)
    with pytest.raises(Untrusted, match=why):
        thief.feed.verified(thief.bundle(editions=editions, edition=data))


def test_an_edition_issued_a_little_after_its_timestamp_is_taken(thief: Thief) -> None:
    """Clocks differ: what is issued within a day after the timestamp was signed is trusted, by no clock of the kiosk."""
    data = edition(6, NOW + timedelta(hours=23), days=27)
    editions = thief.listing(data, thief.feed.signer_of("kim"), thief.feed.signer_of("lee"))
    assert thief.feed.verified(thief.bundle(editions=editions, edition=data)).number == 6
