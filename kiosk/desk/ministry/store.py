"""The ministry's raw replies, kept as evidence: each once however often it came, packed, and never more than a bound.

In the folder: `HASH.gz` (the bytes, without the key) and `index.jsonl`, a line for every reply: when it came, which service and
page, its HTTP status, the SHA-256 of its bytes. `compact` lets the oldest bytes go first; their lines stay while they are few.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.files import PRIVATE, locked, write_whole

MOST_BYTES = 16 << 20
MOST_LINES = 20_000
BLOCK = 4096
"""Disks keep whole blocks; so do we reckon."""
INDEX = "index.jsonl"


@dataclass(frozen=True)
class RawStore:
    """The replies in `folder`."""

    folder: Path
    most_bytes: int = MOST_BYTES

    def add(self, at: datetime, service: str, page: int, status: int, data: bytes) -> str:
        """Keep one reply; return its SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        line = {"at": at.isoformat(timespec="seconds"), "service": service, "page": page, "status": status}
        with self._locked():
            place = self.folder / f"{digest}.gz"
            if not place.exists():
                write_whole(place, gzip.compress(data, 9, mtime=0), PRIVATE)
            with _opened(self.folder / INDEX, os.O_APPEND) as index:
                index.write(json.dumps({**line, "sha256": digest, "bytes": len(data)}).encode() + b"\n")
        return digest

    def read(self, digest: str) -> bytes:
        """Return a reply's bytes. Raises OSError where they are gone."""
        return gzip.decompress((self.folder / f"{digest}.gz").read_bytes())

    def lines(self) -> Iterator[dict[str, Any]]:
        """Return every line of the index, oldest first; a line that a power cut left half is passed over."""
        try:
            text = (self.folder / INDEX).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        for line in text.splitlines():
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict) and isinstance(found.get("sha256"), str):
                yield found

    def size(self) -> int:
        """Return the bytes on the disk, in whole blocks."""
        return sum(-(-one.stat().st_size // BLOCK) * BLOCK for one in self.folder.glob("*") if one.is_file())

    def compact(self) -> None:
        """Keep within the bounds: the newest replies' bytes, the newest lines."""
        with self._locked():
            lines = list(self.lines())[-MOST_LINES:]
            write_whole(self.folder / INDEX, b"".join(json.dumps(one).encode() + b"\n" for one in lines), PRIVATE)
            newest = list(dict.fromkeys(one["sha256"] for one in reversed(lines)))
            left = self.most_bytes - BLOCK - -(-(self.folder / INDEX).stat().st_size // BLOCK) * BLOCK
            held = {one.stem: one for one in self.folder.glob("*.gz")}
            for digest in newest:
                if place := held.pop(digest, None):
                    left -= -(-place.stat().st_size // BLOCK) * BLOCK
                    if left < 0:
                        place.unlink()
            for place in held.values():  # what no line names
                place.unlink()

    def _locked(self) -> AbstractContextManager[int]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return locked(self.folder / ".lock", 30)


def _opened(path: Path, how: int) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "ab")
