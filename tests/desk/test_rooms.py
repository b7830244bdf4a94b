"""The desk's rooms: what only reckons is named, one table says who may do what, and a database of before needs nothing."""

import ast
import re
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.faults import Refusal
from kiosk.resources import PACKAGE
from tests.architecture.conftest import ROOT

DESK = PACKAGE / "desk"
BEFORE = Path(__file__).parent / "database_before_rooms.sql"
WRITES = (
    "WRITE", "SUBMIT", "APPROVE", "RETURN", "WITHDRAW", "SIGN_EDITIONS", "ASK_MINISTRY", "DRAFT_DRIFT", "NAME_PHRASE",
    "CONFIRM_PHRASE", "END_PHRASE", "HEAR_ALARMS", "ADMIT_KIOSK", "MOVE_KIOSK",
)  # fmt: skip
SUPERVISES = ("INVITE", "CONFIRM_PERSON", "CHANGE_ROLE", "ADMIT", "ROSTER", "SIGN_TARGETS")
ROLES = ("Role.OFFICER", "Role.SUPERVISOR", "Role.AUDITOR")
WHO = {**dict.fromkeys(WRITES, ("officer", "supervisor")), **dict.fromkeys(SUPERVISES, ("supervisor",))}


class Somebody:
    """A person of a role."""

    pk = 1

    def __init__(self, role: str, is_active: bool = True) -> None:
        self.role, self.is_active = role, is_active


@pytest.mark.parametrize("role", ["officer", "supervisor", "auditor"])
@pytest.mark.parametrize("act", Act)
def test_a_role_may_do_its_acts_alone(role: str, act: Act) -> None:
    """Role by act: who may, may; who may not is refused; whoever is not active may nothing."""
    person = Somebody(role)
    assert policy.may(person, act) == (role in WHO[act.name])
    assert not policy.may(Somebody(role, is_active=False), act)
    if role in WHO[act.name]:
        policy.must(person, act)
    else:
        with pytest.raises(Refusal, match="감독관만 할 수 있습니다"):
            policy.must(person, act)


def test_the_second_person_is_another() -> None:
    """Whoever named, wrote or submitted a thing is not the one who confirms or approves it."""
    assert policy.is_another(Somebody("supervisor"), (2, None))
    assert not policy.is_another(Somebody("supervisor"), (2, 1))


def test_a_key_is_signed_with_by_who_may() -> None:
    """A key for `targets` is a supervisor's, any other is a writer's."""
    assert policy.signing("targets") is Act.SIGN_TARGETS
    assert policy.signing("editions") is Act.SIGN_EDITIONS


def compared(source: str) -> list[int]:
    """The lines on which a role of people is compared, or filtered by."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        sides += [one.value for one in node.keywords if "role" in (one.arg or "")] if isinstance(node, ast.Call) else []
        if any(ast.unparse(side) in ROLES for side in sides):
            lines.append(node.lineno)
    return lines


def test_nobody_but_the_policy_compares_a_role() -> None:
    """Every page and act asks the policy; only setting up looks for the supervisors whom it would make."""
    assert compared("if person.role == Role.AUDITOR:\n    Officer.objects.filter(role=Role.OFFICER)") == [1, 2]
    sources = {path.relative_to(DESK).as_posix(): path.read_text(encoding="utf-8") for path in DESK.rglob("*.py")}
    assert [name for name, source in sources.items() if compared(source)] == ["setup.py"]


def test_every_module_that_calls_itself_pure_is_held_free_of_django() -> None:
    """The contract's list is the list of the docstrings that say Pure, and the words they speak."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (held,) = (set(one["source_modules"]) for one in contracts if "says Pure" in one["name"])
    told = {
        ".".join(("kiosk", *path.relative_to(PACKAGE).with_suffix("").parts))
        for path in DESK.rglob("*.py")
        if re.search(r"\bPure\b", ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    }
    assert told | {"kiosk.desk.words"} == held


def manage(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """One of Django's commands in a demo's desk."""
    environment = {"KIOSK_DESK": "demo", "KIOSK_DESK_DIR": str(folder), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "kiosk", "desk", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_the_models_and_the_migrations_say_the_same(tmp_path: Path) -> None:
    """A move of code changes no table: Django finds nothing to migrate."""
    done = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert (done.returncode, done.stdout) == (0, "No changes detected\n"), done.stderr


def test_a_database_of_before_the_rooms_needs_only_what_is_new(tmp_path: Path) -> None:
    """App labels, migrations' names and tables are those of before: `migrate` only adds the tables of what came since."""
    (tmp_path / "desk").mkdir()
    with closing(sqlite3.connect(tmp_path / "desk" / "desk.sqlite3")) as database:
        database.executescript(BEFORE.read_text(encoding="utf-8"))
    done = manage(tmp_path, "migrate", "--plan")
    assert done.returncode == 0, done.stderr
    planned = {line.partition(".")[0] for line in done.stdout.splitlines()[1:] if not line.startswith(" ")}
    assert planned == {"telling", "accounts", "fleet", "publishing", "advice"}
