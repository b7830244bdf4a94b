"""One desk for a module's tests; a browser where one is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.chromium import Chromium, chromium
from tests.desk.house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The desk, its feed, its signing page."""
    found = House(tmp_path_factory.mktemp("house"))
    yield found
    found.close()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chromium]:
    """Chromium."""
    with chromium(tmp_path / "chromium") as found:
        yield found
