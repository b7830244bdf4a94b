"""Supervisors' passkeys in the browser: they admit officers, and remove one with the edition in force signed anew."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.feed.publish import ceremony, proposal, roster
from kiosk.feed.publish.repository import admitted
from tests.desk.chromium import Chromium, Person
from tests.desk.house import House
from tests.desk.test_journey import sign_in

pytestmark = pytest.mark.timeout(240)
SAID = "document.getElementById('state').textContent"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A desk of one's own: each test here changes who may sign."""
    found = House(tmp_path, paints=False)
    yield found
    found.close()


def _enroll(person: Person, house: House, button: str) -> str:
    """Make a passkey; the digits the page shows."""
    person.go(f"{house.address}/me/")
    person.follow(button)
    person.until("document.getElementById('touch') && !document.getElementById('touch').hidden")
    person.press("#touch")
    return str(person.until("document.getElementById('digits').textContent"))


def _open(person: Person, house: House) -> None:
    person.go(f"{house.address}/people/")
    person.follow("#sign-roster")
    person.until("!document.getElementById('roster').hidden")


def _touch(person: Person, house: House, button: str, who: str) -> str:
    """Open the roster, tick every new key, touch; what the page showed."""
    _open(person, house)
    shown = person.text()
    person.run("document.querySelectorAll('#officers input').forEach((box) => box.click())")
    person.press(button)
    person.until(f"document.querySelector('{button}').hidden && {SAID}.includes('{who}')")
    return shown


def _publish(person: Person, house: House) -> None:
    person.go(f"{house.address}/people/")
    person.follow("#publish-roster")
    assert not person.run("!!document.getElementById('roster')"), person.text()


def test_supervisors_admit_and_remove_by_touch(house: House, browser: Chromium) -> None:
    """Root by the demo's ceremony; then passkeys alone: three admitted, one removed in one snapshot."""
    people = {name: browser.person() for name in ("demo-officer-a", "demo-officer-b", "demo-supervisor-c")}
    for name, person in people.items():
        sign_in(person, house, name)
    a, b, c = people.values()
    digits = [_enroll(one, house, "#enroll") for one in (a, b, c)]
    for one in (b, c):
        _enroll(one, house, "#enroll-supervisor")
    feed = house.feed.repository

    b.go(f"{house.address}/people/")
    b.follow("#demo-root")
    assert feed.root().signed.version == 1, "it waits for the touches"
    _touch(b, house, "#touch", "demo-officer-b")
    _touch(c, house, "#touch", "demo-supervisor-c")
    _publish(b, house)
    assert feed.root().signed.version == 2

    b.go(f"{house.address}/people/")
    b.run("document.querySelectorAll('[name=admit]').forEach((box) => box.click())")
    b.follow("#propose-roster button")
    _open(b, house)
    assert b.run("document.getElementById('touch').disabled"), "new keys must be ticked first"
    for shown in (_touch(b, house, "#touch", "demo-officer-b"), _touch(c, house, "#touch", "demo-supervisor-c")):
        assert all(one in shown for one in digits)
        assert "NEW" in shown
    _publish(c, house)
    held = admitted(feed.targets().signed)
    assert {name: len(keys) for name, keys in held.items()} == {
        "demo-officer-a": 2,  # the demo's key file, and the passkey
        "demo-officer-b": 2,
        "demo-supervisor-c": 1,
    }

    before, snapshot = house.verified(), feed.snapshot().signed.version
    assert before.signers == ("demo-officer-a", "demo-officer-b")
    c.go(f"{house.address}/people/")
    for keyid in held["demo-officer-a"]:
        c.fill(remove=keyid)
    c.follow("#propose-roster button")
    shown = _touch(b, house, "#touch", "demo-officer-b") + _touch(c, house, "#touch", "demo-supervisor-c")
    assert "연락처" in shown, "what is signed anew is shown whole"
    c.go(f"{house.address}/people/")
    assert c.run("document.getElementById('publish-roster').disabled"), "locked until the edition is signed anew"
    c.run("document.getElementById('publish-roster').disabled = false")
    c.follow("#publish-roster")
    assert "서명이 다 모이지" in c.text(), "and the server refuses too"
    assert feed.snapshot().signed.version == snapshot
    for person, name in ((c, "demo-supervisor-c"), (b, "demo-officer-b")):
        _open(person, house)
        person.press("#anew")
        person.until(f"document.querySelector('#anew').hidden && {SAID}.split('anew').pop().includes('{name}')")
    _publish(c, house)
    b.until(f"{SAID}.includes('The roster is in the feed')")
    after = house.verified()
    assert feed.snapshot().signed.version == snapshot + 1
    assert (after.signers, after.edition_sha256) == (("demo-officer-b", "demo-supervisor-c"), before.edition_sha256)
    assert "demo-officer-a" not in admitted(feed.targets().signed)
    a.go(f"{house.address}/me/")
    assert "제거됨" in a.text()


def test_an_edition_that_waited_waits_on(house: House) -> None:
    """A removal goes out meanwhile: the same bytes wait under the next version, their signatures start again, and they go out."""
    feed, ring = house.feed.repository, house.feed.ring
    c = house.officer("c")
    b = house.officer("b")
    ceremony.admit(feed, ring, "demo-supervisor-c", datetime.now(UTC))
    path = b.write()
    b.post(f"{path}submit/", replace="on")
    b.post(f"{path}demo-sign/")
    c.approve(path)
    before = proposal.waiting(feed)
    assert before.signers == ("demo-officer-b",)

    c.get("/people/")
    c.post("/people/roster/propose/", remove=admitted(feed.targets().signed)["demo-officer-a"])
    for _, file in ring.files():
        if file.kind == "supervisor" or file.name in ("demo-officer-b", "demo-supervisor-c"):
            roster.sign(feed, file, ring.passphrase)
    c.post("/people/roster/publish/")
    assert "demo-officer-a" not in admitted(feed.targets().signed)
    after = proposal.waiting(feed)
    assert (after.edition, after.signers) == (before.edition, ())
    assert after.editions.signed.version == before.editions.signed.version + 1

    b.post(f"{path}demo-sign/")
    c.post(f"{path}demo-sign/")
    assert house.verified().signers == ("demo-officer-b", "demo-supervisor-c")
    assert house.verified().edition_bytes == before.edition
