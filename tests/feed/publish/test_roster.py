"""A roster waits for two supervisors, and for two officers where the edition in force would lose a signer."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.faults import Misuse, Refusal
from kiosk.feed.publish import ceremony, proposal, roster
from kiosk.feed.publish.commands import feed as command
from kiosk.feed.trust import officers
from kiosk.feed.trust.succession import supersedes
from kiosk.feed.trust.verification import Untrusted
from tests.feed.workshop import PASSPHRASE, Feed, Passkey, Thief, edition


def _touch(feed: Feed, passkey: Passkey, role: str) -> roster.Roster:
    found = roster.waiting(feed.repository)
    document = found.targets if role == "targets" else found.editions
    assert document is not None
    return roster.attach(feed.repository, role, passkey.sign(document.signed_bytes).to_dict())


def _sign(feed: Feed, *names: str) -> None:
    for name in names:
        roster.sign(feed.repository, feed.key_of(name), PASSPHRASE)


def _publish(feed: Feed) -> None:
    roster.publish(feed.repository, feed.keyring, feed.now)


def _keyids(feed: Feed, name: str) -> list[str]:
    targets = feed.repository.targets().signed
    assert targets.delegations
    return [keyid for keyid, key in targets.delegations.keys.items() if officers.officer(key) == name]


@pytest.fixture
def supervised(published: Feed) -> tuple[Feed, list[Passkey]]:
    """A feed whose root names two supervisors' passkeys: put there offline, signed by their touch."""
    passkeys = [Passkey(name, "demo/targets") for name in ("han", "seo")]
    new = {f"supervisor-{place}": one.key for place, one in enumerate(passkeys, start=1)}
    version = ceremony.rotate_root(published.repository, published.keyring, (), (), published.now, new)
    assert (version, published.repository.root().signed.version) == (2, 1), "it waits for the touches"
    for one in passkeys:
        _touch(published, one, "targets")
    _publish(published)
    assert published.repository.root().signed.version == 2
    return published, passkeys


def test_supervisors_touch_for_a_new_officer(supervised: tuple[Feed, list[Passkey]]) -> None:
    """Two supervisors' passkeys admit a passkey, which then signs an edition that a kiosk takes."""
    feed, (han, seo) = supervised
    choi = Passkey("choi")
    assert roster.propose(feed.repository, [choi.key], [], feed.now).editions is None
    assert not _touch(feed, han, "targets").ready
    with pytest.raises(Untrusted, match="two people"):
        _publish(feed)
    assert _touch(feed, seo, "targets").ready
    before = feed.verified()
    _publish(feed)
    waiting = feed.propose(edition(6))
    proposal.attach(feed.repository, choi.sign(waiting.editions.signed_bytes).to_dict())
    feed.sign("lee")
    feed.publish_waiting()
    supersedes(feed.verified(), before)
    assert feed.verified().signers == ("choi", "lee")


def test_a_removal_is_locked_until_the_edition_is_signed_anew(supervised: tuple[Feed, list[Passkey]]) -> None:
    """Both supervisors signed: still locked. Two officers who stay sign the edition anew: one snapshot, a kiosk follows."""
    feed, (han, seo) = supervised
    before = feed.verified()
    roster.propose(feed.repository, [], _keyids(feed, "kim"), feed.now)
    _touch(feed, han, "targets")
    assert not _touch(feed, seo, "targets").ready
    with pytest.raises(Untrusted, match="two people"):
        _publish(feed)
    _sign(feed, "lee")
    with pytest.raises(Refusal, match="not that of an admitted officer"):
        _sign(feed, "kim")
    _sign(feed, "park")
    snapshot = feed.repository.snapshot().signed.version
    _publish(feed)
    after = feed.verified()
    supersedes(after, before)
    assert feed.repository.snapshot().signed.version == snapshot + 1
    assert (after.signers, after.edition_sha256) == (("lee", "park"), before.edition_sha256)
    assert not roster.waits(feed.repository)


def test_a_removal_that_costs_no_signer_signs_nothing_anew(published: Feed) -> None:
    """Park did not sign the edition in force: only targets waits."""
    assert roster.propose(published.repository, [], _keyids(published, "park"), published.now).editions is None
    _sign(published, "supervisor-1", "supervisor-2")
    _publish(published)
    assert published.verified().signers == ("kim", "lee")


