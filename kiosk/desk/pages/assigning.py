"""The gate of the day, told to a kiosk in the answer to its report, signed by the online key that it already trusts."""

from datetime import datetime, timedelta
from functools import lru_cache

from securesystemslib.signer import Signer

from kiosk.desk.fleet.models import Kiosk
from kiosk.desk.publishing.desk_feed import online, repository
from kiosk.faults import Fault
from kiosk.gate.assignment import RENEWED, Assigned, assigned_from, signed


def assigned(kiosk: Kiosk, now: datetime) -> dict[str, str] | None:
    """Return the kiosk's gate as it is to be told; None where it holds it already, or nothing can be signed here."""
    try:
        held = assigned_from(kiosk.said.get("assigned"))
    except (ValueError, TypeError, KeyError):
        held = None
    if held and (held.terminal, held.gate) == (kiosk.terminal, kiosk.gate) and abs(now - held.at) < RENEWED:
        return None
    at = max(now.replace(microsecond=0), held.at + timedelta(seconds=1)) if held else now.replace(microsecond=0)
    try:
        return signed(_signer(), bytes.fromhex(kiosk.public), Assigned(kiosk.terminal, kiosk.gate, at))
    except (Fault, OSError):
        return None


def _signer() -> Signer:
    """The online key for the timestamp. Raises Fault."""
    feed = repository()
    return _unlocked(tuple(feed.root().signed.roles["timestamp"].keyids))


@lru_cache(maxsize=2)
def _unlocked(keyids: tuple[str, ...]) -> Signer:
    return online().signers(list(keyids), 1, "the gate of the day")[0]
