"""What README and `kiosk/docs` say is true: settings, commands, files, links and tests that they name are there.

A page is looked at as text: what stands between backticks or in a fenced block is taken at its word.
"""

import re
import shlex
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from kiosk.cli import kiosk
from kiosk.desk.command import PLAIN as DESK
from kiosk.desk.command import desk
from kiosk.domain.freshness import LADDER, Freshness
from kiosk.domain.languages import LOCALES
from kiosk.gate.settings import SETTINGS
from tests.architecture.conftest import ROOT

DOCS = ROOT / "kiosk" / "docs"
README = ROOT / "README.md"
PAGES = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in (README, *sorted(DOCS.glob("*.md")))}
MOST_LINES = 130
WANTED = {"architecture", "commands", "decisions", "desk", "extending", "figures", "glossary", "look", "runbook"}
DJANGO = {"check", "help", "migrate"}
"""Of Django's own commands those that a page may name."""
MANAGED = {file.stem: file for file in (ROOT / "kiosk" / "desk").rglob("management/commands/[a-z]*.py")}
"""The desk's commands that Django runs, and where they are written."""
DEMO_ONLY = {"code", "demo"}
NOBODY = click.Command("nobody")

FENCED = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
OURS = re.compile(r"(?<![\w/-])(?:kiosk|tests|assets|translations|findings)/[\w./*-]*[\w*]|\.ci/run|pyproject\.toml")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
UNKNOWN_PAGES = re.compile(r"\b(?:DESIGN|SIGNING|LOOK|FACTS)\b")
OUR_PAGES = re.compile(r"[\w/.-]+\.md\b")


def _quoted(text: str) -> Iterator[str]:
    """Everything in backticks, and each line of a fenced block (continued ones joined)."""
    for block in FENCED.findall(text):
        yield from (line.strip() for line in block.replace("\\\n", " ").splitlines())
    yield from QUOTED.findall(FENCED.sub("", text))


def _paths(text: str) -> set[str]:
    return {path for words in _quoted(text) for path in OURS.findall(words)}


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_page_names_exists(page: str) -> None:
    """A path below one of our folders that stands in a page leads to a file or folder of the checkout."""
    assert sorted(path for path in _paths(PAGES[page]) if not any(ROOT.glob(path))) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    """A link within the repository leads to a file, and its `#part` to a heading of that file."""
    broken = []
    for target in LINK.findall(FENCED.sub("", PAGES[page])):
        if re.match(r"https?://", target):
            continue
        name, _, part = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        if not file.exists() or (part and part not in _headings(file)):
            broken.append(target)
    assert broken == []


def _headings(file: Path) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.+)$", file.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _commands(text: str) -> Iterator[list[str]]:
    """The words of each command line `kiosk ...` in a page, up to a comment or a pipe."""
    for words in _quoted(text):
        if words.startswith("kiosk ") and not words.startswith("kiosk ..."):
            yield shlex.split(re.sub(r"[()\[\]]", " ", words), comments=True)[1:]


def _known(group: click.Command) -> dict[str, click.Command]:
    """The commands of a group by name; nothing for a command that is none."""
    if not isinstance(group, click.Group):
        return {}
    context = click.Context(group)
    return {name: step for name in group.list_commands(context) if (step := group.get_command(context, name))}


def _desk(name: str) -> click.Command:
    module, inside = DESK[name]
    found = getattr(import_module(module), inside)
    assert isinstance(found, click.Command)
    return found


def _faults(words: list[str]) -> Iterator[str]:
    """What is wrong with a command line as documented: a word that is no command, an option it does not take."""
    command: click.Command = kiosk
    while (steps := _known(command)) and words and not words[0].startswith("-"):
        command, *words = (steps.get(words[0], NOBODY), *words[1:]) if words[0] in steps else (NOBODY, words[0])
        if command is not desk:
            continue
        if not words or words[0] in DJANGO or words[0].startswith("-"):
            return
        if words[0] in DESK:
            command, *words = (_desk(words[0]), *words[1:])
            continue
        yield from _django_faults(*words)
        return
    if command is NOBODY:
        yield f"there is no command {words[0]!r}"
        return
    options = {name for one in command.params for name in one.opts} | {"--help", "--version"}
    yield from (f"{command.name} takes no {word}" for word in words if word.startswith("--") and word not in options)


def _django_faults(name: str, *words: str) -> Iterator[str]:
    """The same for a command of the desk that Django runs: its options stand in its source."""
    if name not in MANAGED:
        yield f"there is no command {name!r}"
        return
    written = MANAGED[name].read_text(encoding="utf-8")
    yield from (f"{name} takes no {word}" for word in words if word.startswith("--") and f'"{word}"' not in written)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_a_page_names_exists(page: str) -> None:
    """Each `kiosk ...` in a page is a command, with options that it takes."""
    assert [(" ".join(words), fault) for words in _commands(PAGES[page]) for fault in _faults(list(words))] == []