def test_whoever_may_not_sign_is_refused(supervised: tuple[Feed, list[Passkey]]) -> None:
    """A stranger's key, the same supervisor again, an officer's key for targets, an assertion of another document."""
    feed, (han, seo) = supervised
    roster.propose(feed.repository, [Passkey("choi").key], [], feed.now)
    for stranger in (Passkey("han", "demo/targets"), Passkey("han")):
        with pytest.raises(Refusal, match="not that of a supervisor"):
            _touch(feed, stranger, "targets")
    with pytest.raises(Refusal, match="does not fit what waits"):
        roster.attach(feed.repository, "targets", seo.sign(b"another").to_dict())
    with pytest.raises(Refusal, match="no editions waits"):
        roster.attach(feed.repository, "editions", han.sign(b"").to_dict())
    _touch(feed, han, "targets")
    with pytest.raises(Refusal, match="han has signed already"):
        _touch(feed, han, "targets")


def test_what_is_stale_is_not_published(published: Feed) -> None:
    """Another edition went out meanwhile: the one signed anew is no longer the one in force."""
    roster.propose(published.repository, [], _keyids(published, "kim"), published.now)
    _sign(published, "supervisor-1", "supervisor-2", "lee", "park")
    published.later(minutes=1).publish(edition(6, published.now))
    assert roster.stale(published.repository, roster.waiting(published.repository))
    with pytest.raises(Refusal, match="something else was published"):
        _publish(published)
    roster.drop(published.repository)
    assert published.verified().number == 6


def test_what_was_taken_back_never_fits_again(published: Feed) -> None:
    """A roster that two supervisors signed and then took back is older than the next, for every kiosk."""
    feed, stranger = published.repository, Passkey("stranger")
    roster.propose(feed, [stranger.key], [], published.now)
    _sign(published, "supervisor-1", "supervisor-2")
    kept = roster.waiting(feed).targets
    roster.drop(feed)
    roster.propose(feed, [Passkey("choi").key], [], published.now)
    _sign(published, "supervisor-1", "supervisor-2")
    _publish(published)
    replayed = published.verified(Thief(published).bundle(targets=kept))
    with pytest.raises(Untrusted, match=r"targets \d+ is older"):
        supersedes(replayed, published.verified())


def test_what_waits_is_stale_after_a_ceremony_by_key_file(published: Feed) -> None:
    """Its version lies below the ceremony's, however often a roster was taken back before."""
    feed = published.repository
    for _ in range(3):
        roster.propose(feed, [Passkey("choi").key], [], published.now)
    published.admit("jung")
    assert roster.stale(feed, roster.waiting(feed))


def test_what_makes_no_sense_is_not_proposed(published: Feed) -> None:
    """One key twice, one key for two officers, another scope, too few who stay, somebody who is not there."""
    choi = Passkey("choi")
    twin = Passkey("seo")
    twin.key.keyval["public"] = choi.key.keyval["public"]
    twin.key.keyid = officers.keyid(twin.key)
    for admit, remove, why in (
        ([choi.key, choi.key], [], "admitted already"),
        ([choi.key, twin.key], [], "another officer's key"),
        ([Passkey("choi", "demo/targets").key], [], "not for demo/editions"),
        ([], _keyids(published, "kim") + _keyids(published, "lee"), "fewer than two"),
        ([], ["0" * 64], "not that of an admitted"),
    ):
        with pytest.raises(Refusal, match=why):
            roster.propose(published.repository, admit, remove, published.now)
    assert not roster.waits(published.repository)


def test_the_ceremony_as_it_is_typed(published: Feed, tmp_path: Path) -> None:
    """`rotate-root --passkey` says whose digits they are and waits; `sign --roster` and `publish --roster` by key file."""
    han, place, secret = Passkey("han", "demo/targets"), tmp_path / "han.json", tmp_path / "secret"
    place.write_text(json.dumps(han.key.to_dict()))
    secret.write_bytes(PASSPHRASE)
    words = ["--keys", str(published.keyring.folder), "--passphrase-file", str(secret)]

    def typed(*more: str) -> str:
        done = CliRunner().invoke(command, [more[0], str(published.folder), *more[1:]], catch_exceptions=False)
        return str(done.output)

    said = typed("rotate-root", *words, "--passkey", "supervisor-1", str(place))
    assert officers.digits(han.key.keyid) in said
    assert "root 2 waits" in said
    assert roster.waiting(published.repository).supervisors == ("supervisor-2",)
    _touch(published, han, "targets")
    assert "roster 5 published" in typed("publish", "--roster", *words[:2])
    assert published.repository.root().signed.version == 2
    assert "root 3 waits" in typed("rotate-root", *words), "half a year later both touch again"
    with pytest.raises(Misuse, match="no supervisor's keys called 'supervisor-1'"):
        typed("rotate-root", *words, "--passkey", "supervisor-1", str(place))
