"""The ministry's services as configuration: where each is asked, how its parameters are spelled, what its reply looks like. Pure.

Rules: paths, versions and spellings change without notice, so none stands in code. `alarm` and `special` must be there: a
level is read from both; the others may be left out, and are then not asked. Only https: a reply on the way could be forged
otherwise, and the key read; a simulator on loopback may be plain.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kiosk.faults import Misuse
from kiosk.files import because

SHIPPED = Path(__file__).with_name("services.toml")
ENVELOPES = ("response", "data")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LEVELS = ("alarm", "special")
"""The services a level is read from."""
FIELDS = {
    "alarm": {"level", "kind", "area"},
    "special": {"special_kind", "special_area", "ban_kind", "ban_area"},
    "missions": {"id", "name", "kind", "phone", "urgent", "free", "centre"},
    "notices": {"id", "title", "text", "written", "kind"},
}
"""What is read of a row, by service."""
MOST_ROWS = 1000
LISTS = ("success", "envelopes", "iso")
"""A service's members that are lists of texts."""


@dataclass(frozen=True)
class Service:
    """One service. The names of `services.toml`, where each is explained."""

    name: str
    base: str
    path: str
    operation: str
    key: str
    page: str
    size: str
    rows: int
    filter: str
    always: Mapping[str, str]
    success: tuple[str, ...]
    envelopes: tuple[str, ...]
    iso: tuple[str, ...]
    fields: Mapping[str, str]

    @property
    def address(self) -> str:
        """Return where it is asked, without parameters."""
        return f"{self.base.rstrip('/')}/{self.path.strip('/')}/{self.operation}"

    @property
    def simulated(self) -> bool:
        """Tell whether it stands on this machine: then no key is needed."""
        return urlsplit(self.base).hostname in LOOPBACK


def load(path: Path = SHIPPED) -> dict[str, Service]:
    """Return the services of a file by name. Raises Misuse, one line."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Misuse(because(fault, path)) from None
    except ValueError as fault:  # of TOML, or of UTF-8
        raise Misuse(f"{path}: {fault}") from None
    if missing := [name for name in LEVELS if name not in found]:
        raise Misuse(f"{path}: [{']['.join(missing)}] missing: a level is read from alarm and special")
    if unknown := sorted(set(found) - set(FIELDS)):
        raise Misuse(f"{path}: unknown: {', '.join(unknown)}; a service is {', '.join(FIELDS)}")
    return {name: _service(path, name, table) for name, table in found.items()}


def _service(path: Path, name: str, table: Any) -> Service:
    where = f"{path}: [{name}]"
    if not isinstance(table, dict):
        raise Misuse(f"{where} is no table")
    known = {one.name for one in fields(Service)} - {"name"}
    if unknown := sorted(set(table) - known):
        raise Misuse(f"{where}: unknown: {', '.join(unknown)}")
    if missing := sorted(known - set(table)):
        raise Misuse(f"{where}: missing: {', '.join(missing)}")
    _check_kinds(where, table)
    if odd := sorted(set(table["envelopes"]) - set(ENVELOPES)):
        raise Misuse(f"{where}: envelopes: {', '.join(odd)}; known are {', '.join(ENVELOPES)}")
    if set(table["fields"]) != FIELDS[name]:
        raise Misuse(f"{where}: fields wants {', '.join(sorted(FIELDS[name]))}")
    _check_address(where, table["base"])
    listed = {member: tuple(table[member]) for member in LISTS}
    return Service(**{**table, **listed, "name": name})


def _check_kinds(where: str, table: dict[str, Any]) -> None:
    for member in ("base", "path", "operation", "key", "page", "size", "filter"):
        if not isinstance(table[member], str) or not (table[member] or member == "filter"):
            raise Misuse(f"{where}: {member} is no text")
    if type(table["rows"]) is not int or not 1 <= table["rows"] <= MOST_ROWS:
        raise Misuse(f"{where}: rows is no number from 1 to {MOST_ROWS}")
    for member in LISTS:
        if not _texts(table[member]):
            raise Misuse(f"{where}: {member} is no list of texts")
    for member in ("always", "fields"):
        if not isinstance(table[member], dict) or not all(isinstance(one, str) for one in table[member].values()):
            raise Misuse(f"{where}: {member} is no table of texts")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


def _check_address(where: str, base: str) -> None:
    try:
        parts = urlsplit(base)
        host, _ = parts.hostname, parts.port
    except ValueError as fault:
        raise Misuse(f"{where}: base: {fault}") from None
    plain = parts.scheme == "http" and host in LOOPBACK
    if not host or parts.username or parts.query or parts.fragment or not (parts.scheme == "https" or plain):
        raise Misuse(f"{where}: base is no plain https address (http only to this machine)")
