"""Who may import whom: the contracts of `pyproject.toml`, and which package is known in which room only."""

import subprocess
import sys

import grimp
import pytest

from tests.architecture.conftest import ROOT, said, tool

ONLY_IN = {
    "PySide6": ("kiosk.display",),
    "shiboken6": ("kiosk.display",),
    "django": ("kiosk.desk",),
    "allauth": ("kiosk.desk",),
    "whitenoise": ("kiosk.desk",),
    "tuf": ("kiosk.feed", "kiosk.sync", "kiosk.desk.publishing"),
    "requests": ("kiosk.sync", "kiosk.desk.watching", "kiosk.desk.ministry.fetch", "kiosk.desk.telling.ways"),
    "pywebpush": ("kiosk.desk.telling",),
    "urllib3": ("kiosk.sync", "kiosk.desk.ministry.fetch"),
    "http": ("kiosk.sync", "kiosk.demo", "kiosk.desk"),
    "socket": ("kiosk.sync", "kiosk.demo", "kiosk.desk"),
    "jsonschema": ("kiosk.feed",),
    "phonenumbers": ("kiosk.feed", "kiosk.desk", "kiosk.display.presenters"),
    "qrcode": ("kiosk.display",),
}
"""Where an outside package may be imported; packages not named may be imported anywhere."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import in `kiosk`, also those inside functions."""
    return grimp.build_graph("kiosk", include_external_packages=True, cache_dir=None)


def test_the_contracts_hold() -> None:
    """import-linter: the layers, the display without network, presenters without Qt, the domain alone."""
    said(tool("lint-imports"), "--no-cache")


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_stays_in_its_room(graph: grimp.ImportGraph, package: str) -> None:
    """Each outside package is imported by its own rooms only."""
    importers = graph.find_modules_that_directly_import(package) if package in graph.modules else set()
    rooms = ONLY_IN[package]
    assert {one for one in importers if not any(f"{one}.".startswith(f"{room}.") for room in rooms)} == set()


def test_nobody_opens_addresses_with_urllib(graph: grimp.ImportGraph) -> None:
    """`urllib.parse` takes addresses apart; `urllib.request` would fetch them, around the courier's deadline."""
    lines = [
        (importer, detail["line_contents"])
        for importer in (graph.find_modules_that_directly_import("urllib") if "urllib" in graph.modules else ())
        for detail in graph.get_import_details(importer=importer, imported="urllib")
    ]
    assert [line for line in lines if "urllib.parse" not in line[1]] == []


def test_the_living_display_has_loaded_no_network() -> None:
    """What the display imports, and what that imports: nothing that could speak to a server."""
    source = """
import pkgutil, importlib, sys, kiosk.display, kiosk.gate.store, kiosk.feed.trust.verification
for found in pkgutil.walk_packages(kiosk.display.__path__, "kiosk.display."):
    importlib.import_module(found.name)
print(*sorted({"requests", "urllib3", "http.client", "urllib.request", "ssl", "kiosk.sync"} & set(sys.modules)))
"""
    assert said(sys.executable, "-W", "ignore", "-c", source).split() == []


@pytest.mark.parametrize("command", ["--help", "sync --help", "edition check --help", "feed --help"])
def test_a_command_does_not_wait_for_qt(command: str) -> None:
    """Start-up of everything but the display stays free of Qt."""
    source = f"""
import sys
from kiosk.cli import run
assert run({command.split()!r}) == 0
print("loaded:", *sorted({{name.split(".")[0] for name in sys.modules}} & {{"PySide6", "django", "numpy"}}))
"""
    done = subprocess.run([sys.executable, "-c", source], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["loaded:"]), done.stderr
