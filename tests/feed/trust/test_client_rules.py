"""`kiosk feed client` by the TUF specification's own rules, at a repository that is none of ours: the top-level roles."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner

from tests.feed.trust.foreign import PAST, TOP, Client, Foreign, altered, open_to_all

FIRST = ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"]
ONE = dict.fromkeys(TOP, 1)


def _chain(repository: Foreign, length: int = 3) -> None:
    """Roots 2, 3, 4..., each with a new root key, and everything signed anew under the last."""
    for _ in range(length):
        repository.replace_keys(*TOP)
        repository.publish("root")
        repository.signers["root"] = repository.signers["root"][-1:]
    repository.publish("targets", "snapshot", "timestamp")


def test_the_order_of_asking(client: Client) -> None:
    """Root first, until one is missing, then timestamp, snapshot and targets, each under its version."""
    assert client.refresh() == 0
    assert client.asks() == FIRST
    assert client.trusted() == ONE


def test_what_is_held_is_not_asked_for_again(client: Client) -> None:
    """A second refresh asks whether there is a newer root and a newer timestamp, no more."""
    client.refresh()
    client.asks()
    assert client.refresh() == 0
    assert client.asks() == ["2.root.json", "timestamp.json"]


def test_metadata_is_kept_to_the_byte(client: Client, repository: Foreign) -> None:
    """What is written down is what was served, not our own way to write it."""
    repository.files["metadata/timestamp.json"] += b"\n \n"
    client.refresh()
    assert (client.metadata / "timestamp.json").read_bytes() == repository.files["metadata/timestamp.json"]


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_a_damaged_cache_is_fetched_anew(client: Client, role: str) -> None:
    """A held document that was cut short is no reason to fail, and none to trust it."""
    client.refresh()
    (client.metadata / f"{role}.json").write_bytes(b'{"signed": ')
    assert (client.refresh(), client.trusted()) == (0, ONE)


def test_without_consistent_snapshots(tmp_path: Path) -> None:
    """A repository whose root says so is asked for names without versions, and targets without hashes."""
    repository = Foreign(consistent=False)
    repository.offer("folder/file", b"content")
    repository.publish("targets", "snapshot", "timestamp")
    with open_to_all(repository) as url:
        client = Client(repository, url, tmp_path)
        assert client.download("folder/file") == 0
    names = ["2.root.json", "timestamp.json", "snapshot.json", "targets.json", "targets/folder/file"]
    assert (client.asks(), client.got()) == (names, {"folder/file": b"content"})


def test_roots_are_walked_one_by_one(client: Client, repository: Foreign) -> None:
    """Three rotations later every root between was asked for in turn; none may be left out."""
    _chain(repository)
    assert client.refresh() == 0
    assert client.asks()[:5] == ["2.root.json", "3.root.json", "4.root.json", "5.root.json", "timestamp.json"]
    assert client.trusted()["root"] == 4


def test_a_missing_root_is_not_leapt_over(client: Client, repository: Foreign) -> None:
    """With root 3 gone, root 4 is not asked for, and what its keys signed is refused."""
    _chain(repository)
    del repository.files["metadata/3.root.json"]
    assert (client.refresh(), client.trusted()) == (1, {"root": 2})
    assert client.asks() == ["2.root.json", "3.root.json", "timestamp.json"]


@pytest.mark.parametrize("keys", [["old"], ["new"], ["old", "stranger"], []])
def test_a_new_root_needs_both_signatures(client: Client, repository: Foreign, keys: list[str]) -> None:
    """A root that its predecessor's keys, or its own, did not sign is refused, and nothing else is asked for."""
    repository.replace_keys("root")
    repository.root.version = 2
    old, new = repository.signers["root"]
    holders = {"old": old, "new": new, "stranger": CryptoSigner.generate_ed25519()}
    data = repository.signed("root", *(holders[key] for key in keys))
    repository.put("root", data if keys else altered(data, lambda document: document.update(signatures=[])))
    assert (client.refresh(), client.trusted(), client.asks()) == (1, {"root": 1}, ["2.root.json"])


