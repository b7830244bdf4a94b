"""When to visit next. Pure: the chance that spreads kiosks apart is an argument.

Rules: after a good visit, the settings' pause less up to a fifth, so that a fleet does not ask in step and no kiosk asks
later than it was told to; after each failure in a row twice as long, up to a minute (or the pause itself if that is
longer), spread wide, so that a feed that comes back is not met by all kiosks at once. The chain of roots is looked at
every 10 to 15 minutes.
"""

from kiosk.sync.outcome import Outcome, good

LONGEST = 60.0
"""Seconds between two visits at most, however long the feed has failed (unless the settings ask for more)."""

FULL_EVERY = 600.0
FULL_SPREAD = 300.0


def failures_after(outcome: Outcome, failures: int) -> int:
    """Tell how many visits in a row have failed, `outcome` included."""
    return 0 if good(outcome) else failures + 1


def next_wait(failures: int, poll_seconds: float, chance: float, longest: float = LONGEST) -> float:
    """Return seconds until the next visit, or report, after that many `failures` in a row; `chance` is from 0 to 1."""
    if failures == 0:
        return poll_seconds * (1 - 0.2 * chance)
    return min(max(longest, poll_seconds), poll_seconds * 2.0 ** min(failures, 16)) * (1 - 0.5 * chance)


def next_full(chance: float) -> float:
    """Return seconds until the chain of roots is looked at again; `chance` is from 0 to 1."""
    return FULL_EVERY + FULL_SPREAD * chance
