"""The app `advice`, as its tables are called."""

from typing import Any

from django.apps import AppConfig
from django.core import checks


def deaf(**_: Any) -> list[checks.CheckMessage]:
    """Warn of a desk whose alarms nobody hears (`kiosk desk check --deploy`)."""
    from django.conf import settings

    from kiosk.desk import conf

    if conf.mails(settings.DESK):
        return []
    return [
        checks.Warning(
            "no mail server is set up: nobody hears an alarm", "Name one: mail_host in desk.toml.", id="desk.W001"
        )
    ]


class Editing(AppConfig):
    """What is written."""

    name = "kiosk.desk.editing"
    label = "advice"

    def ready(self) -> None:
        """Add what `check --deploy` looks at."""
        checks.register(deaf, deploy=True)
