"""Two people, not two keys."""

import pytest
from tuf.api.metadata import Targets

from kiosk.feed.publish import ceremony, keys
from kiosk.feed.publish.keys import KeyFile
from kiosk.feed.trust import officers
from kiosk.feed.trust.verification import Untrusted
from tests.feed.workshop import CHEAP, NOW, PASSPHRASE, Feed, Passkey, Thief, edition

NEXT = edition(6)


def _second_key(name: str) -> KeyFile:
    return keys.make("officer", name, "demo/editions", PASSPHRASE, CHEAP)


def _admit(targets: Targets, file: KeyFile) -> None:
    targets.add_key(file.key, "editions")


def test_two_officers_are_trusted(published: Feed) -> None:
    """An edition signed by two admitted officers is trusted, and both are named."""
    verified = published.verified()
    assert (verified.number, verified.signers) == (5, ("kim", "lee"))


def test_one_signature_is_refused(thief: Thief) -> None:
    """An edition with one officer's signature is refused, whatever the online keys say."""
    editions = thief.listing(NEXT, thief.feed.signer_of("kim"))
    with pytest.raises(Untrusted, match="two people, signed by kim"):
        thief.feed.verified(thief.bundle(editions=editions, edition=NEXT))


def test_no_signature_is_refused(thief: Thief) -> None:
    """The online keys alone publish nothing."""
    with pytest.raises(Untrusted, match="signed by nobody"):
        thief.feed.verified(thief.bundle(editions=thief.listing(NEXT), edition=NEXT))


def test_online_keys_are_no_officers(thief: Thief) -> None:
    """Signatures by the online keys do not count for an edition."""
    signers = [thief.feed.signer_of(name) for name in ("snapshot", "timestamp")]
    with pytest.raises(Untrusted, match="signed by nobody"):
        thief.feed.verified(thief.bundle(editions=thief.listing(NEXT, *signers), edition=NEXT))


def test_same_officer_with_two_keys_is_refused(thief: Thief) -> None:
    """Two keys of one officer are one person, also where the pseudonym's case differs."""
    second = _second_key("KIM")
    targets = thief.targets_with(lambda signed: _admit(signed, second))
    editions = thief.listing(NEXT, thief.feed.signer_of("kim"), second.unlock(PASSPHRASE))
    with pytest.raises(Untrusted, match="two people, signed by KIM"):
        thief.feed.verified(thief.bundle(targets=targets, editions=editions, edition=NEXT))


def test_one_public_key_under_two_names_is_refused(thief: Thief) -> None:
    """One key admitted under two pseudonyms is one person."""
    kim = thief.feed.key_of("kim")
    twin = KeyFile(kim.kind, "choi", kim.scope, kim.public, kim.private, kim.cost, kim.salt)
    targets = thief.targets_with(lambda signed: _admit(signed, twin))
    editions = thief.listing(NEXT, kim.unlock(PASSPHRASE), twin.unlock(PASSPHRASE))
    with pytest.raises(Untrusted, match="two people, signed by choi"):
        thief.feed.verified(thief.bundle(targets=targets, editions=editions, edition=NEXT))


def test_shared_key_joins_its_pseudonyms() -> None:
    """Three signatures of two pseudonyms that share a key are one person: the shared key joins them."""
    kim, own = _second_key("kim"), _second_key("choi")
    shared = KeyFile(kim.kind, "choi", kim.scope, kim.public, kim.private, kim.cost, kim.salt)
    assert officers.signers([kim.key, own.key, shared.key]) == ("choi",)


@pytest.mark.parametrize("alias", ["m\u0430llory", "mallory ", "mallory\u200b", "mallory\n", "\u202emallory", ""])
def test_names_that_look_alike_are_nobodys(thief: Thief, alias: str) -> None:
    """One person does not become two by a Cyrillic letter, a blank or a character that shows nothing."""
    keys = [Passkey("mallory"), Passkey(alias)]

    def admit(signed: Targets) -> None:
        for one in keys:
            signed.add_key(one.key, "editions")

    data = edition(6)
    with pytest.raises(Untrusted, match="names no officer"):
        thief.feed.verified(
            thief.bundle(targets=thief.targets_with(admit), editions=thief.listing(data, *keys), edition=data)
        )


