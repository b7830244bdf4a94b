"""status.json: what the courier last did, for the display's officers' view, `kiosk doctor` and the desk.

    {"outcome": "updated" | "unchanged" | "unreachable" | "refused", "why": one sentence, "feed": address,
     "edition": number held, "source": "bundle" | "previous" | "bundled", "clock_ok": bool,
     "signed_at": newest signed time, "checked_at": when that was verified here, "since": since when it has been so,
     "reported_at": when this was written, "expires": {role: time}, "faults": [sentence, ...]}

Rules: times are UTC with a Z, or null where there is none. It is written when it says something new: never for a visit
that found nothing new after a good one, so a quiet feed costs the disk nothing. `since` is when the visits began to be
as they are now, good or failing. Nothing here is evidence: freshness is judged from the bundle alone.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from kiosk.domain.moments import utc_text
from kiosk.gate.store import Held, Store
from kiosk.sync.outcome import Outcome, Unchanged, Unreachable, good, word


class Report:
    """Writes the status of one store, and remembers what it last wrote. `feed` is the feed's address."""

    def __init__(self, store: Store, feed: str) -> None:
        self.store, self.feed = store, feed
        self.before: Mapping[str, Any] = store.read_status() or {}
        self._first = True

    def tell(self, outcome: Outcome, held: Held, now: datetime, *, clock_ok: bool) -> bool:
        """Write what is new, if anything; whether it was written. A full or read-only disk is no new fault."""
        status = self._status(outcome, held, now, clock_ok)
        if not self._first and self._says_the_same(outcome, status):
            return False
        self._first = False
        try:
            self.store.write_status(status)
        except OSError:
            return False
        self.before = status
        return True

    def _status(self, outcome: Outcome, held: Held, now: datetime, clock_ok: bool) -> dict[str, Any]:
        signed = utc_text(held.signed_at) if held.signed_at else None
        before = self.before
        same_proof = signed is not None and signed == before.get("signed_at") and before.get("checked_at")
        was_good = before.get("outcome") in ("updated", "unchanged")
        same_state = "outcome" in before and was_good == good(outcome) and before.get("since")
        expires = held.verified.expires.items() if held.verified else ()
        return {
            "outcome": word(outcome),
            "why": outcome.why,
            "feed": self.feed,
            "edition": held.edition.number,
            "source": held.source,
            "clock_ok": clock_ok,
            "signed_at": signed,
            "checked_at": before["checked_at"] if same_proof else (utc_text(now) if signed else None),
            "since": before["since"] if same_state else utc_text(now),
            "reported_at": utc_text(now),
            "expires": {role: utc_text(at) for role, at in expires},
            "faults": list(held.faults),
        }

    def _says_the_same(self, outcome: Outcome, status: Mapping[str, Any]) -> bool:
        ignored = {"reported_at"}
        if isinstance(outcome, Unchanged) and self._was_good():
            ignored |= {"outcome", "why"}
        return all(self.before.get(key) == value for key, value in status.items() if key not in ignored)

    def _was_good(self) -> bool:
        return self.before.get("outcome") in ("updated", "unchanged")


def cut_off(store: Store, why: str, now: datetime) -> Unreachable:
    """Tell that a visit ended without a word of its own; what was told of the edition before stays."""
    before = store.read_status() or {}
    number = before.get("edition")
    outcome = Unreachable(number if isinstance(number, int) else 0, why)
    was_bad = before.get("outcome") in ("unreachable", "refused")
    since = before.get("since") if was_bad else utc_text(now)
    with suppress(OSError):
        store.write_status(
            {**before, "outcome": word(outcome), "why": why, "since": since, "reported_at": utc_text(now)}
        )
    return outcome
