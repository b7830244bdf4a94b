"""The app `accounts`."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People of the desk."""

    name = "kiosk.desk.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hear of new second factors."""
        from kiosk.desk.accounts import factors  # noqa: F401
