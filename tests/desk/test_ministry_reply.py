"""What the ministry answers is believed only where it is whole, and never lowers a level unless it says so whole."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.demo import ministry
from kiosk.desk.ministry import compare, reply, services, spelling, stated
from kiosk.desk.ministry.reply import Unreadable
from kiosk.desk.ministry.spelling import normal, phrases
from kiosk.desk.ministry.stated import Stated
from kiosk.domain.level import Level
from kiosk.faults import Misuse
from kiosk.feed.document import edition_json
from kiosk.resources import bundled_edition

NOW = datetime(2026, 11, 29, tzinfo=UTC)
EDITION = edition_json.read(bundled_edition().read_bytes(), sensible=False)
SERVICES = services.load()
MEANINGS = {
    normal(phrase): (zone,)
    for phrase, zone in {
        "캄보디아-태국 국경 50km 이내": "thai-border-50km",
        "시하누크빌 시": "sihanoukville-city",
        "캄폿 주 보코산 지역": "bokor",
        "바벳 시": "bavet",
        "포이펫 시": "poipet",
        "시하누크빌 주": "KH-18",
        "2․3 단계 발령 지역 외 전 지역": "rest-KH",
    }.items()
}
OUTCOMES = {
    **dict.fromkeys(("recorded", "reordered", "entities", "entities-twice", "old-envelope", "code-as-number"), "same"),
    **dict.fromkeys(("other-case", "alp2-spelled-apl2"), "same"),
    **dict.fromkeys(("respelled", "row-lost", "one-row", "rest-lost"), "unmapped"),
    **dict.fromkeys(("level-4-back", "raised", "lowered", "special-back"), "differs"),
}
"""What each variant comes to; any other is unreadable."""


def rows_of(name: str, data: bytes) -> list[Stated]:
    """What one page of a service says. Raises Unreadable."""
    service = SERVICES[name]
    found = stated.read(service, reply.whole(service, [reply.page(service, data, 1)]))
    return [Stated.of(one) for one in found]


def answered(name: str, variant: str) -> bytes:
    """The simulator's bytes to one service's first page."""
    service = SERVICES[name]
    query = {service.page: "1", service.size: "300", **({service.filter: "KH"} if service.filter else {})}
    status, _, data = ministry.answer(f"/{service.path}/{service.operation}", query, variant)
    if status != 200:
        raise Unreadable(str(status))
    return data


def compared(alarm: bytes, special: bytes) -> compare.Comparison:
    """Both level services' first pages beside the bundled edition. Raises Unreadable."""
    rows = [*rows_of("alarm", alarm), *rows_of("special", special)]
    return compare.levels(EDITION, rows, MEANINGS, NOW)


@pytest.mark.parametrize("variant", [one for one in ministry.VARIANTS if one != ministry.HANGING])
def test_each_variant_comes_to_its_outcome(variant: str) -> None:
    """A reply is the same, differs or is unmapped as its rows say; whatever is broken is unreadable, in one sentence."""
    try:
        outcome = compared(answered("alarm", variant), answered("special", variant)).outcome
    except Unreadable as fault:
        outcome = "unreadable"
        assert str(fault) and "\n" not in str(fault) and len(str(fault)) < 400
    assert outcome == OUTCOMES.get(variant, "unreadable")


@pytest.mark.parametrize(
    ("variant", "zones"),
    [
        ("level-4-back", {"poipet": ("LEVEL_3", "LEVEL_4")}),
        ("raised", {"KH-18": ("LEVEL_2", "LEVEL_3")}),
        ("lowered", {"poipet": ("LEVEL_3", "LEVEL_2")}),
        ("special-back", {"KH-18": ("LEVEL_2", "SPECIAL")}),
    ],
)
def test_a_drift_names_its_zone_and_both_levels(variant: str, zones: dict[str, tuple[str, str]]) -> None:
    """Ours and theirs per zone, in Korean and English, and offered for a draft."""
    found = compared(answered("alarm", variant), answered("special", variant))
    assert {one.zone: (one.ours, one.theirs) for one in found.differences} == zones
    assert [one.zone for one in compare.needed(EDITION, found, NOW)] == list(zones)
    for one in found.differences:
        name = EDITION.zone(one.zone).name
        assert name.in_("ko") in one.ko and name.in_("en") in one.en and one.areas


def test_a_place_no_longer_named_is_compared_by_what_it_rests_on() -> None:
    """Bavet left out of a whole reply rests on the rest: said so, and one advisory settles it."""
    areas = {**ministry.AREAS, "3": ministry.AREAS["3"].replace(" 바벳 시,", "")}
    data = json.dumps(ministry.envelope(ministry._alarms(areas))).encode()
    (one,) = compared(data, answered("special", "recorded")).differences
    assert (one.zone, one.ours, one.theirs, one.offered) == ("bavet", "LEVEL_3", "LEVEL_1", True)
    assert "not named itself" in one.en