def test_a_root_under_another_number_is_refused(client: Client, repository: Foreign) -> None:
    """Root 3, served as root 2, is refused though every key signed it."""
    repository.publish("root", version=3)
    repository.files["metadata/2.root.json"] = repository.files["metadata/3.root.json"]
    assert (client.refresh(), client.trusted()) == (1, {"root": 1})


def test_a_root_between_may_have_expired(client: Client, repository: Foreign) -> None:
    """Only the last root of the chain must be current."""
    current, repository.root.expires = repository.root.expires, PAST
    repository.publish("root")
    repository.root.expires = current
    repository.publish("root")
    assert (client.refresh(), client.trusted()["root"]) == (0, 3)


@pytest.mark.parametrize(
    ("role", "newer"),
    [("root", ["root"]), ("timestamp", []), ("snapshot", ["timestamp"]), ("targets", ["timestamp", "snapshot"])],
)
def test_expired_metadata_is_refused(client: Client, repository: Foreign, role: str, newer: list[str]) -> None:
    """An expired role ends the refresh there, and is not kept (but root: the chain goes on from it)."""
    client.refresh()
    repository.document(role).expires = PAST
    repository.publish(*(["root"] if role == "root" else ["targets", "snapshot", "timestamp"]))
    assert (client.refresh(), client.trusted()) == (1, {**ONE, **dict.fromkeys(newer, 2)})


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_what_expired_while_held_is_renewed(client: Client, repository: Foreign, role: str) -> None:
    """A client that was off for months starts from expired metadata and takes the newer."""
    client.refresh()
    current, repository.document(role).expires = repository.document(role).expires, PAST
    (client.metadata / f"{role}.json").write_bytes(repository.signed(role))
    repository.document(role).expires = current
    repository.publish("targets", "snapshot", "timestamp")
    assert (client.refresh(), client.trusted()) == (0, {**dict.fromkeys(TOP, 2), "root": 1})


def test_an_expired_timestamp_still_forbids_an_older_one(client: Client, repository: Foreign) -> None:
    """Expired, the held timestamp still says how far the repository had come."""
    older = repository.files["metadata/timestamp.json"]
    repository.publish("timestamp")
    client.refresh()
    repository.timestamp.expires = PAST
    held = repository.signed("timestamp")
    (client.metadata / "timestamp.json").write_bytes(held)
    repository.files["metadata/timestamp.json"] = older
    assert client.refresh() == 1
    assert (client.metadata / "timestamp.json").read_bytes() == held


def test_the_clock_is_read_once_at_the_start(client: Client, repository: Foreign) -> None:
    """A timestamp that expires between two requests of one refresh holds for that refresh, and not for the next."""

    def sign_for_a_moment() -> None:
        repository.timestamp.expires = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
        repository.publish("timestamp")

    def wait_until_it_expired() -> None:
        while datetime.now(UTC) <= repository.timestamp.expires:
            time.sleep(0.01)

    repository.before = {
        "metadata/timestamp.json": sign_for_a_moment,
        "metadata/1.snapshot.json": wait_until_it_expired,
    }
    assert client.refresh() == 0
    repository.before = {}
    assert client.refresh() == 1


def _older_timestamp(repository: Foreign) -> None:
    repository.publish("timestamp", version=1)


def _older_snapshot(repository: Foreign) -> None:
    repository.publish("snapshot", version=1)
    repository.publish("timestamp")


def _older_targets(repository: Foreign) -> None:
    repository.publish("targets", version=1)
    repository.publish("snapshot", "timestamp")


def _forgotten_role(repository: Foreign) -> None:
    del repository.snapshot.meta["extra.json"]
    repository.publish("snapshot", "timestamp")


