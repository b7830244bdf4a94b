"""Nothing goes backwards, save where TUF allows it."""

import dataclasses

import pytest

from kiosk.feed.trust.succession import supersedes
from kiosk.feed.trust.verification import Untrusted
from tests.feed.workshop import Feed, Thief, edition


def test_newer_edition_supersedes(published: Feed) -> None:
    """A newer edition takes the old one's place."""
    old = published.verified()
    new = published.verified(published.publish(edition(6)))
    assert supersedes(new, old) is None
    assert new.number > old.number


def test_new_timestamp_alone_supersedes(published: Feed) -> None:
    """The same edition under a new timestamp takes the old one's place."""
    old = published.verified()
    new = published.later(minutes=5).verified(published.renew())
    assert supersedes(new, old) is None
    assert (new.signed_at - old.signed_at).total_seconds() == 300


def test_older_number_is_refused(thief: Thief) -> None:
    """An edition with a lower number is refused though two officers signed it under higher versions."""
    old = thief.feed.verified()
    data = edition(4)
    editions = thief.listing(data, thief.feed.signer_of("kim"), thief.feed.signer_of("lee"))
    new = thief.feed.verified(thief.bundle(editions=editions, edition=data))
    with pytest.raises(Untrusted, match="edition 4 is older than edition 5"):
        supersedes(new, old)


def test_same_number_with_other_content_is_refused(thief: Thief) -> None:
    """A number stands for one content for ever."""
    old = thief.feed.verified()
    data = edition(5, days=28)
    editions = thief.listing(data, thief.feed.signer_of("kim"), thief.feed.signer_of("lee"))
    new = thief.feed.verified(thief.bundle(editions=editions, edition=data))
    with pytest.raises(Untrusted, match="another edition 5"):
        supersedes(new, old)


def test_replayed_feed_is_refused(published: Feed) -> None:
    """Yesterday's whole feed, every signature valid, is refused."""
    replayed = published.verified()
    shown = published.later(days=1).verified(published.publish(edition(6)))
    with pytest.raises(Untrusted, match="edition 5 is older"):
        supersedes(replayed, shown)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "editions"])
def test_older_version_of_any_role_is_refused(published: Feed, role: str) -> None:
    """No role's version may fall under an unchanged root."""
    shown = published.verified(published.publish(edition(6)))
    older = dataclasses.replace(shown.versions, **{role: 0})
    with pytest.raises(Untrusted, match=f"{role} 0 is older"):
        supersedes(dataclasses.replace(shown, versions=older), shown)


def test_older_root_is_refused(published: Feed) -> None:
    """A shorter root chain would bring revoked keys back: refused."""
    old_root = published.verified()
    published.rotate("timestamp")
    shown = published.verified()
    with pytest.raises(Untrusted, match=r"(timestamp|root) \d+ is older"):
        supersedes(dataclasses.replace(old_root, versions=dataclasses.replace(shown.versions, root=1)), shown)


def test_another_root_of_the_same_version_is_refused(published: Feed) -> None:
    """Two roots of one version cannot both be right."""
    shown = published.verified()
    with pytest.raises(Untrusted, match="another root 1"):
        supersedes(dataclasses.replace(shown, root_fingerprint="00"), shown)


def test_another_mode_is_refused(published: Feed) -> None:
    """A kiosk never changes its mode."""
    shown = published.verified()
    with pytest.raises(Untrusted, match="mode training"):
        supersedes(dataclasses.replace(shown, mode="training"), shown)


def test_fast_forward_is_recovered_by_a_new_root(thief: Thief) -> None:
    """After a thief announced version 10^9, new online keys under a new root bring honest timestamps back."""
    feed = thief.feed
    poisoned = feed.verified(thief.bundle(version=10**9))
    with pytest.raises(Untrusted, match="timestamp 6 is older"):
        supersedes(feed.verified(feed.renew()), poisoned)
    feed.rotate("timestamp", "snapshot")
    recovered = feed.verified()
    assert supersedes(recovered, poisoned) is None
    assert recovered.number == 5


def test_fast_forward_is_recovered_by_a_new_edition(thief: Thief) -> None:
    """What two officers signed outranks what a stolen online key announced."""
    feed = thief.feed
    poisoned = feed.verified(thief.bundle(version=10**9))
    feed.later(minutes=1)
    honest = feed.verified(feed.publish(edition(6, feed.now)))
    assert supersedes(honest, poisoned) is None
    assert honest.versions.timestamp < poisoned.versions.timestamp


