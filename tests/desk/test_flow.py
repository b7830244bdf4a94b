"""From draft to glass and back: a fresh proof for each act, the reach in words, a withdrawal, and who changed what when."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from kiosk.desk.editing.names import fresh
from kiosk.domain.advisory import KOREA
from kiosk.domain.languages import LOCALES
from kiosk.domain.moments import utc_text
from kiosk.domain.notice import Audience
from tests.desk.house import House, Visitor, announcement, korean
from tests.desk.test_speed import inside, session
from tests.desk.test_texts import publish, six, write

pytestmark = pytest.mark.timeout(180)
FIELDS = {"start": korean(days=-8), "end": korean(days=300), "title_ko": "제목", "title_en": "Title"}
FIELDS |= {"text_ko": "내용", "text_en": "Text", "severity": "urgent"}


def notice(visitor: Visitor, **changed: str) -> str:
    """Write a notice; the path of its version."""
    return visitor.post("/write/notice/", **{**FIELDS, **changed}).url.removeprefix(visitor.house.address)


@pytest.mark.parametrize(
    ("fields", "reach"),
    [
        ({}, "모든 터미널의 모든 탑승구"),
        ({"terminal": "2"}, "제2터미널의 모든 탑승구"),
        ({"gate": "231"}, "모든 터미널의 231번 탑승구"),
        ({"terminal": "2", "gate": "231"}, "제2터미널 231번 탑승구"),
        ({"terminal": "T2", "gate": "２３１번 탑승구"}, "제2터미널 231번 탑승구"),
        ({"terminal": "제2 터미널", "gate": "Gate 231"}, "제2터미널 231번 탑승구"),
        ({"terminal": "탑승동"}, "탑승동의 모든 탑승구"),
    ],
)
def test_the_reach_is_said_in_words(a: Visitor, fields: dict[str, str], reach: str) -> None:
    """Every gate, those of a terminal, or one, however the officer writes it."""
    assert f'id="reach">{reach}<' in a.get(notice(a, **fields)).text


@pytest.mark.parametrize(("terminal", "gate"), [("2", "231"), ("T2", "231번"), ("제2터미널", "GATE 231")])
def test_a_kiosk_knows_its_gate_however_it_is_written(terminal: str, gate: str) -> None:
    """What was typed at enrollment and what an officer types at night need not be the same letters."""
    assert Audience("2", "231").includes(terminal, gate)
    assert not Audience("1", "231").includes(terminal, gate)
    assert not Audience("2", "23").includes(terminal, gate)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"gate": "231, 232"}, "한 곳만 적을 수 있습니다."),
        ({"gate": "231~235"}, "한 곳만 적을 수 있습니다."),
        ({"start": "2025-11-22T10:00", "end": "2025-11-29T10:00"}, "이미 지난 시각이라 화면에 나오지 않습니다."),
    ],
)
def test_a_notice_that_nobody_would_see_is_refused(a: Visitor, fields: dict[str, str], why: str) -> None:
    """Several gates in one field fit no kiosk; a wrong year is over before it begins."""
    answer = a.post("/write/notice/", **{**FIELDS, **fields})
    assert answer.status_code == 422 and why in answer.text


def test_a_text_added_to_a_notice_reaches_everybody(a: Visitor) -> None:
    """A draft that also changes what every kiosk shows says so."""
    path = notice(a, terminal="2")
    path = write(a, f"corrections/new/?onto={path.split('/')[2]}", **six("wrong"), **six("right"),
                 start="2026-11-22T10:00", end="2026-11-29T10:00")  # fmt: skip
    assert 'id="reach">모든 터미널의 모든 탑승구<' in a.get(path).text


def test_whom_a_notice_meant_is_told_afterwards(house: House, a: Visitor, b: Visitor, auditor: Visitor) -> None:
    """On the version's page once it is out, on the board beside "withdraw", and for whoever asks what was shown then."""
    path = notice(a, terminal="2", gate="231")
    publish(house, a, b, path)
    assert "<dd>제2터미널 231번 탑승구</dd>" in a.get(path).text
    for page in (a.get(path), a.get("/"), auditor.get(f"/audit/?at={korean(days=299)}")):
        assert "제2터미널 231번 탑승구" in page.text


