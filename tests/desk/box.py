"""A kiosk as the desk meets it: reports made by hand, without a screen."""

from datetime import UTC, datetime
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.moments import utc_text
from kiosk.gate.enrollment import short_code
from kiosk.gate.signed_report import signed
from tests.desk.house import House, Visitor


class Box:
    """A kiosk as the desk meets it: a key and a number that grows."""

    def __init__(self, house: House) -> None:
        self.house, self.key, self.number = house, Ed25519PrivateKey.generate(), 0
        self.code = short_code(self.key)

    def said(self, at: datetime | None = None, edition: int = 0, **more: Any) -> bytes:
        """The next report."""
        self.number += 1
        now = at or datetime.now(UTC)
        painted = {"edition": edition, "screen": "map", "locale": "km", "painted_at": utc_text(now)}
        told = {
            "sequence": self.number,
            "at": utc_text(now),
            "gate": "231",
            "painted": painted,
            "status": {},
            "faults": [],
        }
        return signed(self.key, told | more)

    def post(self, data: bytes) -> int:
        """Send it; what the desk answers."""
        return requests.post(f"{self.house.address}/report/", data=data, timeout=20).status_code

    def answer(self, data: bytes) -> dict[str, Any]:
        """Send it; what the desk says to it."""
        return dict(requests.post(f"{self.house.address}/report/", data=data, timeout=20).json())

    def admitted(self, a: Visitor, b: Visitor, gate: str = "231") -> "Box":
        """Known and admitted by two."""
        assert self.post(self.said()) == 403
        a.post(f"/kiosks/{self.code}/name/", terminal="T2", gate=gate)
        b.post(f"/kiosks/{self.code}/confirm/")
        return self
