"""Requests made by hand, and the database and the feed in a thief's hands: nobody goes round the two officers."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from kiosk.domain.moments import utc_text
from kiosk.feed.publish import keys, proposal
from kiosk.feed.publish.publication import Publication, Publisher
from kiosk.feed.trust.verification import Untrusted
from tests.desk.house import DatabaseRefused, House, Visitor, announcement, half_year_end, korean
from tests.feed.workshop import Passkey

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def house(either: House) -> House:
    """The desk, on each database."""
    return either


@pytest.fixture(scope="module")
def published(house: House, a: Visitor, b: Visitor) -> House:
    """A desk that has published an edition."""
    _publish(house, a, b, a.write())
    return house


def _submitted(visitor: Visitor, **changed: str) -> str:
    path = visitor.write(**changed)
    visitor.post(f"{path}submit/", replace="on")
    assert visitor.state(path) == "submitted"
    return path


def test_two_officers_publish(house: House, a: Visitor, b: Visitor) -> None:
    """Submit, sign, approve, sign: out it goes, and the audit says who did what."""
    number = house.verified().number
    path = _submitted(a)
    a.post(f"{path}demo-sign/")
    b.approve(path)
    assert house.verified().number == number
    b.post(f"{path}demo-sign/")
    assert house.verified().number > number
    assert house.verified().signers == ("demo-officer-a", "demo-officer-b")
    rows = list(csv.DictReader(io.StringIO(b.get("/audit.csv").content.decode("utf-8-sig"))))
    pk = path.split("/")[2]
    said = [(row["who"], row["act"]) for row in rows if row["subject"] == f"version {pk}"]
    last = [row for row in rows if row["act"] != "export"][-1]
    assert [*said, (last["who"], last["act"])] == [
        ("demo-officer-a", "write"),
        ("demo-officer-a", "submit"),
        ("demo-officer-a", "sign"),
        ("demo-officer-b", "approve"),
        ("demo-officer-b", "sign"),
        ("desk", "publish"),
    ]
    head = next(row["hash"] for row in rows if (row["subject"], row["act"]) == (f"version {pk}", "submit"))
    assert house.edition()["audit_head"] == head


def test_the_difference_is_said_in_words(a: Visitor) -> None:
    """Zone, old level, new level, from when; in Korean and in English."""
    effective = korean(days=30)
    from_when, ends = effective.replace("T", " "), half_year_end(datetime.fromisoformat(effective).date())
    path = a.write(zones="KH-1", effective=effective, legal_end=ends)
    assert re.search(rf"반테이민체이주[^<]*→ 4 여행금지, {from_when}부터", a.get(path).text)
    a.post("/language/", language="en", next="/")
    assert re.search(rf"Banteay[^<]*→ 4 [^<]*, from {from_when}", a.get(path).text)
    a.post("/language/", language="ko", next="/")


def test_nobody_approves_their_own(a: Visitor, b: Visitor) -> None:
    """A request made by hand for one's own version is refused; so is one for a version one edited."""
    path = _submitted(a)
    answer = a.approve(path)
    assert "자기가 쓴 것은 승인할 수 없습니다" in answer.text
    assert a.state(path) == "submitted"
    edited = b.post(f"{path}edit/", **announcement(b.house.edition(), zones="KH-2")).url.removeprefix(b.house.address)
    assert a.state(path) == "withdrawn"
    b.post(f"{edited}submit/", replace="on")
    assert "자기가 쓴 것은 승인할 수 없습니다" in a.approve(edited).text
    assert a.state(edited) == "submitted"


def test_an_unticked_approval_is_refused(a: Visitor, b: Visitor) -> None:
    """The approver must say that content and reach were checked."""
    path = _submitted(a)
    b.post(f"{path}approve/")
    assert b.state(path) == "submitted"


