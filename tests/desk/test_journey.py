"""Two officers in two browsers: from sign-in to the edition that a kiosk accepts."""

import pytest

from tests.desk.box import Box
from tests.desk.chromium import Chromium, Person
from tests.desk.house import House, announcement, code_in

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: it goes from the first edition on."""
    return own_house


def sign_in(person: Person, house: House, name: str) -> None:
    """Password and one-time code, in a browser."""
    person.go(f"{house.address}/")
    person.fill(login=name, password=house.password)
    person.follow("main form button[type=submit]")
    person.until("location.pathname.startsWith('/account/2fa/')")
    house.forget_codes()
    person.fill(code=code_in(str(person.run("document.body.innerHTML")), name))
    person.follow("main form button[type=submit]")
    person.until("location.pathname === '/'")


def enroll(person: Person, house: House) -> str:
    """Make a signing passkey; the digits the page shows."""
    person.go(f"{house.address}/me/")
    person.follow("#enroll")
    person.until("document.getElementById('touch') && !document.getElementById('touch').hidden")
    person.press("#touch")
    return str(person.until("document.getElementById('digits').textContent"))


def admit(supervisor: Person, house: House, digits: str) -> None:
    """The supervisor compares the digits and admits (demo keys)."""
    supervisor.go(f"{house.address}/people/")
    assert digits in supervisor.text()
    supervisor.follow("form[action*='/admit/'] button")
    supervisor.until("location.pathname === '/people/'")


def touch(person: Person) -> None:
    """Sign what waits with a touch on the signing page."""
    person.follow("#sign")
    person.until("!document.getElementById('content').hidden")
    person.press("#touch")
    person.until("/signed:|in the feed/.test(document.getElementById('state').textContent)")


def approve(person: Person) -> None:
    """Approve what is shown, with the pictures that are there so far."""
    person.fill(seen="on")
    person.run("document.getElementById('unpainted')?.click()")
    person.follow("#approve")


def _shows(box: Box, edition: int) -> None:
    assert box.post(box.said(edition=edition)) == 200


def test_two_officers_raise_a_province(house: House, browser: Chromium) -> None:
    """A writes and touches; B approves and touches; the new edition verifies with both their names, and both see it come to
    the screens, one kiosk after the other."""
    before = house.verified()
    boxes = [Box(house).admitted(house.officer("a"), house.officer("b"), gate) for gate in ("231", "253")]
    a, b = browser.person(), browser.person()
    sign_in(a, house, "demo-officer-a")
    sign_in(b, house, "demo-officer-b")
    for one in (a, b):
        admit(b, house, enroll(one, house))

    a.go(f"{house.address}/write/announcement/?zone=KH-12")
    a.fill(**announcement(house.edition()))
    a.follow(".send button")
    assert "→ 4 여행금지" in a.text(), a.text()
    a.follow("#submit")
    touch(a)
    assert house.verified().number == before.number

    b.go(f"{house.address}/")
    b.follow(".box a[href^='/versions/']")
    approve(b)
    assert house.verified().number == before.number
    touch(b)
    b.until("/is in the feed/.test(document.getElementById('state').textContent)")
    assert b.run("JSON.parse(localStorage.getItem('demo last')).number") == before.number + 1, (
        "what the next is compared with"
    )

    after = house.verified()
    assert after.number == before.number + 1
    _shows(boxes[0], after.number)
    b.until("/on screens: 1 \\/ 2. .*not yet: T2 253/.test(document.getElementById('state').textContent)")
    a.go(f"{house.address}/versions/")
    a.go(f"{house.address}{a.run('[...document.links].find((one) => /versions.[0-9]+/.test(one.pathname)).pathname')}")
    _shows(boxes[0], after.number)  # a report counts for 75 seconds
    a.until("/화면 1 \\/ 2 .*T2 253/.test(document.getElementById('painted').textContent)")
    for box in boxes:
        _shows(box, after.number)
    a.until("/화면 2 \\/ 2/.test(document.getElementById('painted').textContent)")
    b.until("/on screens: 2 \\/ 2/.test(document.getElementById('state').textContent)")
    assert after.signers == ("demo-officer-a", "demo-officer-b")
    raised = [one for one in house.edition()["advisories"] if one["zone"] == "KH-12"]
    assert raised[-1]["level"] == "LEVEL_4"
    assert raised[-1]["source"]["verbatim_ko"] == "시험용 발표문"
