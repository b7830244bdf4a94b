"""The hash-locked requirements: each holds what the one before holds, and all that pyproject.toml asks for."""

import re
import tomllib

import pytest

from tests.architecture.conftest import ROOT

EXTRAS = {
    "requirements.txt": (),
    "requirements-desk.txt": ("desk",),
    "requirements-test.txt": ("desk", "dev"),
    "requirements-bucket.txt": ("desk", "bucket"),
    "requirements-bucket-test.txt": ("desk", "dev", "bucket", "bucket-test"),
}
WITHIN = (
    ("requirements.txt", "requirements-desk.txt"),
    ("requirements-desk.txt", "requirements-test.txt"),
    ("requirements-desk.txt", "requirements-bucket.txt"),
    ("requirements-test.txt", "requirements-bucket-test.txt"),
    ("requirements-bucket.txt", "requirements-bucket-test.txt"),
)


def _locked(name: str) -> dict[str, str]:
    """Package to version."""
    text = (ROOT / "kiosk/deploy" / name).read_text(encoding="ascii")
    return dict(re.findall(r"(?m)^([a-z0-9.-]+)==(\S+)", text))


@pytest.mark.parametrize(("smaller", "larger"), WITHIN)
def test_a_lock_holds_the_one_before(smaller: str, larger: str) -> None:
    """Gate's packages in the desk's, the desk's in those of tests and bucket, each at one version."""
    assert _locked(smaller).items() <= _locked(larger).items()


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_holds_what_is_asked_for(lock: str) -> None:
    """Whatever pyproject.toml names for it is there: a package that one person installed by hand is not enough."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [one for extra in EXTRAS[lock] for one in project["optional-dependencies"][extra]]
    names = {re.split(r"[\[<>=~! ;]", one)[0].lower().replace("_", "-") for one in asked}
    assert names <= set(_locked(lock))


def test_no_lock_of_gate_or_desk_brings_boto3() -> None:
    """securesystemslib imports boto3 on sight, and the network with it: it lies in the bucket's own environment alone."""
    for lock in ("requirements.txt", "requirements-desk.txt", "requirements-test.txt"):
        assert "boto3" not in _locked(lock)
    assert "boto3" in _locked("requirements-bucket.txt")
