"""What became of the last renewal of the program: `renewal.json` in the state folder, written by `kiosk/deploy/renew.py` as root.

    {"version", "before", "outcome": "trying" | "good" | "back" | "stuck", "why": one sentence, "at": UTC}

Rules: it is told to doctor and desk, and decides nothing: root keeps its own notes elsewhere. A version that was taken back stays
told until the archive offers another, or asks for what is at work.
"""

from collections.abc import Iterator
from pathlib import Path

from kiosk.gate.machine import Finding
from kiosk.gate.store import Store

WRONG = {
    "back": "Tell who renews the gates, and give no other kiosk that version: `kiosk deploy back`.",
    "stuck": "Install the version before by hand: `apt-get install --allow-downgrades` with its package of "
    "`/var/lib/gate-kiosk-renew`.",
}
"""Outcomes for which somebody must do something, and what."""


def fault(store: Store) -> str:
    """Return the sentence of a renewal that went wrong, or ""."""
    told = store.read_renewal() or {}
    return f"renewal: {told.get('why')}" if told.get("outcome") in WRONG else ""


def findings(state: Path) -> Iterator[Finding]:
    """Say what became of it; nothing where there was none."""
    told = Store(state).read_renewal()
    if told is not None:
        outcome = str(told.get("outcome"))
        yield Finding("renewal", outcome in WRONG, f"{told.get('why')} ({told.get('at')})", WRONG.get(outcome, ""))
