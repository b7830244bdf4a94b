"""The app `audit`: it keeps the record, whose table is the app `publishing`'s."""

from typing import Any

from django.apps import AppConfig


class Audit(AppConfig):
    """The record."""

    name = "kiosk.desk.audit"
    label = "audit"

    def ready(self) -> None:
        """Keep what is done with people, who stand below the record."""
        from kiosk.desk.audit import chain
        from kiosk.desk.people import record

        def keep(sender: Any, act: str, subject: str, now: Any, detail: dict[str, Any], **_: Any) -> None:
            chain.note(sender, act, subject, now, **detail)

        record.done.connect(keep, weak=False)
