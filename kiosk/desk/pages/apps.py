"""The app `pages`: no tables; Django finds the commands of `kiosk desk` by it."""

from django.apps import AppConfig


class Pages(AppConfig):
    """What people see and type."""

    name = "kiosk.desk.pages"
    label = "pages"