def test_two_notices_of_one_second_are_two(house: House, a: Visitor, b: Visitor) -> None:
    """Whoever writes in the same second as another does not write over the other's notice."""
    made = {fresh("notice") for _ in range(50)}
    assert len(made) == 50
    for path in [notice(a, title_ko=title) for title in ("먼저", "다음")]:
        publish(house, a, b, path)
    assert {"먼저", "다음"} <= {one["title"]["ko"] for one in house.edition()["notices"]}


def test_editing_the_notice_keeps_what_was_added(a: Visitor) -> None:
    """The correction stays in the draft when the notice is rewritten; the old words of the notice do not."""
    path = notice(a)
    path = write(a, f"corrections/new/?onto={path.split('/')[2]}", **six("wrong", "틀린"), **six("right", "바른"),
                 start="2026-11-22T10:00", end="2026-11-29T10:00")  # fmt: skip
    path = a.post(f"{path}edit/", **{**FIELDS, "title_ko": "다른 제목"}).url.removeprefix(a.house.address)
    page = a.get(path).text
    assert "정정 · 바른 ko: 추가" in page
    assert "공지 · 다른 제목: 추가" in page
    assert "공지 · 제목: 추가" not in page


def test_every_act_wants_a_fresh_proof(house: House, b: Visitor) -> None:
    """Ten minutes after the second factor: submitting, approving, returning and withdrawing lead to it and do nothing."""
    c = house.officer("c")
    draft, foreign = c.write(), b.write(zones="KH-5")
    b.post(f"{foreign}submit/", replace="on")
    inside(house, "age", session(c), "600")
    for path, act in ((draft, "submit"), (draft, "withdraw"), (foreign, "approve"), (foreign, "return")):
        before = c.state(path)
        answer = c.post(f"{path}{act}/", seen="on", reason="x", replace="on")
        assert "/account/2fa/reauthenticate/" in answer.url
        assert c.state(path) == before
    assert "/account/2fa/reauthenticate/" in c.post("/notices/none/withdraw/").url
    assert c.write(zones="KH-6")  # a draft changes nothing that travellers see


def test_one_tap_withdraws(house: House, a: Visitor, b: Visitor) -> None:
    """The tap itself makes the edition without the notice and lets it wait; two signatures later it is gone."""
    before = [one["id"] for one in house.edition()["notices"]]
    publish(house, a, b, notice(a, terminal="2"))
    (shown,) = (one for one in house.edition()["notices"] if one["id"] not in before)
    path = b.post(f"/notices/{shown['id']}/withdraw/").url.removeprefix(house.address)
    assert b.state(path) == "submitted"
    assert '<strong id="reach">제2터미널의 모든 탑승구</strong>' in b.get(path).text, "it goes where the notice went"
    b.post(f"{path}demo-sign/")
    a.approve(path)
    a.post(f"{path}demo-sign/")
    assert [one["id"] for one in house.edition()["notices"]] == before


def test_a_withdrawal_behind_another_waits_as_a_draft(house: House, a: Visitor, b: Visitor) -> None:
    """Nothing that waits is returned unasked: the tap then leaves a draft, and says what is in its way."""
    publish(house, a, b, notice(a))
    waiting = a.write(zones="KH-7")
    a.post(f"{waiting}submit/", replace="on")
    answer = b.post(f"/notices/{house.edition()['notices'][0]['id']}/withdraw/")
    assert "이미 기다립니다" in answer.text
    assert b.state(answer.url.removeprefix(house.address)) == "draft"
    assert b.state(waiting) == "submitted"


def test_a_withdrawal_takes_the_place_of_what_waits_by_one_button(house: House, a: Visitor, b: Visitor) -> None:
    """In an emergency nothing is ticked first: the button names what it returns, and says so."""
    publish(house, a, b, notice(a))
    waiting = a.write(zones="KH-7")
    a.post(f"{waiting}submit/", replace="on")
    page = b.post(f"/notices/{house.edition()['notices'][0]['id']}/withdraw/")
    path = page.url.removeprefix(house.address)
    assert 'id="submit" name="replace" value="on">기다리던 것을 반려하고 승인 요청<' in page.text
    assert '<input type="checkbox" name="replace">' not in page.text
    b.post(f"{path}submit/", replace="on")
    assert (b.state(path), b.state(waiting)) == ("submitted", "returned")


