"""How people come, change and go: always two supervisors, always at once."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from itertools import count

import pytest
import requests

from kiosk.feed.publish.repository import admitted
from tests.desk.house import DatabaseRefused, House, Visitor

pytestmark = pytest.mark.timeout(180)
PASSWORD = "seven gates of the harbour"
_names = (f"newcomer-{number}" for number in count(1))


@pytest.fixture(scope="module")
def house(either: House) -> House:
    """The desk, on each database."""
    return either


@pytest.fixture
def named(b: Visitor) -> Iterator[str]:
    """Somebody whom B has invited."""
    name = next(_names)
    b.post("/people/invite/", username=name, role="officer", email=f"{name}@police.example")
    yield name


@pytest.fixture
def joined(house: House, c: Visitor, named: str) -> tuple[str, Visitor]:
    """Somebody who has joined, with a second factor: the name, and their browser."""
    link = _link(c.post(f"/people/{_pk(house, named)}/confirm/"))
    visitor = house.visitor()
    visitor.get(link)
    visitor.post(link, sign_in=secret_name(named), new_password1=PASSWORD, new_password2=PASSWORD)
    visitor.get("/account/login/")
    page = visitor.post("/account/login/", login=secret_name(named), password=PASSWORD)
    assert page.url.endswith("/account/2fa/totp/activate/"), "a second factor is demanded at once"
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.text)
    assert secret, page.text
    assert 'href="otpauth://totp/' in page.text, "nobody scans the screen of the phone they hold"
    page = visitor.post("/account/2fa/totp/activate/", code=totp(secret[0]))
    assert page.status_code == 200 and "totp/activate" not in page.url, page.text
    return named, visitor


def secret_name(pseudonym: str) -> str:
    """What somebody of that pseudonym signs in with."""
    return f"harbour of {pseudonym}"


def _pk(house: House, name: str) -> int:
    ((pk,),) = house.sql("SELECT id FROM accounts_officer WHERE username = ?", name)
    return int(pk)


def _link(answer: requests.Response) -> str:
    found = re.search(r"http://localhost:\d+(/join/[^\s<]+)", answer.text)
    assert found, answer.text
    return found[1]


def totp(secret: str) -> str:
    """RFC 6238, computed here."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def _posting(visitor: Visitor, name: str) -> str:
    """The path of the change that waits for somebody."""
    pk = _pk(visitor.house, name)
    box = visitor.get("/people/").text.split(f'id="person-{pk}"')[1].split("</li>")[0]
    found = re.search(r"(/people/postings/\d+/)back/", box)
    assert found, box
    return found[1]


def _confirmed(b: Visitor, c: Visitor, name: str, role: str) -> requests.Response:
    """B names a change, C confirms it."""
    b.post(f"/people/{_pk(b.house, name)}/post/", role=role)
    return c.post(f"{_posting(b, name)}confirm/")


def test_a_lost_phone_is_no_dead_end(b: Visitor, joined: tuple[str, Visitor]) -> None:
    """The page that asks for the app's digits says what else it takes, and takes it: a recovery code, once."""
    name, visitor = joined
    codes = re.findall(r"\b\d{8}\b", visitor.get("/account/2fa/recovery-codes/").text)
    for code, where in ((codes[0], "/"), (codes[0], "/account/2fa/authenticate/")):
        somebody = b.house.visitor()
        somebody.get("/account/login/")
        page = somebody.post("/account/login/", login=secret_name(name), password=PASSWORD)
        assert "복구 코드 여덟 자리를 같은 칸에" in page.text
        answer = somebody.post("/account/2fa/authenticate/", code=code)
        assert answer.url == f"{b.house.address}{where}"
        assert re.findall(r"남은 것: \d+개", answer.text) == ["남은 것: 9개"] * (where == "/")


def test_one_supervisor_invites_another_confirms(house: House, b: Visitor, named: str) -> None:
    """Not the one who invited, and nobody who is no supervisor."""
    path = f"/people/{_pk(house, named)}/confirm/"
    assert "다른 감독관이 확인해야" in b.post(path).text
    assert "감독관만 할 수 있습니다" in house.officer("auditor").post(path).text
    said = house.sql("SELECT is_active, confirmed_by_id FROM accounts_officer WHERE username = ?", named)
    assert said == [(False, None)]


