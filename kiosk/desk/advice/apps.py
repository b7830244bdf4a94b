"""The app `advice`."""

from django.apps import AppConfig


class Advice(AppConfig):
    """What is written."""

    name = "kiosk.desk.advice"
    label = "advice"