def test_approving_leads_to_signing(a: Visitor, b: Visitor) -> None:
    """The second officer's two presses lie under one thumb: the page opens at the button that signs."""
    path = a.write()
    a.post(f"{path}submit/", replace="on")
    answer = b.approve(path)
    assert answer.url.endswith(f"{path}#sign") and 'id="sign"' in answer.text
    assert a.approve(path).url.endswith(path), "what is refused leads nowhere else"


def test_a_zones_history_names_levels_and_fields(house: House, a: Visitor, b: Visitor) -> None:
    """Who set which level, and who changed which name, each with its edition and both signers."""
    publish(house, a, b, a.write(zones="KH-9"))
    zone = next(one for one in house.edition()["zones"] if one["id"] == "KH-9")
    names = {f"name_{code}": words for code, words in zone["name"].items()}
    publish(house, b, a, write(b, "zones/KH-9/", **{**names, "name_vi": "Koh Kong (tỉnh)", "alternates": "Kaoh Kong"}))
    page = a.get("/history/zones/KH-9/").text
    assert "이름 (Tiếng Việt)" in page and "Koh Kong (tỉnh)" in page
    assert "여행경보" in page and "여행금지" in page
    assert page.count("demo-officer-a, demo-officer-b") >= 2
    assert page.index("Koh Kong (tỉnh)") < page.index("여행경보")


def test_an_approved_version_that_is_edited_loses_everything(a: Visitor, b: Visitor) -> None:
    """Approved but not out yet: writing it anew takes approval and signatures away."""
    path = a.write(zones="KH-8")
    a.post(f"{path}submit/", replace="on")
    b.approve(path)
    assert a.state(path) == "approved"
    write(a, f"corrections/new/?onto={path.split('/')[2]}", **six("wrong"), **six("right"),
          start="2026-11-22T10:00", end="2026-11-29T10:00")  # fmt: skip
    assert a.state(path) == "withdrawn"


def test_a_published_version_is_never_written_on(house: House, a: Visitor, b: Visitor) -> None:
    """Neither its form nor an addition to it is offered."""
    path = a.write(zones="KH-10")
    publish(house, a, b, path)
    a.get(f"{path}edit/", status=404)
    a.get(f"/texts/?onto={path.split('/')[2]}", status=404)
    assert a.post(f"{path}edit/", **announcement(house.edition())).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publishing_change SET now = '\"x\"'",
        "DELETE FROM publishing_change",
        "INSERT INTO advice_version (kind, author_id, summary, change, form, written, state, reason) "
        "SELECT 'rumour', author_id, summary, change, form, written, 'draft', '' FROM advice_version LIMIT 1",
    ],
)
def test_the_history_is_the_databases_own(house: House, a: Visitor, b: Visitor, statement: str) -> None:
    """SQL by hand rewrites no history and makes no kind of version that nobody knows."""
    publish(house, a, b, a.write(zones="KH-11"))
    with (
        closing(sqlite3.connect(house.root / "desk" / "desk.sqlite3", timeout=20)) as database,
        pytest.raises(sqlite3.IntegrityError),
        database,
    ):
        database.execute(statement)


def test_a_notice_from_the_phrase_book_needs_no_translator(house: House, a: Visitor, b: Visitor) -> None:
    """A sentence approved once stands in six languages in any later notice."""
    publish(house, a, b, write(a, "phrases/new/", use="notice", **six("text", "대피하세요")))
    empty = {"title_ko": "", "title_en": "", "text_ko": "", "text_en": "", "severity": "important"}
    answer = a.post("/write/notice/", **{**FIELDS, **empty}, title_phrase="대피하세요 ko", text_phrase="대피하세요 ko")
    publish(house, a, b, answer.url.removeprefix(house.address))
    shown = next(one for one in house.edition()["notices"] if one["title"]["ko"] == "대피하세요 ko")
    assert shown["text"]["km"] == "대피하세요 km"


