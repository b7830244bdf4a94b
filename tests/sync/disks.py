"""Disks that fail: one in memory that loses what was not flushed, one that kills its process for real.

`MemoryDisk` models the worst a file system may do at a power cut: of a file's bytes never flushed any beginning is left,
or rubbish; of the names changed since the folder was last flushed any of the changes may be lost, each by itself. It
counts operations and bytes, so that a test can end it at each of them.
"""

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.files import PRIVATE, PUBLIC, Disk, Stamp


class PowerCutError(Exception):
    """The power failed, or the process was killed, as the test asked."""


@dataclass
class _File:
    data: bytes = b""
    flushed: bytes | None = None


@dataclass
class MemoryDisk(Disk):
    """`fuse`: how many operations still succeed (None: all). `cut_at`: how many bytes of the write then arrive."""

    fuse: int | None = None
    cut_at: int | None = None
    error: OSError | None = None
    files: list[_File] = field(default_factory=list)
    names: dict[Path, int] = field(default_factory=dict)
    durable: dict[Path, int] = field(default_factory=dict)
    pending: list[tuple[Path, int | None, Path | None]] = field(default_factory=list)
    done: int = 0

    def read(self, path: Path, most: int) -> bytes:
        return self.files[self._at(path)].data[: most + 1]

    def stamp(self, path: Path) -> Stamp | None:
        return (self.names[path], 0, 0) if path in self.names else None

    def create(self, path: Path, data: bytes, mode: int, *, flush: bool) -> None:
        assert mode in (PUBLIC, PRIVATE)
        self._change(path, len(self.files), None)
        file = _File()
        self.files.append(file)
        self._step(lambda: setattr(file, "data", data[: self.cut_at]))
        file.data = data
        if flush:
            self._step()
            file.flushed = data

    def link(self, path: Path, name: Path) -> None:
        self._change(name, self._at(path), None)

    def rename(self, path: Path, name: Path) -> None:
        self._change(name, self._at(path), path)

    def drop(self, path: Path) -> None:
        """A disk that is gone forgets nothing; one that is full keeps what was begun."""

    def flush_folder(self, folder: Path) -> None:
        self._step()
        self.pending = [change for change in self.pending if change[0].parent != folder]
        self.durable = {path: at for path, at in self.durable.items() if path.parent != folder}
        self.durable |= {path: at for path, at in self.names.items() if path.parent == folder}

    @contextmanager
    def locked(self, path: Path) -> Iterator[int]:
        assert path.name.endswith(".lock")
        yield 0

    def adopt(self, folder: Path) -> None:
        """Take over what lies in a real folder."""
        for path in folder.iterdir():
            self.damage(path, path.read_bytes())

    def damage(self, path: Path, data: bytes) -> None:
        """Put other bytes into the file."""
        self.names[path] = self.durable[path] = len(self.files)
        self.files.append(_File(data, data))

    def power_cut(self, chance: random.Random) -> None:
        """Lose what was not flushed, as badly as `chance` has it, and come up again."""
        self.fuse = self.cut_at = self.error = None
        for path, at, gone in self.pending:
            if chance.random() < 0.5:
                self.durable = {p: i for p, i in self.durable.items() if p != gone}
                if at is not None:
                    self.durable[path] = at
        for file in self.files:
            if file.flushed is None:
                kept = file.data[: chance.randint(0, len(file.data))]
                file.flushed = kept if chance.random() < 0.5 else bytes(len(kept))
            file.data = file.flushed
        self.names, self.pending = dict(self.durable), []

    def come_up(self) -> None:
        """The process was killed, the machine was not: all that was written is there."""
        self.fuse = self.cut_at = self.error = None

    def _at(self, path: Path) -> int:
        if path not in self.names:
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return self.names[path]

    def _change(self, path: Path, at: int, gone: Path | None) -> None:
        self._step()
        if gone is not None:
            del self.names[gone]
        self.names[path] = at
        self.pending.append((path, at, gone))

    def _step(self, last: Callable[[], None] = lambda: None) -> None:
        if self.fuse is not None and self.done >= self.fuse:
            last()
            raise self.error or PowerCutError
        self.done += 1


class KillingDisk(Disk):
    """The real disk, whose process is killed with -9 before operation number `at`, after `after` bytes of a write."""

    def __init__(self, at: int, after: int = 0) -> None:
        self.at, self.after, self.done = at, after, 0

    def create(self, path: Path, data: bytes, mode: int, *, flush: bool) -> None:
        if self.done == self.at:
            super().create(path, data[: self.after], mode, flush=False)
        self._step()
        super().create(path, data, mode, flush=flush)

    def link(self, path: Path, name: Path) -> None:
        self._step()
        super().link(path, name)

    def rename(self, path: Path, name: Path) -> None:
        self._step()
        super().rename(path, name)

    def drop(self, path: Path) -> None:
        """A disk that is gone forgets nothing; one that is full keeps what was begun."""

    def flush_folder(self, folder: Path) -> None:
        self._step()
        super().flush_folder(folder)

    def _step(self) -> None:
        if self.done == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.done += 1
