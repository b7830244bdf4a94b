"""What was done with people, said to whoever keeps the record (`kiosk.desk.audit`, which stands above and so cannot be called).

Rule: it is heard within the transaction of the act itself; where nobody hears it the act fails, and nothing of it happened.
"""

from datetime import datetime
from typing import Any

from django.dispatch import Signal

from kiosk.desk.people.models import Officer

done = Signal()
"""Sent with `act`, `subject`, `now` and `detail`; the sender is the officer."""


def note(officer: Officer | None, act: str, subject: str, now: datetime, /, **detail: Any) -> None:
    """Have one line kept of what an officer did. Raises RuntimeError where nobody keeps the record."""
    if not done.send(officer, act=act, subject=subject, now=now, detail=detail):
        raise RuntimeError("nobody keeps the record of what is done")
