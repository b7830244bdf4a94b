"""What a stolen session cannot do: whatever changes what travellers will see, or who may, wants a second factor of the last
five minutes, and whoever has none comes back to what they typed."""

import re

import pytest
from django.core.signing import TimestampSigner

from tests.desk.chromium import Chromium, Person
from tests.desk.house import House, Visitor, announcement, code_in
from tests.desk.test_journey import sign_in
from tests.desk.test_speed import inside
from tests.desk.test_texts import SIGN, fields, write

pytestmark = pytest.mark.timeout(180)
ASKED = "/account/2fa/reauthenticate/"
OLD = 301
"""Seconds since the second factor was given: just too many."""


@pytest.fixture
def unlimited(house: House) -> House:
    """A desk that remembers no one-time code and counts no attempt yet."""
    house.sql("DELETE FROM desk_cache")
    return house


@pytest.fixture
def visitor(unlimited: House) -> Visitor:
    """Officer B, just signed in."""
    return unlimited.officer("b")


def _age(house: House, session: str) -> None:
    """Let a session's sign-in lie further back, with the desk's own secret."""
    secret, salt = (house.root / "desk" / "secret").read_text(), "django.contrib.sessions.SessionStore"
    signer = TimestampSigner(key=secret, salt=salt, fallback_keys=())
    ((data,),) = house.sql("SELECT session_data FROM django_session WHERE session_key = ?", session)
    found = signer.unsign_object(data)
    for record in found["account_authentication_methods"]:
        record["at"] -= OLD
    told = signer.sign_object(found, compress=True)
    house.sql("UPDATE django_session SET session_data = ? WHERE session_key = ?", told, session)


def _age_visitor(visitor: Visitor) -> None:
    _age(visitor.house, visitor.session.cookies["sessionid"])


def _age_person(house: House, person: Person) -> None:
    cookies = person.call("Network.getCookies")["cookies"]
    _age(house, next(str(one["value"]) for one in cookies if one["name"] == "sessionid"))


def _confirm(visitor: Visitor, page: str) -> None:
    """Give the second factor again; `page` asks for it."""
    visitor.house.forget_codes()
    visitor.post(ASKED, code=code_in(page, "demo-officer-b"))


def _state(house: House, path: str) -> str:
    """As the database has it: to look at the page needs no session."""
    ((found,),) = house.sql("SELECT state FROM advice_version WHERE id = ?", int(path.split("/")[2]))
    return str(found)


def _waiting(visitor: Visitor, path: str = "") -> tuple[str, str]:
    """A version that waits for approval: its path, and `?onto=` it."""
    path = path or visitor.write()
    visitor.post(f"{path}submit/", replace="on")
    return path, f"?onto={path.split('/')[2]}"


def test_an_act_wants_a_second_factor_of_the_last_five_minutes(unlimited: House, visitor: Visitor) -> None:
    """People, rosters, versions: an older one is asked for again, and nothing is done until it is given."""
    version = visitor.write()
    _age_visitor(visitor)
    acts = ("submit", "approve", "withdraw", "return", "demo-sign")
    paths = [
        *(f"{version}{act}/" for act in acts),
        "/people/invite/", "/people/1/post/", "/people/1/confirm/", "/people/roster/propose/", "/people/roster/publish/",
        "/me/mail/", "/people/postings/1/confirm/", "/people/keys/1/admit/", "/notices/any/withdraw/",
    ]  # fmt: skip
    for path in paths:
        answer = visitor.post(path, username="eve", role="officer", seen="on", email="eve@evil.example")
        assert ASKED in answer.url, path
    assert _state(unlimited, version) == "draft"
    assert unlimited.sql("SELECT count(*) FROM accounts_officer WHERE username = 'eve' OR email <> ''") == [(0,)]
    _confirm(visitor, answer.text)
    visitor.post(f"{version}submit/", replace="on")
    assert _state(unlimited, version) == "submitted"


def test_to_edit_what_waits_wants_a_second_factor(unlimited: House, visitor: Visitor) -> None:
    """By any of the ways to write on it: a stolen session would take back every edition, signatures and all, without end."""
    version, onto = _waiting(visitor)
    typed = announcement(unlimited.edition(), zones="KH-2")
    sign = unlimited.edition()["checklist"]["signs"][0]
    keys = [one["id"] for one in unlimited.edition()["contacts"]]
    ways: dict[str, dict[str, object]] = {
        f"{version}edit/": typed,
        f"/texts/signs/{sign['id']}/{onto}": {**fields(sign, *SIGN), "text_en": "Written anew."},
        f"/texts/signs/{unlimited.edition()['checklist']['signs'][1]['id']}/{onto}": {"remove": "1"},
        f"/texts/contacts/order/{onto}": {"key": keys[::-1], "save": "1"},
    }
    _age_visitor(visitor)
    for path, fill in ways.items():
        answer = visitor.post(path, **fill)
        assert ASKED in answer.url, path
        assert f'name="next" value="{path.partition("?")[0]}' in answer.text, "it leads back to the very page"
        assert _state(unlimited, version) == "submitted", path
    _confirm(visitor, answer.text)
    for path, fill in ways.items():
        version, onto = _waiting(visitor)
        answer = visitor.post(re.sub(r"/versions/\d+/", version, path).partition("?")[0] + onto, **fill)
        assert re.search(r"/versions/\d+/$", answer.url), answer.text
        assert _state(unlimited, version) == "withdrawn", path


