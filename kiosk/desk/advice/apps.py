"""The app `advice`."""

from typing import Any

from django.apps import AppConfig
from django.core import checks


def deaf(**_: Any) -> list[checks.CheckMessage]:
    """Warns of a desk whose alarms nobody hears (`kiosk desk check --deploy`)."""
    from django.conf import settings

    from kiosk.desk import conf

    if conf.mails(settings.DESK):
        return []
    return [
        checks.Warning(
            "no mail server is set up: nobody hears an alarm", "Name one: mail_host in desk.toml.", id="desk.W001"
        )
    ]


class Advice(AppConfig):
    """What is written."""

    name = "kiosk.desk.advice"
    label = "advice"

    def ready(self) -> None:
        """Adds what `check --deploy` looks at."""
        checks.register(deaf, deploy=True)
