"""Founding, admitting, removing, rotating: each is one publication that a kiosk follows."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish import ceremony, keys
from kiosk.feed.publish.keys import Keyring
from kiosk.feed.publish.repository import admitted
from kiosk.feed.trust.succession import supersedes
from tests.feed.workshop import CHEAP, NOW, PASSPHRASE, Feed, PowerCutError, edition, renames


@pytest.mark.parametrize("mode", ["live", "training", "demo"])
def test_every_mode_founds_a_feed(tmp_path: Path, mode: str) -> None:
    """A feed of each mode publishes editions of that mode."""
    feed = Feed(tmp_path, mode)
    assert feed.verified(feed.publish(edition(1, mode=mode))).mode == mode


def test_root_is_two_of_three(feed: Feed) -> None:
    """Three root keys, two sign; two supervisors, both sign; one key each online; consistent snapshots."""
    root = feed.repository.root().signed
    roles = {name: (len(role.keyids), role.threshold) for name, role in root.roles.items()}
    assert roles == {"root": (3, 2), "targets": (2, 2), "snapshot": (1, 1), "timestamp": (1, 1)}
    assert root.consistent_snapshot is True


def test_feed_is_founded_once(feed: Feed) -> None:
    """A second founding in the same folder is refused and changes nothing."""
    with pytest.raises(Fault, match="already holds a feed"):
        ceremony.found(feed.folder, feed.keyring, "demo", NOW)
    assert feed.repository.roots() == (feed.anchor,)


def test_unknown_mode_is_misuse(tmp_path: Path) -> None:
    """A mode that nobody knows is refused before any key is made."""
    with pytest.raises(Misuse, match="live, training, demo"):
        ceremony.found(tmp_path / "feed", Keyring(tmp_path / "keys", PASSPHRASE, CHEAP), "test", NOW)
    assert list(tmp_path.iterdir()) == []


def test_officer_is_admitted_once(feed: Feed) -> None:
    """Two officers cannot share a pseudonym, whatever its case."""
    with pytest.raises(Fault, match="officer KIM already"):
        feed.admit("KIM")


def test_admission_needs_both_supervisors(feed: Feed) -> None:
    """With one supervisor's key missing nobody is admitted."""
    (feed.keyring.folder / "supervisor-2.json").unlink()
    with pytest.raises(Fault, match="targets needs 2 keys, 1 found"):
        feed.admit("choi")


def test_removal_signs_the_edition_anew(published: Feed) -> None:
    """Removing a signer re-signs the same edition by others, and a kiosk follows in one step."""
    before = published.verified()
    assert published.remove("kim") is True
    after = published.verified()
    assert supersedes(after, before) is None
    assert (after.number, after.edition_sha256, after.signers) == (5, before.edition_sha256, ("lee", "park"))
    assert after.versions.snapshot == before.versions.snapshot + 1


def test_removal_without_other_keys_keeps_a_good_edition(published: Feed) -> None:
    """An officer who did not sign can be removed although the signers' keys are elsewhere."""
    (published.keyring.folder / "officer-kim.json").unlink()
    assert published.remove("park") is False
    assert published.verified().signers == ("kim", "lee")


def test_removal_that_would_break_the_edition_is_refused(published: Feed) -> None:
    """If nobody is left to sign anew, the officer stays until somebody is."""
    published.remove("park")
    with pytest.raises(Refusal, match="would lose a signer"):
        published.remove("kim")
    assert published.verified().signers == ("kim", "lee")


def test_removal_before_the_first_edition(feed: Feed) -> None:
    """Without an edition an officer is simply removed, and may be admitted again with a new key."""
    old = feed.key_of("kim").key.keyid
    assert feed.remove("kim") is False
    assert feed.admit("kim").key.keyid != old


def test_unknown_officer_is_named(feed: Feed) -> None:
    """Removing somebody who is not there is a fault."""
    with pytest.raises(Fault, match="no officer choi"):
        feed.remove("choi")


def test_rotation_prolongs_root_and_targets(published: Feed) -> None:
    """The half-yearly ceremony gives root and targets another year, signed by the pair that was asked for."""
    published.later(days=20).rotate(sign_with=("root-2", "root-3"))
    verified = published.verified()
    signed = set(published.repository.root().signatures)
    assert verified.expires.root == verified.expires.targets == NOW + timedelta(days=385)
    assert signed == {published.key_of(name).key.keyid for name in ("root-2", "root-3")}


