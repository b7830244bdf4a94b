"""Korean or English, as the officer chose: what stands on a page is in that language, whoever wrote it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kiosk.desk import words
from kiosk.desk.editing import faults
from kiosk.desk.editing.compose import Draft
from kiosk.desk.words import refusals
from kiosk.faults import Code, Fault, Refusal
from kiosk.feed.document.broken import Rule, broken
from kiosk.feed.reasons import Reason
from kiosk.resources import PACKAGE
from tests.desk.house import House, Visitor
from tests.desk.test_flow import notice
from tests.desk.test_texts import SIGN, fields, publish, six, write

pytestmark = pytest.mark.timeout(180)
HANGUL = re.compile(r"[^<>]*[가-힣][^<>]*")
LISTS = (
    "/",
    "/versions/",
    "/audit/",
    "/people/",
    "/me/",
    "/texts/",
    "/texts/signs/",
    "/texts/signs/order/",
)


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: whole lists are read."""
    return own_house


@pytest.fixture(scope="module")
def b(house: House) -> Visitor:
    """Officer B, a supervisor, signed in, who reads English."""
    visitor = house.officer("b")
    visitor.post("/language/", language="en", next="/")
    return visitor


def korean(page: str) -> list[str]:
    """What stands in Korean in the page's content; what is marked as Korean aside."""
    content = page.partition('<main id="main">')[2].partition("</main>")[0]
    return HANGUL.findall(re.sub(r'<(\w+)[^>]* lang="ko"[^>]*>.*?</\1>', "", content, flags=re.DOTALL))


def heading(page: str) -> str:
    """The page's first heading."""
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]


def test_a_versions_line_is_in_the_readers_language(house: House, a: Visitor, b: Visitor) -> None:
    """Written by a Korean reader: of every kind of version, alone and added to, the line is English to an English reader."""
    sign = house.edition()["checklist"]["signs"][0]
    typed = {**fields(sign, *SIGN), "source": "a test"}
    group = write(a, "groups/new/", **six("title", "Papers"), **six("short", "Papers"))
    found = {
        a.write(
            zones=["KH-12", "KH-2", "KH-3", "KH-4", "KH-5"]
        ): "Phnom Penh, Battambang, Kampong Cham and 2 more: Do not go",
        notice(a): "Title",
        a.post("/write/attestation/").url.removeprefix(house.address): "Checked, still right",
        write(a, f"signs/{sign['id']}/", **typed): f"Signs of the checklist: {sign['text']['en']}",
        write(a, f"signs/{sign['id']}/", remove="1"): f"Signs of the checklist, removed: {sign['text']['en']}",
        write(a, f"signs/{sign['id']}/?onto={group.split('/')[2]}", **typed): (
            f"Groups of the checklist: Papers en + Signs of the checklist: {sign['text']['en']}"
        ),
    }
    for path, line in found.items():
        assert heading(b.get(path).text) == line.replace("'", "&#x27;")
        assert re.search("[가-힣]", heading(a.get(path).text)), "the Korean line stays"


def test_a_withdrawals_line_is_in_both(house: House, a: Visitor, b: Visitor) -> None:
    """So is that of the edition without a notice."""
    publish(house, a, b, notice(a))
    path = b.post(f"/notices/{house.edition()['notices'][0]['id']}/withdraw/").url.removeprefix(house.address)
    assert heading(b.get(path).text) == "Notice withdrawn: Title"
    assert heading(a.get(path).text) == "공지 철회: 제목"
    b.post(f"{path}withdraw/")


def test_lists_are_in_english(house: House, a: Visitor, b: Visitor) -> None:
    """Board, versions, audit, people and texts hold no Korean for an English reader, whatever was done at the desk."""
    publish(house, a, b, a.write(zones="KH-12"))
    first = a.write(zones="KH-2")
    a.post(f"{first}submit/", replace="on")
    a.post(f"{a.write(zones='KH-3')}submit/", replace="on")  # which returns the first
    assert "Replaced by version" in b.get("/").text and "번 글이 대신" in a.get("/").text
    for page in LISTS:
        assert korean(b.get(page).text) == [], page


