"""No dead end: in every state, for every role, with and without a key, a version's page leads on; and the way leads out."""

import json
import re
from collections.abc import Callable

import pytest

from tests.desk.house import House, Visitor
from tests.desk.test_texts import six, write

pytestmark = pytest.mark.timeout(180)
People = dict[str, Visitor]
ACT = re.compile(r'action="(/versions/\d+/(\w[\w-]*)/)"')


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: many editions go out."""
    return own_house


@pytest.fixture(scope="module")
def people(house: House, a: Visitor, b: Visitor, c: Visitor, auditor: Visitor) -> People:
    """Officer and supervisor with a key, a supervisor whom the feed does not admit, an auditor."""
    assert "demo-supervisor-c" not in house.feed.repository.targets().to_bytes().decode()
    return {"officer": a, "supervisor": b, "keyless": c, "auditor": auditor}


def draft(writer: Visitor) -> str:
    """A draft of theirs."""
    return writer.write(zones="KH-18")


def submitted(people: People, writer: str = "officer", signs: bool = False) -> str:
    """Submitted, and signed by its author or not."""
    path = draft(people[writer])
    people[writer].post(f"{path}submit/", replace="on")
    if signs:
        people[writer].post(f"{path}demo-sign/")
    return path


def approved(people: People, writer: str, approver: str, signs: bool) -> str:
    """Approved by another, and not out yet."""
    path = submitted(people, writer, signs)
    people[approver].approve(path)
    assert people[approver].state(path) == "approved"
    return path


def taken_back(people: People) -> str:
    """Submitted, then taken back."""
    path = submitted(people)
    people["officer"].post(f"{path}withdraw/")
    return path


def discarded(people: People) -> str:
    """A draft that was thrown away."""
    path = draft(people["officer"])
    people["officer"].post(f"{path}withdraw/")
    return path


def returned(people: People, writer: str = "officer") -> str:
    """Given back with a reason."""
    path = submitted(people, writer)
    people["supervisor"].post(f"{path}return/", reason="출처가 다릅니다")
    return path


def attested(people: People) -> str:
    """A kind of version that has no form, returned."""
    path = people["officer"].post("/write/attestation/").url.removeprefix(people["officer"].house.address)
    people["officer"].post(f"{path}submit/", replace="on")
    people["supervisor"].post(f"{path}return/", reason="아직 확인하지 못했습니다")
    return path


def out_of_place(people: People) -> str:
    """Approved, and then another takes its place in the feed."""
    path = approved(people, "officer", "supervisor", signs=True)
    submitted(people)
    return path


STATES: dict[str, Callable[[People], str]] = {
    "draft": lambda people: draft(people["officer"]),
    "a draft of somebody without a key": lambda people: draft(people["keyless"]),
    "submitted": submitted,
    "submitted and signed": lambda people: submitted(people, signs=True),
    "submitted by somebody without a key": lambda people: submitted(people, "keyless"),
    "approved by somebody without a key": lambda people: approved(people, "officer", "keyless", True),
    "approved, nobody signed": lambda people: approved(people, "keyless", "officer", False),
    "returned": returned,
    "returned, without a form": attested,
    "taken back": taken_back,
    "discarded": discarded,
    "replaced by another": out_of_place,
}


def offered(visitor: Visitor, path: str) -> dict[str, str]:
    """The acts that the page offers somebody: name to address."""
    page = visitor.get(path).text
    return {act: address for address, act in ACT.findall(page) if address.startswith(path)}


@pytest.mark.parametrize("state", STATES)
def test_every_state_leads_on_for_everybody(people: People, state: str) -> None:
    """Somebody can act, by a button on the page; whoever cannot is told who can, or that it is over; an auditor only reads."""
    path = STATES[state](people)
    acts = {name: set(offered(visitor, path)) for name, visitor in people.items()}
    assert acts.pop("auditor") == set()
    assert all(acts.values()), f"no way on for somebody: {acts}"


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_walked_to_publication(house: House, people: People, state: str) -> None:
    """By nothing but the buttons offered to whoever looks, one after another, it goes out signed by two who have keys."""
    path, number = STATES[state](people), house.verified().number
    for _ in range(8):
        for name in ("officer", "supervisor", "keyless"):
            acts = offered(people[name], path)
            for act in ("again", "submit", "approve", "demo-sign"):
                if act in acts:
                    ticks = people[name].lower(path)
                    answer = people[name].post(acts[act], seen="on", unpainted="on", replace="on", lower=ticks)
                    path = answer.url.removeprefix(house.address).partition("#")[0]
                    break
        if house.verified().number > number:
            break
    assert house.verified().number > number, people["officer"].get(path).text
    assert set(house.verified().signers) == {"demo-officer-a", "demo-officer-b"}
    assert 'id="published"' in people["auditor"].get(path).text


def test_a_signature_is_taken_over(house: House, people: People) -> None:
    """Whoever approved has no key: the page says so, names who can sign, and any of them may."""
    path = approved(people, "officer", "keyless", signs=True)
    page = people["keyless"].get(path).text
    assert "등록된 서명용 패스키가 없어" in page and "서명할 수 있는 사람: demo-officer-b" in page
    assert 'id="sign"' in people["supervisor"].get(path).text
    number = house.verified().number
    people["supervisor"].post(f"{path}demo-sign/")
    assert house.verified().number > number


def test_an_approval_that_would_block_is_refused_in_words(house: House, people: People) -> None:
    """Only A can sign editions, and the approver's key is one for rosters: the approval is refused, with who can sign and the way
    on; the version still waits, and the same press works once a second key is admitted again."""
    path = submitted(people, signs=True)
    ((c,),) = house.sql("SELECT id FROM accounts_officer WHERE username = 'demo-supervisor-c'")
    key = json.dumps({"keyval": {"scope": "demo/targets"}})
    columns = "officer_id, keyid, key, credential, enrolled, admitted"
    now = "2026-11-30 00:00:00"
    house.sql(f"INSERT INTO accounts_passkey ({columns}) VALUES (?, 'rosters', ?, 'x', ?, ?)", c, key, now, now)
    house.sql("UPDATE accounts_officer SET is_active = 0 WHERE username = 'demo-officer-b'")
    try:
        said = people["keyless"].approve(path).text
        assert "두 명이 되지 않아 승인해도 나갈 수 없습니다 (지금: demo-officer-a)" in said and "명단에 올려" in said
        assert people["keyless"].state(path) == "submitted"
    finally:
        house.sql("UPDATE accounts_officer SET is_active = 1 WHERE username = 'demo-officer-b'")
        house.sql("DELETE FROM accounts_passkey WHERE keyid = 'rosters'")
    people["keyless"].approve(path)
    assert people["keyless"].state(path) == "approved"


def test_what_was_discarded_comes_back_as_it_was(people: People) -> None:
    """With its own form, once, and still with its author's hand in it: they cannot approve it."""
    path = discarded(people)
    answer = people["supervisor"].post(f"{path}again/")
    back = answer.url.removeprefix(people["supervisor"].house.address)
    assert back != path and people["officer"].state(back) == "draft"
    people["officer"].get(f"{back}edit/")
    assert "이미 새로 쓴 것이 있거나" in people["officer"].post(f"{path}again/").text
    people["supervisor"].post(f"{back}submit/", replace="on")
    assert "approve" not in offered(people["officer"], back)


def test_what_goes_with_a_text_comes_back_with_it(people: People, house: House) -> None:
    """A text without a form of its own is brought back whole."""
    times = {"start": "2026-11-22T10:00", "end": "2026-11-29T10:00"}
    path = write(people["officer"], "corrections/new/", **six("wrong"), **six("right"), **times)
    people["officer"].post(f"{path}withdraw/")
    back = people["officer"].post(f"{path}again/").url.removeprefix(house.address)
    held = "SELECT change FROM advice_version WHERE id = ?"
    assert house.sql(held, back.split("/")[2]) == house.sql(held, path.split("/")[2])
