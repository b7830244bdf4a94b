"""Every text, contact and correction is written, approved and published like an announcement; what is faulty is refused."""

import re
from typing import Any

import pytest

from kiosk.domain.languages import LOCALES
from tests.desk.house import House, Visitor

pytestmark = pytest.mark.timeout(180)
PARTS = ("signs", "groups", "verdicts", "contacts", "phrases", "corrections", "guidance", "levels", "zones")


@pytest.fixture(scope="module")
def house(own_house: House) -> House:
    """A desk of its own: each text of the edition is counted."""
    return own_house


def six(name: str, words: str = "시험") -> dict[str, str]:
    """One text in six languages, as form fields."""
    return {f"{name}_{code}": f"{words} {code}" for code in LOCALES}


def fields(item: dict[str, Any], *names: str) -> dict[str, str]:
    """An item of the edition as form fields."""
    found: dict[str, str] = {}
    for name in names:
        value = item.get(name, "")
        found |= (
            {f"{name}_{code}": words for code, words in value.items()} if isinstance(value, dict) else {name: value}
        )
    return found


CONTACT = ("kind", "role", "value", "printed", "country", "service", "name", "hours", "source")
SIGN = ("group", "weight", "text", "why", "source")


def write(visitor: Visitor, path: str, **typed: str) -> str:
    """Save a draft; the path of its version."""
    answer = visitor.post(f"/texts/{path}", **typed)
    found = re.search(r"(/versions/\d+/)$", answer.url)
    assert found, answer.text
    return found[1]


def publish(house: House, author: Visitor, approver: Visitor, path: str) -> dict[str, Any]:
    """Two officers sign; the edition then in force."""
    number = house.verified().number
    author.post(f"{path}submit/", replace="on")
    author.post(f"{path}demo-sign/")
    approver.approve(path)
    approver.post(f"{path}demo-sign/")
    assert house.verified().number > number, approver.get(path).text
    return house.edition()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_listed_and_every_item_has_a_form(a: Visitor, part: str) -> None:
    """From the list of parts to the form of an item."""
    assert f"/texts/{part}/" in a.get("/texts/").text
    links = re.findall(rf'href="(/texts/{part}/[^"]+/)"', a.get(f"/texts/{part}/").text)
    assert links or part == "corrections"
    for link in links[:2]:
        assert 'name="csrfmiddlewaretoken"' in a.get(link.replace("&amp;", "&")).text


