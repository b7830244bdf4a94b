"""What officers see before they put their name to it: all of it, as it will be, and whether it is out."""

import re
from datetime import datetime, timedelta

import pytest

from tests.desk.house import ANNOUNCED, House, Visitor, announcement, half_year_end, korean
from tests.desk.test_flow import FIELDS, notice
from tests.desk.test_texts import SIGN, fields, publish, write

pytestmark = pytest.mark.timeout(180)


def sign_of(house: House, index: int = 0, **changed: str) -> tuple[str, dict[str, str]]:
    """A sign's path and its form, with changes."""
    item = house.edition()["checklist"]["signs"][index]
    return f"signs/{item['id']}/", {**fields(item, *SIGN), **changed}


def test_an_approver_reads_all_of_an_announcement(house: House, a: Visitor) -> None:
    """Reason in Korean and English, source, and the ministry's own words stand in the difference, not only "added"."""
    path = a.write(verbatim="외교부는 다음과 같이 발령한다", url="https://www.0404.go.kr/dev/main.mofa")
    reason = next(one["reason"] for one in house.edition()["advisories"])
    page = a.get(path).text
    for words in (reason["ko"], reason["en"], "외교부는 다음과 같이 발령한다", "https://www.0404.go.kr/dev/main.mofa"):
        assert words in page


def test_what_several_zones_share_is_read_once(a: Visitor) -> None:
    """One announcement for three zones: its words stand at the first; the others say that all else is the same."""
    page = a.get(a.write(zones=["KH-12", "KH-2", "KH-3"], verbatim="외교부는 다음과 같이 발령한다")).text
    assert page.count("외교부는 다음과 같이 발령한다") == 1
    assert page.count("그 밖의 내용은 위의 것과 같습니다") == 2


def test_an_approver_reads_all_of_a_notice(a: Visitor) -> None:
    """Title, text and end of a new notice."""
    page = a.get(notice(a, title_ja="別の題")).text
    for words in ("내용 (English)", "Text", FIELDS["end"].replace("T", " "), "別の題"):
        assert words in page


def test_a_text_changed_in_one_language_is_doubted(house: House, a: Visitor) -> None:
    """Five languages still say what was wrong: they are named, until they are changed too."""
    path, typed = sign_of(house, text_ko="다른 신호")
    page = a.get(write(a, path, **typed)).text
    assert "English, ខ្មែរ, 简体中文, 日本語, Tiếng Việt는 옛글 그대로입니다" in page
    everywhere = {name: f"{words} 2" for name, words in typed.items() if name.startswith("text_")}
    assert "옛글 그대로입니다" not in a.get(write(a, path, **{**typed, **everywhere})).text


def test_what_is_not_out_says_so(a: Visitor, b: Visitor) -> None:
    """Submitted, then approved, it is "not on any kiosk yet" with the signatures so far; published, it says that."""
    path = a.write()
    a.post(f"{path}submit/", replace="on")
    a.post(f"{path}demo-sign/")
    b.approve(path)
    page = b.get(path).text
    assert "아직 키오스크에 나가지 않았습니다" in page
    assert "서명 1&nbsp;/&nbsp;2 (demo-officer-a)" in page
    assert "아직 나가지 않음" in b.get("/").text
    b.post(f"{path}demo-sign/")
    page = b.get(path).text
    assert "아직 키오스크에" not in page
    assert "게시됨</span>" in page
    assert "게시됨</span>" in b.get("/versions/").text


def test_what_was_returned_stands_on_the_board_until_it_is_written_anew(house: House, a: Visitor, b: Visitor) -> None:
    """With the reason; gone once a newer version is made of it."""
    path, typed = sign_of(house, 1, text_ko="또 다른 신호")
    version = write(a, path, **typed)
    a.post(f"{version}submit/", replace="on")
    b.post(f"{version}return/", reason="영어가 다릅니다")
    assert "영어가 다릅니다" in a.get("/").text
    write(a, f"{path}?onto={version.split('/')[2]}", **typed)
    assert "영어가 다릅니다" not in a.get("/").text