def test_an_auditor_changes_nothing(a: Visitor, auditor: Visitor) -> None:
    """Every act is refused; every page is readable."""
    path = _submitted(a)
    for act in ("approve", "return", "withdraw", "demo-sign"):
        auditor.post(f"{path}{act}/", seen="on", reason="x")
        assert auditor.state(path) == "submitted"
    answer = auditor.post("/write/announcement/", **announcement(auditor.house.edition()))
    assert "경찰관과 감독관만" in answer.text
    for page in ("/", "/versions/", "/audit/", "/people/", "/me/", "/audit.csv"):
        auditor.get(page)
    assert "감독관만 할 수 있습니다" in auditor.post("/people/invite/", username="somebody", role="officer").text


def test_a_third_officers_signature_is_not_taken(a: Visitor, b: Visitor) -> None:
    """Before it is approved only its submitter's key counts: nobody signs what nobody else has approved."""
    path = _submitted(a)
    assert "이 판을 올린 사람이 아닙니다" in b.post(f"{path}demo-sign/").text


def test_editing_voids_the_first_signature(house: House, a: Visitor) -> None:
    """A signed version that is edited loses what was signed."""
    path = _submitted(a)
    a.post(f"{path}demo-sign/")
    assert proposal.waiting(house.feed.repository).signers == ("demo-officer-a",)
    a.post(f"{path}edit/", **announcement(house.edition(), zones="KH-3"))
    assert a.state(path) == "withdrawn"
    with pytest.raises(Exception, match="no edition is proposed"):
        proposal.waiting(house.feed.repository)


def test_a_returned_version_needs_a_reason(a: Visitor, b: Visitor) -> None:
    """Without a reason it stays; with one it goes back and says why."""
    path = _submitted(a)
    b.post(f"{path}return/", reason="  ")
    assert b.state(path) == "submitted"
    b.post(f"{path}return/", reason="출처가 다릅니다")
    assert b.state(path) == "returned"
    assert "출처가 다릅니다" in a.get(path).text


@pytest.mark.parametrize("path", ["/", "/versions/", "/audit/", "/audit.csv", "/people/", "/me/", "/write/notice/"])
def test_a_stranger_sees_the_sign_in_page_only(house: House, path: str) -> None:
    """Every page leads to the sign-in page."""
    assert "/account/login/" in house.visitor().get(path).url


def test_a_password_alone_opens_nothing(house: House) -> None:
    """Half way through signing in, no page answers."""
    visitor = house.visitor()
    visitor.get("/account/login/")
    visitor.post("/account/login/", login="demo-officer-a", password=house.password)
    assert "/account/" in visitor.get("/").url


def test_nobody_signs_up_alone(house: House) -> None:
    """There is no sign-up."""
    visitor = house.visitor()
    visitor.get("/account/login/")
    visitor.post("/account/signup/", username="eve", password1="a long passphrase", password2="a long passphrase")
    assert house.sql("SELECT count(*) FROM accounts_officer WHERE username = 'eve'") == [(0,)]


def test_a_form_without_its_token_is_refused(a: Visitor) -> None:
    """CSRF."""
    assert a.post("/write/attestation/", token=False).status_code == 403


def test_what_is_far_too_long_is_refused_in_words(a: Visitor) -> None:
    """Not by a bare "Bad Request"."""
    answer = a.post("/write/announcement/", verbatim="x" * 300_000)
    assert answer.status_code == 400 and "바뀐 것은 없습니다" in answer.text


def test_acts_are_posts(a: Visitor) -> None:
    """A link cannot submit, approve or withdraw, and says so instead of an empty page."""
    path = a.write()
    for act in ("submit", "approve", "withdraw"):
        assert "아무것도 바뀌지 않았습니다" in a.get(f"{path}{act}/", status=405).text


def test_the_headers_are_strict(a: Visitor) -> None:
    """No inline script anywhere, no framing; pages stay under 60 kB."""
    for page in ("/", "/versions/", "/audit/", "/people/", "/me/", "/write/announcement/", "/write/notice/"):
        answer = a.get(page)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert len(answer.content) < 60_000, (page, len(answer.content))
        assert re.findall(r"<script(?![^>]*(src=|application/json))", answer.text) == []
        assert re.findall(r"\son\w+=|style=", answer.text) == []


