"""Reads and verifies the store in a process of its own while this one still loads Qt: on two cores it costs no time.

Rules: begun before Qt and before any thread; the answer is our own child's, over a pipe nobody else holds; whatever goes
wrong with it, the store is loaded here instead. What is read is judged by `Store.load` either way.
"""

import contextlib
import os
import pickle
from typing import NoReturn

from kiosk.store import Held, Store


class Ahead:
    """A `Store.load` under way. `held` waits for it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._reading, writing = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            self._child = -1
        if self._child == 0:
            _answer(store, writing)
        os.close(writing)

    def held(self) -> Held:
        """What the store holds. Never raises for damage, missing files or missing rights, as `Store.load`."""
        with os.fdopen(self._reading, "rb") as pipe:
            data = pipe.read()
        if self._child > 0:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._child, 0)
        try:
            found = pickle.loads(data)  # our own child's words
        except (EOFError, pickle.UnpicklingError):
            return self.store.load()
        return found if isinstance(found, Held) else self.store.load()


def _answer(store: Store, writing: int) -> NoReturn:
    """The child: answers and ends, past everything the parent would do on its way out."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(store.load(), pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
