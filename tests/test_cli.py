"""`kiosk` as a script meets it: exit codes, one line on stderr, never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

from kiosk import cli
from kiosk.faults import Fault, Misuse, Refusal
from kiosk.resources import bundled_edition

Typed = Callable[..., "subprocess.CompletedProcess[str]"]

MORTAL = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""What takes from root the right to read everything."""


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Types one command in a shell's place, in an empty folder."""

    def run(*words: str | Path, before: tuple[str, ...] = (), **more: str) -> "subprocess.CompletedProcess[str]":
        command = [*before, sys.executable, "-P", "-m", "kiosk", *map(str, words)]
        environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1]), **more}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def _raising(fault: BaseException) -> click.Command:
    @click.command()
    def fail() -> None:
        raise fault

    return fail


@pytest.fixture
def ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[BaseException], tuple[int, str]]:
    """What `kiosk fail` ends with, and says, when the command raises."""

    def run(fault: BaseException) -> tuple[int, str]:
        monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: _raising(fault))
        code = cli.run(["fail"])
        said = capsys.readouterr()
        assert said.out == ""
        return code, said.err

    return run


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault("the disk is full"), (1, "kiosk: the disk is full\n")),
        (Refusal("one signature"), (2, "kiosk: one signature\n")),
        (Misuse("no such mode"), (64, "kiosk: no such mode\n")),
        (Fault("two\nlines\tand \x1b[31mred"), (1, "kiosk: two lines and ?[31mred\n")),
        (FileNotFoundError(2, "No such file or directory", "a/b"), (1, "kiosk: a/b: No such file or directory\n")),
        (PermissionError(13, "Permission denied", "state"), (1, "kiosk: state: Permission denied\n")),
        (ConnectionError("connection lost"), (1, "kiosk: connection lost\n")),
        (click.FileError("x", "unreadable"), (1, "kiosk: Could not open file 'x': unreadable\n")),
        (KeyError("x"), (1, "kiosk: unexpected KeyError: 'x' (KIOSK_DEBUG=1 shows where)\n")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_fault_is_one_line_and_its_code(
    ends: Callable[[BaseException], tuple[int, str]], fault: BaseException, expected: tuple[int, str]
) -> None:
    """1 could not, 2 refused, 64 misused; what a terminal would obey is taken out."""
    assert ends(fault) == expected


def test_interrupted_is_said_and_has_the_shells_code(ends: Callable[[BaseException], tuple[int, str]]) -> None:
    """Ctrl+C: no traceback, and a script can tell."""
    code, said = ends(KeyboardInterrupt())
    assert (code, said.strip()) == (130, "kiosk: interrupted")


def test_debugging_shows_where(
    ends: Callable[[BaseException], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """KIOSK_DEBUG=1 is for us."""
    monkeypatch.setenv("KIOSK_DEBUG", "1")
    assert "Traceback" in ends(KeyError("x"))[1]


@pytest.mark.parametrize(
    "words",
    [["fly"], ["--fly"], ["feed", "init"], ["edition", "check"], ["edition", "show", "a", "b"], ["sync", "--fly"]],
)
def test_misuse_is_64_and_one_line(typed: Typed, words: list[str]) -> None:
    """Whoever mistypes learns what, and where help is."""
    done = typed(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (64, "", 1)
    assert done.stderr.startswith("kiosk")
    assert "--help" in done.stderr


def test_nothing_typed_shows_the_help_and_is_misuse(typed: Typed) -> None:
    """A script that lost its command must not think it went well."""
    done = typed()
    assert (done.returncode, done.stdout) == (64, "")
    assert "Commands:" in done.stderr


def test_help_and_version(typed: Typed) -> None:
    """Both on stdout, both 0; every command there is, is listed."""
    helped, version = typed("--help"), typed("--version")
    assert (helped.returncode, helped.stderr, version.returncode, version.stdout) == (
        0,
        "",
        0,
        f"kiosk {cli.VERSION}\n",
    )
    listed = {line.split()[0] for line in helped.stdout.split("Commands:")[1].splitlines() if line.strip()}
    wanted = {
        "demo",
        "run",
        "display",
        "sync",
        "enroll",
        "doctor",
        "pin",
        "render",
        "edition",
        "desk",
        "deploy",
        "feed",
    }
    assert listed == wanted


@pytest.mark.parametrize("room", [*cli.kiosk.rooms.values(), *cli.edition.rooms.values()], ids=lambda room: room.at)
def test_every_listed_command_is_there(room: cli.Room) -> None:
    """The table names modules by text; each holds a command with a help of its own."""
    module, _, name = room.at.partition(":")
    command = getattr(import_module(module), name)
    assert isinstance(command, click.Command)
    assert command.help


def test_output_nobody_reads_is_no_fault() -> None:
    """`kiosk edition show FILE | head -1` stays silent."""
    command = f'"{sys.executable}" -P -m kiosk edition show "{bundled_edition()}" | head -1'
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])}
    done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_an_edition_is_checked_and_shown(typed: Typed) -> None:
    """The bundled edition has no fault; shown, Bokor stands at 3 and Phnom Penh at 1, and both were only seen."""
    checked, shown = typed("edition", "check", bundled_edition()), typed("edition", "show", bundled_edition())
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    levels = {line.split()[2]: line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  ")}
    assert (shown.returncode, levels["bokor"], levels["KH-12"], len(levels)) == (0, "3", "1", 31)
    seen = [line for line in shown.stdout.splitlines() if "seen in the ministry's open data on 2026-10-06" in line]
    assert {line.split()[2] for line in seen} >= {"bokor", "bavet", "poipet", "KH-12", "rest-KH"}
    assert [line for line in seen if "(since" in line or "since when is not known" not in line] == []


def test_every_fault_of_an_edition_is_a_line_with_its_place(typed: Typed, tmp_path: Path) -> None:
    """Two faults, two lines, exit 1, nothing on stderr."""
    words = bundled_edition().read_text(encoding="utf-8")
    broken = tmp_path / "broken.json"
    broken.write_text(
        words.replace('"mode": "live"', '"mode": "lively"').replace('"number": 0', '"number": -1'), encoding="utf-8"
    )
    done = typed("edition", "check", broken)
    assert (done.returncode, done.stderr) == (1, "")
    assert sorted(line.split(":")[0] for line in done.stdout.splitlines()) == ["mode", "number"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"{", 1), (b"\xff\xfe", 1), (b"[]", 1), (b"", 1), (b"[" * 100_000, 1), (b'{"schema": "9.0"}', 1)],
)
def test_what_is_no_edition_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, code: int
) -> None:
    """Neither a traceback nor silence, whatever the file holds."""
    (tmp_path / "x.json").write_bytes(content)
    for verb in ("show", "check"):
        assert cli.run(["edition", verb, str(tmp_path / "x.json")]) == code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "unexpected" not in said.err
        assert (said.out + said.err).strip()


