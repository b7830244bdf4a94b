"""The state reader: a process that reads the state folder for the screen and writes down what was painted, so that no disk,
however slow or dead, holds up a touch. It judges an officer's PIN too, and examines the kiosk for the officers' view.

Rules: it verifies, the screen shows; values go over two pipes that nobody else holds; it ends with the screen. It looks at
the folder several times a second, since not every file system tells of a change.
"""

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kiosk.display.asked import Examine, Examined, Tried, Try

if TYPE_CHECKING:  # the store is the state reader's to import
    from kiosk.gate.store import Held, Store

LOOK_SECONDS = 0.3
ENDING_SECONDS = 1.0
PASS_OVER = "pass_over"
"""Asks for another edition than the one of that hash, or, with "", for the newest again."""

PULSE = b""
"""What it says when there is nothing to say: that it lives."""

_HEAD = 8


class Line:
    """One end of the pipes: whole Python values, in order. `reading` is the handle to wait on."""

    def __init__(self, reading: int, writing: int) -> None:
        os.set_blocking(reading, False)
        self.reading, self._writing = reading, writing
        self._got, self._values = bytearray(), deque[Any]()

    def tell(self, value: object) -> None:
        """Sends a value. Raises OSError."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        left = memoryview(len(data).to_bytes(_HEAD, "big") + data)
        while left:
            left = left[os.write(self._writing, left) :]

    def hear(self, seconds: float = 0.0) -> Any:
        """The next value, or None if none is whole by then; waits once. Raises EOFError when the other end is gone."""
        if not self._values and select.select([self.reading], [], [], seconds)[0]:
            data = os.read(self.reading, 1 << 16)
            if not data:
                raise EOFError
            self._got += data
            self._part()
        return self._values.popleft() if self._values else None

    def _part(self) -> None:
        while len(self._got) >= _HEAD:
            end = _HEAD + int.from_bytes(self._got[:_HEAD], "big")
            if len(self._got) < end:
                return
            self._values.append(pickle.loads(self._got[_HEAD:end]))  # our own state reader's words
            del self._got[:end]

    def close(self) -> None:
        """Lets go of both pipes; the other end notices."""
        for handle in {self.reading, self._writing} - {-1}:
            os.close(handle)
        self.reading = self._writing = -1


class StateReader:
    """A state reader under way: its process `pid`, and the `line` to it, on which sending never waits."""

    def __init__(self, pid: int, reading: int, writing: int) -> None:
        os.set_blocking(writing, False)
        self.pid, self.line = pid, Line(reading, writing)

    @classmethod
    def forked(cls, work: Callable[[Line], None]) -> "StateReader":
        """Out of this process, before Qt and before any thread: it has nothing to load. Raises OSError."""
        (ours, writing), (reading, theirs) = os.pipe(), os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ours)  # so that it ends with whoever asked
            os.close(theirs)
            _work(work, Line(reading, writing))
        os.close(reading)
        os.close(writing)
        return cls(pid, ours, theirs)

    @classmethod
    def spawned(cls, state: Path) -> "StateReader":
        """A program of its own, in the place of one that was lost. Raises OSError."""
        (ours, writing), (reading, theirs) = os.pipe(), os.pipe()
        places = [(os.POSIX_SPAWN_DUP2, reading, 0), (os.POSIX_SPAWN_DUP2, writing, 1)]
        words = [sys.executable, "-P", "-m", "kiosk.display.state_reader", str(state)]
        try:
            pid = os.posix_spawn(sys.executable, words, os.environ, file_actions=places)
        finally:
            os.close(reading)
            os.close(writing)
        return cls(pid, ours, theirs)

    def gone(self) -> bool:
        """Whether its process has ended."""
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] != 0
        except ChildProcessError:
            return True

    def kill(self) -> None:
        """Ends it surely; what is stuck in the kernel ends later."""
        if not self.gone():
            os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Lets it finish what it was told, then ends it."""
        self.line.close()
        deadline = time.monotonic() + ENDING_SECONDS
        while not self.gone():
            if time.monotonic() > deadline:
                self.kill()
                return
            time.sleep(0.005)


def keep(line: Line, store: "Store", held: "Held | None" = None, passed_over: Collection[str] = ()) -> None:
    """The state reader's work until the screen lets go: tells what the store holds whenever that is another than `held`.

    `passed_over`: hashes of editions that the screen could not present.
    """
    from kiosk.gate.supervisor import die_with_parent  # not before the first page is told
    from kiosk.gate.use import Totals

    die_with_parent(signal.SIGKILL)  # stopped as it may be
    seen, passed, answers = None, set(passed_over), Answers(store)
    while True:
        signs = store.signs()
        found = held if held and signs == seen else at_its_gate(store, held, passed)
        line.tell(PULSE if found is held else bare(found))
        held, seen = found, signs
        try:
            told = line.hear(LOOK_SECONDS)
        except EOFError:
            return
        if isinstance(told, Try | Examine):
            line.tell(answers.to(told, held))
        elif isinstance(told, Totals):
            _write(store.write_use, told, "use.json")
        elif told and PASS_OVER in told:
            passed = passed | {told[PASS_OVER]} if told[PASS_OVER] else set()
            held = None
        elif told:
            _write(store.write_painted, told, "painted.json")


class Answers:
    """What an officer's questions come to; the lock of the PIN stands from the beginning, so that a restart waits anew."""

    def __init__(self, store: "Store") -> None:
        from kiosk.clock import ticks
        from kiosk.gate.pin import Lock  # not before the first page is told

        self._store, self._ticks, self._lock = store, ticks, Lock(store.path, ticks(), store.disk)

    def to(self, told: Try | Examine, held: "Held") -> Tried | Examined:
        """Answer a question; a try takes half a second."""
        if isinstance(told, Try):
            return Tried(told.number, self._lock.judge(told.pin, told.pin_hash, self._ticks()))
        from kiosk import clock
        from kiosk.gate import doctor

        found = doctor.shown(self._store, held, clock.wall())
        return Examined(tuple((one.wrong, one.subject, one.sentence) for one in found))


def at_its_gate(store: "Store", held: "Held | None" = None, passed_over: Collection[str] = ()) -> "Held":
    """What the store holds, `held` itself where that is all the same, with the gate of the day."""
    found, assigned = store.fresh(held, passed_over) if held else store.load(passed_over), store.read_assigned()
    return found if found.assigned == assigned else replace(found, assigned=assigned)


def bare(held: "Held") -> "Held":
    """What is held without its proof's bytes, which the screen has no use for."""
    return replace(held, bundle=None)


def _write(write: Callable[[Any], None], told: object, name: str) -> None:
    try:
        write(told)
    except OSError as error:
        print(f"kiosk display: {name} cannot be written: {error.strerror}", file=sys.stderr)


def _work(work: Callable[[Line], None], line: Line) -> NoReturn:
    """In the forked child; ends past everything that its parent would do on its way out."""
    code = 1
    try:
        gc.enable()
        _served(work, line)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def _served(work: Callable[[Line], None], line: Line) -> None:
    """The work, until the screen is gone; Ctrl-C is the screen's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        work(line)


def main(folder: str) -> None:
    """A state reader on standard input and output."""
    from kiosk.gate.store import Store

    _served(lambda line: keep(line, Store(Path(folder))), Line(0, 1))


if __name__ == "__main__":
    main(sys.argv[1])
