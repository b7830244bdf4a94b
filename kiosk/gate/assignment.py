"""At which gate a kiosk stands today, as the desk says it in answer to a report; only notices meant for a gate follow it.

    {"assignment": JSON as text, "keyid": ..., "signature": hex, over PURPOSE and that text}

Rules: signed by an online key that the root in force names for the timestamp, under a purpose of its own; bound to the device
key, newer than the one held, of a time that is now, and no longer than `LIFE` old: then the setting counts again. No advisory
depends on it. Who wrote the state folder is believed by the display, as the settings are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.domain.moments import utc_moment, utc_text
from kiosk.faults import Code, Refusal

if TYPE_CHECKING:  # dear to import, and the display never verifies one
    from securesystemslib.signer import Key, Signer

PURPOSE = b"gate kiosk assignment 1\n"
LIFE = timedelta(hours=24)
RENEWED = timedelta(hours=1)
"""One that is older is signed anew by the desk."""
NOW = timedelta(minutes=10)
LONGEST = 20


class Why(Code):
    """Why an assignment is not taken."""

    FORM = "not an assignment"
    FORGED = "not signed by an online key of the root in force"
    ANOTHER = "meant for another kiosk"
    DATED = "of {at}, which is not now, or not newer than the one held"


@dataclass(frozen=True)
class Assigned:
    """Terminal and gate, and when the desk said so."""

    terminal: str
    gate: str
    at: datetime

    def lasts(self, now: datetime) -> bool:
        """Tell whether it still counts."""
        return -NOW <= now - self.at <= LIFE


def signed(signer: "Signer", public: bytes, assigned: Assigned) -> dict[str, str]:
    """Sign an assignment for the kiosk of that device key."""
    said = {"kiosk": public.hex(), "terminal": assigned.terminal, "gate": assigned.gate, "at": utc_text(assigned.at)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    signature = signer.sign(PURPOSE + text.encode())
    return {"assignment": text, "keyid": signature.keyid, "signature": signature.signature}


def opened(told: Any, keys: Mapping[str, "Key"], public: bytes, now: datetime, held: Assigned | None) -> Assigned:
    """Check what the desk answered, for the kiosk of that device key; `keys` are the timestamp's. Raises Refusal."""
    text = _verified(told, keys)
    try:
        said = json.loads(text)
        found, kiosk = assigned_from(said), said["kiosk"]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refusal(Why.FORM) from fault
    if kiosk != public.hex():
        raise Refusal(Why.ANOTHER)
    if abs(found.at - now) > NOW or (held is not None and held.at >= found.at):
        raise Refusal(Why.DATED, at=utc_text(found.at))
    return found


def _verified(told: Any, keys: Mapping[str, "Key"]) -> str:
    """The text, signed by one of these keys. Raises Refusal."""
    from securesystemslib.exceptions import UnverifiedSignatureError, VerificationError
    from securesystemslib.signer import Signature

    try:
        text, keyid, signature = (told[name] for name in ("assignment", "keyid", "signature"))
        if keyid not in keys:
            raise Refusal(Why.FORGED)
        keys[keyid].verify_signature(Signature(keyid, signature), PURPOSE + text.encode())
    except (TypeError, KeyError, AttributeError) as fault:
        raise Refusal(Why.FORM) from fault
    except (UnverifiedSignatureError, VerificationError, ValueError) as fault:
        raise Refusal(Why.FORGED) from fault
    return str(text)


def assigned_from(said: Mapping[str, Any] | None) -> Assigned:
    """Read an assignment that was kept. Raises ValueError, TypeError, KeyError where it is none."""
    if said is None:
        raise ValueError("none is held")
    terminal, gate = said["terminal"], said["gate"]
    if not all(isinstance(one, str) and len(one) <= LONGEST and one.isprintable() for one in (terminal, gate)):
        raise ValueError("no gate")
    return Assigned(terminal, gate, utc_moment(said["at"]))


def kept(assigned: Assigned) -> dict[str, str]:
    """Write one out, to be kept."""
    return {"terminal": assigned.terminal, "gate": assigned.gate, "at": utc_text(assigned.at)}
