"""The app `accounts`, as its tables are called."""

from django.apps import AppConfig


class People(AppConfig):
    """People of the desk."""

    name = "kiosk.desk.people"
    label = "accounts"

    def ready(self) -> None:
        """Connect what follows a new second factor or another password."""
        from kiosk.desk.people import factors  # noqa: F401
