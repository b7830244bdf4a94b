"""`kiosk desk setup`: the first run of a real desk. Writes the settings file, makes the database, names two supervisors.

Rules: nothing has a default that could be guessed; run again it changes no secret and no person; the links by which the
supervisors set their passwords are printed once, good for three days, each to be handed over in person.
"""

import json
import os
import re
import secrets
from pathlib import Path

import click

from kiosk.desk import conf
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.feed.publish.keys import Keyring, check_name
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust.roles import SNAPSHOT, TIMESTAMP
from kiosk.resources import PACKAGE

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help="First run: settings file, database, the first two supervisors.")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), default=conf.USUAL, show_default=True)
@click.option("--host", required=True, help="The desk's host name, such as desk.example.kr.")
@click.option("--signing-host", required=True, help="The signing page's host name; stands in every officer's key.")
@click.option("--feed-url", required=True, help="The feed's public https address.")
@click.option("--feed", type=FOLDER, required=True, help="The feed's folder, made by `kiosk feed init`.")
@click.option("--keys", type=FOLDER, required=True, help="The folder of the online keys (and no others).")
@click.option("--data", type=FOLDER, required=True, help="Where the desk keeps database, static files and pictures.")
@click.option(
    "--supervisor",
    "supervisors",
    multiple=True,
    required=True,
    help="A supervisor's pseudonym, or NAME=MAIL-ADDRESS; twice.",
)
@click.option("--database-url", default="", help="postgresql://...; default: SQLite in DATA.")
@click.option("--mail-host", default="")
@click.option("--mail-from", default="")
@click.option("--webhook", default="", help="An address that alarms are posted to, as JSON.")
def setup(config: Path, host: str, signing_host: str, supervisors: tuple[str, ...], **more: str | Path) -> None:
    """Write the settings file, make the database and the first two supervisors. Raises Misuse, Refusal, Fault."""
    people = dict(_person(said) for said in supervisors)
    if len({name.casefold() for name in people}) != 2:
        raise Misuse("the first run names two different supervisors: --supervisor A --supervisor B")
    if host == signing_host or signing_host.endswith(f".{host}"):
        raise Misuse("the signing page needs a host of its own, not under the desk's")
    _must_be_ready(Path(more["feed"]), Path(more["keys"]))
    if not config.exists():
        _write(config, host, signing_host, {name: str(value) for name, value in more.items()})
    os.environ["KIOSK_DESK_CONFIG"] = str(config)
    os.environ.pop("KIOSK_DESK", None)
    conf.load()
    _make_the_push_key()
    _populate(people, host)
    _tell_the_signing_page()


def _person(said: str) -> tuple[str, str]:
    """Pseudonym and mail address (may be empty). Raises Misuse."""
    name, _, email = said.partition("=")
    check_name(name)
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise Misuse(f"not a mail address: {email[:80]}")
    return name, email


def _must_be_ready(feed: Path, keys: Path) -> None:
    """The feed is there, and of all its keys only the online ones. Raises Fault, Refusal."""
    repository = Repository(feed)
    if not repository.started():
        raise Fault(f"{feed} is no feed yet: `kiosk feed init` makes one")
    files = [file for _, file in Keyring(keys).files()]
    if others := sorted(file.name for file in files if file.kind != "online"):
        raise Refusal(
            f"{keys} holds {', '.join(others)}: on the server only online keys may lie; take the others to their safes"
        )
    root = repository.root().signed
    for role in (SNAPSHOT.name, TIMESTAMP.name):
        if not {file.key.keyid for file in files} & set(root.roles[role].keyids):
            raise Fault(f"{keys} does not hold the online key of {role}")


def _write(config: Path, host: str, signing_host: str, more: dict[str, str]) -> None:
    if not more["feed_url"].startswith("https://"):
        raise Misuse("--feed-url is not an https address")
    values = _values(host, signing_host, more)
    if bad := [name for name, value in values.items() if any(one in value for one in '"\\\n')]:
        raise Misuse(f"quotes and backslashes cannot stand in {', '.join(bad)}")
    lines = [f'hosts = ["{host}"]', *(f'{name} = "{value}"' for name, value in values.items())]
    Path(values["data"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    config.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(config, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    click.echo(f"settings {config}")


def _values(host: str, signing_host: str, more: dict[str, str]) -> dict[str, str]:
    folders = {name: str(Path(more[name]).absolute()) for name in ("feed", "keys", "data")}
    return {
        "secret": secrets.token_urlsafe(64),
        "origin": f"https://{host}",
        "signing_origin": f"https://{signing_host}",
        "database": more["database_url"],
        **{name: folders.get(name, value) for name, value in more.items() if name != "database_url"},
    }


def _make_the_push_key() -> None:
    from kiosk.desk.telling import vapid

    data = conf.load().data
    data.mkdir(parents=True, exist_ok=True)
    vapid.make(data)


def _tell_the_signing_page() -> None:
    """What the signing page's folder needs; it is not ours to write."""
    desk = conf.load()
    told = {"desk": desk.origin, "feed": desk.feed_url, "mode": Repository(desk.feed).mode}
    click.echo(f"signing page: copy {PACKAGE / 'desk' / 'signing'}/* to the folder of {desk.signing_origin},")
    click.echo(f"with a config.json of {json.dumps(told)}; it must not be writable by the desk")


def _populate(supervisors: dict[str, str], host: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiosk.desk.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    _name(supervisors, host)


def _name(supervisors: dict[str, str], host: str) -> None:
    from kiosk.desk.pages.joining import join_path
    from kiosk.desk.people.models import Officer
    from kiosk.desk.people.roles import Role

    known = set(Officer.objects.filter(role=Role.SUPERVISOR).values_list("username", flat=True))
    if known and known != set(supervisors) and len(known) >= 2:
        raise Fault(f"this desk has its supervisors: {', '.join(sorted(known))}; further people are invited")
    for name, email in supervisors.items():
        first = {"role": Role.SUPERVISOR, "is_active": True, "email": email}
        officer, new = Officer.objects.get_or_create(username=name, defaults=first)
        if new:
            officer.set_unusable_password()
            officer.save()
        if not officer.has_usable_password():
            click.echo(f"{name}: https://{host}{join_path(officer)}")
