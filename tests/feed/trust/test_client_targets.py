"""`kiosk feed client` by the TUF specification's own rules, at a repository that is none of ours: delegations, targets."""

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Delegations, SuccinctRoles, Targets

from tests.feed.trust.foreign import PAST, Client, Foreign

TOP_ROLES = 4


def _all(repository: Foreign) -> None:
    repository.publish(*repository.delegated, "targets", "snapshot", "timestamp")


def _visited(client: Client) -> str:
    """The delegated roles that were asked for, in order; each has a name of one letter."""
    return "".join(name.split(".")[1] for name in client.asks()[TOP_ROLES:] if name.endswith(".json"))


@pytest.mark.parametrize(
    ("graph", "order"),
    [
        ("targets>A targets>B", "AB"),
        ("targets>A targets>B A>C A>D", "ACDB"),
        ("targets>A targets>B A>C C>D", "ACDB"),
        ("targets>A targets>B A>C! A>D", "AC"),
        ("targets>A targets>B A>C! C>D", "ACD"),
        ("targets>A* targets>B A>C", "B"),
        ("targets>A targets>B B>C C>D D>B", "ABCD"),
        ("targets>A targets>B B>C A>C", "ACB"),
        ("targets>A targets>B B>C A>C*", "ABC"),
    ],
)
def test_the_order_of_searching(client: Client, repository: Foreign, graph: str, order: str) -> None:
    """First come, first searched, and deep before wide; `!` ends the search, `*` is for other paths."""
    for edge in graph.split():
        by, name = edge.rstrip("!*").split(">")
        repository.delegate(name, "*.other" if "*" in edge else "*", by=by, terminating="!" in edge)
    _all(repository)
    assert (client.download("missing"), _visited(client)) == (1, order)


def test_every_role_on_the_way_must_delegate(client: Client, repository: Foreign) -> None:
    """A target that a role lists outside the paths it was given is not there."""
    repository.delegate("A", "a/*")
    repository.offer("a/file", b"delegated", by="A")
    repository.offer("b/file", b"presumed", by="A")
    _all(repository)
    assert (client.download("a/file"), client.download("b/file")) == (0, 1)
    assert client.got() == {"a/file": b"delegated"}


def test_the_first_to_list_a_target_is_believed(client: Client, repository: Foreign) -> None:
    """Where two roles list the same path, the one delegated first has it."""
    for name in "AB":
        repository.delegate(name, "*")
        repository.offer("file", name.encode(), by=name)
    _all(repository)
    assert (client.download("file"), client.got()) == (0, {"file": b"A"})


@pytest.mark.parametrize(("bits", "path", "role"), [(1, "boo", "bin-0"), (2, "bar", "bin-3"), (8, "bar", "bin-fc")])
def test_hashed_bins(client: Client, repository: Foreign, bits: int, path: str, role: str) -> None:
    """Where a role delegates to bins, the path's hash alone says which one is asked for."""
    bins = SuccinctRoles([], 1, bits, "bin")
    signer = CryptoSigner.generate_ed25519()
    repository.targets.delegations = Delegations({}, None, bins)
    repository.targets.add_key(signer.public_key)
    for name in bins.get_roles():
        repository.delegated[name], repository.signers[name] = Targets(expires=repository.root.expires), [signer]
    repository.offer(path, b"content", by=role)
    _all(repository)
    assert (client.download(path), client.asks()[TOP_ROLES]) == (0, f"1.{role}.json")


@pytest.mark.parametrize("role", ["?", "#", "/role", "../role", "a b", "é"])
def test_names_of_roles_are_quoted(client: Client, repository: Foreign, role: str) -> None:
    """Whatever a role is called, its file is asked for quoted, and kept inside the client's folder."""
    repository.delegate(role, "*")
    repository.offer("file", b"content", by=role)
    _all(repository)
    assert client.download("file") == 0
    assert client.trusted()[role] == 1
    assert {path.name for path in client.folder.iterdir()} == {"first.json", "trusted", "downloads"}


def test_a_delegated_threshold(client: Client, repository: Foreign) -> None:
    """A role that two of its keys must sign is refused with one, and with one and a key of the delegating role."""
    repository.delegate("A", "*", threshold=2)
    repository.offer("file", b"content", by="A")
    _all(repository)
    name = repository.name("A", 1)
    whole = repository.files[name]
    repository.put("A", repository.signed("A", repository.signers["A"][0], repository.signers["targets"][0]))
    repository.publish("snapshot", "timestamp")
    assert (client.download("file"), client.got()) == (1, {})
    repository.put("A", whole)
    repository.publish("snapshot", "timestamp")
    assert (client.download("file"), client.got()) == (0, {"file": b"content"})


def test_each_delegation_is_checked_by_its_own_keys(client: Client, repository: Foreign) -> None:
    """A role that A's keys signed is not believed for B, though it was already held, in one command or two."""
    for name in "AB":
        repository.delegate(name, f"{name}/*")
        repository.delegate("C", f"{name}/*", by=name)
        repository.offer(f"{name}/file", name.encode(), by="C")
    repository.signers["C"] = repository.signers["C"][:1]
    _all(repository)
    assert (client.download("A/file", "B/file"), client.got()) == (1, {"A/file": b"A"})
    assert (client.download("B/file"), client.got()) == (1, {"A/file": b"A"})


