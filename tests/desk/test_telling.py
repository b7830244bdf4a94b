"""Somebody hears: every alarm, on every way, soon after its cause; to those who can act; not twice, not as a storm."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from kiosk.demo.feed import DemoFeed
from kiosk.domain.moments import utc_text
from kiosk.feed.document.writable import canonical_json
from kiosk.feed.publish import keys, proposal
from kiosk.feed.publish.publication import Publisher
from tests.desk.house import House, Visitor
from tests.desk.listeners import Listeners, listeners
from tests.desk.test_fleet import Box
from tests.desk.waiting import until

pytestmark = pytest.mark.timeout(240)
SECONDS = 90.0
WAYS = {"mail": True, "push": True, "webhook": True}


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: what it tells, and to whom, is counted."""
    return own_house


@pytest.fixture(scope="module")
def heard() -> Iterator[Listeners]:
    """Mail server, push service and webhook."""
    with listeners() as found:
        yield found


@pytest.fixture(scope="module")
def telling(house: House, heard: Listeners, b: Visitor) -> Iterator[Listeners]:
    """The desk's own `alarms --every`, as its service runs it; everybody has mail, B a device that takes web push."""
    house.sql("UPDATE accounts_officer SET email = username || '@police.example'")
    b.post("/me/devices/", **heard.subscription())
    more = {"KIOSK_DESK_MAIL_HOST": heard.smtp, "KIOSK_DESK_WEBHOOK": f"{heard.web}/hook"}
    words = [sys.executable, "-m", "kiosk", "desk", "alarms", "--every", "1"]
    with (house.root / "alarms.log").open("wb") as log:
        process = subprocess.Popen(words, env={**house.environment, **more}, stdout=log, stderr=log)
        yield heard
        process.terminate()
        process.wait(60)


def expire_soon(feed: DemoFeed) -> None:
    """An edition that ends in less than ten days."""
    now = datetime.now(UTC)
    found = json.loads(feed.document((feed.number() or 0) + 1, now))
    found["valid_until"] = utc_text((now + timedelta(days=9)).replace(microsecond=0))
    proposal.propose(feed.repository, canonical_json(found), now)
    for path in feed.officer_keys():
        proposal.sign(feed.repository, keys.read(path), feed.ring.passphrase)
    proposal.publish(feed.repository, feed.ring, now)


def told_dark(house: House, a: Visitor, b: Visitor) -> None:
    """A kiosk reports a proof ten minutes old; three of a terminal were heard once, ten minutes ago."""
    before = datetime.now(UTC) - timedelta(minutes=10)
    box = Box(house).admitted(a, b, gate="253")
    box.post(box.said(painted={"edition": 1, "painted_at": utc_text(before)}))
    for gate in "123":
        away = Box(house).admitted(a, b, gate=gate)
        away.post(away.said())
        values = (before.strftime("%Y-%m-%d %H:%M:%S"), "T9", away.code)
        house.sql("UPDATE fleet_kiosk SET heard = ?, terminal = ? WHERE code = ?", *values)


def happen(house: House, a: Visitor, b: Visitor) -> dict[str, str]:
    """All that can be the matter, at once: what each is told with, as a regular expression. The newest beat is 16 minutes old,
    or 17 where its telling takes a minute."""
    expire_soon(house.feed)
    (house.root / "desk" / "ministry.toml").write_text("nonsense = [", encoding="utf-8")
    path = b.write(zones="KH-6")
    b.post(f"{path}submit/", replace="on")
    a.post(f"{path}return/", reason="날짜가 다릅니다")
    a.post(f"{a.write(zones='KH-4')}submit/", replace="on")
    with house.feed.repository.locked():
        Publisher(house.feed.repository, house.feed.ring, datetime.now(UTC) - timedelta(minutes=16)).renew()
    return {
        "waits": "Waits for approval: ",
        "returned": "날짜가 다릅니다",
        "runs out": "This edition ends in ",
        "cannot be compared": "The link to the ministry's data: ",
        "the timestamper is dead": "The timestamp has not been signed for 1[67] minutes",
    }


def test_every_alarm_is_heard_on_every_way(house: House, a: Visitor, b: Visitor, telling: Listeners) -> None:
    """What waits, was returned, runs out, differs, or is signed no more: by mail, push and webhook within 90 seconds, and so is
    a signature that is missing afterwards."""
    b.post("/me/devices/", **telling.subscription())
    causes = happen(house, a, b)
    _all_heard(house, telling, causes)
    (house.root / "desk" / "ministry.toml").unlink()
    house.feed.beat()
    path = a.write(zones="KH-5")
    a.post(f"{path}submit/", replace="on")
    b.approve(path)
    _all_heard(house, telling, {"a signature is missing": "A signature is missing: "})


def test_a_dark_screen_and_a_silent_terminal_call_for_help(
    house: House, a: Visitor, b: Visitor, telling: Listeners
) -> None:
    """On every way within 90 seconds: the gate, since when and what to do; three silent kiosks of a terminal are one alarm."""
    b.post("/me/devices/", **telling.subscription())
    told_dark(house, a, b)
    dark = "T2 253: Its screen is dark or frozen since "
    silent = re.escape("T9: 3 kiosks are silent (1, 2, 3). Look at the network.")
    _all_heard(house, telling, {"a screen is dark": dark, "a terminal is silent": silent})


def _all_heard(house: House, telling: Listeners, causes: dict[str, str]) -> None:
    wanted = dict.fromkeys(causes, WAYS)

    def said() -> str:
        log = (house.root / "alarms.log").read_text(encoding="utf-8")
        return f"{[(name, telling.heard(words)) for name, words in causes.items()]} {log}"

    until(lambda: {name: telling.heard(words) for name, words in causes.items()} == wanted, said, SECONDS)


