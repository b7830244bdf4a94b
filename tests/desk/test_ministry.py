"""A whole desk beside the simulated ministry: from a changed reply to a drift, a draft, an edition that was compared."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import run
from kiosk.demo.desk import DemoDesk
from kiosk.demo.ministry import VARIANTS, Ministry
from kiosk.desk.ministry.spelling import normal
from tests.desk.house import DatabaseRefused, House, Visitor
from tests.desk.test_ministry_reply import MEANINGS, OUTCOMES
from tests.desk.waiting import until

KEY = "c2VjcmV0K2tleQ=="
EXITS = {"same": 0, "off": 0, "unreachable": 1, "unreadable": 1, "differs": 2, "unmapped": 2}


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ministry]:
    """The simulated ministry as `kiosk demo` starts it, before the desk."""
    found = DemoDesk(tmp_path_factory.mktemp("house"), 0).simulate_the_ministry()
    yield found
    found.close()


@pytest.fixture(scope="module")
def house(ministry: Ministry) -> Iterator[House]:
    """A desk beside it, in the same folder."""
    assert ministry.mood
    found = House(ministry.mood.parent, paints=False)
    yield found
    found.close()


@pytest.fixture
def mood(house: House, ministry: Ministry) -> Iterator[Any]:
    """Changes the ministry's mind; the recorded one again afterwards."""
    assert ministry.variant() == "recorded"
    yield lambda word: house.desk.mood.write_text(word + "\n", encoding="ascii")
    house.desk.mood.write_text("recorded\n", encoding="ascii")


