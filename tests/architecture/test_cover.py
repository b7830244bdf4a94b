"""The measure of coverage itself: it reaches the processes that tests start, and every room has a floor."""

import sys
from pathlib import Path

import pytest
from coverage import CoverageData

from tests.architecture.conftest import ROOT, said
from tests.cover import FLOORS

ELSEWHERE = {"demo", "deploy", "docs"}
"""Folders without a floor: the demo's journey, what builds the wheel, pages."""


def test_every_room_has_a_floor() -> None:
    """No room of the program is left out of the table."""
    rooms = {folder.name for folder in (ROOT / "kiosk").iterdir() if folder.is_dir() and folder.name[0] != "_"}
    assert rooms - ELSEWHERE == set(FLOORS)
    assert {room for room, floor in FLOORS.items() if floor >= 95} == {"domain", "language", "feed", "gate", "sync"}


@pytest.mark.long
def test_a_process_that_a_test_starts_is_measured(tmp_path: Path) -> None:
    """What runs in another process only counts as reached, and a room that is not reached enough ends the run with 1."""
    words = ["-q", "-n", "0", "-p", "no:randomly", "tests/test_cli.py::test_help_and_version"]
    source = f"import sys, pathlib, tests.cover; sys.exit(tests.cover.main({words!r}, pathlib.Path({str(tmp_path)!r})))"
    assert "below its floor: domain, feed, gate, sync, display, desk" in said(sys.executable, "-c", source, code=1)
    measured = CoverageData(str(tmp_path / "data"))
    measured.read()
    assert str(ROOT / "kiosk" / "cli.py") in {str(ROOT / file) for file in measured.measured_files()}