def test_a_notice_stands_ready_for_the_night(house: House, a: Visitor, b: Visitor) -> None:
    """One template in six languages and one duration: nothing to type; too long a title is refused, and said so."""
    today = datetime.now(KOREA).replace(hour=0, minute=0, second=0, microsecond=0)
    start = {"severity": "important", "start": f"{today:%Y-%m-%dT%H:%M}", "lasts": "72", "end": ""}
    answer = a.post("/write/notice/", **start, template="offer")
    before = {one["id"] for one in house.edition()["notices"]}
    shown = publish(house, a, b, answer.url.removeprefix(house.address))["notices"]
    (one,) = (one for one in shown if one["id"] not in before)
    assert (len(one["title"]), len(one["text"]), one["end"]) == (6, 6, utc_text(today + timedelta(hours=72)))
    long = {f"title_{code}": "가" * 201 for code in LOCALES}
    answer = a.post("/write/notice/", **start, template="offer", **long)
    assert answer.status_code == 422 and "200" in answer.text


def test_a_scheduled_level_is_cancelled(house: House, a: Visitor, b: Visitor) -> None:
    """From the board's next change to its advisory, taken out with two signatures; the announcement itself is not rewritten."""
    publish(house, a, b, a.write(zones="KH-13", effective="2036-01-01T00:00", legal_end="2036-01-31"))
    link = re.search(r'href="(/texts/advisories/2036-01-01-0000-KH-13-[^"]+/)"', a.get("/").text)
    assert link
    page = a.get(link[1]).text
    assert "여행금지" in page and 'name="level"' not in page
    path = write(a, link[1].removeprefix("/texts/"), remove="1")
    assert "여행금지" in a.get(path).text and f"{path}edit/" not in a.get(path).text
    a.get(f"{path}edit/", status=404)
    ids = [one["id"] for one in publish(house, a, b, path)["advisories"]]
    assert not any(one.startswith("2036-01-01-0000-KH-13") for one in ids)
    assert "2036-01-01 00:00" not in a.get("/").text


def test_one_of_two_zones_is_taken_out_of_a_draft(house: House, a: Visitor, b: Visitor) -> None:
    """What only the draft holds can be taken out of it again, and the rest goes out."""
    path = a.write(zones=["KH-14", "KH-15"])
    link = re.search(r'href="(/texts/advisories/[^"]*-KH-14-[^"]*)"', a.get(path).text)
    assert link
    path = write(a, link[1].removeprefix("/texts/"), remove="1")
    after = publish(house, a, b, path)
    raised = [one["zone"] for one in after["advisories"] if one["source"].get("verbatim_ko") == "시험용 발표문"]
    assert "KH-15" in raised and "KH-14" not in raised


def test_what_was_added_is_rewritten_in_the_same_draft(house: House, a: Visitor, b: Visitor) -> None:
    """A correction written twice in one draft stands once, in its last words."""
    times = {"start": "2026-11-22T10:00", "end": "2026-11-29T10:00"}
    path = write(a, "corrections/new/", **six("wrong"), **six("right", "처음"), **times)
    link = re.search(r'href="(/texts/corrections/corrections-[^"]*)"', a.get(path).text)
    assert link
    path = write(a, link[1].removeprefix("/texts/"), **six("wrong"), **six("right", "나중"), **times)
    assert [one["right"]["ko"] for one in publish(house, a, b, path)["corrections"]].count("나중 ko") == 1


def test_a_publication_notes_only_what_it_changed(house: House, a: Visitor, b: Visitor) -> None:
    """The first edition over the bundled one, too: one zone's level, by name, and nothing of how the other was written."""
    path = a.write(zones="KH-19")
    publish(house, a, b, path)
    changes = re.search(r'<ul id="changes">(.*?)</ul>', a.get(path).text, re.DOTALL)
    assert changes
    assert changes[1].count("<li>") == 1
    assert "스퉁트렝" in changes[1] and "여행금지" in changes[1]
