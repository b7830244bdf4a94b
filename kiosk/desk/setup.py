"""`kiosk desk setup`: the first run of a real desk. Writes the settings file, makes the database, names two supervisors.

Rules: nothing has a default that could be guessed; run again it changes no secret and no person; the links by which the
supervisors set their passwords are printed once, good for three days, each to be handed over in person.
"""

import os
import secrets
from pathlib import Path

import click

from kiosk.desk import conf
from kiosk.faults import Fault, Misuse

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), default=conf.USUAL, show_default=True)
@click.option("--host", required=True, help="The desk's host name, such as desk.example.kr.")
@click.option("--signing-host", required=True, help="The signing page's host name; stands in every officer's key.")
@click.option("--feed-url", required=True, help="The feed's public https address.")
@click.option("--feed", type=FOLDER, required=True, help="The feed's folder, made by `kiosk feed init`.")
@click.option("--keys", type=FOLDER, required=True, help="The folder of the online keys (and no others).")
@click.option("--data", type=FOLDER, required=True, help="Where the desk keeps database, static files and pictures.")
@click.option("--supervisor", "supervisors", multiple=True, required=True, help="A supervisor's pseudonym; twice.")
@click.option("--database-url", default="", help="postgresql://...; default: SQLite in DATA.")
@click.option("--mail-host", default="")
@click.option("--mail-from", default="")
def setup(config: Path, host: str, signing_host: str, supervisors: tuple[str, ...], **more: str | Path) -> None:
    """First run: settings file, database, the first two supervisors."""
    if len({name.casefold() for name in supervisors}) != 2:
        raise Misuse("the first run names two different supervisors: --supervisor A --supervisor B")
    if host == signing_host or signing_host.endswith(f".{host}"):
        raise Misuse("the signing page needs a host of its own, not under the desk's")
    if not config.exists():
        _write(config, host, signing_host, {name: str(value) for name, value in more.items()})
    os.environ["KIOSK_DESK_CONFIG"] = str(config)
    os.environ.pop("KIOSK_DESK", None)
    conf.load()
    _populate(supervisors, host)


def _write(config: Path, host: str, signing_host: str, more: dict[str, str]) -> None:
    database = more.pop("database_url")
    if not more["feed_url"].startswith("https://"):
        raise Misuse("--feed-url is not an https address")
    values: dict[str, str] = {
        "secret": secrets.token_urlsafe(64),
        "origin": f"https://{host}",
        "signing_origin": f"https://{signing_host}",
        "database": database,
        **{
            name: str(Path(value).absolute()) if name in ("feed", "keys", "data") else value
            for name, value in more.items()
        },
    }
    if bad := [name for name, value in values.items() if any(one in value for one in '"\\\n')]:
        raise Misuse(f"quotes and backslashes cannot stand in {', '.join(bad)}")
    lines = [f'hosts = ["{host}"]', *(f'{name} = "{value}"' for name, value in values.items())]
    Path(values["data"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    config.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(config, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    click.echo(f"settings {config}")


def _populate(supervisors: tuple[str, ...], host: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiosk.desk.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from kiosk.desk.accounts.models import Officer, Role
    from kiosk.desk.accounts.views import join_path

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    known = set(Officer.objects.filter(role=Role.SUPERVISOR).values_list("username", flat=True))
    if known and known != set(supervisors) and len(known) >= 2:
        raise Fault(f"this desk has its supervisors: {', '.join(sorted(known))}; further people are invited")
    for name in supervisors:
        officer, new = Officer.objects.get_or_create(
            username=name, defaults={"role": Role.SUPERVISOR, "is_active": True}
        )
        if new:
            officer.set_unusable_password()
            officer.save()
        if not officer.has_usable_password():
            click.echo(f"{name}: https://{host}{join_path(officer)}")