@pytest.mark.parametrize("held", [False, True])
def test_an_expired_delegated_role_is_refused(client: Client, repository: Foreign, *, held: bool) -> None:
    """Neither served nor held may a delegated role be used once it has expired; a newer one may."""
    current = repository.delegate("A", "*").expires
    repository.offer("file", b"content", by="A")
    repository.delegated["A"].expires = PAST
    _all(repository)
    if held:
        client.refresh()
        (client.metadata / "A.json").write_bytes(repository.files[repository.name("A", 1)])
    assert (client.download("file"), client.got()) == (1, {})
    repository.delegated["A"].expires = current
    _all(repository)
    assert (client.download("file"), client.got()) == (0, {"file": b"content"})


def test_a_delegated_role_does_not_go_back(client: Client, repository: Foreign) -> None:
    """A snapshot with an older version of a delegated role is refused, and what is held stays."""
    repository.delegate("A", "*")
    repository.offer("file", b"content", by="A")
    _all(repository)
    _all(repository)
    client.download("file")
    repository.publish("A", version=1)
    repository.publish("snapshot", "timestamp")
    assert (client.download("file"), client.trusted()["A"]) == (1, 2)


@pytest.mark.parametrize("fault", ["version", "hash", "length"])
def test_another_delegated_role_than_announced(client: Client, repository: Foreign, fault: str) -> None:
    """A delegated role of another version, hash or length than the snapshot says is refused, signed or not."""
    repository.delegate("A", "*")
    repository.offer("file", b"content", by="A")
    _all(repository)
    meta = repository.snapshot.meta["A.json"]
    assert meta.hashes
    assert meta.length
    if fault == "version":
        repository.files["metadata/2.A.json"], meta.version = repository.files["metadata/1.A.json"], 2
    elif fault == "hash":
        meta.hashes["sha256"] = "0" * 64
    else:
        meta.length -= 1
    repository.publish("snapshot", "timestamp")
    assert (client.download("file"), client.got()) == (1, {})
    assert "A" not in client.trusted()


def test_held_roles_and_targets_are_not_asked_for_again(client: Client, repository: Foreign) -> None:
    """A second download of the same target asks for a newer root and timestamp, and for nothing else."""
    repository.delegate("A", "*")
    repository.offer("file", b"content", by="A")
    _all(repository)
    client.download("file")
    client.asks()
    assert (client.download("file"), client.asks()) == (0, ["2.root.json", "timestamp.json"])


def test_a_changed_target_is_fetched_anew(client: Client, repository: Foreign) -> None:
    """A new content under the same path takes the old one's place, and its folder names are part of its name."""
    for content in (b"first", b"second"):
        repository.offer("deep/er/file", content)
        repository.publish("targets", "snapshot", "timestamp")
        assert (client.download("deep/er/file"), client.got()) == (0, {"deep/er/file": content})


@pytest.mark.parametrize("served", [b"shorter", b"other content", b"content, and longer"])
def test_other_bytes_than_listed_are_refused(client: Client, repository: Foreign, served: bytes) -> None:
    """A target of another length or hash than listed is not written; what was there before stays."""
    repository.offer("file", b"first content")
    repository.publish("targets", "snapshot", "timestamp")
    client.download("file")
    repository.offer("file", b"right content")
    repository.publish("targets", "snapshot", "timestamp")
    repository.files[repository.at("file", repository.targets.targets["file"])] = served
    assert (client.download("file"), client.got()) == (1, {"file": b"first content"})


@pytest.mark.parametrize("algorithms", [("sha256",), ("sha512",), ("sha256", "sha512")])
def test_algorithms_of_hashes(client: Client, repository: Foreign, algorithms: tuple[str, ...]) -> None:
    """Targets are checked by whatever hashes they are listed with."""
    repository.offer("file", b"content", algorithms=algorithms)
    repository.publish("targets", "snapshot", "timestamp")
    assert (client.download("file"), client.got()) == (0, {"file": b"content"})


def test_an_unknown_algorithm_proves_nothing(client: Client, repository: Foreign) -> None:
    """A target listed with a hash nobody can compute is refused."""
    repository.offer("file", b"content")
    target = repository.targets.targets["file"]
    target.hashes = {"unknown": target.hashes["sha256"]}
    repository.publish("targets", "snapshot", "timestamp")
    assert (client.download("file"), client.got()) == (1, {})


def test_a_role_whose_name_is_no_text_is_refused(
    client: Client, repository: Foreign, capsys: pytest.CaptureFixture[str]
) -> None:
    """Signed nonsense is refused in one line like anything else."""
    repository.delegate("A", "*")
    assert repository.targets.delegations
    assert repository.targets.delegations.roles
    repository.targets.delegations.roles["A"].name = 7  # type: ignore[assignment]
    _all(repository)
    assert client.download("file") == 1
    told = capsys.readouterr().err
    assert told.startswith("kiosk: download failed: ")
    assert told.count("\n") == 1