def test_the_rest_alone_settles_what_rests_on_it() -> None:
    """The whole country's rest raised is one advisory, beside those of divisions that have a level of their own."""
    areas = {"3": ministry.AREAS["3"], "2": "3 단계 발령 지역 외 전 지역,시하누크빌 주"}
    meanings = {**MEANINGS, normal("3 단계 발령 지역 외 전 지역"): ("rest-KH",)}
    rows = [Stated("alarm", Level[f"LEVEL_{level}"], area) for level, area in areas.items()]
    found = compare.levels(EDITION, rows, meanings, NOW)
    assert len(found.differences) > 20
    needed = [one.zone for one in compare.needed(EDITION, found, NOW)]
    assert needed[0] == "rest-KH" and len(needed) < 9 < len(found.differences)
    assert all(one in EDITION.timelines for one in needed)


def test_a_ban_of_the_special_list_is_a_ban() -> None:
    """The list's forbidden pair is level 4; a pair of nulls is nothing."""
    row = {**ministry.recorded("special")[0], "forbidden_region_ty": "일부", "forbidden_rcmnd_remark": "포이펫 시"}
    (one,) = rows_of("special", json.dumps(ministry.envelope([row])).encode())
    assert (one.level, one.phrases) == (Level.LEVEL_4, ["포이펫 시"])
    assert rows_of("special", answered("special", "recorded")) == []


@pytest.mark.parametrize(
    ("area", "found"),
    [
        (ministry.AREAS["3"], ["캄보디아-태국 국경 50km 이내", "시하누크빌 시", "캄폿 주 보코산 지역", "바벳 시", "포이펫 시"]),
        ("중북부 시나이 반도(1,2단계 지역 제외), 리비아", ["중북부 시나이 반도(1,2단계 지역 제외)", "리비아"]),
        ("주(에보니,에키티", ["주(에보니,에키티"]),
        (" ,, ", []),
    ],
)  # fmt: skip
def test_an_area_is_cut_at_commas_outside_brackets(area: str, found: list[str]) -> None:
    """Each phrase stays raw."""
    assert phrases(area) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2․3 단계 발령 지역 외 전 지역", "2·3단계 발령지역 외 전지역,"),
        ("2․3 단계", "2&middot;3 단계"),
        ("2․3 단계", "2&amp;middot;3 단계"),
        ("2․3 단계", "2ㆍ3 단계"),
        ("2․3 단계", "2•3 단계"),
        ("바벳 시", "\u1107\u1161\u1107\u1166\u11ba 시"),
        ("바벳 시", "바벳&nbsp;시"),
    ],
)
def test_spellings_of_one_phrase_are_known_again(one: str, other: str) -> None:
    """NFC, entities once and twice, the four dots, spaces and commas at the end do not make another phrase."""
    assert normal(one) == normal(other)


def test_another_phrase_is_another() -> None:
    """A city is not its province, and a letter changed is a phrase nobody has mapped."""
    assert len({normal(one) for one in ("시하누크빌 시", "시하누크빌 주", "시하누크빌", "2․3단계", "23단계")}) == 5


