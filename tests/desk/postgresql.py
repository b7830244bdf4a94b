"""PostgreSQL for tests: Debian's, started in a folder of its own as an unprivileged user, on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.desk.waiting import until

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def server() -> Iterator[str]:
    """A database of one's own; a URL for libpq. Skips the test where there is no PostgreSQL."""
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
    process = subprocess.Popen([str(PROGRAMS[-1] / "postgres"), "-D", str(folder / "data"), *options], **quiet)  # type: ignore[call-overload]
    try:
        address = f"postgresql://desk@{str(folder).replace('/', '%2F')}/postgres"
        until(lambda: _takes(address))
        yield address
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(folder)


def _takes(address: str) -> bool:
    """Tell whether the server takes a connection: its socket is there before it has recovered."""
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True