@pytest.mark.parametrize("lacking", ["number", "issued_at", "editions"])
def test_only_a_wholly_newer_edition_outranks(thief: Thief, lacking: str) -> None:
    """A higher number, a higher version and a later date: none of the three may be missing."""
    feed = thief.feed
    poisoned = feed.verified(thief.bundle(version=10**9))
    feed.later(minutes=1)
    honest = feed.verified(feed.publish(edition(6, feed.now)))
    if lacking == "editions":
        same = dataclasses.replace(honest.versions, editions=poisoned.versions.editions)
        short = dataclasses.replace(honest, versions=same)
    elif lacking == "number":
        short = dataclasses.replace(honest, number=poisoned.number, edition_sha256=poisoned.edition_sha256)
    else:
        short = dataclasses.replace(honest, issued_at=poisoned.issued_at)
    with pytest.raises(Untrusted, match="timestamp"):
        supersedes(short, poisoned)


def test_outranking_frees_neither_targets_nor_root(thief: Thief) -> None:
    """A newer edition does not bring a removed officer or a revoked key back."""
    feed = thief.feed
    shown = feed.verified(thief.bundle(version=10**9))
    feed.later(minutes=1)
    newer = feed.verified(feed.publish(edition(6, feed.now)))
    for role in ("targets", "root"):
        higher = dataclasses.replace(shown.versions, **{role: 50})
        with pytest.raises(Untrusted, match=f"{role} .* is older"):
            supersedes(newer, dataclasses.replace(shown, versions=higher, root_version=higher.root))


def test_outranking_cannot_be_used_twice(thief: Thief) -> None:
    """After the honest edition, every timestamp, snapshot and edition from before it is refused, by any order."""
    feed = thief.feed
    old = [feed.verified(), feed.verified(feed.later(minutes=1).renew()), feed.verified(thief.bundle(version=10**9))]
    feed.later(minutes=1)
    first = feed.verified(feed.publish(edition(6, feed.now)))
    newest = feed.verified(feed.later(minutes=5).renew())
    supersedes(newest, old[-1])
    for replayed in [*old, first]:
        with pytest.raises(Untrusted, match="is older"):
            supersedes(replayed, newest)


def test_new_root_with_the_same_online_keys_frees_nothing(thief: Thief) -> None:
    """A new root alone does not let timestamp and snapshot start again."""
    feed = thief.feed
    poisoned = feed.verified(thief.bundle(version=10**9))
    feed.rotate()
    with pytest.raises(Untrusted, match="timestamp"):
        supersedes(feed.verified(), poisoned)


def test_recovery_does_not_bring_old_targets_back(published: Feed) -> None:
    """New online keys free timestamp and snapshot only: a removed officer stays removed."""
    shown = published.verified()
    published.rotate("timestamp", "snapshot")
    recovered = published.verified()
    replayed = dataclasses.replace(recovered, versions=dataclasses.replace(recovered.versions, targets=1))
    with pytest.raises(Untrusted, match="targets 1 is older"):
        supersedes(replayed, shown)


def test_a_supervisor_more_does_not_bring_old_targets_back(published: Feed) -> None:
    """While two old supervisors stay, what they signed before stays outdated: a removed officer stays removed."""
    shown = published.verified()
    published.rotate()
    newer = published.verified()
    versions = dataclasses.replace(newer.versions, targets=1)
    replayed = dataclasses.replace(newer, versions=versions, targets_keys=newer.targets_keys | {"one more"})
    with pytest.raises(Untrusted, match="targets 1 is older"):
        supersedes(replayed, shown)
    others = frozenset({"one more", *sorted(newer.targets_keys)[:1]})
    assert supersedes(dataclasses.replace(replayed, targets_keys=others), shown) is None


def test_a_number_more_under_the_same_version_is_refused(thief: Thief) -> None:
    """What was signed and withdrawn cannot stand beside what took its version."""
    feed = thief.feed
    shown = feed.verified()
    data = edition(6)
    document = thief.listing(data, feed.signer_of("kim"), feed.signer_of("lee"), version=shown.versions.editions)
    withdrawn = feed.verified(thief.bundle(editions=document, edition=data))
    with pytest.raises(Untrusted, match="another editions"):
        supersedes(withdrawn, shown)
