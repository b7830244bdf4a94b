"""A further field of a notice is four files: added to a copy of the program, from the officer's form to the painted screen."""

import json
from pathlib import Path

import pytest

from tests.journeys.copied import copied, ran

EDITS = {
    "kiosk/domain/notice.py": ("    sample: bool = False\n", '    counter: str = ""\n'),
    "kiosk/desk/editing/parts_table.py": (
        '        Field("audience", "대상", "Audience"),\n',
        '        Field("counter", "창구", "Counter", Shape.LINE, optional=True),\n',
    ),
    "kiosk/display/presenters/notice.py": (
        'for part in notice.text.in_(translator.locale).split("\\n") if part)\n',
        "    text += (Words(notice.counter),) if notice.counter else ()\n",
    ),
}
"""By file: after what, and what is put there; the fourth is the schema."""
TYPED = {"severity": "urgent", "lasts": "24", "title_ko": "가", "title_en": "a", "text_ko": "나", "text_en": "b"}
DESK = """
import json, django
django.setup()
from datetime import datetime, timedelta
from kiosk.desk.editing import compose
from kiosk.desk.editing.notice_form import Notice
from kiosk.desk.editing.translated_form import MINUTE
from kiosk.desk.words import SEOUL
live = json.load(open("assets/edition/edition.json"))
start = (datetime.now(SEOUL) - timedelta(hours=1)).strftime(MINUTE)
form = Notice(live, {typed!r} | {{"start": start}})
assert form.is_valid(), form.errors
json.dump(compose.apply(live, form.change()), open({edition!r}, "w"))
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose notices name a counter."""
    root = copied(tmp_path_factory.mktemp("program"))
    for name, (after, added) in EDITS.items():
        file = root / name
        text = file.read_text(encoding="utf-8")
        before, found, rest = text.partition(after)
        assert found, name
        file.write_text(before + found + added + rest, encoding="utf-8")
    schema = root / "kiosk/feed/document/edition.schema.json"
    form = json.loads(schema.read_bytes())
    form["$defs"]["notice"]["properties"]["counter"] = {"type": "string", "maxLength": 100}
    schema.write_text(json.dumps(form), encoding="utf-8")
    return root


@pytest.mark.parametrize("counter", ["창구 3", ""])
def test_an_officer_types_it_and_travellers_read_it(program: Path, tmp_path: Path, counter: str) -> None:
    """The desk's form takes it or leaves it, the edition carries it, and the screen says it."""
    edition = tmp_path / "edition.json"
    done = ran(program, "-c", DESK.format(typed={**TYPED, "counter": counter}, edition=str(edition)))
    assert (done.returncode, done.stderr) == (0, "")
    (notice,) = json.loads(edition.read_bytes())["notices"]
    assert notice.get("counter", "") == counter
    asked = ["--screen", "notice", "--locale", "ko", "--mode", "normal", "--size", "1080x1920"]
    done = ran(program, "-m", "kiosk", "render", "--edition", str(edition), "--out", str(tmp_path), *asked)
    assert (done.returncode, done.stderr) == (0, "")
    (page,) = tmp_path.glob("notice*.json")
    said = [text["text"] for text in json.loads(page.read_text(encoding="utf-8"))["texts"]]
    assert ("창구 3" in said) is bool(counter)
