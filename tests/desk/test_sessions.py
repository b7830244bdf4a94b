"""Signing in with a passkey, idling, signing out elsewhere, and guessing passwords."""

import subprocess
import sys

import pytest
import requests

from tests.desk.chromium import Chromium, Person
from tests.desk.house import House, Visitor, code_in
from tests.desk.test_journey import sign_in
from tests.desk.waiting import answers, until

pytestmark = pytest.mark.timeout(180)
MINUTE_MS = 60_000


@pytest.fixture
def unlimited(house: House) -> House:
    """A desk that remembers no one-time code and counts no attempt yet."""
    house.sql("DELETE FROM desk_cache")
    return house


def test_a_passkey_signs_in_alone(unlimited: House, browser: Chromium) -> None:
    """Made behind both factors; then one touch, no password: a passkey is both factors, and every page opens."""
    house, person = unlimited, browser.person()
    sign_in(person, house, "demo-officer-a")
    person.go(f"{house.address}/account/2fa/webauthn/add/")
    person.fill(name="phone", passwordless="on")
    person.press("#mfa_webauthn_add")
    person.until("!location.pathname.endsWith('/webauthn/add/')")
    person.go(f"{house.address}/account/logout/")
    person.follow("main form button[type=submit]")
    person.go(f"{house.address}/people/")
    assert person.run("location.pathname") == "/account/login/"
    person.press("#passkey_login")
    person.until("location.pathname === '/people/'")
    assert "demo-officer-a" in person.text()


def _idle(person: Person, minutes: int) -> None:
    """Let the page's own clock run on, at once."""
    person.run(f"window.slept = false; setTimeout(() => {{ window.slept = true; }}, {minutes * MINUTE_MS})")
    person.call("Emulation.setVirtualTimePolicy", policy="advance", budget=minutes * MINUTE_MS)
    person.until("window.slept")


def test_the_warning_comes_before_the_end_and_staying_loses_nothing(unlimited: House, browser: Chromium) -> None:
    """28 minutes after the last request; "stay" asks the desk unseen and keeps what was typed."""
    house, person = unlimited, browser.person()
    sign_in(person, house, "demo-officer-b")
    person.go(f"{house.address}/people/")
    person.fill(username="half-typed")
    hidden = "document.getElementById('idle').hidden"
    _idle(person, 27)
    assert person.run(hidden)
    _idle(person, 2)
    person.until(f"!{hidden}")
    where = "(() => { const box = document.getElementById('idle').getBoundingClientRect(); return [box.top, box.bottom]; })()"
    top, bottom = person.run(where)
    assert 0 <= top < bottom <= 800, "in sight, wherever on a long page somebody writes"
    person.press("#idle a")
    person.until(hidden)
    assert person.run("document.getElementById('username').value") == "half-typed"
    _idle(person, 29)
    person.until(f"!{hidden}")


def test_half_an_hour_without_a_request_signs_out(unlimited: House) -> None:
    """20 idle minutes are given back by the next request; a session whose half hour is over opens nothing."""
    visitor = unlimited.officer("a")
    for minutes in (20, 20):
        unlimited.sql(f"UPDATE django_session SET expire_date = datetime(expire_date, '-{minutes} minutes')")
        assert visitor.get("/").url == f"{unlimited.address}/"
    unlimited.sql("UPDATE django_session SET expire_date = datetime(expire_date, '-31 minutes')")
    assert "/account/login/" in visitor.get("/").url


def test_sessions_are_listed_and_ended(unlimited: House) -> None:
    """Somebody signed in on two machines sees both, and ends the other."""
    one = unlimited.officer("a")
    unlimited.sql("DELETE FROM desk_cache")
    other = unlimited.officer("a")
    assert one.get("/account/sessions/").text.count("python-requests") >= 2
    one.post("/account/sessions/")
    assert one.get("/").url == f"{unlimited.address}/"
    assert "/account/login/" in other.get("/").url


def test_who_forgot_a_password_is_told_the_way(unlimited: House) -> None:
    """Also without a mail address: supervisors can help."""
    assert "감독관 두 명에게 말하세요" in unlimited.visitor().get("/account/password/reset/").text


def _guess(visitor: Visitor, times: int) -> requests.Response:
    visitor.get("/account/login/")
    for _ in range(times):
        answer = visitor.post("/account/login/", login="demo-auditor", password="not this one")
    return answer


def test_guessing_passwords_ends_for_every_process(unlimited: House) -> None:
    """After five wrong ones the right one is refused too, also by a second server of the same desk: the count is shared."""
    assert "5분" not in _guess(unlimited.visitor(), 5).text
    visitor = unlimited.visitor()
    visitor.get("/account/login/")
    right = {"login": "demo-auditor", "password": unlimited.password}
    assert "/account/login/" in visitor.post("/account/login/", **right).url
    address = f"http://localhost:{unlimited.port + 3}"
    words = ["desk", "serve", "--bind", f"127.0.0.1:{unlimited.port + 3}"]
    second = subprocess.Popen([sys.executable, "-m", "kiosk", *words], env=unlimited.environment)
    try:
        until(lambda: answers(address))
        form = {**right, "csrfmiddlewaretoken": visitor.session.cookies.get("csrftoken")}
        host = {"Host": f"localhost:{unlimited.port}"}  # as the web server before both would say
        answer = visitor.session.post(
            f"{address}/account/login/", data=form, headers=host, timeout=30, allow_redirects=False
        )
        assert answer.status_code == 200, "the second process knows of the guesses"
    finally:
        second.terminate()
        second.wait(60)
    unlimited.sql("DELETE FROM desk_cache")
    assert "/account/2fa/authenticate/" in visitor.post("/account/login/", **right).url


def test_guessing_closes_nobody_elses_door(unlimited: House) -> None:
    """Whoever came in by a device before comes in by it again, whatever was guessed for them from the same address; and the page
    says that a passkey always opens."""
    own = unlimited.visitor()
    own.sign_in("demo-auditor")
    own.post("/account/logout/")
    assert "패스키로는 언제나" in _guess(unlimited.visitor(), 6).text
    own.get("/account/login/")
    answer = own.post("/account/login/", login="demo-auditor", password=unlimited.password)
    assert "/account/2fa/authenticate/" in answer.url, answer.text
    unlimited.sql("DELETE FROM desk_cache")


def test_guessing_codes_ends(unlimited: House) -> None:
    """With the password known, five wrong codes end it; the right one is refused too."""
    visitor = unlimited.visitor()
    visitor.get("/account/login/")
    page = visitor.post("/account/login/", login="demo-auditor", password=unlimited.password)
    right = code_in(page.text, "demo-auditor")
    wrong = f"{(int(right) + 500_000) % 1_000_000:06d}"
    for _ in range(5):
        assert "/account/2fa/authenticate/" in visitor.post("/account/2fa/authenticate/", code=wrong).url
    visitor.post("/account/2fa/authenticate/", code=right)
    assert "/account/" in visitor.get("/").url
    unlimited.sql("DELETE FROM desk_cache")
