"""The desk in one file: its database, what lies beside it, and the passkeys' credential ids; and back from it.

Rules: the copy is the database's own (SQLite's online backup, `pg_dump`), whole at one moment while the desk runs. The file is
a gzipped tar, mode 0600, complete or not there. Left out is what can be made anew: static files, pictures, mails of the demo.
The settings with the desk's secret, keys and feed are not the desk's to copy. Before it is overwritten a SQLite database is kept
beside as `.before`. The passkeys stand in it as plain JSON too: by that alone a desk with a new database signs again.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction

from kiosk.desk.audit import chain
from kiosk.desk.people.models import Officer, Passkey
from kiosk.faults import Fault

FORM = 1
LITE, DUMP, PASSKEYS, MANIFEST, BESIDE = "desk.sqlite3", "desk.pgdump", "passkeys.json", "backup.json", "beside"
LEFT_OUT = ("static", "pictures", "mail", "secret", "password")
SECONDS = 600.0


def backup(file: Path) -> None:
    """Write the desk into one file. Raises Fault where it is there already or cannot be written."""
    if file.exists():
        raise Fault(f"{file} is there already")
    chain.note(None, "backup", file.name[:100], datetime.now(UTC))
    part = file.with_name(f"{file.name}.part")
    with _folder() as folder:
        _copy_out(folder)
        (folder / PASSKEYS).write_text(json.dumps(_passkeys(), ensure_ascii=False, indent=1), encoding="utf-8")
        told = {"form": FORM, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "head": chain.head()}
        (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
        _take_beside(folder / BESIDE)
        part.touch(0o600, exist_ok=True)
        with tarfile.open(part, "w:gz") as tar:
            tar.add(folder, ".")
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)


def restore(file: Path) -> list[str]:
    """Put a desk back from its file, or passkeys alone from `passkeys.json`; say what was done. Raises Fault."""
    if file.suffix == ".json":
        return [f"{_bring_back(_read_json(file))} passkeys brought back"]
    with _folder() as folder:
        _unpack(file, folder)
        told = _read_json(folder / MANIFEST)
        if told.get("form") != FORM:
            raise Fault(f"{file}: a backup of form {told.get('form')}, this desk reads form {FORM}")
        _copy_in(folder)
        if (folder / BESIDE).is_dir():
            shutil.copytree(folder / BESIDE, settings.DESK.data, dirs_exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        count = _bring_back(_read_json(folder / PASSKEYS))
    chain.note(None, "restore", file.name[:100], datetime.now(UTC), made_at=told["made_at"], head=told["head"])
    return [f"the desk of {told['made_at']} is back", f"{count} passkeys brought back"]


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder of our own, beside the data: a database may be larger than /tmp."""
    settings.DESK.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with tempfile.TemporaryDirectory(dir=settings.DESK.data, prefix=".backup-") as name:
            yield Path(name)
    except (OSError, tarfile.TarError, sqlite3.Error) as fault:
        raise Fault(f"not done: {fault}") from fault


def _copy_out(folder: Path) -> None:
    if connection.vendor == "postgresql":
        _postgres("pg_dump", "--format=custom", f"--file={folder / DUMP}", settings.DESK.database)
        return
    with closing(sqlite3.connect(_lite())) as live, closing(sqlite3.connect(folder / LITE)) as copy:
        live.backup(copy)


def _copy_in(folder: Path) -> None:
    vendor, held = connection.vendor, DUMP if (folder / DUMP).exists() else LITE
    if (vendor == "postgresql") != (held == DUMP):
        raise Fault(f"the backup holds {held}, this desk's database is {vendor}")
    connections.close_all()
    if held == DUMP:
        _postgres(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            f"--dbname={settings.DESK.database}",
            str(folder / DUMP),
        )
        return
    live = _lite()
    if live.exists():
        with closing(sqlite3.connect(live)) as now, closing(sqlite3.connect(f"{live}.before")) as kept:
            now.backup(kept)
    with closing(sqlite3.connect(folder / LITE)) as copy, closing(sqlite3.connect(live, timeout=20)) as now:
        copy.backup(now)


def _lite() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _postgres(*words: str) -> None:
    try:
        subprocess.run(words, check=True, capture_output=True, text=True, timeout=SECONDS)
    except FileNotFoundError:
        raise Fault(f"{words[0]} is not installed (Debian: postgresql-client)") from None
    except subprocess.CalledProcessError as fault:
        raise Fault(f"{words[0]}: {(fault.stderr.strip().splitlines() or ['failed'])[-1][:300]}") from None


def _take_beside(folder: Path) -> None:
    """Everything beside the database that nothing else makes: the push key, the ministry's replies, key and table."""
    for path in settings.DESK.data.iterdir():
        if path.name in LEFT_OUT or path.name.startswith((".", LITE)):
            continue
        folder.mkdir(exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        else:
            shutil.copy2(path, folder / path.name)


def _unpack(file: Path, folder: Path) -> None:
    if not file.is_file():
        raise Fault(f"{file}: there is no such file")
    with tarfile.open(file, "r:gz") as tar:
        tar.extractall(folder, filter="data")
    if not (folder / MANIFEST).is_file() or not (folder / PASSKEYS).is_file():
        raise Fault(f"{file} is no backup of a desk")


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError) as fault:
        raise Fault(f"{file}: {fault}") from None


def _passkeys() -> list[dict[str, Any]]:
    found = Passkey.objects.select_related("officer")
    return [
        {"officer": one.officer.username, "keyid": one.keyid, "key": one.key, "credential": one.credential}
        for one in found
    ]


def _bring_back(held: list[dict[str, Any]]) -> int:
    """Those whose officer is here and that are not; whether the feed admits one is asked of the feed afterwards."""
    people = {one.username: one for one in Officer.objects.all()}
    there = set(Passkey.objects.values_list("keyid", flat=True))
    lost = [one for one in held if one["keyid"] not in there and one["officer"] in people]
    with transaction.atomic():
        for one in lost:
            Passkey.objects.create(
                officer=people[one["officer"]], keyid=one["keyid"], key=one["key"], credential=one["credential"]
            )
            chain.note(None, "passkey-back", f"key {one['keyid']}", datetime.now(UTC), officer=one["officer"])
    return len(lost)


def keep_passkeys() -> None:
    """Keep the passkeys beside the database too, each time one was made: a lost database must not end signing. Raises OSError."""
    path = settings.DESK.data / PASSKEYS
    part = path.with_suffix(".part")
    part.touch(0o600, exist_ok=True)
    part.write_text(json.dumps(_passkeys(), ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)