def test_a_contact_changes_field_by_field(house: House, a: Visitor, b: Visitor) -> None:
    """The difference names field and language; the edition carries it; the history says who and when."""
    held = next(one for one in house.edition()["contacts"] if one["role"] == "embassy" and one["kind"] == "phone")
    typed = {**fields(held, *CONTACT), "hours_ko": "24시간", "value": "+85523211901", "printed": "+855-23-211-901"}
    path = write(a, f"contacts/{held['id']}/", **typed)
    page = a.get(path).text
    assert f"{held['value']} → +85523211901" in page
    assert "시간 (한국어)" in page
    after = publish(house, a, b, path)
    now = next(one for one in after["contacts"] if one["id"] == held["id"])
    assert (now["value"], now["hours"]["ko"], now["hours"]["en"]) == ("+85523211901", "24시간", held["hours"]["en"])
    assert f"{held['value']} → +85523211901" in b.get(path).text  # the published version still says what it changed
    history = b.get(f"/history/contacts/{held['id']}/").text
    assert f"{held['value']} → +85523211901" in history
    assert "demo-officer-a, demo-officer-b" in history


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": "+8552321"}, "value"),
        ({"value": "023 211 900"}, "value"),
        ({"printed": "+855-23-211-999"}, "printed"),
        ({"kind": "short"}, "value"),
        ({"kind": "web", "printed": ""}, "value"),
        ({"kind": "name"}, "value"),
    ],
)
def test_a_contact_is_valid_for_its_kind(house: House, a: Visitor, changed: dict[str, str], field: str) -> None:
    """What a kiosk would refuse is refused at the field, and what was typed is still there."""
    held = next(one for one in house.edition()["contacts"] if one["role"] == "embassy" and one["kind"] == "phone")
    typed = {**fields(held, *CONTACT), "source": "직접 통화", **changed}
    answer = a.post(f"/texts/contacts/{held['id']}/", **typed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert "직접 통화" in answer.text


@pytest.mark.parametrize("role", ["embassy", "call-centre", "safety-site"])
def test_a_contact_that_every_screen_needs_is_not_taken_out(house: House, a: Visitor, role: str) -> None:
    """The last contact of a role the screens stand on stays, said in words at the act and not only at submission."""
    held = next(one for one in house.edition()["contacts"] if one["role"] == role and one["kind"] in ("phone", "web"))
    answer = a.post(f"/texts/contacts/{held['id']}/", remove="1")
    assert answer.url.endswith(f"/texts/contacts/{held['id']}/")
    assert "뺄 수 없습니다" in answer.text and "새것을 먼저 더하세요" in answer.text
    typed = fields(held, *CONTACT) | {"role": "joint-team"}
    assert a.post(f"/texts/contacts/{held['id']}/", **typed).status_code == 422


def test_a_number_is_confirmed_by_two_and_loses_it_when_it_changes(house: House, a: Visitor, b: Visitor) -> None:
    """Confirming is a change like any other; another number is unconfirmed again."""
    held = next(one for one in house.edition()["contacts"] if one["role"] == "call-centre" and one["kind"] == "phone")
    path = write(a, f"contacts/{held['id']}/", confirm="on", **fields(held, *CONTACT))
    now = next(one for one in publish(house, a, b, path)["contacts"] if one["id"] == held["id"])
    assert now["confirmed"] is True and now["confirmed_at"]
    assert "확인 20" in a.get("/texts/contacts/").text
    page = a.get(f"/texts/contacts/{held['id']}/").text
    assert re.search(r'id="confirmed">확인: 20[^<]* · demo-officer-a, demo-officer-b<', page)
    assert "demo-officer-a, demo-officer-b" in a.get(f"/history/contacts/{held['id']}/").text
    other = {**fields(now, *CONTACT), "value": "+82232100405", "printed": "+82-2-3210-0405"}
    assert "확인됨: 예 → –" in a.get(write(a, f"contacts/{held['id']}/", **other)).text


def test_a_group_and_its_sign_go_out_together(house: House, a: Visitor, b: Visitor) -> None:
    """A group alone is refused, since it has no signs; with a sign added to the same draft it goes out."""
    path = write(a, "groups/new/", **six("title"), **six("short", "짧게"))
    assert "이 묶음에 신호가 없습니다" in a.get(path).text
    a.post(f"{path}submit/", replace="on")
    assert a.state(path) == "draft"
    pk = path.split("/")[2]
    form = a.get(f"/texts/signs/new/?onto={pk}").text
    (group,) = re.findall(r'<option value="(groups-\d+-[0-9a-f]+)"', form)
    typed = {**six("text"), **six("why"), "group": group, "weight": "strong", "source": "시험"}
    path = write(a, f"signs/new/?onto={pk}", **typed)
    checklist = publish(house, a, b, path)["checklist"]
    assert checklist["groups"][-1]["id"] == checklist["signs"][-1]["group"] == group


def test_an_empty_checklist_is_refused(house: House, a: Visitor) -> None:
    """Sign after sign is taken out of one draft; without the last it cannot be submitted, and the page says why."""
    path, onto = "", ""
    for sign in house.edition()["checklist"]["signs"]:
        path = write(a, f"signs/{sign['id']}/{onto}", remove="1")
        onto = f"?onto={path.split('/')[2]}"
    assert "점검표가 비었습니다" in a.get(path).text
    a.post(f"{path}submit/", replace="on")
    assert a.state(path) == "draft"


def test_missing_languages_are_listed_and_block(house: House, a: Visitor) -> None:
    """Six are asked for; a draft may be kept without, names them, and is not submitted."""
    sign = house.edition()["checklist"]["signs"][0]
    typed = {**fields(sign, *SIGN), "text_km": "", "why_vi": ""}
    answer = a.post(f"/texts/signs/{sign['id']}/", **typed)
    assert answer.status_code == 422
    assert 'id="id_text_km_error"' in answer.text and 'id="id_why_vi_error"' in answer.text
    path = write(a, f"signs/{sign['id']}/", gaps="1", **typed)
    page = a.get(path).text
    assert "빠진 언어: ខ្មែរ" in page and "빠진 언어: Tiếng Việt" in page
    a.post(f"{path}submit/", replace="on")
    assert a.state(path) == "draft"
    whole = write(a, f"signs/{sign['id']}/?onto={path.split('/')[2]}", **fields(sign, *SIGN) | {"weight": "medium"})
    assert "빠진 언어" not in a.get(whole).text


def test_verdicts_levels_and_guidance_change(house: House, a: Visitor, b: Visitor) -> None:
    """Three parts in one draft: what the document keeps as a table, without ids, and as one object."""
    live = house.edition()
    stop = live["checklist"]["verdicts"]["stop"]
    path = write(a, "verdicts/stop/", **{**fields(stop, "headline", "act", "detail"), "headline_ko": "멈추세요"})
    level = next(one for one in live["levels"] if one["level"] == "LEVEL_4")
    typed = {**fields(level, "name", "plan", "there", "penalty"), "plan_en": "Do not go. It is banned."}
    path = write(a, f"levels/LEVEL_4 {level['wording']}/?onto={path.split('/')[2]}", **typed)
    typed = {**fields(live["guidance"], "text", "source"), "as_of": "2026-11-22T09:00", "text_en": "Say where you are."}
    path = write(a, f"guidance/guidance/?onto={path.split('/')[2]}", **typed)
    after = publish(house, a, b, path)
    assert after["checklist"]["verdicts"]["stop"] == {**stop, "headline": {**stop["headline"], "ko": "멈추세요"}}
    assert [one["level"] for one in after["levels"]] == [one["level"] for one in live["levels"]]
    assert next(one for one in after["levels"] if one["level"] == "LEVEL_4")["plan"]["en"] == "Do not go. It is banned."
    assert after["guidance"]["text"]["en"] == "Say where you are."
    assert after["guidance"]["as_of"] == "2026-11-22T00:00:00Z"


def test_a_phrase_is_offered_and_retired(house: House, a: Visitor, b: Visitor) -> None:
    """A new reason is offered in the announcement's form; retired, it is not."""
    path = write(a, "phrases/new/", use="reason", **six("text", "홍수"))
    publish(house, a, b, path)
    assert '<option value="홍수 ko">' in a.get("/write/announcement/").text
    (link,) = re.findall(r'href="(/texts/phrases/phrases-[^"]+/)"', a.get("/texts/phrases/").text)
    path = write(a, link.removeprefix("/texts/"), use="retired", **six("text", "홍수"))
    publish(house, a, b, path)
    assert '<option value="홍수 ko">' not in a.get("/write/announcement/").text


def test_a_correction_says_wrong_and_right(house: House, a: Visitor, b: Visitor) -> None:
    """Where it stood and how long; an end before its start is refused at the field."""
    typed = {**six("wrong", "2단계"), **six("right", "3단계"), "zone": "KH-12"}
    late = {"start": "2026-11-22T10:00", "end": "2026-11-22T09:00"}
    answer = a.post("/texts/corrections/new/", **typed, **late)
    assert answer.status_code == 422 and 'id="id_end_error"' in answer.text
    path = write(a, "corrections/new/", **typed, **late | {"end": "2026-11-29T10:00"})
    (card,) = publish(house, a, b, path)["corrections"]
    assert (card["wrong"]["vi"], card["zone"], card["end"]) == ("2단계 vi", "KH-12", "2026-11-29T01:00:00Z")


def test_what_another_edition_changed_is_not_undone(house: House, a: Visitor, b: Visitor) -> None:
    """Two drafts of one item: when the first is out, the second is blocked until it is written anew."""
    none = house.edition()["checklist"]["verdicts"]["none"]
    typed = fields(none, "headline", "act", "detail")
    second = write(b, "verdicts/none/", **{**typed, "detail_en": "Second."})
    publish(house, a, b, write(a, "verdicts/none/", **{**typed, "detail_en": "First."}))
    assert "다른 판이 바꾸었습니다" in b.get(second).text
    b.post(f"{second}submit/", replace="on")
    assert b.state(second) == "draft"
    assert house.edition()["checklist"]["verdicts"]["none"]["detail"]["en"] == "First."


def test_nobody_writes_what_no_form_offers(a: Visitor) -> None:
    """Parts, items and drafts that are not there are not found."""
    for path in (
        "/texts/number/",
        "/texts/notices/",
        "/texts/signs/none/",
        "/texts/verdicts/new/",
        "/texts/?onto=99999",
    ):
        a.get(path, status=404)
    assert "/texts/" in a.get("/").text


def test_what_is_pasted_from_a_web_page_is_taken_or_named(house: House, a: Visitor) -> None:
    """A tab becomes a space; a character that turns a line around is named at its field; nothing breaks."""
    none = house.edition()["checklist"]["verdicts"]["none"]
    typed = fields(none, "headline", "act", "detail")
    assert "A\tB" not in a.get(write(a, "verdicts/none/", **{**typed, "detail_en": "A\tB"})).text
    answer = a.post("/texts/verdicts/none/", **{**typed, "detail_en": "A \u202eB"})
    assert answer.status_code == 422 and "U+202E" in answer.text
    assert 'id="id_detail_en_error"' in answer.text
