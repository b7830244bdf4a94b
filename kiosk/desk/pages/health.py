"""`/health`, for operators and whatever watches the server: does the desk answer, its database, its feed; without a sign-in.

Rule: it names what is well and what is not, and nothing else: no number, no person, no path.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from kiosk.desk.publishing.desk_feed import repository
from kiosk.faults import Fault
from kiosk.feed.trust.roles import SIGNED_AT

MISSED_AFTER = timedelta(minutes=15)


def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Answer 200 where all is well, 503 where something is not."""
    looks: dict[str, Callable[[], bool]] = {"database": _database, "feed": _feed, "timestamp": _beats}
    found = {name: _well(look) for name, look in looks.items()}
    return JsonResponse({"ok": all(found.values()), **found}, status=200 if all(found.values()) else 503)


def _well(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except (DatabaseError, Fault, OSError, KeyError, ValueError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _feed() -> bool:
    return repository().started()


def _beats() -> bool:
    beat = datetime.fromtimestamp(repository().timestamp().signed.unrecognized_fields[SIGNED_AT], UTC)
    return datetime.now(UTC) - beat <= MISSED_AFTER
