"""What a kiosk reports of itself: what stands on its screen, what it holds, how its visits go, what is wrong with it.

Rules: everything is read from the state folder's small files, never from the screen's process, so that a screen that hangs
cannot hold up what is told of it; nothing of a traveller is in them. Long sentences are cut: a report has an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.moments import utc_text
from kiosk.gate import renewal
from kiosk.gate.assignment import kept
from kiosk.gate.program import program
from kiosk.gate.store import Store

PAINTED = ("edition", "mark", "screen", "locale", "painted_at", "hidden", "unpresented")
STATUS = ("outcome", "why", "edition", "source", "signed_at", "checked_at", "since", "clock_ok", "expires")
MOST_FAULTS, LONGEST = 8, 240


@dataclass(frozen=True)
class Stand:
    """Where the kiosk stands by its settings; the desk may know better."""

    terminal: str = ""
    gate: str = ""


def own_state(store: Store, stand: Stand, now: datetime, uptime_seconds: float, refused: int = 0) -> dict[str, Any]:
    """Put the report together, without its number. `refused`: words of the desk's that were not taken.

    Raises nothing: what cannot be read is not there.
    """
    status, painted, assigned = store.read_status() or {}, store.read_painted(), store.read_assigned()
    return {
        "at": utc_text(now),
        "program": program(),
        "uptime": int(uptime_seconds),
        "terminal": stand.terminal,
        "gate": stand.gate,
        "assigned": kept(assigned) if assigned else None,
        "answers_refused": refused,
        "painted": _some(painted, PAINTED) if painted else None,
        "status": _some(status, STATUS),
        "faults": [str(one)[:LONGEST] for one in _faults(status, painted or {}, _renewal(store))[:MOST_FAULTS]],
    }


def _renewal(store: Store) -> dict[str, Any]:
    said = renewal.fault(store)
    return {"faults": [said] if said else []}


def _faults(*found: Mapping[str, Any]) -> list[Any]:
    """The screen's faults after the store's, each once."""
    return list(dict.fromkeys(str(one) for said in found for one in said.get("faults") or ()))


def _some(found: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _short(found[name]) for name in names if name in found}


def _short(value: Any) -> Any:
    return value[:LONGEST] if isinstance(value, str) else value