def test_the_second_of_two_who_write_keeps_the_words(house: House, a: Visitor, b: Visitor) -> None:
    """Somebody else saved the same draft meanwhile: what was typed is still there, with a way to the newer draft."""
    path, typed = sign_of(house, 2, text_ko="첫째가 쓴 것")
    first = write(a, path, **typed)
    onto = f"/texts/{path}?onto={first.split('/')[2]}"
    newer = a.post(onto, **{**typed, "text_ko": "첫째가 고친 것"}).url.removeprefix(house.address)
    answer = b.post(onto, **{**typed, "text_ko": "둘째가 쓴 것"})
    assert answer.status_code == 422
    assert "둘째가 쓴 것" in answer.text
    assert newer in answer.text


def test_two_who_edit_one_announcement_do_not_make_two(house: House, a: Visitor, b: Visitor) -> None:
    """The second is led to what the first made of it, nothing typed is lost; once that is discarded, the way is free."""
    path = a.write(verbatim="처음 글")
    typed = announcement(house.edition(), verbatim="둘째가 옮긴 글")
    newer = a.post(f"{path}edit/", **{**typed, "verbatim": "첫째가 고친 글"}).url.removeprefix(house.address)
    answer = b.post(f"{path}edit/", **typed)
    assert answer.status_code == 422
    assert "둘째가 옮긴 글" in answer.text and f'href="{newer}"' in answer.text
    assert "고쳐 씀</span>" in a.get(path).text, "nobody withdrew it"
    a.post(f"{newer}withdraw/")
    assert b.post(f"{path}edit/", **typed).url != f"{house.address}{path}edit/"


def test_the_same_button_twice_makes_one(house: House, a: Visitor, b: Visitor) -> None:
    """ "Still right" and "withdraw" lead to what was begun: one's own draft, or what waits for the other's approval."""
    publish(house, a, b, notice(a))
    name = house.edition()["notices"][-1]["id"]
    first = a.post("/write/attestation/").url
    assert a.post("/write/attestation/").url == first
    assert b.post("/write/attestation/").url != first, "nobody approves a draft they had a hand in"
    a.post(f"{first.removeprefix(house.address)}submit/", replace="on")
    assert b.post("/write/attestation/").url == first
    a.post(f"{first.removeprefix(house.address)}withdraw/")
    begun = a.post(f"/notices/{name}/withdraw/").url
    answer = b.post(f"/notices/{name}/withdraw/")
    assert answer.url == begun and "demo-officer-a의 것이 이미 있습니다" in answer.text
    a.post(f"{begun.removeprefix(house.address)}withdraw/")


def test_a_draft_says_that_nobody_has_it_yet(a: Visitor) -> None:
    """Who saves at night and closes the phone must not think it sent."""
    path = a.write()
    assert "아직 아무에게도 보내지 않았습니다" in a.get(path).text
    a.post(f"{path}submit/", replace="on")
    assert "아직 아무에게도" not in a.get(path).text


def test_an_auditor_is_told_before_typing(house: House, auditor: Visitor) -> None:
    """Not after a whole form was filled in."""
    for path in ("/write/announcement/", "/write/notice/"):
        answer = auditor.get(path)
        assert answer.url == f"{house.address}/"
        assert "경찰관과 감독관만" in answer.text


def test_an_announcement_is_not_from_the_future(house: House, a: Visitor) -> None:
    """A slip of the date is said at the field; when it takes effect may well lie ahead."""
    answer = a.post("/write/announcement/", **announcement(house.edition(), announced="2036-11-22T10:00"))
    assert answer.status_code == 422
    assert "발표 시각이 아직 오지 않았습니다" in answer.text


def test_a_change_to_come_leads_the_board(house: House, a: Visitor, b: Visitor) -> None:
    """A province that will be banned stands with the worst, not where its level of today puts it."""
    publish(house, a, b, a.write(zones="KH-2", effective="2036-11-22T10:00", legal_end="2037-01-31"))
    page = a.get("/").text
    assert page.index('?zone=KH-2"') < page.index("3 철수권고")