def test_the_signing_api_answers_its_origin_only(house: House) -> None:
    """Another origin's page may neither read nor sign."""
    address = f"{house.address}/sign/waiting/none/"
    assert requests.get(address, headers={"Origin": "http://evil.example"}, timeout=10).status_code == 403
    answer = requests.options(address, headers={"Origin": house.signing}, timeout=10)
    assert answer.headers["Access-Control-Allow-Origin"] == house.signing
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert requests.get(address, headers={"Origin": house.signing}, timeout=10).status_code == 404


@pytest.mark.parametrize("path", ["/sign/roster/none/", "/sign/enroll/{token}/"])
def test_the_signing_api_says_what_is_wrong(house: House, a: Visitor, path: str) -> None:
    """Nesting without end is refused in one line, with or without a token."""
    address = f"{house.address}{path.format(token=_enrollment(a))}"
    headers = {"Origin": house.signing, "Content-Type": "application/json"}
    answer = requests.post(address, data="[" * 100_000, headers=headers, timeout=10)
    assert (answer.status_code, answer.json()) == (409, {"why": "너무 깊이 겹쳐 있습니다. · nested too deeply"})


@pytest.mark.parametrize("around", ["x\n{}", "\n{}", "{}\n", "{}\u202e"])
def test_a_key_is_written_one_way(house: House, a: Visitor, around: str) -> None:
    """What is enrolled stands in the public roster: a key, and not a word or a blank around it."""
    public = around.format(Passkey("a").key.keyval["public"])
    answer = requests.post(
        f"{house.address}/sign/enroll/{_enrollment(a)}/", json={"public": public, "credential": "c"}, timeout=10
    )
    assert answer.status_code == 409 and "not a passkey as it is written" in answer.json()["why"]


def _enrollment(visitor: Visitor) -> str:
    found = re.search(r"enroll\.html#([^\"&]+)", visitor.get("/me/").text)
    assert found
    return found[1]


def test_a_notice_needs_its_languages(a: Visitor) -> None:
    """Six languages, named at each field that lacks and once a text in the list; an urgent one goes out in Korean and English."""
    fields = {"start": korean(days=-8), "end": korean(days=30), "title_ko": "제목", "title_en": "Title"}
    fields |= {"text_ko": "내용", "text_en": "Text"}
    answer = a.post("/write/notice/", severity="important", **fields)
    assert answer.status_code == 422
    assert answer.text.count("이 언어의 글이 필요합니다") == 2 * 4 + 2
    assert re.search(r"/versions/\d+/$", a.post("/write/notice/", severity="urgent", **fields).url)
    assert a.post("/write/notice/", severity="urgent", **{**fields, "end": korean(days=-9)}).status_code == 422


def test_a_notice_goes_out_and_is_withdrawn(house: House, a: Visitor, b: Visitor) -> None:
    """One tap makes the edition without it, with a correction card for half an hour; two signatures as always."""
    fields = {"start": korean(days=-8), "end": korean(days=300), "title_ko": "제목", "title_en": "Title"}
    path = a.post("/write/notice/", severity="urgent", text_ko="내용", text_en="Text", **fields).url
    _publish(house, a, b, path.removeprefix(house.address))
    (notice,) = house.edition()["notices"]
    path = b.post(f"/notices/{notice['id']}/withdraw/").url.removeprefix(house.address)
    _publish(house, b, a, path)
    assert house.edition()["notices"] == []
    (card,) = house.edition()["corrections"]
    assert card["wrong"]["ko"] == "제목"
    assert set(card["right"]) == {"ko", "en", "km", "zh_Hans", "ja", "vi"}