@pytest.mark.parametrize("hashes", [True, False])
@pytest.mark.parametrize("attack", [_older_timestamp, _older_snapshot, _older_targets, _forgotten_role])
def test_nothing_goes_back(tmp_path: Path, attack: Callable[[Foreign], None], *, hashes: bool) -> None:
    """No version becomes lower and no role vanishes, whether the repository gives hashes or not."""
    repository = Foreign(hashes=hashes)
    repository.delegate("extra", "extra/*")
    repository.publish("extra", "targets", "snapshot", "timestamp")
    with open_to_all(repository) as url:
        client = Client(repository, url, tmp_path)
        client.refresh()
        before = client.trusted()
        attack(repository)
        assert client.refresh() == 1
        assert {**client.trusted(), "timestamp": 2} == before


@pytest.mark.parametrize("roles", [("timestamp",), ("snapshot", "timestamp")])
def test_new_keys_let_a_version_start_over(client: Client, repository: Foreign, roles: tuple[str, ...]) -> None:
    """After a thief drove versions up, replaced keys let the repository begin again."""
    repository.publish(*roles, version=900)
    if roles == ("snapshot", "timestamp"):
        repository.publish("timestamp", version=900)
    assert (client.refresh(), client.trusted()[roles[0]]) == (0, 900)
    repository.replace_keys(*roles)
    repository.publish("root")
    repository.publish(*roles, version=2)
    assert (client.refresh(), client.trusted()[roles[0]]) == (0, 2)


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_another_version_than_announced_is_refused(tmp_path: Path, role: str) -> None:
    """Version 3 under the name, and in the place, of version 2 is refused, with its keys' signature."""
    repository = Foreign(hashes=False)
    repository.publish(role, version=3)
    repository.files[f"metadata/2.{role}.json"] = repository.files[f"metadata/3.{role}.json"]
    if role == "targets":
        repository.snapshot.meta["targets.json"].version = 2
        repository.publish("snapshot")
    else:
        repository.timestamp.snapshot_meta.version = 2
    repository.publish("timestamp")
    with open_to_all(repository) as url:
        client = Client(repository, url, tmp_path)
        assert client.refresh() == 1
    assert role not in client.trusted()


@pytest.mark.parametrize("role", ["snapshot", "targets"])
@pytest.mark.parametrize("fault", ["hash", "length"])
def test_other_bytes_than_announced_are_refused(client: Client, repository: Foreign, role: str, fault: str) -> None:
    """One byte more than announced, or another hash, is refused, however well it is signed."""
    by = "timestamp" if role == "snapshot" else "snapshot"
    meta = repository.timestamp.snapshot_meta if role == "snapshot" else repository.snapshot.meta["targets.json"]
    assert meta.hashes
    assert meta.length
    if fault == "hash":
        meta.hashes["sha256"] = "0" * 64
    else:
        meta.length -= 1
    repository.publish(*dict.fromkeys((by, "timestamp")))
    assert client.refresh() == 1
    assert role not in client.trusted()


@pytest.mark.parametrize(("role", "most"), [("timestamp", 16_384), ("root", 512_000)])
def test_what_nobody_announced_has_a_limit(client: Client, repository: Foreign, role: str, most: int) -> None:
    """Where no length was announced, a document ends at a limit, well signed or not."""
    repository.document(role).unrecognized_fields["x-long"] = "x" * most
    repository.publish(role)
    assert client.refresh() == 1
    assert client.trusted() == {"root": 1}


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_another_type_is_refused(tmp_path: Path, role: str) -> None:
    """A root, signed by another role's key and served in its place, is not that role."""
    repository = Foreign(hashes=False)
    repository.files[repository.name(role, 1)] = repository.signed("root", *repository.signers[role])
    with open_to_all(repository) as url:
        client = Client(repository, url, tmp_path)
        assert client.refresh() == 1
    assert role not in client.trusted()


def test_a_first_root_that_is_none_asks_for_nothing(client: Client, repository: Foreign) -> None:
    """A trusted root that its own key did not sign is no root: the client refuses before it asks."""
    first = altered(repository.files["metadata/1.root.json"], lambda document: document.update(signatures=[]))
    (client.metadata / "root.json").write_bytes(first)
    assert (client.refresh(), client.asks()) == (1, [])