def test_to_edit_what_was_approved_wants_a_second_factor(unlimited: House, visitor: Visitor) -> None:
    """Approved, with one signature missing, it waits as well."""
    version, _ = _waiting(unlimited.officer("a"))
    visitor.approve(version)
    _age_visitor(visitor)
    assert ASKED in visitor.post(f"{version}edit/", **announcement(unlimited.edition())).url
    assert _state(unlimited, version) == "approved"


def test_a_draft_that_was_submitted_meanwhile_is_no_draft(unlimited: House, visitor: Visitor) -> None:
    """An edit that began before, and so asked for nothing, does not take back what waits by now."""
    version = visitor.write()
    assert "그사이 바뀌었습니다: 승인 대기" in inside(unlimited, "overtake", version.split("/")[2])
    assert _state(unlimited, version) == "submitted"


def test_a_draft_is_written_on_without(unlimited: House, visitor: Visitor) -> None:
    """It waits for nobody: at night nobody is asked for a code at each saving. The same of a new one."""
    _age_visitor(visitor)
    first = visitor.write()
    then = visitor.post(f"{first}edit/", **announcement(unlimited.edition(), verbatim="다른 글")).url
    assert re.search(r"/versions/\d+/$", then) and not then.endswith(first)
    assert _state(unlimited, first) == "withdrawn"
    sign = unlimited.edition()["checklist"]["signs"][0]
    write(visitor, f"signs/{sign['id']}/", **{**fields(sign, *SIGN), "text_en": "Written anew."})


def test_what_was_typed_survives_the_second_factor(unlimited: House, browser: Chromium) -> None:
    """An edit of what waits, the code asked for in between: back on the very page with every word, and saved by one press."""
    person = browser.person()
    sign_in(person, unlimited, "demo-officer-b")
    visitor = unlimited.officer("a")
    version, _ = _waiting(visitor)
    person.go(f"{unlimited.address}{version}edit/")
    person.fill(verbatim="고쳐 옮겨 적은 발표문")
    person.run("document.getElementsByName('verbatim')[0].dispatchEvent(new Event('input', {bubbles: true}))")
    _age_person(unlimited, person)
    person.follow(".send button")
    assert person.run("location.pathname") == ASKED
    unlimited.forget_codes()
    person.fill(code=code_in(str(person.run("document.body.innerHTML")), "demo-officer-b"))
    person.follow("main form button[type=submit]")
    assert person.run("location.pathname") == f"{version}edit/"
    assert person.run("document.getElementsByName('verbatim')[0].value") == "고쳐 옮겨 적은 발표문"
    assert visitor.state(version) == "submitted"
    person.follow(".send button")
    assert "고쳐 옮겨 적은 발표문" in person.text()
    assert visitor.state(version) == "withdrawn"


def test_an_order_survives_the_second_factor(unlimited: House, visitor: Visitor) -> None:
    """It is held by the page alone, scripts or none: the address that leads back carries it."""
    _, onto = _waiting(visitor)
    keys = [one["id"] for one in unlimited.edition()["contacts"]]
    _age_visitor(visitor)
    answer = visitor.post(f"/texts/contacts/order/{onto}", key=keys[::-1], save="1")
    *_, back = re.findall(r'name="next" value="([^"]+)"', answer.text)  # before it, that of the language button
    _confirm(visitor, answer.text)
    page = visitor.get(back.replace("&amp;", "&")).text
    assert re.findall(r'name="key" value="([^"]+)"', page) == keys[::-1]
    assert not re.search(r'name="save"[^>]*disabled', page)


def test_a_signing_key_is_begun_behind_a_second_factor(visitor: Visitor) -> None:
    """An older session sees the way to it, not the link: a thief's key would wait for two supervisors under another's name."""
    assert "/enroll.html#" in visitor.get("/me/").text
    _age_visitor(visitor)
    page = visitor.get("/me/").text
    assert "/enroll.html#" not in page
    way = re.search(r'id="enroll-after" href="([^"]+)"', page)
    assert way
    _confirm(visitor, visitor.get(way[1]).text)
    assert "/enroll.html#" in visitor.get("/me/").text


def test_other_sessions_are_ended_without(unlimited: House, visitor: Visitor) -> None:
    """Whoever was robbed ends the thief's session at once, with no phone in hand. A thief gains no more than a nuisance."""
    other = unlimited.officer("a")
    mine = unlimited.officer("a")
    _age_visitor(mine)
    mine.post("/account/sessions/")
    assert "/account/login/" in other.get("/").url
    assert mine.get("/").url == visitor.get("/").url == f"{unlimited.address}/"


def test_another_password_wants_a_fresh_second_factor(unlimited: House, visitor: Visitor) -> None:
    """A stolen session that knows the old password does not change it; who may, leaves a line in the audit."""
    old, new = unlimited.password, "another password of twelve"
    lines = "SELECT COUNT(*) FROM publishing_audit WHERE act = 'password'"
    ((before,),) = unlimited.sql(lines)
    change = "/account/password/change/"
    _age_visitor(visitor)
    answer = visitor.post(change, oldpassword=old, password1=new, password2=new)
    assert ASKED in answer.url
    assert unlimited.sql(lines) == [(before,)]
    _confirm(visitor, answer.text)
    assert visitor.post(change, oldpassword=old, password1=new, password2=new).status_code == 200
    assert unlimited.sql(lines) == [(before + 1,)]
    visitor.post(change, oldpassword=new, password1=old, password2=old)
    assert unlimited.sql(lines) == [(before + 2,)]
    assert "비밀번호 변경" in visitor.get("/audit/").text