def test_the_link_is_shown_and_mailed_and_works_once(house: House, c: Visitor, named: str) -> None:
    """The mail holds the very link that the page shows; a password set with it ends it."""
    link = _link(c.post(f"/people/{_pk(house, named)}/confirm/"))
    (mail,) = [
        text
        for path in (house.root / "desk" / "mail").iterdir()
        if f"To: {named}@" in (text := path.read_text(encoding="utf-8"))
    ]
    assert link in mail.replace("=\n", "").replace("=3D", "=")
    visitor = house.visitor()
    visitor.get(link)
    assert visitor.post(link, sign_in="harbour-1", new_password1="short", new_password2="short").status_code == 422
    both = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert visitor.post(link, sign_in=named, **both).status_code == 422, "a pseudonym is public"
    assert visitor.post(link, sign_in="harbour-1", **both).url.endswith("/account/login/")
    visitor.get(link, status=404)


def test_an_invitation_that_makes_no_sense_is_refused(b: Visitor) -> None:
    """A name that cannot stand in the feed, one that is taken, a role and an address that do not exist."""
    for fields, why in (
        ({"username": "no spaces", "role": "officer"}, "가명은 영문·숫자"),
        ({"username": "DEMO-OFFICER-A", "role": "officer"}, "DEMO-OFFICER-A: 이미 있습니다"),
        ({"username": "somebody", "role": "king"}, "없는 역할입니다: king"),
        ({"username": "somebody", "role": "officer", "email": "nowhere"}, "전자우편 주소가 아닙니다"),
    ):
        assert why in b.post("/people/invite/", **fields).text


def test_who_leaves_is_out_at_once(house: House, b: Visitor, c: Visitor, joined: tuple[str, Visitor]) -> None:
    """B names it, B cannot confirm it, C does: the open session ends with it, and there is no way back in."""
    name, visitor = joined
    b.post(f"/people/{_pk(house, name)}/post/", role="")
    path = _posting(b, name)
    assert "다른 감독관이 확인해야" in b.post(f"{path}confirm/").text
    assert visitor.get("/").url == f"{house.address}/", "nothing has changed yet"
    c.post(f"{path}confirm/")
    assert "/account/login/" in visitor.get("/").url
    assert visitor.post("/account/login/", login=secret_name(name), password=PASSWORD).url.endswith(
        "/account/inactive/"
    )
    assert "아직 가입하지 않았거나 이미 그만두었습니다" in b.post(f"/people/{_pk(house, name)}/post/", role="").text
    assert "이미 확인되었습니다" in c.post(f"/people/{_pk(house, name)}/confirm/").text, "one alone brings nobody back"


def test_who_left_comes_back_as_on_the_first_day(b: Visitor, c: Visitor, joined: tuple[str, Visitor]) -> None:
    """By two again, by a new link; the old password and the old second factor are worth nothing (a lost phone's mend)."""
    name, visitor = joined
    _confirmed(b, c, name, "")
    link = _link(_confirmed(c, b, name, "officer"))
    visitor.get("/account/login/")
    assert visitor.post("/account/login/", login=secret_name(name), password=PASSWORD).url.endswith("/account/login/")
    visitor.get(link)
    visitor.post(link, sign_in=secret_name(name), new_password1=f"{PASSWORD} anew", new_password2=f"{PASSWORD} anew")
    page = visitor.post("/account/login/", login=secret_name(name), password=f"{PASSWORD} anew")
    assert page.url.endswith("/account/2fa/totp/activate/")


def test_everyone_names_their_own_mail_address(house: House, joined: tuple[str, Visitor]) -> None:
    """Where alarms go."""
    name, visitor = joined
    assert "전자우편 주소가 아닙니다" in visitor.post("/me/mail/", email="nowhere").text
    visitor.post("/me/mail/", email="own@police.example")
    assert house.sql("SELECT email FROM accounts_officer WHERE username = ?", name) == [("own@police.example",)]


def test_a_public_name_is_exchanged_for_a_secret_one(house: House, joined: tuple[str, Visitor]) -> None:
    """Who signs in by their public pseudonym, as before, is told so and chooses another; a pseudonym is refused, the record holds
    no name, and the old one opens nothing any more."""
    name, visitor = joined
    house.sql("UPDATE accounts_officer SET sign_in = username WHERE username = ?", name)
    assert 'id="public-name"' in visitor.get("/me/").text
    assert "공개 가명과 다른 이름을" in visitor.post("/me/name/", sign_in=name.upper()).text
    visitor.post("/me/name/", sign_in=f"quiet river {name}")
    assert 'id="public-name"' not in visitor.get("/me/").text
    assert house.sql("SELECT sign_in FROM accounts_officer WHERE username = ?", name) == [(f"quiet river {name}",)]
    assert house.sql("SELECT subject, detail FROM publishing_audit ORDER BY id DESC LIMIT 1")[0][0] == f"officer {name}"
    assert "quiet river" not in str(house.sql("SELECT subject, detail FROM publishing_audit"))
    stranger = house.visitor()
    stranger.get("/account/login/")
    for typed, opens in ((name, False), (f"quiet river {name}", True)):
        answer = stranger.post("/account/login/", login=typed, password=PASSWORD)
        assert ("/account/2fa/" in answer.url) == opens, (typed, answer.url)