@pytest.mark.parametrize(
    ("zones", "doubt"),
    [
        ("KH-18", "시하누크빌주 안에서 더 낮게 남는 곳: 시하누크빌시 3 철수권고"),
        ("KH-22", "웃더민체이주: 옮겨 적은 단계가 보이지 않습니다. 태국 국경 50km 이내 3 철수권고"),
        ("KH-5", ""),
    ],
)
def test_what_the_most_specific_rule_does_is_said(a: Visitor, zones: str, doubt: str) -> None:
    """A province banned around a town that is not; one that a band stands before; an ordinary one raises no doubt."""
    page = a.get(a.write(zones=zones)).text
    assert (doubt in page) if doubt else ("doubt" not in page)


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ({"level": "LEVEL_2 여행자제"}, True),
        ({"level": "LEVEL_2 여행자제", "effective": korean(days=30)}, True),
        ({"level": "LEVEL_2 여행자제", "until": korean(days=30)}, True),  # then the older one stands again
        ({"level": "LEVEL_3 출국권고"}, False),
    ],
)
def test_a_level_that_stands_already_is_doubted(a: Visitor, fields: dict[str, str], same: bool) -> None:
    """The wrong zone or level was picked, perhaps: a doubt, no refusal; none where it changes then or later."""
    page = a.get(a.write(zones="KH-18", **fields)).text
    assert ("시하누크빌주 2 여행자제: 단계가 그대로입니다." in page) == ("doubt" in page) == same
    assert 'id="submit"' in page


@pytest.mark.parametrize(
    ("days", "doubt"),
    [
        (-365, "효력 시작이 발표보다 앞섭니다."),
        (365, "발표한 지 365일 뒤에야 효력이 시작됩니다."),
        (0, ""),
    ],
)
def test_a_year_typed_wrong_is_doubted(a: Visitor, days: int, doubt: str) -> None:
    """Nothing is refused: the ministry may well have said so."""
    typed = datetime.fromisoformat(ANNOUNCED) + timedelta(days)
    ends = half_year_end(typed.date())
    page = a.get(a.write(zones="KH-5", effective=f"{typed:%Y-%m-%dT%H:%M}", legal_end=ends)).text
    assert (doubt in page) if doubt else ("doubt" not in page)


@pytest.mark.parametrize("effective", ["0026-11-22T10:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_of_two_digits_is_named(house: House, a: Visitor, effective: str) -> None:
    """A keyboard makes the year 26 of it; an edition holds no such year."""
    answer = a.post("/write/announcement/", **announcement(house.edition(), effective=effective))
    assert answer.status_code == 422 and "연도를 네 자리로" in answer.text


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "yesterday"])
def test_a_moment_that_cannot_be_asked_is_named(auditor: Visitor, at: str) -> None:
    """The newest edition would be shown as if it had been in force then."""
    page = auditor.get(f"/audit/?at={at}").text
    assert f"시각을 읽을 수 없습니다: {at}" in page and "그 시각까지 한 일" not in page


def test_every_draft_is_found_from_the_board(a: Visitor) -> None:
    """Ten stand there; with more, a link leads to all, on pages that hold drafts only."""
    for count in range(12):
        path = a.write(zones="KH-6", verbatim=f"초안 {count}")
    a.post(f"{path}submit/", replace="on")
    more = re.search(r'id="more-drafts" href="(/versions/\?state=draft)"', a.get("/").text)
    assert more
    states = re.findall(r'class="state (\w+)"', a.get(more[1]).text)
    assert len(states) > 10 and set(states) == {"draft"}
    assert set(re.findall(r'class="state (\w+)"', a.get("/versions/").text)) > {"draft"}


def test_an_auditor_reads_what_was_in_force_at_a_second(house: House, a: Visitor, b: Visitor, auditor: Visitor) -> None:
    """Number, signers and second of publication; every level of that moment; what was done, in the reader's language."""
    publish(house, a, b, a.write(zones="KH-4"))
    page = auditor.get("/audit/?at=2099-01-01T00:00:00").text
    assert f"제{house.verified().number}판" in page
    at = house.sql("SELECT max(at) FROM publishing_published")[0][0]
    minute_and_second = str(at)[14:19]
    assert f":{minute_and_second} · demo-officer-a, demo-officer-b" in page
    row = page.split("캄퐁치낭주</th>")[1].split("</tr>")[0]
    assert "4 여행금지" in row
    assert "<strong>demo-officer-b</strong><br>승인 <a" in page


def test_a_password_is_not_offered_where_it_does_not_suffice(a: Visitor) -> None:
    """It would be asked for, taken, and then not be enough: a circle."""
    page = a.get("/account/2fa/reauthenticate/?next=/").text
    assert "본인 확인" in page
    assert 'href="/account/reauthenticate/' not in page
