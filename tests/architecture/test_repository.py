"""What lies in the repository: the six things at its top, nothing built, nothing of one machine, nothing large."""

import re
from pathlib import Path

from tests.architecture.conftest import ROOT

TOP = {"kiosk", "assets", "translations", "tests", "findings", "pyproject.toml", "README.md"}
BUILT = {".mo", ".pyc", ".qmltypes", ".whl"}
FONTS = {".ttf", ".otf", ".ttc", ".woff", ".woff2"}
MOST_BYTES = 1 << 20

# pieced together, so that this file does not find itself
REGISTRY = re.compile(
    "|".join(
        [r"--(extra-)?" + "index-url", "--" + r"find-links[ =]", r"https?://[^ \"]*/" + "simple", "py" + r"pi\.org"]
    )
)
MACHINE = re.compile(
    r"(^|[^.A-Za-z0-9_/~-])/(home|root|mnt|opt|" + "w" + r"ork|" + "t" + r"mp|var/t" + r"mp)/[A-Za-z.]", re.MULTILINE
)


def _texts(tracked: tuple[str, ...]) -> list[tuple[str, str]]:
    found = []
    for name in tracked:
        try:
            found.append((name, (ROOT / name).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_the_top_holds_only_what_belongs_there(tracked: tuple[str, ...]) -> None:
    """kiosk assets translations tests findings pyproject.toml README.md, and dot-files."""
    tops = {name.split("/")[0] for name in tracked}
    assert {top for top in tops if not top.startswith(".")} - TOP == set()


def test_nothing_is_built_into_the_top() -> None:
    """Neither set-up, tests nor wheel leave `build/`, `dist/` or an egg-info beside the sources."""
    assert [one.name for one in ROOT.iterdir() if one.name in ("build", "dist") or one.suffix == ".egg-info"] == []


def test_nothing_built_and_no_font_is_tracked(tracked: tuple[str, ...]) -> None:
    """Compiled things are made where they are used; fonts are installed packages."""
    assert [name for name in tracked if Path(name).suffix in BUILT | FONTS] == []


def test_nothing_large_is_tracked(tracked: tuple[str, ...]) -> None:
    """A file past 1 MiB belongs elsewhere."""
    assert [name for name in tracked if (ROOT / name).stat().st_size > MOST_BYTES] == []


def test_no_package_registry_is_named(tracked: tuple[str, ...]) -> None:
    """Packages come from wherever the machine is told to take them; the lock holds hashes, no address."""
    assert [(name, found[0]) for name, text in _texts(tracked) if (found := REGISTRY.search(text))] == []


def test_no_path_of_one_machine_is_named(tracked: tuple[str, ...]) -> None:
    """What works here only, works nowhere else."""
    assert [(name, found[0].strip()) for name, text in _texts(tracked) if (found := MACHINE.search(text))] == []


def test_every_locked_package_has_hashes() -> None:
    """Each requirement of each lock is one version with at least one sha256, and the locks agree with each other."""
    versions: dict[str, set[str]] = {}
    for lock in (ROOT / "kiosk" / "deploy").glob("requirements*.txt"):
        whole = lock.read_text(encoding="ascii").replace("\\\n", " ")
        for line in whole.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                assert re.fullmatch(r"[a-z0-9.-]+==\S+( +; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+ *", line), (
                    lock.name,
                    line[:80],
                )
                name, _, version = line.split()[0].partition("==")
                versions.setdefault(name, set()).add(version)
    assert versions
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_ci_runs_what_everyone_runs(tracked: tuple[str, ...]) -> None:
    """`.ci/run` is the one test command."""
    assert ".ci/run" in tracked
    assert "sh tests/run.sh" in (ROOT / ".ci" / "run").read_text(encoding="ascii")
