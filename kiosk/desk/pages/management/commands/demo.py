"""`kiosk desk demo`: makes the demo's database and its officers; prints how to sign in. Demo only."""

import secrets
from contextlib import suppress
from functools import cache, partial
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kiosk.desk.ministry import config, meanings, readings
from kiosk.desk.people.models import Officer
from kiosk.desk.people.roles import Role
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.faults import Fault

FIRST_SECONDS = 5.0
PEOPLE = (
    ("demo-officer-a", Role.OFFICER),
    ("demo-officer-b", Role.SUPERVISOR),
    ("demo-supervisor-c", Role.SUPERVISOR),
    ("demo-auditor", Role.AUDITOR),
)


class Command(BaseCommand):
    """Ready to be run again: nothing is made twice."""

    help = "Make the demo's database and officers (only with KIOSK_DESK=demo)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Migrate, then make people with a shared password and a TOTP secret each."""
        if not settings.DESK.demo:
            raise CommandError("the demo's officers exist only with KIOSK_DESK=demo")
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        _make_people(_password())
        if (settings.DESK.data / config.TABLE).exists():  # the demo simulates the ministry
            meanings.of_the_demo(parsed(live()))
            with suppress(Fault):  # the page says what came of it
                readings.take(config.connection(settings.DESK.data), FIRST_SECONDS)


def _password() -> str:
    """The one password of all of them, made on first use."""
    place = settings.DESK.data / "password"
    if not place.exists():
        place.write_text(secrets.token_urlsafe(9) + "\n", encoding="ascii")
        place.chmod(0o600)
    return str(place.read_text(encoding="ascii").strip())


def _make_people(password: str) -> None:
    is_right = cache(partial(check_password, password))  # one hash for all: each takes half a second
    encoded = cache(partial(make_password, password))
    for name, role in PEOPLE:
        officer, _ = Officer.objects.get_or_create(
            username=name, defaults={"role": role, "is_active": True, "sign_in": name}
        )
        if not is_right(officer.password):
            officer.password = encoded()
            officer.save(update_fields=["password"])
        if not Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(officer, generate_totp_secret())
