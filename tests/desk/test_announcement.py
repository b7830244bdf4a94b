"""One announcement in the form: what it begins from, and what is said of its ends before and after it is out."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.desk.house import ANNOUNCED, House, announcement, korean
from tests.desk.test_texts import publish

pytestmark = pytest.mark.timeout(180)
OVER = korean(days=-1)


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: its levels are told as they were at first."""
    return own_house


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"zones": "KH-5", "until": "2036-12-01T24:00"}, "2036-12-02 00:00: 캄퐁스페우주: 4 여행금지 → 1 여행유의"),
        ({"zones": "poipet", "level": "LEVEL_3 철수권고", "until": "2036-12-01T05:18"}, "포이펫시: 종료되지만 3 철수권고 그대로"),
        ({"zones": "KH-5", "legal_end": "2037-01-31"}, "2037-02-01 00:00: 캄퐁스페우주: 4 여행금지의 법적 종료"),
        ({"zones": "KH-5", "level": "SPECIAL 특별여행주의보"}, "특별여행주의보에 종료가 없습니다. 최대 90일입니다."),
        ({"zones": "KH-5", "level": "SPECIAL 특별여행주의보", "until": "2036-12-01T00:00"}, "최대 90일입니다."),
        ({"zones": "KH-5", "announced": "2025-11-29T10:00", "effective": "2025-11-30T10:00"}, "일 전입니다. 연도를"),
        pytest.param({"zones": "KH-5", "until": OVER}, f"종료가 이미 지났습니다({OVER.replace('T', ' ')}).", id="over"),
    ],
)  # fmt: skip
def test_what_comes_after_is_told(house: House, fields: dict[str, str], said: str) -> None:
    """Each end on a line of its own, 24:00 as the next day; a slip of a date, and an end that ends nothing, are doubted."""
    a = house.officer("a")
    page = a.get(a.write(**fields)).text
    assert said in page


def test_the_board_tells_what_starts_and_ends(house: House) -> None:
    """A scheduled level and its end stand in the board's calendar, the soonest first."""
    a, b = house.officer("a"), house.officer("b")
    publish(
        house,
        a,
        b,
        a.write(zones="KH-4", effective="2036-11-22T10:00", until="2036-12-01T24:00", legal_end="2037-01-31"),
    )
    page = b.get("/").text.partition('id="calendar"')[2]
    begins, ends = (page.index(f"<strong>{at}</strong> 캄퐁치낭주") for at in ("2036-11-22 10:00", "2036-12-02 00:00"))
    assert begins < ends


@pytest.fixture
def untouched(tmp_path: Path) -> Iterator[House]:
    """A desk on which nothing was announced: what went out at night would rightly begin anew."""
    with closing(House(tmp_path, paints=False)) as found:
        yield found


def test_it_begins_from_what_is_in_force(untouched: House) -> None:
    """Rows as the levels stand; what is saved without a change is refused, and only what was changed is announced anew."""
    a = untouched.officer("a")
    page = a.get("/write/announcement/?from=live").text
    rows = len(re.findall(r'<fieldset class="row"', page))
    fields: dict[str, Any] = {
        "rows": rows,
        "begun": "live",
        "announced": ANNOUNCED,
        "effective": ANNOUNCED,
        "publisher": "외교부",
    }
    fields |= {"verbatim": "시험", "reason": "외교부 발표에 따름", "url": ""}
    for piece in page.split('<fieldset class="row"')[1:]:
        for name, value in re.findall(r'name="([\w]+)" value="([^"]+)"[^>]* checked', piece):
            fields.setdefault(name, []).append(value)
        for name, value in re.findall(r'<input type="date" name="(\w+)" value="([^"]+)"', piece):
            fields[name] = value
        for name, value in re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected', piece, re.DOTALL):
            fields[name] = value
    assert "아직 아무것도 바뀌지 않았습니다" in a.post("/write/announcement/", **fields).text
    second = next(name for name, value in fields.items() if value == ["LEVEL_2 여행자제"])
    page = a.post("/write/announcement/", **{**fields, second: "LEVEL_3 철수권고"}).text
    assert set(re.findall(r"/texts/advisories/[\d-]+-(KH-\d+|[a-z][a-z0-9-]*)-\d{14}", page)) == {"KH-18"}


@pytest.mark.parametrize(
    ("level", "taken"), [("LEVEL_4 여행금지", True), ("SPECIAL 특별여행주의보", True), ("LEVEL_2 여행자제", False)]
)
def test_a_ban_waits_for_no_translator(house: House, level: str, taken: bool) -> None:
    """Korean and English suffice for a severe level's own reason, and the board says that four languages follow."""
    a, b = house.officer("a"), house.officer("b")
    words = {"reason": "", "free_ko": "밤의 이유", "free_en": "A reason at night"}
    fields = announcement(house.edition(), zones="KH-19", level=level, **words)
    answer = a.post("/write/announcement/", **fields)
    assert (answer.status_code == 200) == taken, answer.text
    if taken:
        publish(house, a, b, answer.url.removeprefix(house.address))
        assert "스퉁트렝주: 이유나 예외에 네 언어가 아직 없습니다." in b.get("/").text