def test_those_who_can_act_are_told(a: Visitor, b: Visitor, telling: Listeners) -> None:
    """What waits is told to who may approve it, neither to its author nor to an auditor; pushes are signed by the desk's key."""
    path = a.write(zones="KH-7")
    a.post(f"{path}submit/", replace="on")
    pk = path.split("/")[2]
    until(lambda: telling.to(f"/versions/{pk}/"), seconds=SECONDS)
    until(lambda: len(telling.to(f"/versions/{pk}/")) == 2, seconds=SECONDS)
    assert telling.to(f"/versions/{pk}/") == {"demo-officer-b@police.example", "demo-supervisor-c@police.example"}
    key = re.search(r'data-key="([^"]+)"', b.get("/me/").text)
    assert key and all(one.startswith("vapid t=") and f"k={key[1]}" in one for one in telling.vapid)


def _told_to_wait(a: Visitor, telling: Listeners, zone: str) -> None:
    path = a.write(zones=zone)
    a.post(f"{path}submit/", replace="on")
    until(lambda: telling.to(path), seconds=SECONDS)


def test_it_is_recorded_only_once_it_was_told(house: House, a: Visitor, telling: Listeners) -> None:
    """Each alarm stands once in the record, with who heard it by which way."""
    asked = "SELECT subject, detail FROM publishing_audit WHERE act = 'alarm'"
    before = len(house.sql(asked))
    _told_to_wait(a, telling, "KH-10")
    until(lambda: len(house.sql(asked)) > before)
    rows = house.sql(asked)
    assert len({subject for subject, _ in rows}) == len(rows)
    assert all(json.loads(detail)["heard"] for _, detail in rows)


def test_no_storm(house: House, a: Visitor, telling: Listeners) -> None:
    """Nobody had two messages within a quarter of a minute, whatever happened at once."""
    _told_to_wait(a, telling, "KH-11")
    _told_to_wait(a, telling, "KH-13")
    asked = "SELECT DISTINCT officer_id, at FROM telling_told WHERE officer_id IS NOT NULL ORDER BY officer_id, at"

    def pauses() -> list[timedelta]:
        told = [(who, datetime.fromisoformat(str(at))) for who, at in house.sql(asked)]
        return [two[1] - one[1] for one, two in pairwise(told) if one[0] == two[0]]

    assert min(until(pauses, seconds=SECONDS)) >= timedelta(seconds=15)
    assert telling.mails


def test_a_call_is_taken_in_hand_or_quieted(house: House, a: Visitor, auditor: Visitor, telling: Listeners) -> None:
    """From the board, by who may act; then it is told no more, and the record says who. An auditor cannot."""
    path = a.write(zones="KH-8")
    a.post(f"{path}submit/", replace="on")
    until(lambda: telling.to(path), seconds=SECONDS)
    ((pk, key),) = house.sql("SELECT id, key FROM telling_call WHERE act = ? AND ended IS NULL", path)
    auditor.post(f"/alarms/{pk}/acknowledge/")
    assert house.sql("SELECT acknowledged FROM telling_call WHERE id = ?", pk) == [(None,)]
    assert f"/alarms/{pk}/acknowledge/" in a.get("/").text
    a.post(f"/alarms/{pk}/quiet/")
    assert f"/alarms/{pk}/acknowledge/" not in a.get("/").text
    a.post(f"/alarms/{pk}/acknowledge/")
    acts = "SELECT act, who FROM publishing_audit WHERE act LIKE 'alarm-%' AND subject = ? ORDER BY id"
    assert [tuple(one) for one in house.sql(acts, key)] == [
        ("alarm-quiet", "demo-officer-a"),
        ("alarm-acknowledged", "demo-officer-a"),
    ]


def test_a_device_that_is_gone_is_forgotten(house: House, b: Visitor, telling: Listeners) -> None:
    """Its push service says 410: the desk asks it no more, and the mail still went."""
    telling.answer = 410
    try:
        path = b.post("/write/attestation/").url.removeprefix(house.address)
        b.post(f"{path}submit/", replace="on")
        b.post(f"{path}withdraw/")
        house.officer("a").post(f"{house.officer('c').write(zones='KH-9')}submit/", replace="on")
        until(lambda: house.sql("SELECT count(*) FROM telling_device") == [(0,)], seconds=SECONDS)
    finally:
        telling.answer = 201


@pytest.mark.parametrize(
    "endpoint", ["http://push.example/1", "https://", "ftp://127.0.0.1/", "javascript:1", "https://[", "x" * 900]
)
def test_only_a_push_service_is_listened_by(house: House, a: Visitor, heard: Listeners, endpoint: str) -> None:
    """An address that is none is refused in one line, and kept nowhere."""
    answer = a.post("/me/devices/", **{**heard.subscription(), "endpoint": endpoint})
    assert "알림 주소를 쓸 수 없습니다" in answer.text
    assert house.sql("SELECT count(*) FROM telling_device WHERE endpoint = ?", endpoint) == [(0,)]


def test_a_board_refreshes_without_keeping_its_session(house: House) -> None:
    """What the page asks by itself is answered, and puts off no session's end."""
    visitor = house.officer("a")
    before = house.sql("SELECT session_key, expire_date FROM django_session ORDER BY 1")
    address = f"{house.address}/"
    answer = visitor.session.get(address, headers={"X-Refresh": "1"}, timeout=30)
    assert "data-refresh" in answer.text
    assert house.sql("SELECT session_key, expire_date FROM django_session ORDER BY 1") == before
    visitor.get("/")
    assert house.sql("SELECT session_key, expire_date FROM django_session ORDER BY 1") != before
