"""The app `accounts`."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People of the desk."""

    name = "kiosk.desk.accounts"
    label = "accounts"