def test_lost_root_key_is_replaced_by_the_others(published: Feed) -> None:
    """With one root key lost, the two others bring in a new one."""
    lost = published.key_of("root-2").key.keyid
    (published.keyring.folder / "root-2.json").unlink()
    published.rotate("root-2")
    keyids = published.repository.root().signed.roles["root"].keyids
    assert published.verified().root_version == 2
    assert lost not in keyids
    assert published.key_of("root-2").key.keyid in keyids


def test_two_lost_root_keys_end_the_chain(published: Feed) -> None:
    """One root key alone changes nothing."""
    for name in ("root-2", "root-3"):
        (published.keyring.folder / f"{name}.json").unlink()
    with pytest.raises(Fault, match="root needs 2 keys, 1 found"):
        published.rotate("root-2", "root-3")
    assert published.verified().root_version == 1


@pytest.mark.parametrize("name", ["supervisor-1", "timestamp", "snapshot"])
def test_replaced_key_is_used_from_then_on(published: Feed, name: str) -> None:
    """A replaced supervisor's or online key works at once for the next publication; the old file is set aside."""
    old = published.key_of(name).key.keyid
    published.rotate(name)
    published.admit("choi")
    verified = published.verified(published.publish(edition(6), "choi", "kim"))
    assert (verified.number, verified.signers) == (6, ("choi", "kim"))
    assert (published.keyring.folder / f"{name}.{old[:8]}.retired").exists()
    assert published.keyring.path_of(published.key_of(name)).exists()


def test_unknown_key_is_misuse(published: Feed) -> None:
    """Replacing or signing with a key that the root does not know is refused."""
    with pytest.raises(Misuse, match="no key 'root-9'"):
        published.rotate("root-9")
    with pytest.raises(Misuse, match="no keys root-9"):
        published.rotate(sign_with=("root-9", "root-1"))


def test_a_key_named_twice_is_misuse(published: Feed) -> None:
    """The same key twice is said to be that, not to be unknown, and no new key is made for it."""
    before = list(published.keyring.folder.iterdir())
    with pytest.raises(Misuse, match="two different root keys are wanted, not root-1, root-1"):
        published.rotate(sign_with=("root-1", "root-1"))
    with pytest.raises(Misuse, match="once, not root-1, root-1"):
        published.rotate("root-1", "root-1")
    assert list(published.keyring.folder.iterdir()) == before


def test_lost_officer_key_is_replaced(published: Feed) -> None:
    """An officer who lost a key is removed and admitted with a new one; the edition stays trusted throughout."""
    (published.keyring.folder / "officer-kim.json").unlink()
    published.remove("kim")
    published.admit("kim")
    assert published.verified().signers == ("lee", "park")
    assert published.verified(published.publish(edition(6), "kim", "lee")).signers == ("kim", "lee")


@pytest.mark.parametrize("step", range(14))
def test_an_officer_admitted_anew_has_the_plain_name(published: Feed, step: int) -> None:
    """Cut at any file and done again, a lost key's replacement lies under the plain name, the old file beside it."""
    folder, old = published.keyring.folder, published.key_of("lee")
    with suppress(PowerCutError), renames(stop_at=step):
        published.remove("lee")
        published.admit("lee")
    here = admitted(published.repository.targets().signed)
    if old.key.keyid in here.get("lee", ()):
        published.remove("lee")
    if "lee" not in here or old.key.keyid in here["lee"]:
        published.admit("lee")
    assert keys.read(folder / "officer-lee.json").key == published.key_of("lee").key != old.key
    assert old.to_bytes() in {path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("step", range(16))
def test_rotation_cut_short_is_done_again(published: Feed, step: int) -> None:
    """Cut at any file, key files included, a rotation is simply done again, and no key in force is lost."""
    replaced = ("root-1", "supervisor-1", "timestamp", "snapshot")
    with pytest.raises(PowerCutError), renames(stop_at=step):
        published.rotate(*replaced)
    published.rotate(*replaced)
    published.rotate()
    assert published.verified(published.publish(edition(6))).number == 6


def test_timer_mends_a_rotation_of_online_keys(published: Feed) -> None:
    """If the power failed between the new root and its timestamp, the timer's next run mends the feed."""
    with pytest.raises(PowerCutError), renames(stop_at=5):
        published.rotate("timestamp", "snapshot")
    assert len(published.repository.roots()) == 2
    assert published.verified(published.renew()).root_version == 2


def test_retired_key_is_set_aside(published: Feed) -> None:
    """A new key takes the plain name only when the old file was set aside; nothing is overwritten."""
    before = {path.read_bytes() for path in published.keyring.folder.iterdir()}
    published.rotate("root-1", "timestamp")
    after = {path.read_bytes() for path in published.keyring.folder.iterdir()}
    assert before < after
    assert len(after - before) == 2