def test_a_command_that_is_not_there_is_told() -> None:
    """The check above sees a wrong command, a wrong option, and both at the desk."""
    wrong = [
        "feed innit FEED",
        "sync --state DIR --twice",
        "desk backups FILE",
        "desk serve --port 1",
        "desk watch --no",
    ]
    assert [len(list(_faults(words.split()))) for words in wrong] == [1] * len(wrong)


def _leaves(command: click.Command, way: str) -> Iterator[str]:
    steps = _known(command)
    yield from (leaf for name, step in steps.items() for leaf in _leaves(step, f"{way} {name}"))
    if not steps and command is not desk:
        yield way


def test_every_command_is_documented() -> None:
    """A command that stands on no page is one nobody may rely on: each is on `commands.md`, the desk's own too."""
    page = PAGES["kiosk/docs/commands.md"]
    names = [*_leaves(kiosk, "kiosk"), *(leaf for name in DESK for leaf in _leaves(_desk(name), f"kiosk desk {name}"))]
    names += [f"kiosk desk {name}" for name in MANAGED if name not in DEMO_ONLY]
    assert len(names) > 30
    assert sorted(name for name in names if not re.search(rf"`{name}[ `]", page)) == []


def _rows() -> dict[str, list[str]]:
    """Rows of the README's tables whose first cell is a setting's key in backticks."""
    found = {}
    for line in PAGES["README.md"].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and (key := re.fullmatch(r"`([a-z_]+(?:\.[a-z_]+)?)`", cells[0])) and len(cells) >= 3:
            found[key[1]] = cells[1:]
    return found


def _in_words(default: Any) -> str:
    """A default as the table says it."""
    if isinstance(default, tuple):
        return "all six" if default == LOCALES else ", ".join(default)
    if isinstance(default, bool):
        return str(default).lower()
    return {"": "empty", None: "none"}.get(default, str(default))


def test_the_settings_are_the_table_of_the_code() -> None:
    """Each setting stands in the README with the meaning, the kind and the default of the code, and no other stands there."""
    wanted = {one.key: [one.meaning, one.kind, _in_words(one.default)] for one in SETTINGS}
    assert _rows() == wanted


def test_the_readme_shows_the_ladder_of_freshness() -> None:
    """Each state stands there once, in order, with the age up to which it holds; the last one holds beyond all ages."""
    shown = re.findall(r"^\| (\w+) \| (?:up to (\d+) (minute|hour|day)s?|more)\b", PAGES["README.md"], re.MULTILINE)
    ages = [timedelta(**{f"{unit}s": int(count)}) for _, count, unit in shown[:-1]]
    assert [state for state, _, _ in shown] == [*Freshness]
    assert ages == [longest for longest, _ in LADDER]


def test_what_nothing_reads_is_not_advertised() -> None:
    """Every setting is asked for by some code."""
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for file in (ROOT / "kiosk").rglob("*.py")
        if file.relative_to(ROOT / "kiosk").parts[:1] != ("desk",) and file.name != "settings.py"
    )
    assert {one.key for one in SETTINGS if not re.search(rf"\b{re.escape(one.key)}\b", source)} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_test_a_page_names_exists(page: str) -> None:
    """A promise that no test keeps fails here."""
    named = set(re.findall(r"`(test_\w+)`", PAGES[page]))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 90 or page != "kiosk/docs/threats.md"
    assert sorted(name for name in named if f"def {name}(" not in written) == []


def test_nothing_cites_a_page_that_a_reader_does_not_have(tracked: tuple[str, ...]) -> None:
    """Every page that code, tests or pages cite lies in the repository."""
    own = Path(__file__).name
    cited = []
    for name in tracked:
        if name.endswith((".py", ".qml", ".js", ".html", ".sh", ".toml", ".md", ".conf")) and Path(name).name != own:
            text = (ROOT / name).read_text(encoding="utf-8")
            cited += [(name, found) for found in UNKNOWN_PAGES.findall(text)]
            cited += [(name, page) for page in OUR_PAGES.findall(text) if not _is_here(page, ROOT / name)]
    assert cited == []


def _is_here(page: str, file: Path) -> bool:
    return any((folder / page).is_file() for folder in (ROOT, DOCS, file.parent))


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    """A newcomer reads 130 lines at most, and finds each page from there."""
    text = PAGES["README.md"]
    assert len(text.splitlines()) <= MOST_LINES
    assert {page.stem for page in DOCS.glob("*.md")} >= WANTED
    assert [page.name for page in DOCS.glob("*.md") if f"(kiosk/docs/{page.name})" not in text] == []


def test_every_file_that_names_the_languages_is_told() -> None:
    """Who adds a language finds on the page on extending each file that names them one by one, and no other."""
    section = PAGES["kiosk/docs/extending.md"].split("\n## A language\n")[1].split("\n## ")[0]
    told = {path for path in _paths(section) if path.startswith("kiosk/")} - {"kiosk/display/layout/letters.py"}
    files = [file for kind in ("*.py", "*.js", "*.qml") for file in (ROOT / "kiosk").rglob(kind)]
    naming = {str(file.relative_to(ROOT)) for file in files if "zh_Hans" in file.read_text(encoding="utf-8")}
    assert (naming - told, told - naming) == (set(), set())
