"""Nothing lies about unused: vulture finds every name that is written once and never read again.

Tests do not count as readers: what only a test asks for is not part of the program. What others read counts: QML and
templates by the names in them, and frameworks by the tables below, each with its reason. A name in a table that vulture
no longer finds fails too, so that no table outlives its reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from vulture import Vulture

from tests.architecture.conftest import ROOT

PACKAGE = ROOT / "kiosk"
READ_BY_NAME = ("*.qml", "*.html", "*.js")
COMMANDS = ["@*.command", "@*.group", "@*.filter", "@*.simple_tag", "@register.*", "@receiver"]
"""Functions under these decorators are called by click and by Django's templates and signals."""
BASES = {
    "Model",
    "AbstractBaseUser",
    "PermissionsMixin",
    "Enum",
    "IntEnum",
    "StrEnum",
    "TextChoices",
    "IntegerChoices",
    "Form",
}
"""Members of these are columns of a table, fields of a form, or values that are read by value."""
CODED = "domain"
"""The edition's codec is driven by the fields of the dataclasses here: it reads and writes each of them."""
WHOLE = ("desk/settings.py", "desk/settings_for_types.py")
"""Django reads every name of its settings."""
ASKED_FOR = {
    "click asks a group and a type for them": {"list_commands", "get_command", "format_commands", "convert", "obj"},
    "http.server asks a handler and a server for them": {
        "protocol_version", "server_version", "sys_version", "do_HEAD", "log_message", "daemon_threads", "close_connection",
    },
    "hatchling asks a build hook for them": {"CompiledTranslations", "initialize", "finalize", "artifact_path"},
    "Django asks models, forms, apps and commands for them": {
        "Meta", "app_label", "ordering", "constraints", "indexes", "get_by_natural_key", "add_arguments",
        "requires_system_checks", "load_config", "urlpatterns", "clean_sign_in", "algorithm",
    },
    "allauth asks its adapter for them": {"is_open_for_signup", "_get_login_attempts_cache_key"},
    "Qt asks models, items, windows and image providers for them": {
        "rowCount", "roleNames", "updatePolish", "requestImage", "requestedSize", "paintEvent",
        "QML_IMPORT_NAME", "QML_IMPORT_MAJOR_VERSION", "NATIVE", "DRAWN",
    },
    "the map's painter reads what the map says as JSON, by name": {"fills"},
    "an enum's constructor sets it": {"_value_"},
    "django-storages says it of each file it puts": {"object_parameters"},
    "requests and python-tuf read them": {"trust_env", "reference_time", "max_redirects"},
}  # fmt: skip


def _classes(folder: str = "") -> dict[str, list[ast.ClassDef]]:
    """Every class by its name; of `folder` alone where one is given."""
    found: dict[str, list[ast.ClassDef]] = {}
    for file in (PACKAGE / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(node)
    return found


def _bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).split(".")[-1] for base in node.bases}


def _members() -> set[str]:
    """The names that classes which stand on one of `BASES`, however far up, and the edition's own give their members."""
    classes, standing = _classes(), set(BASES)
    while more := {name for name, nodes in classes.items() for node in nodes if _bases(node) & standing} - standing:
        standing |= more
    held = [node for nodes in classes.values() for node in nodes if _bases(node) & standing]
    held += [node for nodes in _classes(CODED).values() for node in nodes if node.decorator_list]
    return {name for node in held for line in node.body for name in _assigned(line)}


def _assigned(line: ast.stmt) -> Iterator[str]:
    targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def _words() -> set[str]:
    """Every name that stands in QML, in a template or in a script of a page."""
    texts = [file.read_text(encoding="utf-8") for kind in READ_BY_NAME for file in PACKAGE.rglob(kind)]
    return {word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text)}


def _opened_by_name() -> set[str]:
    """What a table names as `module:name`, or as a dotted path to a class."""
    texts = [file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")]
    return {name for text in texts for name in re.findall(r"\"kiosk(?:\.\w+)+[:.](\w+)\"", text)}


@pytest.fixture(scope="module")
def unused() -> dict[str, str]:
    """Each unused name with its place: first one of several."""
    search = Vulture(ignore_decorators=COMMANDS)
    search.scavenge([PACKAGE])
    read = _words() | _opened_by_name() | _members()
    found: dict[str, str] = {}
    for item in search.get_unused_code(min_confidence=60):
        file = Path(item.filename).resolve().relative_to(PACKAGE)
        apps = file.name == "apps.py" and item.typ == "class"
        if item.name not in read and "migrations" not in file.parts and str(file) not in WHOLE and not apps:
            found.setdefault(item.name, f"kiosk/{file}:{item.first_lineno}: {item.typ} {item.name}")
    return found


def test_no_name_is_unused(unused: dict[str, str]) -> None:
    """Every name is read somewhere in the program, by QML, by a template, or by a framework for a reason that is told."""
    told = {name for names in ASKED_FOR.values() for name in names}
    left = sorted(place for name, place in unused.items() if name not in told)
    assert not left, "nobody reads:\n" + "\n".join(left)


def test_every_excuse_is_needed(unused: dict[str, str]) -> None:
    """A name that has a reader, or is gone, needs no excuse."""
    assert {why: names - set(unused) for why, names in ASKED_FOR.items() if names - set(unused)} == {}
