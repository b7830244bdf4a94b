"""The same desk on PostgreSQL: Debian's, started here as an unprivileged user."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.desk.house import House

pytestmark = pytest.mark.timeout(180)
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database of one's own; a URL for libpq."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
    who: dict[str, object] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **who}
    make = [str(PROGRAMS[-1] / "initdb"), "-D", str(folder / "data"), "-U", "desk", "-A", "trust", "-N", "-E", "UTF8"]
    subprocess.run([*make, "--locale=C.UTF-8"], check=True, **quiet)  # type: ignore[call-overload]
    options = ["-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
    server = subprocess.Popen([str(PROGRAMS[-1] / "postgres"), "-D", str(folder / "data"), *options], **quiet)  # type: ignore[call-overload]
    try:
        deadline = time.monotonic() + 30
        while not (folder / ".s.PGSQL.5432").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield f"postgresql://desk@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def house(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The desk on it."""
    found = House(tmp_path_factory.mktemp("house"), database=address)
    yield found
    found.close()


def test_two_officers_publish_and_nobody_rewrites_it(house: House, address: str) -> None:
    """The whole way; then SQL by hand is refused, TRUNCATE included."""
    a, b = house.officer("a"), house.officer("b")
    number = house.verified().number
    path = a.write()
    a.post(f"{path}submit/")
    a.post(f"{path}demo-sign/")
    assert "nobody approves" in a.post(f"{path}approve/", seen="on").text
    b.post(f"{path}approve/", seen="on")
    b.post(f"{path}demo-sign/")
    assert house.verified().number == number + 1
    for statement in (
        "UPDATE publishing_audit SET who = 'nobody'",
        "DELETE FROM publishing_audit",
        "TRUNCATE publishing_audit CASCADE",
        "DELETE FROM publishing_frozen",
        "UPDATE advice_version SET change = '{}'",
        "UPDATE advice_version SET approver_id = author_id",
        "DELETE FROM advice_version",
    ):
        with psycopg.connect(address) as database, pytest.raises(psycopg.errors.CheckViolation):
            database.execute(statement)  # type: ignore[call-overload]
