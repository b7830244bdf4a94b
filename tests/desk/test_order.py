"""Signs, groups and contacts are put into another order without a script, by two officers like any other change."""

import re
from typing import Any

import pytest

from kiosk.desk.editing import compose, order
from tests.desk.chromium import Chromium
from tests.desk.house import House, Visitor
from tests.desk.test_journey import sign_in
from tests.desk.test_texts import SIGN, fields, publish, write

pytestmark = pytest.mark.timeout(180)
ITEMS = {key: {"id": key, "group": key[0]} for key in ("a1", "b1", "a2", "b2", "a3")}


def ids(found: list[dict[str, Any]]) -> list[str]:
    """By what the items go."""
    return [one["id"] for one in found]


def arrange(visitor: Visitor, part: str, keys: list[str]) -> str:
    """Save this order as a draft; the path of its version."""
    return write(visitor, f"{part}/order/", key=keys, save="1")  # type: ignore[arg-type]


def test_a_step_is_a_step_within_the_group() -> None:
    """A sign changes places with its neighbour of the same group; at the end of the group nothing moves."""
    assert order.moved(ITEMS, "a2", -1) == ["a2", "b1", "a1", "b2", "a3"]
    assert order.moved(ITEMS, "a2", 1) == ["a1", "b1", "a3", "b2", "a2"]
    assert order.moved(ITEMS, "b2", 1) == order.moved(ITEMS, "a1", -1) == order.moved(ITEMS, "x", 1) == list(ITEMS)


def test_what_is_not_named_stays_where_it_stands() -> None:
    """An item that another edition added meanwhile keeps its place; one that it took away is passed over."""
    assert list(order.arranged(ITEMS, ["a3", "gone", "b1", "a1"])) == ["a3", "b1", "a2", "b2", "a1"]


def test_as_few_items_as_explain_the_order_are_named() -> None:
    """The last brought to the front is one move, not three; what comes or goes is none."""
    row = {key: {"id": key} for key in "abcd"}
    assert list(order.shifts(row, order.arranged(row, list("dabc")))) == [("d", 4, 1)]
    assert list(order.shifts(row, {key: {"id": key} for key in "xabd"})) == []


def test_two_orders_in_one_draft_are_one_change() -> None:
    """The last one holds, and what it was is what was in force before the first."""
    first, then = (
        {"order": {"signs": {"was": was, "now": now}}} for was, now in ((["a", "b"], ["b", "a"]), (["b"], ["a"]))
    )
    assert compose.merged(first, then) == {"order": {"signs": {"was": ["a", "b"], "now": ["a"]}}}


@pytest.mark.parametrize("part", ["signs", "groups", "contacts"])
def test_an_order_goes_out_by_two_officers(house: House, a: Visitor, b: Visitor, part: str) -> None:
    """The difference says what moved where; the edition carries it, and nothing else changes."""
    before = house.edition()
    held = (before if part == "contacts" else before["checklist"])[part]
    keys = ids([one for one in held if one.get("group") == held[0].get("group")])
    keys = [keys[-1], *keys[:-1]]
    path = arrange(a, part, keys)
    page = a.get(path).text
    line = f"순서: {len(keys)}번째 → 1번째"
    difference = re.search(r'<ul id="difference">(.*?)</ul>', page, re.DOTALL)
    assert difference and difference[1].count("<li") == 1 and line in difference[1]
    assert f'href="/texts/{part}/order/?onto={path.split("/")[2]}"' in page
    after = publish(house, a, b, path)
    now = (after if part == "contacts" else after["checklist"])[part]
    assert [key for key in ids(now) if key in keys] == keys
    assert sorted(ids(now)) == sorted(ids(held))
    for place in (path, f"/history/{part}/{keys[0]}/"):
        assert f"{len(keys)}번째 → 1번째" in b.get(place).text


def test_an_order_and_a_text_go_out_together(house: House, a: Visitor, b: Visitor) -> None:
    """A draft holds both, whichever came first."""
    signs = house.edition()["checklist"]["signs"]
    keys = ids(signs)[::-1]
    path = write(a, f"signs/{signs[0]['id']}/", **{**fields(signs[0], *SIGN), "text_en": "Written anew."})
    path = write(a, f"signs/order/?onto={path.split('/')[2]}", key=keys, save="1")  # type: ignore[arg-type]
    path = write(a, f"signs/{signs[1]['id']}/?onto={path.split('/')[2]}", remove="1")
    found = publish(house, a, b, path)["checklist"]["signs"]
    assert ids(found) == [key for key in keys if key != signs[1]["id"]]
    assert found[-1]["text"]["en"] == "Written anew."


def test_an_order_that_another_edition_changed_is_put_anew(house: House, a: Visitor, b: Visitor) -> None:
    """Two drafts of one order: when the first is out, the second is blocked; a text published meanwhile blocks nothing."""
    keys = ids(house.edition()["contacts"])
    second = arrange(b, "contacts", keys[::-1])
    removed = write(a, f"contacts/{keys[-1]}/", remove="1")
    publish(house, a, b, removed)
    assert "순서: " in b.get(second).text
    publish(house, a, b, arrange(a, "contacts", [keys[1], keys[0]]))
    assert "다른 판이 바꾸었습니다" in b.get(second).text
    b.post(f"{second}submit/", replace="on")
    assert b.state(second) == "draft"


def test_what_was_not_moved_is_not_saved(house: House, a: Visitor, auditor: Visitor) -> None:
    """The page says so and makes no version; parts without an order have no such page, nor has the auditor."""
    keys = ids(house.edition()["checklist"]["groups"])
    answer = a.post("/texts/groups/order/", key=keys, save="1")
    assert answer.status_code == 422 and "아직 아무것도 옮기지 않았습니다" in answer.text
    a.get("/texts/levels/order/", status=404)
    assert "경찰관과 감독관만" in auditor.post("/texts/groups/order/", key=keys[::-1], save="1").text
    assert "/order/" not in auditor.get("/texts/groups/").text


def test_steps_are_pressed_with_a_thumb(house: House, browser: Chromium) -> None:
    """At 360 px, scripts off: buttons of 44 px, the one that was pressed stays in focus, one press of save makes the draft."""
    person = browser.person()
    sign_in(person, house, "demo-officer-a")
    person.go(f"{house.address}/texts/signs/order/")
    sizes = "[...document.querySelectorAll('.steps button')].map((one) => one.getBoundingClientRect())"
    assert person.run(f"{sizes}.every((one) => one.width >= 44 && one.height >= 44 && one.right <= 360)")
    person.call("Emulation.setScriptExecutionDisabled", value=True)
    held = str(person.run("document.querySelectorAll('.steps li')[2].querySelector('button').value"))
    for place in ("2/", "1/"):
        person.follow(f"button[name=up][value={held}]")
        said = "document.activeElement.ariaLabel"
        assert f"({place}" in person.until(f"document.activeElement.value === {held!r} && {said}")
    assert person.run("document.activeElement.name") == "down"
    person.follow("button[name=save]")
    assert re.search(r"순서: \d번째 → \d번째", person.text())