@pytest.mark.parametrize("role", ["supervisor", "auditor"])
def test_a_new_role_ends_the_old_session(b: Visitor, c: Visitor, joined: tuple[str, Visitor], role: str) -> None:
    """Whoever is given another role signs in again, and has it."""
    name, visitor = joined
    _confirmed(b, c, name, role)
    assert "/account/login/" in visitor.get("/").url
    shown = {"supervisor": "감독관", "auditor": "감사관"}[role]
    assert f"<strong>{name}</strong> · {shown}" in b.get("/people/").text
    _confirmed(b, c, name, "")


def test_one_supervisor_suspends_and_two_bring_back(
    house: House, b: Visitor, c: Visitor, joined: tuple[str, Visitor]
) -> None:
    """A stolen account is shut out by one at once, sessions and all; back it comes only by two, by a new link."""
    name, visitor = joined
    assert "감독관만 할 수 있습니다" in visitor.post(f"/people/{_pk(house, 'demo-auditor')}/suspend/").text
    b.post(f"/people/{_pk(house, name)}/suspend/")
    assert "/account/login/" in visitor.get("/").url
    assert visitor.post("/account/login/", login=secret_name(name), password=PASSWORD).url.endswith(
        "/account/inactive/"
    )
    b.post(f"/people/{_pk(house, name)}/post/", role="officer")
    path = _posting(b, name)
    assert "다른 감독관이 확인해야" in b.post(f"{path}confirm/").text
    assert "/join/" in c.post(f"{path}confirm/").text
    assert "감독관 두 명은 남아야" in b.post(f"/people/{_pk(house, 'demo-supervisor-c')}/suspend/").text


def test_two_supervisors_stay(b: Visitor, c: Visitor) -> None:
    """With two left, neither leaves nor steps down."""
    for role in ("", "auditor"):
        assert "감독관 두 명은 남아야" in _confirmed(b, c, "demo-supervisor-c", role).text
        c.post(f"{_posting(b, 'demo-supervisor-c')}back/")


def test_a_change_that_fell_is_over(house: House, b: Visitor, c: Visitor, joined: tuple[str, Visitor]) -> None:
    """One change at a time; taken back, it cannot be confirmed any more."""
    name, visitor = joined
    b.post(f"/people/{_pk(house, name)}/post/", role="auditor")
    assert "다른 변경이 이미 기다립니다" in c.post(f"/people/{_pk(house, name)}/post/", role="").text
    path = _posting(b, name)
    b.post(f"{path}back/")
    assert "이미 끝난 변경" in c.post(f"{path}confirm/").text
    assert visitor.get("/").url == f"{house.address}/"


def test_the_database_refuses_one_supervisor_alone(house: House, b: Visitor, joined: tuple[str, Visitor]) -> None:
    """With SQL in hand too: who names a change does not confirm it."""
    b.post(f"/people/{_pk(house, joined[0])}/post/", role="supervisor")
    with pytest.raises(DatabaseRefused, match="posting_confirmed_by_another"):
        house.sql("UPDATE accounts_posting SET confirmed_by_id = proposed_by_id WHERE ended IS NULL")
    b.post(f"{_posting(b, joined[0])}back/")


def test_an_officer_changes_nobody(house: House, joined: tuple[str, Visitor]) -> None:
    """Neither roles nor rosters nor root."""
    _, officer = joined
    for path, fields in (
        (f"/people/{_pk(house, 'demo-auditor')}/post/", {"role": "supervisor"}),
        ("/people/roster/propose/", {"remove": "0" * 64}),
        ("/people/roster/demo-root/", {}),
    ):
        assert "감독관만 할 수 있습니다" in officer.post(path, **fields).text


def test_keys_of_who_left_are_named_until_they_are_removed(house: House, b: Visitor, c: Visitor) -> None:
    """On the board, and ticked for removal; leaving the desk alone takes no key out of the feed."""
    _confirmed(b, c, "demo-officer-a", "")
    assert "demo-officer-a의 열쇠가 아직 서명할 수 있습니다" in b.get("/").text
    ticked = re.findall(r'name="remove" value="\w+" checked> (\S+)', b.get("/people/").text)
    assert ticked == ["demo-officer-a"]
    assert "demo-officer-a" in admitted(house.feed.repository.targets().signed)