def test_a_file_without_rights_is_said_in_a_line(typed: Typed, tmp_path: Path) -> None:
    """Permission denied, with the file's name."""
    (tmp_path / "x.json").touch(mode=0o000)
    done = typed("edition", "show", "x.json", before=MORTAL)
    assert (done.returncode, done.stderr) == (1, "kiosk: File 'x.json' is not readable.\n")


def test_a_folder_where_a_file_was_wanted_is_could_not(typed: Typed, tmp_path: Path) -> None:
    """What the file system says no to is 1, not misuse: the words were right."""
    (tmp_path / "x").mkdir()
    done = typed("edition", "show", "x")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "kiosk: File 'x' is a directory.\n")


def test_a_locale_of_old_is_no_news(typed: Typed) -> None:
    """Under LC_ALL=C, which is not UTF-8, nothing is said about it."""
    done = typed("render", "--edition", bundled_edition(), "--out", "out", "--screen", "about", "--locale", "en",
                 "--mode", "normal", "--size", "1080x1920", LC_ALL="C")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_code_where_no_desk_is(typed: Typed, tmp_path: Path) -> None:
    """`kiosk desk code` before the demo ever ran: one line that says what makes the desk, exit 1."""
    done = typed("desk", "code", "demo-officer-a", KIOSK_DESK="demo", KIOSK_DESK_DIR=str(tmp_path / "d"))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "`kiosk demo` makes it" in done.stderr