def raised(*files: Path) -> Iterator[tuple[str, ast.expr]]:
    """(place, first argument) of every refusal that these files raise."""
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                name = getattr(node.exc.func, "attr", getattr(node.exc.func, "id", ""))
                if name in ("Fault", "Refusal", "Untrusted", "Unreadable"):
                    yield f"{path.name}:{node.lineno}", node.exc.args[0]


def test_every_refusal_of_the_desk_is_in_both() -> None:
    """Where the desk itself refuses, it says so with `say`; commands for the terminal aside."""
    rooms = ("people", "audit", "editing", "publishing", "signers", "pages")
    paths = [path for room in rooms for path in (PACKAGE / "desk" / room).rglob("*.py")]
    terminal = {"demo_codes", "keeping", "ministry_command"}
    found = dict(raised(*(one for one in paths if one.stem not in terminal and "management" not in one.parts)))
    assert len(found) > 40
    assert [place for place, said in found.items() if getattr(getattr(said, "func", None), "id", "") != "say"] == []


def test_every_refusal_that_an_officer_can_meet_carries_a_code() -> None:
    """Whatever proposals, rosters, touches, keys and an edition's header refuse, they refuse for a reason, not in a sentence."""
    names = ("publish/proposal", "publish/roster", "publish/touch", "trust/officers", "document/edition_header")
    found = dict(raised(*(PACKAGE / "feed" / f"{name}.py" for name in names)))
    assert len(found) > 25
    coded = {place: ast.unparse(why) for place, why in found.items()}
    assert [place for place, why in coded.items() if not re.fullmatch(r"(Reason\.[A-Z_]+|reason)", why)] == []


@pytest.mark.parametrize("codes", [Reason, Rule, Draft], ids=lambda codes: codes.__name__)
def test_every_code_is_said_in_korean(codes: type[Code]) -> None:
    """Every code that an officer can meet has a Korean sentence, in which stand only values that the English one has."""
    korean = {**refusals.KOREAN, **faults.KOREAN}
    assert [code for code in codes if not HANGUL.search(korean.get(code, ""))] == []
    assert [code for code in codes if not filled(korean[code]) <= filled(code.english)] == []


def test_a_refusal_is_told_with_all_its_values() -> None:
    """What a feed refuses names the same officers, keys, numbers and times in Korean as in English."""
    lacking = {code for code, korean in refusals.KOREAN.items() if filled(korean) != filled(code.english)}
    assert lacking == set()
    with words.both():
        told = refusals.said(Refusal(Reason.NOT_NEWER, number=4, last=5))
    assert told == "제4판은 제5판보다 새것이 아닙니다. · edition 4 is not newer than edition 5: the number must rise"


def test_every_broken_rule_is_said_in_both() -> None:
    """An officer reads a broken rule in Korean and in English, with its values."""
    with words.both():
        assert faults.what(broken("x", Rule.VALID_TOO_LONG, days=31)) == (
            "유효 기간이 31일을 넘습니다. · is more than 31 days after issued_at"
        )
        assert faults.what(broken("x", Rule.NO_TEXT, languages="km, vi")) == (
            "빠진 언어: ខ្មែរ, Tiếng Việt · languages missing: ខ្មែរ, Tiếng Việt"
        )
        assert faults.what(broken("x", Draft.STALE)).endswith("Another edition changed it meanwhile: write it anew.")


def test_what_no_code_names_is_shown_as_it_came() -> None:
    """What a disk or a server says stands behind words that say what it is."""
    with words.both():
        assert refusals.said(Fault("disk full")) == "할 수 없었습니다: disk full · disk full"


def filled(sentence: str) -> set[str]:
    """The names of what is filled into a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_a_refusal_follows_the_session(a: Visitor, b: Visitor, c: Visitor) -> None:
    """The same roster, refused to a Korean and to an English reader; one that the feed's own rules refuse too."""
    assert "감독관만 할 수 있습니다" in a.post("/people/roster/propose/", remove="0" * 64).text
    for field, ko, en in (
        ("admit", "데스크에서 만든 열쇠가 아닙니다", "is not enrolled"),
        ("remove", "등록된 경찰관의 열쇠가 아닙니다", "is not that of an admitted officer"),
    ):
        assert ko in c.post("/people/roster/propose/", **{field: "0" * 64}).text
        page = b.post("/people/roster/propose/", **{field: "0" * 64}).text
        assert en in page and korean(page) == []
