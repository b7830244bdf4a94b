"""`kiosk feed client` by the TUF specification's own rules, at a repository that is none of ours: keys and signatures."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from securesystemslib.signer import KEY_FOR_TYPE_AND_SCHEME, CryptoSigner, SSlibKey

from tests.feed.trust.foreign import TOP, Client, Foreign, altered, open_to_all

SIGNABLE = sorted(kind for kind in KEY_FOR_TYPE_AND_SCHEME if not kind[1].startswith(("pgp", "webauthn")))
"""The kinds that can be made without gpg; `webauthn` is our own."""


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_a_threshold_counts_keys(tmp_path: Path, role: str) -> None:
    """Two of three must sign: one, one twice, or one and a stranger is refused; two are enough beside a wrong third."""
    repository = Foreign(hashes=False)
    first, second, third = (repository.signers[role][0], repository.key(role), repository.key(role))
    repository.root.roles[role].threshold = 2
    repository.publish("root", *(role for role in TOP[1:]))
    name = repository.name(role, 2)
    wrong = repository.signed("root", third)

    def with_third(document: dict[str, Any]) -> None:
        document["signatures"] += json.loads(wrong)["signatures"]

    one = repository.signed(role, first)
    tries = {
        "one": one,
        "twice": altered(one, lambda document: document["signatures"].append(document["signatures"][0])),
        "stranger": repository.signed(role, first, CryptoSigner.generate_ed25519()),
        "wrong": altered(one, with_third),
        "two": altered(repository.signed(role, first, second), with_third),
    }
    ended = {}
    with open_to_all(repository) as url:
        for name_of, data in tries.items():
            repository.files[name] = data
            folder = tmp_path / name_of
            folder.mkdir()
            ended[name_of] = Client(repository, url, folder).refresh()
    assert ended == {"one": 1, "twice": 1, "stranger": 1, "wrong": 1, "two": 0}


def _signer(keytype: str, scheme: str) -> CryptoSigner:
    if keytype == "ed25519":
        return CryptoSigner.generate_ed25519()
    if keytype == "ml-dsa":
        return CryptoSigner.generate_mldsa(scheme=scheme)
    private: Any = rsa.generate_private_key(65537, 2048)
    if keytype.startswith("ecdsa"):
        curves: dict[str, Any] = {"256": ec.SECP256R1, "384": ec.SECP384R1, "521": ec.SECP521R1}
        private = ec.generate_private_key(curves[scheme[-3:]]())
    made = SSlibKey.from_crypto(private.public_key(), scheme=scheme)
    key = SSlibKey(made.keyid, keytype, scheme, made.keyval)
    return CryptoSigner(private, key)


@pytest.mark.filterwarnings("ignore:keytype 'ecdsa-sha2-:DeprecationWarning")
@pytest.mark.parametrize(("keytype", "scheme"), SIGNABLE, ids=["/".join(kind) for kind in SIGNABLE])
def test_every_kind_of_key(client: Client, repository: Foreign, keytype: str, scheme: str) -> None:
    """A root that such a key must sign too is taken with its signature, and refused with a spoiled one."""
    repository.key("root", _signer(keytype, scheme))
    repository.root.roles["root"].threshold = 2
    repository.publish("root")
    assert (client.refresh(), client.trusted()["root"]) == (0, 2)
    repository.publish("root")

    def spoil(document: dict[str, Any]) -> None:
        document["signed"]["x-changed"] = True
        document["signatures"][0] = json.loads(properly)["signatures"][0]

    repository.root.unrecognized_fields["x-changed"] = True
    properly = repository.signed("root", repository.signers["root"][0])
    repository.files["metadata/3.root.json"] = altered(repository.files["metadata/3.root.json"], spoil)
    assert (client.refresh(), client.trusted()["root"]) == (1, 2)


def test_members_nobody_knows_are_signed_too(client: Client, repository: Foreign) -> None:
    """Unknown members of documents, roles and keys are read over, and belong to what is signed."""
    repository.root.unrecognized_fields["x-new"] = {"a": [1, None]}
    repository.root.roles["root"].unrecognized_fields["x-new"] = 1
    repository.signers["root"][0].public_key.unrecognized_fields["x-new"] = "y"
    repository.publish("root")
    assert (client.refresh(), client.trusted()["root"]) == (0, 2)
    repository.publish("root")
    data = repository.files["metadata/3.root.json"]
    repository.files["metadata/3.root.json"] = data.replace(b'"x-new":1', b'"x-new":2')
    assert (client.refresh(), client.trusted()["root"]) == (1, 2)
