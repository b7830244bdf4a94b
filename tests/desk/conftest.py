"""One desk for all tests of a worker, and its people, signed in; a browser where one is asked for.

A desk takes seconds to start. So tests write, publish and sign in on a desk that others use too, and ask for nothing of it but
what they put there. A module whose tests leave it in a state that others could not bear (crowds, mended clocks, removed keys)
overrides `house` by `own_house`.
"""

from collections.abc import Iterator
from contextlib import closing, nullcontext

import pytest

from tests.desk.chromium import Chromium, chromium
from tests.desk.house import House, Visitor
from tests.desk.liar import Liar
from tests.desk.postgresql import server


@pytest.fixture(scope="session")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The desk, its feed, its signing page: one for every module of this worker."""
    found = House(tmp_path_factory.mktemp("house"), paints=False)
    yield found
    found.close()


@pytest.fixture(scope="module")
def house(shared_house: House) -> House:
    """The desk that a module's tests use."""
    return shared_house


@pytest.fixture(scope="module")
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A desk of a module's own."""
    found = House(tmp_path_factory.mktemp("house"), paints=False)
    yield found
    found.close()


@pytest.fixture(scope="module")
def painting_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A desk whose pictures are painted, by two processes, as in life; the others' are empty at once."""
    found = House(tmp_path_factory.mktemp("house"), workers=2)
    yield found
    found.close()


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The same on the usual database; with --long on PostgreSQL too, whose triggers are others."""
    with server() if request.param == "postgresql" else nullcontext("") as database:
        found = House(tmp_path_factory.mktemp("house"), database, paints=False)
        yield found
        found.close()


@pytest.fixture(scope="module")
def a(house: House) -> Visitor:
    """Officer A, signed in; the module's own desk, where it has one."""
    return house.officer("a")


@pytest.fixture(scope="module")
def b(house: House) -> Visitor:
    """Officer B, a supervisor, signed in."""
    return house.officer("b")


@pytest.fixture(scope="module")
def c(house: House) -> Visitor:
    """Supervisor C, signed in."""
    return house.officer("c")


@pytest.fixture(scope="module")
def auditor(house: House) -> Visitor:
    """The auditor, signed in."""
    return house.officer("auditor")


@pytest.fixture(scope="session")
def shared_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Chromium: one process for every test of this worker."""
    with chromium(tmp_path_factory.mktemp("chromium")) as found:
        yield found


@pytest.fixture
def browser(shared_browser: Chromium) -> Iterator[Chromium]:
    """Chromium, with nobody in it yet."""
    with shared_browser.visited():
        yield shared_browser


@pytest.fixture(scope="module")
def somebody(shared_browser: Chromium) -> Iterator[Chromium]:
    """Chromium, whose people stay for a module's tests."""
    with shared_browser.visited():
        yield shared_browser


@pytest.fixture(scope="module")
def liar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Liar]:
    """The desk that lies."""
    with closing(Liar(tmp_path_factory.mktemp("liar"))) as found:
        yield found
