"""How a visit to the feed ends. A fault of the world is a value here, never an exception.

Rules: Updated and Unchanged are good. Unreachable: we could not (no network, no answer, no disk). Refused: we could, and
would not (a matter of trust). In all four the kiosk goes on showing the best edition it holds. `edition` is the number
held afterwards (0: the bundled one), `why` one sentence that an operator understands.
"""

from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True)
class Updated:
    """Another edition than before is held."""

    edition: int
    why: str


@dataclass(frozen=True)
class Unchanged:
    """The feed was asked and has no other edition; the proof of the one held may have been renewed."""

    edition: int
    why: str


@dataclass(frozen=True)
class Unreachable:
    """The feed could not be asked, or what it said could not be kept."""

    edition: int
    why: str


@dataclass(frozen=True)
class Refused:
    """The feed answered with something that may not be shown."""

    edition: int
    why: str


Outcome = Updated | Unchanged | Unreachable | Refused


def word(outcome: Outcome) -> str:
    """Return the outcome as `kiosk sync --once` and status.json write it."""
    match outcome:
        case Updated():
            return "updated"
        case Unchanged():
            return "unchanged"
        case Unreachable():
            return "unreachable"
        case Refused():
            return "refused"
        case _ as never:
            assert_never(never)


def of_word(said: str) -> type[Outcome]:
    """Return the kind of outcome that `word` wrote. Raises KeyError."""
    kinds: dict[str, type[Outcome]] = {
        "updated": Updated,
        "unchanged": Unchanged,
        "unreachable": Unreachable,
        "refused": Refused,
    }
    return kinds[said]


def exit_code(outcome: Outcome) -> int:
    """Return 0 good, 1 could not, 2 refused."""
    match outcome:
        case Updated() | Unchanged():
            return 0
        case Unreachable():
            return 1
        case Refused():
            return 2
        case _ as never:
            assert_never(never)


def good(outcome: Outcome) -> bool:
    """Tell whether the feed was asked and believed."""
    return exit_code(outcome) == 0
