"""The first page, worked out by the state reader in a process of its own while this one still loads Qt.

Rules: begun before Qt and before any thread; whatever goes wrong with it, the same is done here instead, except that a
disk which does not answer is not waited for: then the bundled edition is shown until it does.
"""

import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.clock import ticks
from kiosk.display.state_reader import Line, StateReader, at_its_gate, bare, keep
from kiosk.gate.settings import Settings

if TYPE_CHECKING:  # the store is the state reader's to import
    from kiosk.display.presenters.screen import Screen
    from kiosk.gate.store import Held


STALE_SECONDS = 2.0
HUNG_SECONDS = 10.0


class Opening(NamedTuple):
    """The first page: what it says, the cells of its edition mark, and when it was worked out (`clock.ticks`)."""

    screen: "Screen"
    mark: str
    made: float


class FirstPage:
    """A `Store.load` under way. `opening`, then `held`, wait for it; `state_reader` goes on, None if it never began."""

    def __init__(self, state: Path, settings: Settings) -> None:
        self.state, self.settings = state, settings
        self._deadline = time.monotonic() + HUNG_SECONDS
        self._held: Held | None = None
        self.state_reader: StateReader | None = None
        try:
            self.state_reader = StateReader.forked(lambda line: _begin(line, state, settings))
        except OSError:
            self._held = self._load()

    def opening(self) -> Opening:
        """Give the first page."""
        page = self._next()
        if not isinstance(page, Opening) or ticks() - page.made > STALE_SECONDS:
            page = _opening(self.held(), self.settings)  # it would say that it is fresher than it is
        return page

    def held(self) -> "Held":
        """What the store holds. Never raises for damage, missing files or missing rights, as `Store.load`."""
        if self._held is None:
            from kiosk.gate.store import Held

            found = self._next()
            self._held = found if isinstance(found, Held) else self._load()
        return self._held

    def _next(self) -> Any:
        """The state reader's next word, or None if there will be none in time."""
        if self._held or self.state_reader is None:
            return None
        try:
            while (left := self._deadline - time.monotonic()) > 0:
                if (found := self.state_reader.line.hear(left)) is not None:
                    return found
        except EOFError:
            self._held = self._load()
        else:
            self._held = self._bundled()
        return None

    def _load(self) -> "Held":
        from kiosk.gate.store import Store

        return bare(at_its_gate(Store(self.state)))

    def _bundled(self) -> "Held":
        from kiosk.gate.store import Store

        return Store(self.state).bundled(f"{self.state} did not answer in {HUNG_SECONDS:.0f} s")


def _begin(line: Line, state: Path, settings: Settings) -> None:
    """The state reader's first words: the first page, then what is held."""
    from kiosk.gate.store import Store

    store, passed = Store(state), set[str]()
    held = at_its_gate(store)
    while True:
        try:
            page = _opening(held, settings)
            break
        except Exception:  # a page of ours that cannot be presented must not keep the screen dark
            if held.source == "bundled":
                raise
            traceback.print_exc()
            passed.add(held.sha256)
            held = at_its_gate(store, passed_over=passed)
    line.tell(page)
    line.tell(bare(held))
    keep(line, store, held, passed)


def _opening(held: "Held", settings: Settings) -> Opening:
    """Present the first page."""
    from kiosk import clock
    from kiosk.display import showing
    from kiosk.display.presenters.choice import Choice
    from kiosk.display.voices import voices

    knowledge = showing.knowledge(held, settings.site, clock.anchor(), settings.use.counted)
    choice = showing.interrupted(Choice(locale=settings.display.locales[0]), knowledge)
    return Opening(showing.screen(knowledge, choice, voices()), showing.mark(knowledge), ticks())
