"""Where a page cannot be presented: what is shown instead, and what is told of it. No Qt, no disk, no clock.

The ladder, each step only where the one above cannot be presented:

1. the page that was wanted;
2. the last page that could be, or the first screen, or any other, of the same edition, while another edition is asked for;
3. that page of `bundle.previous`;
4. that page of the bundled edition;
5. where no edition presents it, the fault is the program's: the newest edition again, without that page;
6. where not even the bundled edition presents any page, the process ends, and is started again.

    >>> fallback = Fallback()
    >>> fallback.tries(Choice(screen="help"))           # what to present, in this order, until one succeeds
    >>> fallback.failed(held, choice, KeyError("x"))    # True: another edition should be asked for
    >>> fallback.presented(choice)

Rules: a visitor's page is never part of what is told; nothing is remembered beyond `MOST` pages.
"""

import traceback
from collections.abc import Iterator
from dataclasses import replace

from kiosk.display.presenters.choice import Choice
from kiosk.gate.store import BUNDLED, Held

REST = ("attract", "help", "map", "about")
"""What is tried when neither the page wanted nor the last one can be presented."""

MOST = 50


class Fallback:
    """Remembers what could be presented last, what could not, and what operators are told.

    `wanted`: the page to try again with another edition, or None. `faults`: a sentence each, none twice.
    """

    def __init__(self) -> None:
        self.wanted: Choice | None = None
        self.faults: tuple[str, ...] = ()
        self._good: Choice | None = None
        self._refused: set[str] = set()
        self._known: list[str] = []
        self._hopeless: list[Choice] = []

    def tries(self, wanted: Choice) -> Iterator[Choice]:
        """The pages to present, the first that succeeds; never one that no edition could present."""
        plain = Choice(locale=wanted.locale, dismissed=wanted.dismissed)
        rest = [replace(plain, screen=screen, modes=wanted.modes) for screen in REST]
        for choice in (wanted, self._good, *rest, *(replace(one, modes=frozenset()) for one in rest)):
            if choice is not None and _page(choice) not in self._hopeless:
                yield choice

    def presented(self, choice: Choice) -> None:
        """That page is on the screen."""
        self._good = choice

    def failed(self, held: Held, choice: Choice, fault: Exception) -> bool:
        """Notes that a page of what is held could not be presented; whether another edition should be asked for."""
        self.left_out(held, choice.screen, fault)
        if held.source == BUNDLED:
            self._hopeless = [*self._hopeless, _page(choice)][-MOST:]
            self.wanted = None
            return False
        self.wanted = self.wanted or choice
        fresh = held.sha256 not in self._refused
        self._refused.add(held.sha256)
        return fresh

    def left_out(self, held: Held, screen: str, fault: Exception) -> None:
        """Tells operators of a screen of what is held that could not be presented."""
        self._tell(f"edition {held.edition.number}: the screen {screen} could not be presented ({_said(fault)})")

    def hopeless(self, choice: Choice) -> bool:
        """Whether no edition could present that page."""
        return _page(choice) in self._hopeless

    def took(self, held: Held) -> None:
        """Another edition is held: one never seen before may present what none could."""
        if held.sha256 not in self._known:
            self._known = [*self._known, held.sha256][-MOST:]
            self._hopeless = []
            self._refused.clear()

    def begin_again(self) -> None:
        """The newest edition is asked for again, without the page that none can present."""
        self._refused.clear()

    def _tell(self, sentence: str) -> None:
        if sentence not in self.faults:
            self.faults = (*self.faults, sentence)[-MOST:]


def _page(choice: Choice) -> Choice:
    """The page alone, without what it was reached by."""
    return replace(choice, trail=(), dismissed=frozenset(), ticked=frozenset(), query="")


def _said(fault: Exception) -> str:
    """The fault and where in the program it arose, one line."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f", {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return " ".join(f"{type(fault).__name__}: {fault}{place}".split())[:200]
