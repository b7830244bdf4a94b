"""Reads and verifies the store, and works out the first page, in a process of its own while this one still loads Qt.

Rules: begun before Qt and before any thread; the answers are our own child's, over a pipe nobody else holds; whatever goes
wrong with it, the same is done here instead. What is read is judged by `Store.load` either way.
"""

import contextlib
import os
import pickle
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from kiosk.display.presenters.sheet import Sheet
from kiosk.settings import Settings

if TYPE_CHECKING:  # the store is the child's to import
    from kiosk.store import Held


STALE_SECONDS = 2.0


class Opening(NamedTuple):
    """The first page: what it says, the cells of its edition mark, and when it was worked out (`clock.ticks`)."""

    sheet: Sheet
    mark: str
    made: float


class Ahead:
    """A `Store.load` under way. `opening`, then `held`, wait for it; each is asked once."""

    def __init__(self, state: Path, settings: Settings) -> None:
        self.state, self.settings = state, settings
        reading, writing = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            self._child = -1
        if self._child == 0:
            os.close(reading)  # so that it ends with whoever asked
            _answer(state, settings, writing)
        os.close(writing)
        self._pipe = os.fdopen(reading, "rb")
        self._held: Held | None = None

    def opening(self, wide: bool) -> Opening:
        """The first page of a panel that stands, or lies on its side."""
        pages = self._next()
        if not isinstance(pages, tuple) or _ticks() - pages[wide].made > STALE_SECONDS:
            pages = _openings(self.held(), self.settings)  # it would say that it is fresher than it is
        page: Opening = pages[wide]
        return page

    def held(self) -> "Held":
        """What the store holds. Never raises for damage, missing files or missing rights, as `Store.load`."""
        if self._held is None:
            from kiosk.store import Held, Store

            found = self._next()
            self._pipe.close()
            if self._child > 0:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(self._child, 0)
            self._held = found if isinstance(found, Held) else Store(self.state).load()
        return self._held

    def _next(self) -> Any:
        try:
            return pickle.load(self._pipe)  # our own child's words
        except (EOFError, pickle.UnpicklingError):
            return None


def _ticks() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _answer(state: Path, settings: Settings, writing: int) -> NoReturn:
    """The child: answers and ends, past everything the parent would do on its way out."""
    try:
        from kiosk.store import Store

        with os.fdopen(writing, "wb") as pipe:
            held = Store(state).load()
            pickle.dump(_openings(held, settings), pipe, pickle.HIGHEST_PROTOCOL)
            pipe.flush()
            pickle.dump(held, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _openings(held: "Held", settings: Settings) -> tuple[Opening, Opening]:
    """The first page, upright and on its side."""
    from dataclasses import replace

    from kiosk.display import clock, outlook
    from kiosk.display.presenters.choice import Choice
    from kiosk.display.voices import voices

    sight = outlook.sight(held, settings.site, clock.anchor())
    first = Choice(locale=settings.display.locales[0])
    choices = (outlook.interrupted(replace(first, wide=wide), sight) for wide in (False, True))
    mark, spoken, made = outlook.mark(sight), voices(), _ticks()
    upright, lying = (Opening(outlook.sheet(sight, choice, spoken), mark, made) for choice in choices)
    return upright, lying
