"""The app `fleet`."""

from django.apps import AppConfig


class Fleet(AppConfig):
    """The kiosks and their reports."""

    name = "kiosk.desk.fleet"
    label = "fleet"
