"""The audit's chain: one line for every act, each resting on the one before."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from kiosk.desk.audit.models import Audit
from kiosk.desk.people.models import Officer
from kiosk.feed.document.writable import canonical_json

GENESIS = "0" * 64


def head() -> str:
    """Return the hash of the newest line."""
    newest = Audit.objects.order_by("-id").values_list("hash", flat=True).first()
    return newest or GENESIS


def note(officer: Officer | None, act: str, subject: str, now: datetime, /, **detail: Any) -> Audit:
    """Add one line. Two at once: `before` is unique, so one of the two transactions fails and nothing of it happened."""
    with transaction.atomic():
        line = Audit(
            at=now, who=officer.username if officer else "desk", act=act, subject=subject, detail=detail,
            officer=officer, before=head(),
        )  # fmt: skip
        line.hash = digest(line)
        line.save(force_insert=True)
    return line


def digest(line: Audit) -> str:
    """Return what a line's hash must be: SHA-256 of the hash before it and the line's canonical JSON."""
    line_json: Mapping[str, Any] = {
        "at": line.at.astimezone(UTC).isoformat(),
        "who": line.who,
        "act": line.act,
        "subject": line.subject,
        "detail": line.detail,
    }
    return hashlib.sha256(line.before.encode() + canonical_json(line_json)).hexdigest()


def broken() -> int | None:
    """Find the id of the first line that does not rest on the one before, or None if the chain holds."""
    before = GENESIS
    for line in Audit.objects.order_by("id").iterator():
        if line.before != before or line.hash != digest(line):
            return line.pk
        before = line.hash
    return None
