"""`kiosk ...`: where every command is found, and how every command ends.

Rules:

- A command's module is imported when that command is typed, never for `kiosk --help`: the courier must not wait for Qt.
- Exit codes: 0 good, 1 could not, 2 refused (a matter of trust), 64 misused; 130 when a person pressed Ctrl+C.
- What went wrong is one line on stderr. A traceback appears only with `KIOSK_DEBUG=1`.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

import click

from kiosk.faults import Fault, Misuse
from kiosk.files import because

VERSION = "0.1.0"
INTERRUPTED = 130


class Room(NamedTuple):
    """Where a command lives (`module:name`) and what `--help` says of it without opening it."""

    at: str
    summary: str


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def __init__(self, *args: Any, rooms: Mapping[str, Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = rooms

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's)
        """Every command, in the table's order."""
        return list(self.rooms)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now, or None."""
        if cmd_name not in self.rooms:
            return None
        module, _, name = self.rooms[cmd_name].at.partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command), f"{module}:{name} is no command"
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a word on what was perhaps meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # only for who mistyped

            near = get_close_matches(args[0], self.rooms, 1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", error.ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list under `--help`, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, room.summary) for name, room in self.rooms.items()])


_EDITION = {
    "show": Room("kiosk.feed.document.commands:show", "Print an edition: number, mode, dates, levels by zone."),
    "check": Room("kiosk.feed.document.commands:check", "Say every fault in an edition, one a line with its place."),
    "export": Room("kiosk.gate.commands:export_edition", "Write a kiosk's signed edition into one file."),
    "import": Room("kiosk.gate.commands:import_edition", "Take in a file made by `export`, verified."),
}

edition = LazyGroup("edition", rooms=_EDITION, help="Look at an edition, check it, carry it on a stick.")

_COMMANDS = {
    "demo": Room("kiosk.demo.command:demo", "The whole system on this machine, with demo keys."),
    "run": Room("kiosk.gate.run:run", "Courier and display together, each restarted if it dies."),
    "display": Room("kiosk.display.commands:display", "The traveller's display alone."),
    "sync": Room("kiosk.sync.commands:sync", "The courier: fetch and verify editions."),
    "enroll": Room("kiosk.gate.commands:enroll", "Give a fresh state folder its trusted root, mode and key."),
    "doctor": Room("kiosk.gate.commands:doctor", "Say what is wrong with this machine or kiosk, and the mend."),
    "pin": Room("kiosk.gate.commands:pin", "Make the hash of the officers' PIN for the settings."),
    "render": Room("kiosk.display.pictures.commands:render", "Paint screens into pictures, with their measures."),
    "edition": Room("kiosk.cli:edition", "Look at an edition, check it, carry it on a stick."),
    "desk": Room("kiosk.desk.command:desk", "The officers' desk: first run, serving, Django's commands."),
    "deploy": Room(
        "kiosk.deploy.commands:deploy", "Renew the gates' program: one kiosk first, then the rest, and back."
    ),
    "feed": Room("kiosk.feed.publish.commands:feed", "The signed feed: found it, publish editions, check it."),
}

kiosk = LazyGroup(
    "kiosk",
    rooms=_COMMANDS,
    help="A departure-gate kiosk: travel advisories, the signs of a job scam, and the embassy's hotline.",
)
kiosk = click.version_option(VERSION, message="kiosk %(version)s")(kiosk)


def main(words: Sequence[str] | None = None) -> NoReturn:
    """The console script: run what was typed (default: the process's arguments) and end with its exit code."""
    code = run(words)
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def run(words: Sequence[str] | None = None) -> int:
    """Run what was typed; say in one line what went wrong, if anything did. Returns the exit code."""
    try:
        ended = kiosk.main(args=list(words) if words is not None else None, prog_name="kiosk", standalone_mode=False)
        return ended if isinstance(ended, int) else 0
    except Exception as fault:
        if os.environ.get("KIOSK_DEBUG") == "1":
            import traceback

            traceback.print_exc()
        line, code = _ending(fault)
        if line:
            click.echo(line, err=True)
        return code


def _ending(fault: Exception) -> tuple[str, int]:
    """What is said of `fault`, and the exit code."""
    match fault:
        case click.exceptions.NoArgsIsHelpError():
            return fault.format_message(), Misuse.exit_code
        case click.BadParameter(param=click.Parameter(type=click.Path())) if not isinstance(
            fault, click.MissingParameter
        ):
            return f"kiosk: {_one_line(fault.message)}", Fault.exit_code  # the file system said no, not the grammar
        case click.UsageError():
            where = fault.ctx.command_path if fault.ctx else "kiosk"
            return f"{where}: {_one_line(fault.format_message())} (see {where} --help)", Misuse.exit_code
        case click.Abort():
            return "kiosk: interrupted", INTERRUPTED
        case click.ClickException():
            return f"kiosk: {_one_line(fault.format_message())}", Fault.exit_code
        case Fault():
            return f"kiosk: {_one_line(str(fault))}", fault.exit_code
        case ImportError() if "cannot open shared object file" in str(fault):
            return f"kiosk: {_one_line(str(fault))}; `kiosk doctor` names the package", Fault.exit_code
        case OSError():
            return f"kiosk: {_one_line(because(fault))}", Fault.exit_code
        case _:
            what = f"unexpected {type(fault).__name__}: {fault} (KIOSK_DEBUG=1 shows where)"
            return f"kiosk: {_one_line(what)}", Fault.exit_code


def _one_line(words: str) -> str:
    """`words` on one line, without anything a terminal would obey."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(words.split()))