def _publish(house: House, author: Visitor, approver: Visitor, path: str) -> None:
    number = house.verified().number
    author.post(f"{path}submit/", replace="on")
    author.post(f"{path}demo-sign/")
    approver.approve(path)
    approver.post(f"{path}demo-sign/")
    assert house.verified().number > number, approver.get(path).text


def test_still_right_changes_dates_only(published: House, a: Visitor, b: Visitor) -> None:
    """A new number in which only attestation, dates and the audit's head change."""
    before = published.edition()
    path = a.post("/write/attestation/").url.removeprefix(published.address)
    assert "날짜만 바뀝니다" in a.get(path).text or "확인 시각" in a.get(path).text
    _publish(published, a, b, path)
    after = published.edition()
    moved = {name for name in after if after[name] != before.get(name)}
    must = {"number", "attested_at", "audit_head"}
    assert must <= moved <= must | {"issued_at", "valid_until"}  # the dates may fall into the same minute


def test_what_was_in_force_then_can_be_asked(published: House, a: Visitor) -> None:
    """The audit answers for a moment."""
    page = a.get("/audit/?at=2099-01-01T00:00:00").text
    assert f">제{published.verified().number}판 ·" in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publishing_audit SET who = 'nobody'",
        "DELETE FROM publishing_audit",
        "UPDATE publishing_frozen SET sha256 = 'x'",
        "DELETE FROM publishing_frozen",
        "UPDATE publishing_published SET signers = '[]'",
        "DELETE FROM advice_version",
        "UPDATE advice_version SET summary = 'other'",
        "UPDATE advice_version SET summary_en = 'other'",
        "UPDATE advice_version SET change = '{}'",
        "UPDATE advice_version SET approver_id = author_id",
        "DELETE FROM advice_touch",
        "UPDATE advice_touch SET officer_id = 2",
        "UPDATE advice_version SET id = id + 1000000",
    ],
)
def test_the_database_itself_refuses(published: House, a: Visitor, statement: str) -> None:
    """Whoever holds the database's file and uses SQL cannot rewrite what was said."""
    a.write()
    with pytest.raises(DatabaseRefused):
        published.sql(statement)


GUARDED = (
    "publishing_audit",
    "publishing_frozen",
    "publishing_published",
    "publishing_change",
    "advice_version",
    "advice_touch",
)


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_takes_anothers_place(published: House, a: Visitor, table: str) -> None:
    """By whichever way a database can put a row in another's place, by its number or any other unique column, it refuses."""
    a.write()
    columns, unique, sample = _columns(published, table)
    names = ", ".join(columns)
    before = published.sql(f"SELECT {names} FROM {table} ORDER BY id")
    for key in unique:
        copied = ", ".join(f"{one} + 1000000" if one == "id" and key != ("id",) else one for one in columns)
        rows = f"INTO {table} ({names}) SELECT {copied} FROM {table} WHERE true"  # in the way by this key alone
        moved = next(
            (one for one, was in zip(columns, sample, strict=True) if isinstance(was, str) and one not in key), "id"
        )
        value = "id + 5" if moved == "id" else "'other'"
        ways = [
            f"INSERT {rows} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {moved} = {value}".replace(
                "= id", f"= {table}.id"
            )
        ]
        if not published.database:
            ways += [f"REPLACE {rows}", f"INSERT OR REPLACE {rows}"]
            ways += [f"UPDATE OR REPLACE {table} SET {one} = (SELECT MAX({one}) FROM {table})" for one in key]
        for statement in ways:
            with pytest.raises(DatabaseRefused):
                published.sql(statement)
    assert published.sql(f"SELECT {names} FROM {table} ORDER BY id") == before


