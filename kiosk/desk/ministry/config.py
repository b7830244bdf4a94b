"""Where the services' table and the key of one desk lie.

The table: `--services FILE`, else `ministry.toml` in the desk's data folder, else the one that is shipped. The key: the
environment's `KIOSK_MINISTRY_KEY`, else the file `--key-file`, else `ministry.key` in the data folder; a file of mode 0600.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.ministry import services
from kiosk.desk.ministry.services import LEVELS, Service
from kiosk.faults import Fault, Refusal
from kiosk.files import because

VARIABLE = "KIOSK_MINISTRY_KEY"
TABLE, KEY = "ministry.toml", "ministry.key"
MOST_KEY = 500


@dataclass(frozen=True)
class Connection:
    """The services to be asked and the key, "" where there is none; the key shows in no representation."""

    services: Mapping[str, Service]
    key: str

    def __repr__(self) -> str:
        return f"Connection({', '.join(self.services)})"

    @property
    def off(self) -> bool:
        """Tell whether there is nothing to ask with: no key, and the ministry is not simulated on this machine."""
        return not self.key and not all(self.services[name].simulated for name in LEVELS)

    @property
    def asked(self) -> list[Service]:
        """Return what is asked: without a key only what is simulated."""
        return [one for one in self.services.values() if self.key or one.simulated]


def connection(data: Path, table: Path | None = None, key_file: Path | None = None) -> Connection:
    """Return what this desk asks, and with what. Raises Misuse, Refusal, Fault."""
    given = table or (data / TABLE if (data / TABLE).is_file() else services.SHIPPED)
    return Connection(services.load(given), _key(key_file, data / KEY))


def _key(given: Path | None, usual: Path) -> str:
    if found := os.environ.get(VARIABLE, "").strip():
        return _checked(found, VARIABLE)
    path = given or usual
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise Refusal(f"{path} holds the ministry's key and is open to others: chmod 600")
            text = file.read(MOST_KEY + 2).decode("ascii", "replace").strip()
    except FileNotFoundError:
        if given is None:
            return ""
        raise Fault(f"{path}: no such file; the ministry's key was wanted in it") from None
    except OSError as fault:
        raise Fault(because(fault, path)) from None
    return _checked(text, str(path))


def _checked(key: str, where: str) -> str:
    if not key or len(key) > MOST_KEY or not all("!" <= one <= "~" for one in key):
        raise Fault(f"{where}: a key of the ministry's portal is one line of letters, digits and signs")
    return key
