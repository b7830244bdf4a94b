"""The README's settings table is the table of `kiosk.gate.settings`, row for row."""

import re

import pytest

from kiosk.gate.settings import SETTINGS
from tests.architecture.conftest import ROOT


def _rows() -> dict[str, list[str]]:
    """Rows of the README's tables whose first cell is a setting's key in backticks."""
    found = {}
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and (key := re.fullmatch(r"`([a-z_]+(?:\.[a-z_]+)?)`", cells[0])) and len(cells) >= 3:
            found[key[1]] = cells[1:]
    return found


def test_every_setting_is_documented_and_no_other() -> None:
    """An undocumented setting, a documented one that is gone, another default: each fails."""
    if not (ROOT / "README.md").read_text(encoding="utf-8").strip():
        pytest.skip("the README is not written yet")
    keys = {one.key for one in SETTINGS}
    rows = {
        key: cells
        for key, cells in _rows().items()
        if key in keys or key.split(".")[0] in {one.split(".")[0] for one in keys}
    }
    assert set(rows) == keys
    wrong = [(one.key, one.meaning) for one in SETTINGS if one.meaning not in rows[one.key]]
    assert wrong == [], "the README's meaning differs from the table's"
