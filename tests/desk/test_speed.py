"""However many versions and people are stored, each page asks the database the same few questions."""

import json
import subprocess
import sys

import pytest

from tests.desk.crowd import crowd, kiosks, officers
from tests.desk.house import House, Visitor
from tests.desk.test_shown_around import link_of
from tests.desk.test_texts import publish

pytestmark = pytest.mark.timeout(240)
PAGES = (
    "/", "/versions/", "/versions/?page=2", "/versions/?state=draft", "/texts/",
    "/texts/signs/", "/texts/contacts/new/", "/texts/levels/",
    "/history/zones/KH-12/", "/write/announcement/", "/write/notice/", "/audit/", "/people/", "/me/", "/me/name/", "/ministry/",
    "/kiosks/", "/audit/?at=2099-01-01T00:00:00", "/audit/?q=officer&act=write",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: it is filled with thousands of versions and people."""
    return own_house


def inside(house: House, *words: str) -> str:
    """What `_inside` answers about this desk."""
    command = [sys.executable, "-m", "tests.desk._inside", *words]
    done = subprocess.run(command, env=house.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def session(visitor: Visitor) -> str:
    """The visitor's session key."""
    return str(visitor.session.cookies["sessionid"])


@pytest.mark.long
def test_questions_do_not_grow_with_what_is_stored(house: House) -> None:
    """Every page, with ten versions and with a thousand: a draft's, a waiting and a published version's page too."""
    a, b = house.officer("a"), house.officer("b")
    published = a.write(zones="KH-12")
    publish(house, a, b, published)
    draft, waiting = a.write(zones="KH-3"), a.write(zones="KH-2")
    number, preview = house.verified().number, link_of(house, a, draft)
    pages = (*PAGES, draft, f"{draft}edit/", waiting, published, preview, f"/compare/?from={number}&to={number}")

    def questions() -> dict[str, int]:
        a.post(f"{a.write(zones='KH-4')}submit/", replace="on")  # the newest waits, as ever
        found = json.loads(inside(house, "ask", session(b), "2", *pages))
        return {path: one[0] for path, one in found.items()}

    crowd(house, published, 10)
    few = questions()
    crowd(house, published, 1000)
    assert questions() == few


@pytest.mark.long
def test_questions_do_not_grow_with_people(house: House) -> None:
    """People, board and one's own page, for a supervisor, with five more people and with two hundred; no page grows heavy."""
    b = house.officer("b")

    def questions() -> dict[str, int]:
        return {
            path: one[0]
            for path, one in json.loads(inside(house, "ask", session(b), "2", "/people/", "/", "/me/")).items()
        }

    officers(house, 5)
    few = questions()
    officers(house, 195)
    assert questions() == few
    assert len(b.get("/people/").content) < 60_000


@pytest.mark.long
def test_questions_do_not_grow_with_kiosks(house: House) -> None:
    """Fleet, one kiosk's page and board, with five silent kiosks and with three hundred, an alarm open for each."""
    b = house.officer("b")
    pages = ("/kiosks/", "/kiosks/?needs=1", "/kiosks/K0000001/", "/kiosks/K0000001/?at=2026-01-01T09:00", "/")

    def questions() -> dict[str, int]:
        return {path: one[0] for path, one in json.loads(inside(house, "ask", session(b), "2", *pages)).items()}

    kiosks(house, 5)
    few = questions()
    kiosks(house, 295)
    assert questions() == few