@pytest.mark.parametrize("now", ["1900-01-01T00:00:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_no_kiosk_can_meet_is_misuse(typed: Typed, now: str) -> None:
    """`render --now` near the ends of the calendar: one line with what is wanted, exit 64."""
    done = typed("render", "--edition", bundled_edition(), "--out", "out", "--now", now)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr == f"kiosk: --now {now!r} is not in the years 2000 to 2999\n"


@pytest.mark.parametrize(
    "words",
    [
        ("edition", "check", "pipe"), ("edition", "show", "/dev/zero"), ("run", "--state", "s", "--settings", "pipe"),
        ("enroll", "--state", "s", "--feed", "http://127.0.0.1:9/", "--root", "pipe"),
        ("render", "--edition", "pipe", "--out", "out"), ("feed", "client", "--metadata-dir", "m", "init", "pipe"),
    ],
)  # fmt: skip
def test_what_is_no_plain_file_is_not_waited_for(typed: Typed, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A pipe that nobody fills, a device without an end: one line, exit 1, and nothing made."""
    os.mkfifo(tmp_path / "pipe")
    done = typed(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.endswith(": Not a plain file\n")
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


def test_an_edition_leaves_and_enters_only_by_proof(typed: Typed, tmp_path: Path) -> None:
    """A kiosk that is not enrolled has nothing to give; what is no bundle is not taken."""
    (tmp_path / "stick").write_bytes(b"nothing signed")
    (tmp_path / "s").mkdir()
    out, into = typed("edition", "export", "--state", "s", "out"), typed("edition", "import", "--state", "s", "stick")
    assert (out.returncode, out.stderr.count("\n"), (tmp_path / "out").exists()) == (1, 1, False)
    assert into.returncode in (1, 2)
    assert into.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("edition", "export", "--state", "typo", "file"),
        ("edition", "import", "--state", "typo", "file"),
    ],
)
def test_a_mistyped_folder_is_not_made(typed: Typed, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A command that looks for a kiosk that is not there says so in one line, exit 1, and makes nothing."""
    done = typed(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kiosk: typo: there is no such state folder")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("edition", "show", "x.json"), ("render", "--edition", "x.json", "--out", "o")])
def test_a_document_that_is_none_is_named(typed: Typed, tmp_path: Path, words: tuple[str, ...]) -> None:
    """The file, the place in it and what is wrong, in one line; exit 1."""
    (tmp_path / "x.json").write_text("not JSON\n", encoding="ascii")
    done = typed(*words)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("kiosk: x.json: line 1 column 1: not JSON")


@pytest.mark.parametrize(("typo", "meant"), [(("dmo",), "demo"), (("edition", "exprt"), "export")])
def test_a_mistyped_command_is_guessed(typed: Typed, typo: tuple[str, ...], meant: str) -> None:
    """Misused, 64, one line, and what was perhaps meant; nothing is guessed where nothing is near."""
    done = typed(*typo)
    assert (done.returncode, done.stderr.count("\n")) == (64, 1)
    assert f"Did you mean {meant}?" in done.stderr
    assert "Did you mean" not in typed("zzz").stderr


def _closed(folder: Path) -> None:
    folder.mkdir(mode=0o000)


@pytest.mark.parametrize(("make", "why"), [(_closed, "Permission denied"), (Path.touch, "Not a directory")])
def test_a_display_shows_the_bundled_edition_whatever_its_folder_is(
    typed: Typed, tmp_path: Path, make: Callable[[Path], None], why: str
) -> None:
    """A state folder that may not be read, or is a file: every screen is painted, and its own line says why."""
    make(tmp_path / "s")
    done = typed("display", "--state", "s", "--self-test", before=MORTAL)
    (tmp_path / "s").chmod(0o700)
    assert (done.returncode, done.stdout) == (0, "painted 8 screens of edition 0\n")
    said, *more = done.stderr.splitlines()
    assert said.startswith(f"kiosk display: s: {why}")
    assert said.endswith("the bundled edition is shown meanwhile")
    more = [line for line in more if "a panel of 800 x 800 pixels" not in line]  # the one that Qt makes up
    assert set(more) <= {f"kiosk display: painted.json cannot be written: {why}"}
