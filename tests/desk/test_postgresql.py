"""The same desk on PostgreSQL: Debian's, started here as an unprivileged user. With --long every rule of `test_rules` too."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.desk.house import House
from tests.desk.postgresql import server

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database of one's own; a URL for libpq."""
    with server() as found:
        yield found


@pytest.fixture(scope="module")
def house(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The desk on it."""
    found = House(tmp_path_factory.mktemp("house"), database=address, paints=False)
    yield found
    found.close()


def test_two_officers_publish_and_nobody_rewrites_it(house: House, address: str) -> None:
    """The whole way; then SQL by hand is refused, TRUNCATE included."""
    a, b = house.officer("a"), house.officer("b")
    number = house.verified().number
    path = a.write()
    a.post(f"{path}submit/")
    a.post(f"{path}demo-sign/")
    assert "자기가 쓴 것은 승인할 수 없습니다" in a.approve(path).text
    b.approve(path)
    b.post(f"{path}demo-sign/")
    assert house.verified().number == number + 1
    for statement in (
        "UPDATE publishing_audit SET who = 'nobody'",
        "DELETE FROM publishing_audit",
        "TRUNCATE publishing_audit CASCADE",
        "DELETE FROM publishing_frozen",
        "UPDATE publishing_change SET was = NULL",
        "TRUNCATE publishing_change",
        "INSERT INTO advice_version (kind, author_id, summary, change, form, written, state, reason) "
        "SELECT 'rumour', author_id, summary, change, form, written, 'draft', '' FROM advice_version LIMIT 1",
        "UPDATE advice_version SET change = '{}'",
        "UPDATE advice_version SET approver_id = author_id",
        "DELETE FROM advice_version",
    ):
        with psycopg.connect(address) as database, pytest.raises(psycopg.errors.CheckViolation):
            database.execute(statement)  # type: ignore[call-overload]
