"""The hash-locked requirements: each holds what the one before holds, and all that pyproject.toml asks for."""

import re
import tomllib

import pytest

from tests.architecture.conftest import ROOT

LOCKS = ("requirements.txt", "requirements-desk.txt", "requirements-test.txt")
EXTRAS = {"requirements.txt": (), "requirements-desk.txt": ("desk",), "requirements-test.txt": ("desk", "dev")}


def _locked(name: str) -> dict[str, str]:
    """Package to version."""
    text = (ROOT / "kiosk/deploy" / name).read_text(encoding="ascii")
    return dict(re.findall(r"(?m)^([a-z0-9.-]+)==(\S+)", text))


@pytest.mark.parametrize(("smaller", "larger"), [LOCKS[:2], LOCKS[1:]])
def test_a_lock_holds_the_one_before(smaller: str, larger: str) -> None:
    """Gate's packages in the desk's, the desk's in those of the tests, each at one version."""
    assert _locked(smaller).items() <= _locked(larger).items()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_is_asked_for(lock: str) -> None:
    """Whatever pyproject.toml names for it is there: a package that one person installed by hand is not enough."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [one for extra in EXTRAS[lock] for one in project["optional-dependencies"][extra]]
    names = {re.split(r"[\[<>=~! ;]", one)[0].lower().replace("_", "-") for one in asked}
    assert names <= set(_locked(lock))
