"""What one desk is told: secret, hosts, folders. Read once, from the environment or one TOML file; no defaults in production.

- `KIOSK_DESK=demo`: the demo's, under `KIOSK_DESK_DIR` (its folder) and `KIOSK_DESK_PORT`; its secret is made on first use;
  `KIOSK_DESK_MAIL_HOST` and `KIOSK_DESK_WEBHOOK` let its alarms be heard.
- else the file that `kiosk desk setup` wrote, named by `KIOSK_DESK_CONFIG`: mode 0600, since it holds the secret.

`DATABASE_URL` (postgresql://user:password@host:port/name) takes the place of the SQLite file in both.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kiosk.faults import Fault

USUAL = "/etc/kiosk/desk.toml"
DEMO_PORT = 8760
SQLITE = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA recursive_triggers=ON",  # what REPLACE deletes is deleted before the triggers' eyes
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
KEPT_SECONDS = 60
"""A connection is kept for so long: opening one for each report costs more than the report."""


@dataclass(frozen=True)
class Desk:
    """One desk's settings. `origin` and `signing_origin` are scheme, host and port; `feed_url` the feed's public address."""

    secret: str
    hosts: tuple[str, ...]
    origin: str
    signing_origin: str
    feed_url: str
    feed: Path
    keys: Path
    data: Path
    database: str = ""
    mail_host: str = ""
    mail_from: str = ""
    webhook: str = ""
    webhook_secret: str = ""
    demo: bool = False

    @property
    def signing_host(self) -> str:
        """Return the relying party of officers' passkeys."""
        return urlsplit(self.signing_origin).hostname or ""

    @property
    def secure(self) -> bool:
        """Tell whether the desk is reached by TLS: always, but in the demo."""
        return not self.demo


def load(environment: Mapping[str, str] = os.environ) -> Desk:
    """Read the settings of this process. Raises Fault that says what is missing and what makes it."""
    if environment.get("KIOSK_DESK") == "demo":
        return _demo(environment)
    path = Path(environment.get("KIOSK_DESK_CONFIG", USUAL))
    try:
        if path.stat().st_mode & 0o007:
            raise Fault(f"{path} holds the desk's secret and is open to everyone: chmod 640")
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Fault(f"the desk has no secret and no hosts: {path} is missing; `kiosk desk setup` makes it") from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Fault(f"{path}: {fault}") from None
    return _from_table(found, path, environment.get("DATABASE_URL", ""))


def _demo(environment: Mapping[str, str]) -> Desk:
    root = Path(environment.get("KIOSK_DESK_DIR", ".build/desk")).absolute()
    port = int(environment.get("KIOSK_DESK_PORT", DEMO_PORT))
    return Desk(
        secret=_kept_secret(root / "desk"),
        hosts=("localhost", "127.0.0.1"),
        origin=f"http://localhost:{port}",
        signing_origin=f"http://sign.localhost:{port + 2}",
        feed_url=f"http://127.0.0.1:{port + 1}",
        feed=root / "feed",
        keys=root / "keys",
        data=root / "desk",
        database=environment.get("DATABASE_URL", ""),
        mail_host=environment.get("KIOSK_DESK_MAIL_HOST", ""),
        webhook=environment.get("KIOSK_DESK_WEBHOOK", ""),
        demo=True,
    )


def _kept_secret(folder: Path) -> str:
    path = folder / "secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


def _from_table(found: Mapping[str, Any], path: Path, database: str) -> Desk:
    known = {field.name for field in fields(Desk)} - {"demo"}
    if unknown := set(found) - known:
        raise Fault(f"{path}: unknown: {', '.join(sorted(unknown))}")
    needed = known - {"database", "mail_host", "mail_from", "webhook", "webhook_secret"}
    if missing := sorted(name for name in needed if not found.get(name)):
        raise Fault(f"{path}: {', '.join(missing)} missing; `kiosk desk setup` asks for everything")
    if len(str(found["secret"])) < 50:
        raise Fault(f"{path}: the secret is shorter than 50 characters")
    if found.get("webhook") and urlsplit(str(found["webhook"])).scheme not in ("http", "https"):
        raise Fault(f"{path}: webhook is not a web address")
    for name in ("origin", "signing_origin"):
        if urlsplit(str(found[name])).scheme != "https":
            raise Fault(f"{path}: {name} is not an https address: passkeys need TLS")
    values = dict(found)
    values["hosts"] = tuple(found["hosts"])
    for name in ("feed", "keys", "data"):
        values[name] = Path(found[name])
    values["database"] = database or found.get("database", "")
    return Desk(**values)


def database(desk: Desk) -> dict[str, Any]:
    """Return Django's entry for the database. Raises Fault for an address that is not PostgreSQL's."""
    if not desk.database:
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": desk.data / "desk.sqlite3", "OPTIONS": SQLITE}
        return {**file, "CONN_MAX_AGE": KEPT_SECONDS}
    parts = urlsplit(desk.database)
    if parts.scheme not in ("postgresql", "postgres"):
        raise Fault("DATABASE_URL is not a postgresql:// address")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_SECONDS,
    }


def post(desk: Desk) -> str:
    """Return which of Django's mail backends is used: files under `data` in the demo; none where no mail host is named."""
    return "smtp" if desk.mail_host else "filebased" if desk.demo else "dummy"


def mails(desk: Desk) -> bool:
    """Tell whether mail goes anywhere."""
    return post(desk) != "dummy"


def mail_server(desk: Desk) -> tuple[str, int]:
    """Return host and port of `mail_host`, such as `mail.example.kr:587`; port 25 unless it says. Raises Fault."""
    host, _, port = (desk.mail_host or "localhost").partition(":")
    if not (port or "25").isdecimal():
        raise Fault(f"mail_host {desk.mail_host}: a host, or host:port, was wanted")
    return host, int(port or 25)