def test_removed_officer_is_refused(thief: Thief) -> None:
    """The signature of an officer removed since does not count."""
    feed = thief.feed
    kim = feed.signer_of("kim")
    feed.remove("kim")
    editions = thief.listing(NEXT, kim, feed.signer_of("lee"), version=3)
    with pytest.raises(Untrusted, match="two people, signed by lee"):
        feed.verified(thief.bundle(editions=editions, edition=NEXT))


def test_changed_pseudonym_is_refused(thief: Thief) -> None:
    """A key whose pseudonym was changed under its old id is refused: the id covers the name."""

    def rename(signed: Targets) -> None:
        assert signed.delegations is not None
        signed.delegations.keys[thief.feed.key_of("kim").key.keyid].unrecognized_fields["x-officer"] = "choi"

    with pytest.raises(Untrusted, match="an id that is not its own"):
        thief.feed.verified(thief.bundle(targets=thief.targets_with(rename)))


def test_key_of_another_scope_is_refused(thief: Thief) -> None:
    """A key made for training counts nothing in a demo feed, even if it was admitted."""
    other = keys.make("officer", "choi", "training/editions", PASSPHRASE, CHEAP)
    targets = thief.targets_with(lambda signed: _admit(signed, other))
    editions = thief.listing(NEXT, thief.feed.signer_of("kim"), other.unlock(PASSPHRASE))
    with pytest.raises(Untrusted, match="signed for training/editions, not for demo/editions"):
        thief.feed.verified(thief.bundle(targets=targets, editions=editions, edition=NEXT))


def test_passkey_and_key_file_together(thief: Thief) -> None:
    """A passkey's signature and a key file's are two people's."""
    feed, passkey = thief.feed, Passkey("choi")
    ceremony.admit_key(feed.repository, feed.keyring, passkey.key, NOW)
    editions = thief.listing(NEXT, feed.signer_of("kim"), passkey)
    assert feed.verified(thief.bundle(editions=editions, edition=NEXT)).signers == ("choi", "kim")


def test_passkey_of_another_scope_is_not_admitted(feed: Feed) -> None:
    """A passkey made for the live feed cannot be admitted to a demo feed."""
    with pytest.raises(Untrusted, match="live/editions"):
        ceremony.admit_key(feed.repository, feed.keyring, Passkey("choi", "live/editions").key, NOW)


def test_keyid_of_a_bare_key_is_the_libraries() -> None:
    """For a key without members of ours, the recomputed id is the one securesystemslib computes."""
    from securesystemslib.signer import CryptoSigner

    bare = CryptoSigner.generate_ed25519().public_key
    assert officers.keyid(bare) == bare.keyid


def test_fingerprint_is_twenty_digits(feed: Feed) -> None:
    """A key's fingerprint is read out as five groups of four digits."""
    groups = officers.digits(feed.key_of("kim").key.keyid).split()
    assert [len(group) for group in groups] == [4, 4, 4, 4, 4]
    assert "".join(groups).isdigit()


def test_one_supervisor_is_refused(thief: Thief) -> None:
    """Targets signed by one supervisor is refused: a thief with one safe's key admits nobody."""
    targets = thief.targets_with(lambda signed: _admit(signed, _second_key("choi")))
    targets.sign(thief.feed.signer_of("supervisor-2"))
    with pytest.raises(Untrusted, match="demo/targets needs two people, signed by supervisor-2"):
        thief.feed.verified(thief.bundle(targets=targets))


def test_officers_do_not_admit_officers(thief: Thief) -> None:
    """Officers' signatures on targets count nothing."""
    targets = thief.targets_with(lambda signed: _admit(signed, _second_key("choi")))
    targets.signatures.clear()
    for name in ("kim", "lee"):
        targets.sign(thief.feed.signer_of(name), append=True)
    with pytest.raises(Untrusted, match="demo/targets needs two people, signed by nobody"):
        thief.feed.verified(thief.bundle(targets=targets))
