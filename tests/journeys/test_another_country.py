"""A country is data: with another one in the data files of a copy, the program runs as it stands, no line of code touched."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.conftest import ROOT
from tests.journeys.copied import copied, ran

DATA = (
    "assets/edition/edition.json",
    "assets/map/cambodia.json",
    "kiosk/feed/document/door.json",
    "kiosk/desk/signing/rules.js",
    "kiosk/desk/ministry/phrases.toml",
)
OURS = re.compile(r'(?<=["-])KH(?=["-])')
"""The country's code alone, before a division's number, or behind "rest-"."""

COPIES = """
from datetime import UTC, datetime
from kiosk.feed.open_data.derive import derive
from kiosk.feed.open_data.source import Source
from kiosk.resources import bundled_edition
copies = derive(Source(bundled_edition().read_bytes(), datetime.now(UTC)))
print(copies["advisories.geojson"].decode())
"""
COMPARED = """
import django
django.setup()
from kiosk.desk.ministry.meanings import RECORDED
from kiosk.desk.ministry.reply import COUNTRY
print(COUNTRY, sorted(zone for _, zones in RECORDED for zone in zones if zone.endswith("XY") or zone.startswith("XY")))
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose data files tell of a country called XY; its map's file has another name."""
    root = copied(tmp_path_factory.mktemp("program"))
    for name in DATA:
        file = root / name
        file.write_text(OURS.sub("XY", file.read_text(encoding="utf-8")), encoding="utf-8")
    (root / "assets/map/cambodia.json").rename(root / "assets/map/elsewhere.json")
    return root


def test_its_edition_is_judged_by_its_own_divisions(program: Path) -> None:
    """The edition of that country is valid; without one of its divisions it is not, nor is one of ours."""
    assert ran(program, "-m", "kiosk", "edition", "check", "assets/edition/edition.json").returncode == 0
    ours = ran(program, "-m", "kiosk", "edition", "check", str(ROOT / "assets/edition/edition.json"))
    assert ours.returncode == 1
    assert "XY-1, XY-2" in ours.stdout + ours.stderr


def test_its_screens_are_painted(program: Path, tmp_path: Path) -> None:
    """The map shows its places at their levels, and a place of it has a page."""
    asked = [
        "--screen",
        "map",
        "--screen",
        "place",
        "--place",
        "XY-12",
        "--locale",
        "en",
        "--mode",
        "normal",
        "--size",
        "1080x1920",
    ]
    done = ran(
        program, "-m", "kiosk", "render", "--edition", "assets/edition/edition.json", "--out", str(tmp_path), *asked
    )
    assert (done.returncode, done.stderr) == (0, "")
    ours = tmp_path / "ours"
    words = [word.replace("XY", "KH") for word in asked]
    done = ran(ROOT, "-m", "kiosk", "render", "--edition", "assets/edition/edition.json", "--out", str(ours), *words)
    assert (done.returncode, done.stderr) == (0, "")
    for path in tmp_path.glob("*.json"):
        theirs, known = (json.loads(one.read_bytes())["texts"] for one in (path, ours / path.name.replace("XY", "KH")))
        assert [one["text"] for one in theirs] == [one["text"] for one in known], path.name


def test_its_copies_and_its_ministry_follow(program: Path) -> None:
    """What others may copy has its zones with their shapes; the ministry is asked for it, and its phrases are known."""
    done = ran(program, "-c", COPIES)
    assert done.returncode == 0, done.stderr
    shapes = {one["id"]: one["geometry"] for one in json.loads(done.stdout)["features"]}
    assert {f"XY-{number}" for number in range(1, 26)} <= shapes.keys()
    assert all(shapes[f"XY-{number}"] for number in range(1, 26))
    done = ran(program, "-c", COMPARED)
    assert (done.returncode, done.stdout) == (0, "XY ['XY-18', 'rest-XY']\n"), done.stderr


def test_no_code_names_the_country() -> None:
    """Outside its data files, the demo and the words that officers and travellers read, nothing names our country's code."""
    code = [file for kind in ("*.py", "*.js", "*.qml", "*.html") for file in (ROOT / "kiosk").rglob(kind)]
    told = {"kiosk/desk/signing/rules.js", "kiosk/demo/ministry.py"}
    naming = {
        str(file.relative_to(ROOT))
        for file in code
        if OURS.search(
            re.sub(r'"""[\s\S]*?"""|^\s*(?:#|//).*$', "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        )
    }
    assert naming - told == set()
