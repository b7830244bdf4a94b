"""A seventh language is one row, one catalogue and its texts: added to a copy of the program, no other file touched."""

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from kiosk.domain.languages import LOCALES
from tests.architecture.conftest import ROOT
from tests.journeys.copied import copied, ran

TOY = "tl"
ROW = f'    Language("{TOY}", "Toy", required=False, voiced=False),\n'
WORD = "Toy "
DESK = """
import json, django
django.setup()
from kiosk.desk.editing.notice_form import Notice
live = json.load(open({edition!r}))
field = Notice(live).fields["title_tl"]
print(field.label, field.required)
"""

COPIES = """
from datetime import UTC, datetime
from pathlib import Path
from kiosk.feed.open_data.derive import derive
from kiosk.feed.open_data.source import Source
print(sorted(derive(Source(Path({edition!r}).read_bytes(), datetime.now(UTC)))))
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the toy language's row and its catalogue."""
    root = copied(tmp_path_factory.mktemp("program"))
    table = root / "kiosk" / "domain" / "languages.py"
    rows, end, after = table.read_text(encoding="utf-8").partition(")  # fmt: skip\n")
    table.write_text(rows + ROW + end + after, encoding="utf-8")
    with (root / "translations/en/LC_MESSAGES/kiosk.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        if message.id and isinstance(message.string, str):
            message.string = WORD + message.string
    folder = root / "translations" / TOY / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "kiosk.po").open("wb") as file:
        write_po(file, catalogue)
    return root


@pytest.fixture(scope="module")
def edition(program: Path) -> Path:
    """The bundled edition with the toy language's name of each place, and no other text of it."""
    document = json.loads((program / "assets/edition/edition.json").read_bytes())
    for zone in document["zones"]:
        zone["name"][TOY] = WORD + zone["name"]["en"]
    file = program / "with.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return file


def test_an_edition_without_it_is_valid(program: Path) -> None:
    """What was published before the language came is no worse for it."""
    done = ran(program, "-m", "kiosk", "edition", "check", "assets/edition/edition.json")
    assert (done.returncode, done.stderr) == (0, "")


def test_its_texts_are_judged_like_all_others(program: Path, edition: Path) -> None:
    """With its texts an edition is valid too, by the program that knows it and by ours; one that is too long is named."""
    for root in (program, ROOT):
        done = ran(root, "-m", "kiosk", "edition", "check", str(edition))
        assert (done.returncode, done.stderr) == (0, ""), root
    document = json.loads(edition.read_bytes())
    document["zones"][1]["name"][TOY] = "a" * 500
    long = program / "long.json"
    long.write_text(json.dumps(document), encoding="utf-8")
    for root in (program, ROOT):
        done = ran(root, "-m", "kiosk", "edition", "check", str(long))
        assert done.returncode == 1
        assert f"zones[1].name.{TOY}" in done.stdout + done.stderr


def test_screens_speak_it(program: Path, edition: Path, tmp_path: Path) -> None:
    """A place and Help are painted in it, English where the edition has no word of it, and every screen offers it."""
    asked = [
        "--screen",
        "place",
        "--place",
        "KH-1",
        "--screen",
        "help",
        "--screen",
        "languages",
        "--mode",
        "normal",
        "--size",
        "1080x1920",
    ]
    done = ran(
        program, "-m", "kiosk", "render", "--edition", str(edition), "--out", str(tmp_path), "--locale", TOY, *asked
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = {path.name.split("-")[0]: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.json")}
    assert f"{WORD}Banteay Meanchey" in next(words for name, words in said.items() if name.startswith("place"))
    assert "Korean Embassy in Cambodia" in next(words for name, words in said.items() if name.startswith("help"))
    for path in tmp_path.glob("*.json"):
        assert all(text["fits"] for text in json.loads(path.read_text(encoding="utf-8"))["texts"]), path.name
    offered = {target["name"] for target in json.loads(said["languages"])["targets"]}
    assert "Toy" in offered


def test_officers_and_phones_have_it(program: Path, edition: Path) -> None:
    """The desk's form has a field for it that may stay empty, and the phone page a page of it."""
    done = ran(program, "-c", DESK.format(edition=str(edition)))
    assert (done.returncode, done.stdout) == (0, "Toy False\n"), done.stderr
    done = ran(program, "-c", COPIES.format(edition=str(edition)))
    assert f"{TOY}/index.html" in done.stdout, done.stderr
    assert TOY not in LOCALES
