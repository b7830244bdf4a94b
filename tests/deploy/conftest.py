"""What the tests of packages share."""

from pathlib import Path

import pytest

from kiosk.cli import VERSION
from tests.deploy.bare import DEPLOY, NAMES, ROOT, run


@pytest.fixture(scope="session")
def packages() -> dict[str, Path]:
    """Both packages, built now."""
    built = run("sh", DEPLOY / "package.sh").splitlines()
    return {
        name: ROOT / f".build/packages/{name}_{VERSION}_amd64.deb"
        for name in NAMES
        if any(name in one for one in built)
    }
