"""The desk as one file and back: it publishes again, its passkeys are there, and operators can ask how it is."""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.desk.house import House, Visitor
from tests.desk.test_texts import publish

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def house(either: House) -> House:
    """A desk whose database is lost and put back; with --long on PostgreSQL too."""
    return either


def kiosk(house: House, *words: str) -> "subprocess.CompletedProcess[str]":
    """`kiosk desk ...` of this desk."""
    command = [sys.executable, "-m", "kiosk", "desk", *words]
    return subprocess.run(command, env=house.environment, capture_output=True, text=True, timeout=120)


def lose(house: House) -> None:
    """Passkeys and drafts are gone, past every trigger's eyes."""
    for statement in (
        "DELETE FROM accounts_passkey",
        "DELETE FROM telling_device",
        "UPDATE advice_version SET reason = 'lost'",
    ):
        house.sql(statement)


def test_a_desk_comes_back_and_publishes(house: House, a: Visitor, b: Visitor, tmp_path: Path) -> None:
    """Backed up while it runs; what was lost is back, what was done since is named as missing; and it publishes."""
    house.sql(
        "INSERT INTO accounts_passkey (officer_id, keyid, key, credential, enrolled) "
        "SELECT id, 'ab12', '{}', 'credential', CURRENT_TIMESTAMP FROM accounts_officer WHERE username = 'demo-officer-a'"
    )
    path = a.write(zones="KH-2")
    file = tmp_path / "desk.backup"
    done = kiosk(house, "backup", str(file))
    assert (done.returncode, file.stat().st_mode & 0o777) == (0, 0o600), done.stderr
    with tarfile.open(file) as tar:
        names = {Path(name).name for name in tar.getnames()}
        held = json.loads(tar.extractfile("./passkeys.json").read())  # type: ignore[union-attr]
    assert {"backup.json", "passkeys.json"} < names and "credential" in {one["credential"] for one in held}
    assert kiosk(house, "backup", str(file)).returncode == 1, "never over a backup"

    publish(house, a, b, a.write(zones="KH-3"))
    lose(house)
    done = kiosk(house, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert "is back" in done.stdout and "an older database seems to have been restored" in done.stdout
    assert house.sql("SELECT credential FROM accounts_passkey WHERE keyid = 'ab12'") == [("credential",)]

    a, b = house.officer("a"), house.officer("b")
    assert a.state(path) == "draft"
    number = house.verified().number
    assert publish(house, a, b, a.write(zones="KH-4"))["number"] > number


def test_passkeys_alone_come_back(house: House, tmp_path: Path) -> None:
    """A lost database is no end of signing: the file beside it gives an officer of the same name their credential ids."""
    file = tmp_path / "passkeys.json"
    held = [
        {"officer": name, "keyid": f"{name} key", "key": {}, "credential": "c"} for name in ("demo-officer-b", "gone")
    ]
    file.write_text(json.dumps(held), encoding="utf-8")
    assert kiosk(house, "restore", str(file)).stdout == "1 passkeys brought back\n"
    assert kiosk(house, "restore", str(file)).stdout == "0 passkeys brought back\n"


@pytest.mark.parametrize("data", [b"", b"nonsense", b"{}"])
def test_what_is_no_backup_is_refused(house: House, tmp_path: Path, data: bytes) -> None:
    """In one line; the desk stays as it was."""
    file = tmp_path / "desk.backup"
    file.write_bytes(data)
    before = house.sql("SELECT count(*) FROM advice_version")
    done = kiosk(house, "restore", str(file))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert house.sql("SELECT count(*) FROM advice_version") == before


def test_operators_ask_how_it_is(house: House) -> None:
    """Without a sign-in: 200 and yes to each, and nothing that tells a stranger anything."""
    house.feed.beat()
    answer = house.visitor().get("/health")
    assert answer.json() == {"ok": True, "database": True, "feed": True, "timestamp": True}
