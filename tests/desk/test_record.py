"""The auditor's questions: what held then, what was published then; who came in; does the record stand as it was signed."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime

import pytest

from kiosk.domain.advisory import KOREA
from kiosk.domain.standing import in_force
from kiosk.feed.document import edition_json
from tests.desk.house import House, Visitor
from tests.desk.test_texts import publish

pytestmark = pytest.mark.timeout(180)
THEN = datetime(2025, 12, 4, 16, 5, tzinfo=KOREA)


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: its record is put back, and broken."""
    return own_house


def verify(house: House) -> "subprocess.CompletedProcess[str]":
    """`kiosk desk audit --verify`."""
    words = [sys.executable, "-m", "kiosk", "desk", "audit", "--verify"]
    return subprocess.run(words, env=house.environment, capture_output=True, text=True, timeout=60)


def test_what_held_and_what_was_published_are_told_apart(house: House, auditor: Visitor) -> None:
    """For every zone the level of 4 December 2025, 16:05, and its announcement, from the edition's own history; and that this
    desk had published nothing by then."""
    page = auditor.get("/audit/?at=2025-12-04T16:05").text
    edition = edition_json.read(house.verified().edition_bytes, sensible=False)
    shown = dict(re.findall(r'<tr data-zone="([^"]+)">(.*?)</tr>', page, re.DOTALL))
    assert len(shown) > 25
    for zone, row in shown.items():
        held = in_force(edition, zone, THEN)
        if held:
            assert held.level.sign in row and f"{held.announced.astimezone(KOREA):%Y-%m-%d %H:%M}" in row, zone
    assert "여행금지" in shown["poipet"] and "2025-10-16" in shown["poipet"]
    assert "이 데스크에서 게시한 판이 아직 없었습니다" in page and 'id="force"' not in page


def test_who_came_in_is_in_the_record(house: House, auditor: Visitor) -> None:
    """Sign-ins, failures and downloads; a name that is nobody's is not written down, since it may be a password."""
    visitor = house.visitor()
    visitor.get("/account/login/")
    for name in ("demo-officer-b", "my secret passphrase"):
        visitor.post("/account/login/", login=name, password="wrong wrong wrong")
    house.officer("b")
    auditor.get("/audit.csv")
    rows = house.sql("SELECT act, who, subject FROM publishing_audit ORDER BY id DESC LIMIT 4")
    assert [tuple(row) for row in rows] == [
        ("export", "demo-auditor", "audit.csv"),
        ("sign-in", "demo-officer-b", "officer demo-officer-b"),
        ("sign-in-failed", "desk", "nobody's name"),
        ("sign-in-failed", "desk", "officer demo-officer-b"),
    ]
    found = auditor.get("/audit/?act=sign-in-failed&q=officer-b").text
    assert found.count("로그인 실패") == 2, "one line, and the filter's own word"


def test_two_editions_are_compared(house: House, a: Visitor, b: Visitor, auditor: Visitor) -> None:
    """Any two that this desk published, in words; one that it did not is named."""
    first = publish(house, a, b, a.write(zones="KH-2"))["number"]
    last = publish(house, a, b, a.write(zones="KH-3"))["number"]
    page = auditor.get(f"/compare/?from={first}&to={last}").text
    assert "캄퐁" in page or "KH-3" in page or "여행금지" in page
    assert 'id="difference"' in page
    assert re.search(r'role="alert">[^<]*999', auditor.get(f"/compare/?from=999&to={last}").text)
    for odd in ("", "?from=x&to=y", "?from=-1&to=99999999999999999999"):
        auditor.get(f"/compare/{odd}")


def test_versions_and_texts_are_found_by_their_words(a: Visitor, auditor: Visitor) -> None:
    """By words and by state; what fits nothing is none."""
    path = a.write(zones="KH-2")
    assert path in auditor.get("/versions/?q=demo-officer-a&state=draft").text
    assert path not in auditor.get("/versions/?q=demo-officer-a&state=returned").text
    assert "없습니다" in auditor.get("/versions/?q=zzzzzz").text
    assert "포이펫" in auditor.get("/texts/advisories/?q=포이펫").text
    assert "/texts/advisories/20" not in auditor.get("/texts/advisories/?q=zzzzzz").text


def test_the_record_is_verified_against_what_was_signed(house: House, a: Visitor, b: Visitor) -> None:
    """It holds; a database of before the edition is noticed, by command and on the board; so is a changed line."""
    publish(house, a, b, a.write(zones="KH-2"))
    assert verify(house).returncode == 0, verify(house).stderr
    database = house.root / "desk" / "desk.sqlite3"
    with closing(sqlite3.connect(database, timeout=20)) as old, closing(sqlite3.connect(house.root / "old")) as kept:
        old.backup(kept)
    publish(house, a, b, a.write(zones="KH-3"))
    done = verify(house)
    assert (done.returncode, "lines hold" in done.stdout) == (0, True), done.stderr
    before = json.loads(house.verified().edition_bytes)["audit_head"]

    with closing(sqlite3.connect(house.root / "old")) as kept, closing(sqlite3.connect(database, timeout=20)) as now:
        kept.backup(now)
    assert house.sql("SELECT count(*) FROM publishing_audit WHERE hash = ?", before) == [(0,)]
    done = verify(house)
    assert done.returncode == 2 and "an older database seems to have been restored" in done.stderr
    assert "예전 데이터베이스를 되돌린" in house.officer("a").get("/").text

    house.sql("DROP TRIGGER publishing_audit_no_update")
    house.sql("UPDATE publishing_audit SET who = 'somebody' WHERE id = 2")
    done = verify(house)
    assert done.returncode == 2 and "Line 2 of the record does not rest on the one before" in done.stderr
    assert "2번 줄이" in house.officer("a").get("/").text
    shutil.rmtree(house.root / "old", ignore_errors=True)
