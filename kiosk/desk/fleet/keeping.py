"""How long what kiosks showed is kept: a year and a month, so that an auditor may ask of last year's day."""

from datetime import datetime, timedelta

from kiosk.desk.fleet.models import Kiosk, NotTaken, Shown, State, Used

KEPT = timedelta(days=400)
WAITED = timedelta(days=30)
"""A key that nobody named for so long is forgotten; it is there again with its next report."""


def forget(now: datetime) -> None:
    """Take away what is older."""
    Shown.objects.filter(until__lt=now - KEPT).delete()
    Used.objects.filter(day__lt=(now - KEPT).date()).delete()
    NotTaken.objects.filter(day__lt=(now - KEPT).date()).delete()
    Kiosk.objects.filter(state=State.WAITING, seen__lt=now - WAITED).delete()
