"""Whether this machine can write what it shows: found out by the display, told by the doctor."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.display.application import application, prepare
from kiosk.display.lettering import faults
from kiosk.domain.languages import LOCALES
from kiosk.domain.text import Text
from kiosk.gate.doctor import examine
from tests.display.conftest import EDITION
from tests.display.panel import ROOT, wait_for

WITHOUT_KHMER = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><glob>/*Khmer*</glob></rejectfont></selectfont>
</fontconfig>
"""


@pytest.fixture(autouse=True)
def letters() -> None:
    """Fonts need an application."""
    prepare(offscreen=True)
    application(["kiosk"])


def test_this_machine_writes_all_six_languages() -> None:
    """Every character of the interface and of the bundled edition has a glyph in its language's families."""
    assert faults(EDITION, LOCALES) == ()


def test_a_character_nobody_can_write_is_named() -> None:
    """Text that would be boxes is told by its code point and language, and only once."""
    first, *others = EDITION.zones
    named = replace(first, name=Text({code: "\U0010fffd" if code == "vi" else "가" for code in LOCALES}))
    (said,) = faults(replace(EDITION, zones=(named, *others)), LOCALES)
    assert said.startswith("vi: ")
    assert "U+10FFFD" in said


def test_a_missing_typeface_is_told_to_operators(tmp_path: Path) -> None:
    """Without the Khmer font the display goes on, says so, and `kiosk doctor` names the package."""
    (tmp_path / "fonts.conf").write_text(WITHOUT_KHMER, encoding="ascii")
    state = tmp_path / "state"
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "kiosk", "display", "--state", str(state), "--headless"]
    said = tmp_path / "said"
    with said.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(words, env=environment, stderr=errors)
        found = wait_for(lambda: "faults" in _painted(state), 60)
        process.terminate()
        process.wait(30)
    assert found, said.read_text(encoding="utf-8")
    assert "km: Noto Sans Khmer Regular and Bold not installed" in said.read_text(encoding="utf-8")
    wrong = [one for one in examine(state) if one.subject == "display" and one.wrong]
    assert any("Noto Sans Khmer" in one.said and "fonts-noto-core" in one.mend for one in wrong)


def _painted(state: Path) -> dict[str, object]:
    try:
        found = json.loads((state / "painted.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
