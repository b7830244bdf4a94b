"""The app `telling`."""

from django.apps import AppConfig


class Telling(AppConfig):
    """Who is told of what, and by which ways."""

    name = "kiosk.desk.telling"
    label = "telling"