_ANY: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.text(max_size=8)
    | st.sampled_from(["일부", "전 지역", "1", "4", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
_AREA = st.lists(st.sampled_from([*MEANINGS, "어딘가", "시하누크빌"]), max_size=6).map(",".join)


@given(st.data())
def test_no_broken_reply_lowers_a_level(data: st.DataObject) -> None:
    """Whatever member of a good reply is changed, dropped or cut, a draft lowers a place only where every phrase is mapped, every
    row there and the rest fits: the reply says so whole."""
    areas = data.draw(
        st.dictionaries(st.sampled_from(["1", "2", "3", "4"]), _AREA, max_size=4) | st.just(ministry.AREAS)
    )
    found = ministry.envelope(ministry._alarms(areas))
    place: Any = found
    way = ("response", "body", "items", "item", 0)
    for step in data.draw(st.sampled_from([(), way[:1], ("response", "header"), way[:2], way[:3], way])):
        if isinstance(place, list) and not place:
            break
        place = place[step]
    if isinstance(place, dict) and place and data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(place)))
        place[name] = data.draw(_ANY)
        if data.draw(st.booleans()):
            del place[name]
    whole = json.dumps(found, ensure_ascii=False).encode()
    cut = data.draw(st.just(len(whole)) | st.integers(0, len(whole)))
    try:
        rows = rows_of("alarm", whole[:cut])
    except Unreadable as fault:
        assert "\n" not in str(fault)
        return
    comparison = compare.levels(EDITION, rows, MEANINGS, NOW)
    needed = compare.needed(EDITION, comparison, NOW)
    fall = {one.zone for one in needed if Level[one.theirs or ""] < (Level[one.ours] if one.ours else 0)}
    if fall:
        assert cut == len(whole) and not comparison.unmapped and not comparison.loose
        assert all(normal(one) in MEANINGS for row in rows for one in row.phrases)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Anything at all is read or unreadable."""
    with pytest.raises(Unreadable):
        rows_of("alarm", data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"response":{"header":{"resultCode":false},"body":{}}}', "success code False"),
        (b'{"resultCode":0,"resultcode":0}', "stands twice"),
        (b'{"resultCode":0,"totalCount":NaN,"data":[]}', "NaN"),
        (b"[" * 9000, "cut or broken JSON"),
        (b'{"resultCode":0,"totalCount":1' + b"0" * 5000 + b',"data":[]}', "cut or broken JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"<response><header><resultCode>00</resultCode></header></response>", "XML came where JSON"),
    ],
)
def test_odd_replies_say_what_is_odd(data: bytes, said: str) -> None:
    """False is no success code, a member twice is neither, and no depth or length of a number ends the reader."""
    with pytest.raises(Unreadable, match=said):
        rows_of("alarm", data)


def test_pages_add_up() -> None:
    """Rows over all pages are counted and taken once; a page that comes again is refused."""
    service, rows = SERVICES["special"], ministry._world("special", ministry.recorded("special"), 197)
    pages = [
        reply.page(service, json.dumps(ministry.envelope(rows, number, 100)).encode(), number) for number in (1, 2)
    ]
    assert [one["country_iso_alp2"] for one in reply.whole(service, pages)] == ["KH"]
    again = [pages[0], reply.Page(pages[0].rows[:97], 197)]
    with pytest.raises(Unreadable, match="twice"):
        reply.whole(service, again)


def test_the_missions_numbers_are_proposed_with_what_they_are() -> None:
    """The call centre's number in the urgent field is named as that; another embassy number differs; missions abroad that only
    cover the country are not compared."""
    mission = stated.Mission(
        "주 캄보디아 대한민국 대사관", "일반", "(855)23-211-900", "(82)2-3210-0404", "(82)2-3210-0404"
    )
    good = compare.missions(EDITION, [mission])
    assert good.differences == () and "call centre's own" in good.proposals[0][1]
    other = stated.Mission("주 캄보디아 대한민국 대사관", "일반", "(855)23-999-999", "(855)92-000-000", "")
    found = compare.missions(EDITION, [other])
    assert (found.differences[0].zone, found.differences[0].offered) == ("embassy-main", False)
    assert "Ask the embassy" in found.proposals[0][1]
    assert (
        compare.missions(EDITION, [stated.Mission("주 태국 대한민국 대사관", "겸임", "(66)1", "(66)2", "")]).outcome
        == "same"
    )


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("[alarm]", "[alarms]", r"\[alarm\] missing"),
        ('base = "https', 'base = "http', "no plain https address"),
        ('operation = "getTravelAlarmList2"\n', "", r"\[alarm\]: missing: operation"),
        ("rows = 100", "rows = 0", "rows is no number"),
        ('success = ["0", "00"]', "success = [0]", "success is no list of texts"),
        ('envelopes = ["response", "data"]', 'envelopes = ["soap"]', "envelopes: soap"),
        ('level = "alarm_lvl", ', "", "fields wants area, kind, level"),
        ("rows = 100", "rows = = 1", "Invalid value"),
        ("[missions]", "[weather]", "unknown: weather"),
        ("rows = 100", "rows = 100\ncolour = 1", "unknown: colour"),
    ],
)
def test_a_wrong_configuration_is_one_line(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    """What is wrong, where and what was wanted; misused."""
    file = tmp_path / "services.toml"
    file.write_text(services.SHIPPED.read_text(encoding="utf-8").replace(was, becomes), encoding="utf-8")
    with pytest.raises(Misuse, match=said) as caught:
        services.load(file)
    assert "\n" not in str(caught.value) and str(file) in str(caught.value)


def test_a_service_that_moved_is_one_line(tmp_path: Path) -> None:
    """Another version is asked at another address, and nothing else changes."""
    file = tmp_path / "services.toml"
    text = services.SHIPPED.read_text(encoding="utf-8")
    file.write_text(text.replace('path = "CountrySafetyService7"', 'path = "CountrySafetyService8"'), encoding="utf-8")
    assert "/CountrySafetyService8/" in services.load(file)["notices"].address
    assert spelling.levels_named("3단계 지정 지역을 제외한 지역") == {3}
