"""Korean or English, as the officer chose: what stands on a page is in that language, whoever wrote it."""

import re

import pytest

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
    "/write/notice/",
)


@pytest.fixture(scope="module")
def a(house: House) -> Visitor:
    """Officer A, signed in, who reads Korean."""
    return house.officer("a")


@pytest.fixture(scope="module")
def b(house: House) -> Visitor:
    """Officer B, a supervisor, signed in, who reads English."""
    visitor = house.officer("b")
    visitor.post("/language/", tongue="en", next="/")
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
        ): "Phnom Penh, Battambang, Kampong Cham and 2 more: Travel ban",
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