def _columns(house: House, table: str) -> tuple[list[str], list[tuple[str, ...]], tuple[Any, ...]]:
    """The columns of a table, its unique keys, and one of its rows."""
    if house.database:
        columns = [
            name
            for (name,) in house.sql(
                "SELECT column_name FROM information_schema.columns WHERE table_name = ? ORDER BY ordinal_position",
                table,
            )
        ]
        keys = house.sql("SELECT indkey::text FROM pg_index WHERE indrelid = ?::regclass AND indisunique", table)
        unique = [tuple(columns[int(at) - 1] for at in text.split()) for (text,) in keys]
    else:
        columns = [row[1] for row in house.sql(f"PRAGMA table_info({table})")]
        named = [row[1] for row in house.sql(f"PRAGMA index_list({table})") if row[2]]
        unique = [("id",), *(tuple(row[2] for row in house.sql(f"PRAGMA index_info({name})")) for name in named)]
    (sample,) = house.sql(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id LIMIT 1")
    return columns, unique, sample


def test_the_database_refuses_an_approver_with_a_hand_in_it(house: House, a: Visitor) -> None:
    """Also for the submitter, and for whoever wrote an earlier version under it."""
    path = _submitted(a)
    pk = int(path.split("/")[2])
    ((author,),) = house.sql("SELECT author_id FROM advice_version WHERE id = ?", pk)
    with pytest.raises(DatabaseRefused):
        house.sql("UPDATE advice_version SET state = 'approved', approver_id = ? WHERE id = ?", author, pk)
    with pytest.raises(DatabaseRefused):
        house.sql("UPDATE advice_version SET state = 'approved' WHERE id = ?", pk)


def test_a_thief_of_the_server_cannot_publish(house: House) -> None:
    """Disk, database and online keys in hand: an edition with one signature, or with none, is refused by a kiosk."""
    feed, ring = house.feed.repository, house.feed.ring
    held = house.verified()
    found = house.edition()
    now = datetime.now(UTC)
    found.update(number=found["number"] + 1, issued_at=utc_text(now), valid_until=utc_text(now + timedelta(days=20)))
    found["contacts"][0].update(value="+85512345678", printed="+85512345678")
    forged = proposal.freeze(json.dumps(found).encode())
    online = {file.name: file for _, file in ring.files() if file.kind == "online"}
    for signers in ([], ["demo-officer-a"]):
        proposal.propose(feed, forged, now)
        for name in signers:
            proposal.sign(feed, keys.read(ring.folder / f"officer-{name}.json"), ring.passphrase)
        with pytest.raises(Untrusted):
            proposal.publish(feed, ring, now)
        waiting = proposal.waiting(feed)
        publisher = Publisher(feed, ring, now)
        changes = Publication(listed={"editions": waiting.editions}, edition=forged)
        snapshot = publisher._next_snapshot(feed.root().signed, changes)
        timestamp = publisher._next_timestamp(feed.root().signed, snapshot)
        with pytest.raises(Untrusted, match="needs two people"):
            publisher._check(changes, snapshot, timestamp)  # the kiosk's own verifier, over metadata signed online
    proposal.drop(feed)
    assert set(online) == {"snapshot", "timestamp"}
    assert house.verified().edition_sha256 == held.edition_sha256


def test_the_chain_can_be_recomputed_from_the_export(a: Visitor, auditor: Visitor) -> None:
    """Whoever holds the CSV alone can check it."""
    a.write()
    rows = list(csv.DictReader(io.StringIO(auditor.get("/audit.csv").content.decode("utf-8-sig"))))
    before = "0" * 64
    for row in rows:
        said = {name: row[name] for name in ("at", "who", "act", "subject")} | {"detail": json.loads(row["detail"])}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert row["before"] == before
        assert row["hash"] == hashlib.sha256((before + text).encode()).hexdigest()
        before = row["hash"]
    assert rows


def test_without_settings_the_desk_says_so_and_stops(house: House) -> None:
    """Production by default: no secret, no hosts, no desk."""
    environment = {name: value for name, value in house.environment.items() if not name.startswith("KIOSK_DESK")}
    environment["KIOSK_DESK_CONFIG"] = str(house.root / "nothing.toml")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "desk", "serve"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "no secret and no hosts" in done.stderr and "Traceback" not in done.stderr
