"""The app `ministry`."""

from django.apps import AppConfig


class Ministry(AppConfig):
    """What the ministry's data says."""

    name = "kiosk.desk.ministry"
    label = "ministry"
