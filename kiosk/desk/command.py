"""`kiosk desk ...`: Django's management commands under our settings; Django is imported only when one is typed."""

import os
from importlib import import_module

import click

from kiosk.faults import Fault

HELP = """The officers' desk.

\b
  kiosk desk setup ...      first run: supervisors, secret, hosts, folders
  kiosk desk serve          serve the desk (gunicorn) on loopback
  kiosk desk timestamper    re-sign the timestamp every few minutes
  kiosk desk watch FEED     announce number, signers and contacts of each edition in the feed
  kiosk desk bucket FEED B  carry the feed's folder into an S3-compatible bucket
  kiosk desk alarms         tell people what waits, runs out or differs
  kiosk desk ministry ...   compare with the foreign ministry's open data
  kiosk desk admit ...      two supervisors' key files admit an officer's passkey
  kiosk desk backup FILE    the desk as one file; `restore FILE` puts it back
  kiosk desk audit --verify the record against what two officers signed
  kiosk desk help           every other command (Django's)

KIOSK_DESK=demo uses the demo's settings; otherwise KIOSK_DESK_CONFIG names the file that `setup` wrote.
"""

PLAIN = {
    "setup": ("kiosk.desk.setup", "setup"),
    "watch": ("kiosk.desk.watching", "watch"),
    "bucket": ("kiosk.desk.bucket", "carry"),
    "ministry": ("kiosk.desk.pages.ministry_command", "ministry"),
}
"""What is typed without Django's settings: they are still to be written, or none of the watcher's business, or asked for late."""


@click.command(
    help=HELP, context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def desk(context: click.Context, words: tuple[str, ...]) -> None:
    """Hand the words to Django, or show what there is."""
    if not words or words[0] in ("--help", "-h"):
        click.echo(context.get_help())
        return
    if words[0] in PLAIN:
        module, name = PLAIN[words[0]]
        command = getattr(import_module(module), name)
        ended = command.main(args=list(words[1:]), prog_name=f"kiosk desk {words[0]}", standalone_mode=False)
        context.exit(ended if isinstance(ended, int) else 0)
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        raise Fault("the desk is not installed: it needs the packages of the extra `desk`") from None
    if "--help" in words or words[0] == "help":
        os.environ.setdefault("KIOSK_DESK", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiosk.desk.settings")
    execute_from_command_line(["kiosk desk", *words])
