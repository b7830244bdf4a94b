"""Text and numbers as they are really pasted and typed: made plain where they can be, named with their place where not."""

import pytest

from kiosk.desk import words
from kiosk.desk.editing import pasted
from kiosk.feed.document import letters
from tests.desk.house import House, Visitor, announcement
from tests.desk.test_flow import FIELDS
from tests.desk.test_texts import CONTACT, fields, write

pytestmark = pytest.mark.timeout(180)
NEEDED = "이 언어의 글이 필요합니다"


@pytest.mark.parametrize("sign", "\xad\ufeff\u200e\u200f\u061c\u3164\ufe0f\u034f")
def test_what_shows_nothing_is_taken_out(sign: str) -> None:
    """A sign that shows nothing, brought along by a word processor, is taken out and told."""
    assert pasted.plain(f"긴급{sign}공지") == "긴급공지"
    assert pasted.taken_out(f"긴급{sign}공지") == [sign]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one(end: str) -> None:
    """Line ends of a table, a page or another system become plain ones."""
    assert pasted.plain(f"첫 줄{end}둘째 줄") == "첫 줄\n둘째 줄"


@pytest.mark.parametrize("sign", ["\uf0b7", "\u202e", "\ufffd", "\U0001f600", "\u0378"])
def test_what_cannot_be_shown_is_named_with_its_place(sign: str) -> None:
    """A sign that no screen can show is named with the word it stands before, or behind where nothing follows."""
    with words.both():
        assert f"U+{ord(sign):04X} (‘긴급’ 앞)" in pasted.misleading(f"{sign} 긴급 공지")
        assert f"U+{ord(sign):04X} (‘공지’ 뒤)" in pasted.misleading(f"긴급 공지{sign}")
    assert letters.misleading(pasted.plain(f"가{sign}")) == [sign]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("+855 23 211 900", "+85523211900"),
        ("+855-23-211-900", "+85523211900"),
        ("tel:+85523211900", "+85523211900"),
        ("＋８５５ ２３ ２１１ ９００", "+85523211900"),
        ("+855 (23) 211.900", "+85523211900"),
        ("+855\u201323\u2013211900", "+85523211900"),
        ("https://www.0404.go.kr ", "https://www.0404.go.kr"),
        ("Korea-Mofa 1", "Korea-Mofa 1"),
    ],
)
def test_a_number_is_taken_as_it_is_typed(typed: str, value: str) -> None:
    """Spaces, hyphens, brackets, full-width signs and tel: leave a number; handles and addresses stay."""
    assert pasted.number(typed) == value


def test_a_pasted_notice_is_taken_and_says_what_was_taken_out(a: Visitor) -> None:
    """A title with a soft hyphen, and a text with U+2028, are saved without them, and the page says so."""
    page = a.post("/write/notice/", **{**FIELDS, "title_ko": "긴급\xad공지", "text_ko": "첫 줄\u2028둘째 줄"})
    assert "/versions/" in page.url
    assert "U+00AD" in page.text and "U+2028" in page.text and "긴급공지" in page.text


@pytest.mark.parametrize("sign", ["\uf0b7", "\U0001f6a8"])
def test_a_sign_that_cannot_be_shown_is_one_fault(a: Visitor, sign: str) -> None:
    """The field says which sign stands where, and never beside it that text is needed."""
    answer = a.post("/write/notice/", **{**FIELDS, "title_ko": f"{sign} 긴급 공지"})
    assert answer.status_code == 422
    assert f"U+{ord(sign):04X} (‘긴급’ 앞)" in answer.text
    assert NEEDED not in answer.text


def test_a_contact_typed_with_spaces_is_saved(house: House, a: Visitor) -> None:
    """A telephone number is taken as people write it, and stands in the edition as it is dialled."""
    held = next(one for one in house.edition()["contacts"] if one["role"] == "embassy" and one["kind"] == "phone")
    typed = {**fields(held, *CONTACT), "value": "tel:+855 23-211 ９０１", "printed": "+855-23-211-901"}
    assert "+85523211901" in a.get(write(a, f"contacts/{held['id']}/", **typed)).text


@pytest.mark.parametrize(
    "url", ["https://www.0404.g\u043e.kr/", "https://a@www.0404.go.kr/", "https://www.0404.go.kr:8443/"]
)
def test_a_false_source_is_refused_at_its_field(a: Visitor, url: str) -> None:
    """An address that only looks like the ministry's is refused while it is typed, not at the kiosk."""
    answer = a.post("/write/announcement/", **announcement(a.house.edition(), url=url))
    assert answer.status_code == 422 and 'id="id_url_error"' in answer.text