def kiosk(house: House, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """`kiosk desk ministry ...` of this desk."""
    command = [sys.executable, "-m", "kiosk", "desk", "ministry", *words]
    return subprocess.run(command, env={**house.environment, **more}, capture_output=True, text=True, timeout=60)


def check(house: House, *words: str, **more: str) -> dict[str, Any]:
    """The one object of `check --json`, whose outcome has its exit code."""
    done = kiosk(house, "check", "--json", *words, **more)
    assert done.stderr == "", done.stderr
    found = json.loads(done.stdout)
    assert set(found) >= {"outcome", "compared_at", "services", "differences"}
    assert all(set(one) == {"zone", "ours", "theirs", "text"} for one in found["differences"])
    assert done.returncode == EXITS[found["outcome"]]
    return dict(found)


def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    """No key and no simulator: off, exit 0, without a database or a desk."""
    environment = {"KIOSK_DESK": "demo", "KIOSK_DESK_DIR": str(tmp_path / "none"), "PATH": os.environ["PATH"]}
    words = [sys.executable, "-m", "kiosk", "desk", "ministry", "check", "--json"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["outcome"] == "off"
    assert not (tmp_path / "none" / "desk" / "desk.sqlite3").exists()


@pytest.mark.parametrize(("words", "said"), [(("chek",), "check"), (("check", "--patience", "soon"), "soon")])
def test_what_is_mistyped_is_one_line(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    """One line on stderr with what was wrong, and the exit code of misuse."""
    assert run(["desk", "ministry", *words]) == 64
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n"), said in told.err) == ("", 1, True), told.err


def test_a_table_that_is_not_there_is_one_line(house: House) -> None:
    """The file and what is wrong with it; misused."""
    done = kiosk(house, "check", "--services", "/none")
    assert (done.returncode, done.stdout, done.stderr) == (64, "", "kiosk: /none: No such file or directory\n")


def test_a_key_that_others_may_read_is_refused(house: House, tmp_path: Path) -> None:
    """A key file of another mode than 0600 is not read: one line without the key, a matter of trust."""
    file = tmp_path / "key"
    file.write_text(KEY, encoding="ascii")
    file.chmod(0o640)
    done = kiosk(house, "check", "--key-file", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert "chmod 600" in done.stderr and done.stderr.count("\n") == 1 and KEY not in done.stderr


def test_a_sample_of_variants_gives_outcome_and_exit_code(house: House, mood: Any) -> None:
    """The command as people script it: the same, unreadable, unreachable; the whole table is held beside the reader."""
    assert check(house)["outcome"] == "same"
    mood("html")
    found = check(house)
    assert (found["outcome"], {one["why"] for one in found["services"]}) == ("unreadable", {"a web page came"})
    mood("time-out")
    assert check(house, "--patience", "1")["outcome"] == "unreachable"


def test_the_key_appears_nowhere(house: House, mood: Any, ministry: Ministry) -> None:
    """After good replies and bad the key stands in no file of the desk's, no page, no output: only in the request."""
    a = house.officer("a")
    for variant, words in (("recorded", ("check", "--json")), ("error-xml-403", ("fetch",))):
        mood(variant)
        done = kiosk(house, *words, KIOSK_MINISTRY_KEY=KEY)
        assert KEY not in done.stdout + done.stderr
        for path in ("/", "/ministry/", "/audit/"):
            assert KEY not in a.get(path).text
    forms = (KEY, "c2VjcmV0K2tleQ%3D%3D")
    assert any(forms[1] in one for one in ministry.asked)
    files = [one for one in house.root.rglob("*") if one.is_file()]
    assert len(files) > 20
    assert [one for one in files for form in forms if form.encode() in one.read_bytes()] == []


def test_from_a_changed_reply_to_an_edition_that_was_compared(house: House, mood: Any, ministry: Ministry) -> None:
    """A drift is told on the board and by mail, and opens as a draft with the ministry's raw words, certain only as seen; nothing
    goes out by itself; what two officers sign says how it stands beside the ministry; so goes the way back."""
    a, b, number = house.officer("a"), house.officer("b"), house.edition()["number"]
    a.post("/language/", language="en", next="/")
    a.post("/ministry/compare/")
    assert "the same" in a.get("/ministry/").text and "open data differ" not in a.get("/").text

    mood("level-4-back")
    page = a.post("/ministry/compare/").text
    assert re.search(r"Poipet: ours 3 [^<]*, the ministry&#x27;s data level 4<", page)
    assert "2․3․4 단계 발령 지역 외 전 지역" in page and "unmapped" in page
    board = a.get("/").text
    assert "The ministry&#x27;s open data differ: Poipet" in board and "nobody has mapped" in board

    house.sql("UPDATE accounts_officer SET email = username || '@police.example' WHERE username LIKE '%-b'")
    words = [sys.executable, "-m", "kiosk", "desk", "alarms"]
    told = [subprocess.run(words, env=house.environment, capture_output=True, text=True, check=True) for _ in range(2)]
    assert "외교부 공개 자료와 다릅니다: 포이펫시" in told[0].stdout and "open data differ: Poipet" in told[0].stdout
    assert told[1].stdout == ""

    answer = a.post("/ministry/draft/")
    draft = answer.url.removeprefix(house.address)
    assert re.fullmatch(r"/versions/\d+/", draft), answer.url
    assert a.post("/ministry/draft/").url == answer.url  # the same, not a second one
    ((change,),) = house.sql("SELECT change FROM advice_version WHERE id = ?", int(draft.split("/")[2]))
    (one,) = json.loads(change)["add"]["advisories"]
    said = one["zone"], one["level"], one["certainty"], one["source"]["verbatim_ko"]
    assert said == ("poipet", "LEVEL_4", "observed", "포이펫 시")
    assert "reason" not in one and one["observed_at"] == one["effective"] and one["legal_end"]
    assert "포이펫 시" in a.get(f"{draft}edit/").text
    assert house.edition()["number"] == number

    asked = len(ministry.asked)
    publish(house, a, b, draft)
    found = house.edition()
    assert found["comparison"] == "unmapped"  # Poipet stands at 4 in both now; what the rest means, nobody has said
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["compared_at"])
    until(lambda: len(ministry.asked) >= asked + 5)  # read again now that it is out
    mood("recorded")
    a.post("/ministry/compare/")
    publish(house, a, b, a.post("/ministry/draft/").url.removeprefix(house.address))
    assert house.edition()["comparison"] == "same"


def publish(house: House, a: Visitor, b: Visitor, path: str) -> None:
    """Submitted by one, approved by the other, signed by both."""
    number = house.edition()["number"]
    a.post(f"{path}submit/", replace="on")
    b.approve(path)
    for one in (a, b):
        one.post(f"{path}demo-sign/")
    assert house.edition()["number"] > number


def test_a_meaning_counts_when_a_second_officer_confirmed_it(house: House, mood: Any) -> None:
    """An unseen phrase stays unmapped until one officer names its zones and another confirms; who named it cannot; both stand in
    the record, and no database statement goes round it."""
    a, b, auditor = house.officer("a"), house.officer("b"), house.officer("auditor")
    mood("respelled")
    assert _unmapped(a.post("/ministry/compare/").text) == ["뽀이뻿 시"]
    auditor.post("/ministry/phrases/", phrase="뽀이뻿 시", zones="poipet")
    assert house.sql("SELECT COUNT(*) FROM ministry_phrase WHERE raw = '뽀이뻿 시'") == [(0,)]
    a.post("/ministry/phrases/", phrase="뽀이뻿 시", zones="poipet")
    ((pk,),) = house.sql("SELECT id FROM ministry_phrase WHERE raw = '뽀이뻿 시'")
    a.post(f"/ministry/phrases/{pk}/confirm/")
    assert _unmapped(a.get("/ministry/").text) == ["뽀이뻿 시"]
    columns = "raw, spelling, zones, proposed, confirmed, ended, confirmed_by_id, proposed_by_id"
    for statement in (
        f"UPDATE ministry_phrase SET confirmed_by_id = proposed_by_id WHERE id = {pk}",
        f"UPDATE ministry_phrase SET zones = '[\"KH-1\"]' WHERE id = {pk}",
        f"DELETE FROM ministry_phrase WHERE id = {pk}",
        "UPDATE ministry_reading SET outcome = 'read'",
        f"INSERT INTO ministry_phrase (id, {columns}) SELECT id + 9000, {columns} FROM ministry_phrase WHERE id = {pk}",
        f"REPLACE INTO ministry_phrase (id, {columns}) SELECT id, {columns} FROM ministry_phrase WHERE id = {pk}",
    ):
        with pytest.raises(DatabaseRefused):
            house.sql(statement)
    b.post(f"/ministry/phrases/{pk}/confirm/")
    assert _unmapped(b.get("/ministry/").text) == []
    audit = b.get("/audit/").text
    assert audit.count(f"표현 {pk}<") + audit.count(f"표현 {pk} ") + audit.count(f"표현 {pk}\n") >= 2
    a.post(f"/ministry/phrases/{pk}/end/")
    assert _unmapped(b.get("/ministry/").text) == ["뽀이뻿 시"]


def _unmapped(page: str) -> list[str]:
    return re.findall(r'<span lang="ko">([^<]*)</span> → <strong>', page)


@pytest.mark.parametrize("variant", ["row-lost", "one-row", "rest-lost", "cut", "filter-ignored", "empty-text"])
def test_what_does_not_say_so_whole_opens_no_draft(house: House, mood: Any, variant: str) -> None:
    """Where rows are missing or the reply is broken, no draft is offered, nor opened by whoever asks all the same."""
    a, before = house.officer("a"), house.sql("SELECT COUNT(*) FROM advice_version")
    mood(variant)
    assert 'id="open-draft"' not in a.post("/ministry/compare/").text
    a.post("/ministry/draft/")
    assert house.sql("SELECT COUNT(*) FROM advice_version") == before


def test_the_demo_begins_compared_and_the_same(house: House) -> None:
    """A newcomer's desk starts with the recorded phrases named and confirmed and the simulated ministry read once, and prints the
    one line that changes the ministry's mind."""
    ((outcome, stated),) = house.sql("SELECT outcome, stated FROM ministry_reading ORDER BY id LIMIT 1")
    assert (outcome, len(json.loads(stated)["levels"])) == ("read", 3)
    named = house.sql("SELECT raw FROM ministry_phrase WHERE confirmed_by_id <> proposed_by_id ORDER BY id LIMIT 7")
    assert [normal(one) for (one,) in named] == list(MEANINGS)
    assert f"echo level-4-back > {house.desk.mood}" in "\n".join(house.desk.words())


def test_every_variant_is_known() -> None:
    """The table of outcomes names no variant that the simulator does not have."""
    assert set(OUTCOMES) <= set(VARIANTS)
