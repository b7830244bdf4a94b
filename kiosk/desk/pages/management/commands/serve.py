"""`kiosk desk serve`: the desk behind gunicorn. In the demo it first makes database and officers."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections
from gunicorn.app.base import BaseApplication

from kiosk.desk.publishing import proof
from kiosk.faults import Fault

GUNICORN = {
    "worker_class": "gthread",
    "threads": 4,
    "timeout": 30,
    "graceful_timeout": 3,
    "loglevel": "warning",
    "control_socket_disable": True,
}


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options, nothing from the environment."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        from kiosk.desk.pages.wsgi import application

        return application


class Command(BaseCommand):
    """Processes of a few threads each: with two, reports of a fleet hold no page up."""

    help = "Serve the desk on loopback; a web server with TLS stands before it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --bind, --workers."""
        parser.add_argument("--bind", default="127.0.0.1:8760")
        parser.add_argument("--workers", type=int, default=1)

    def _prove(self) -> None:
        """Look at the record before anybody comes; what is wrong stands on the board, and in the journal."""
        try:
            if not proof.prove().holds:
                self.stderr.write(" ".join(alarm.en for alarm in proof.alarms()))
        except (Fault, DatabaseError) as fault:
            self.stderr.write(f"the record could not be verified: {fault}")
        finally:
            connections.close_all()  # the workers are forked from here

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (Django's)
        """Serve until a signal ends it."""
        if settings.DESK.demo:
            call_command("demo")
        self._prove()
        os.environ.pop("GUNICORN_CMD_ARGS", None)
        _Server({**GUNICORN, "bind": options["bind"], "workers": options["workers"]}).run()
