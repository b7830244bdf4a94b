"""The app `publishing`."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """How it goes out."""

    name = "kiosk.desk.publishing"
    label = "publishing"
