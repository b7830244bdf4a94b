"""Help: whom to call, in which order, with which codes; and the contact card of its code."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.blocks import Call, Fact, Tile
from kiosk.display.presenters.screen import Screen
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from kiosk.domain.text import Text
from kiosk.language.contact_card import LONGEST, short_vcard
from kiosk.language.levels import call_centre
from tests.display.conftest import EDITION, NOW, knowledge_of
from tests.display.reading import answer, answered, bare, behind, every_choice, said, shown, words

EMBASSY, CENTRE = "tel:+85523211900", "tel:+82232100404"
DOUBT = "번호 확인 중 · 안 받으면 24시간 전화로"


def confirmed(yes: bool) -> Edition:
    """Give the edition with the embassy's number confirmed by two officers, or not."""

    def marked(one: Contact) -> Contact:
        settled = yes or one.role is not Role.EMBASSY
        return replace(one, confirmed=settled, confirmed_at=NOW if settled else None)

    return replace(EDITION, contacts=tuple(marked(one) for one in EDITION.contacts))


def calls(screen: Screen) -> list[Call]:
    """Give the codes of the first page, in reading order."""
    return [one for one in answer(screen) if isinstance(one, Call)]


def codes_behind(screen: Screen) -> list[Call]:
    """Give the codes behind the door."""
    return [one for one in behind(screen) if isinstance(one, Call)]


@pytest.mark.parametrize("age", list(Freshness))
@pytest.mark.parametrize("locale", LOCALES)
def test_the_confirmed_line_stands_first_and_both_codes_are_in_the_answer(locale: str, age: Freshness) -> None:
    """The call centre is first until the embassy's number is confirmed, then the embassy; number and code of both."""
    orders = [
        [(one.payload, one.number) for one in calls(shown(knowledge_of(confirmed(yes), age), "help", locale))]
        for yes in (False, True)
    ]
    embassy, centre = (EMBASSY, "+855-23-211-900"), (CENTRE, "+82-2-3210-0404")
    assert orders == [[centre, embassy], [embassy, centre]]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_number_is_read_before_all_else(locale: str) -> None:
    """Only the title stands before it, and it says whose it is, where room is short too."""
    title, first, *_ = answer(shown(knowledge_of(), "help", locale))
    assert bare(title.spoken) == words(locale, "도움이 필요하면")
    assert isinstance(first, Call)
    centre = call_centre(EDITION)
    assert (first.title, first.brief) == (centre.name.in_(locale), centre.brief.in_(locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_embassy_s_number_is_marked_until_confirmed(locale: str) -> None:
    """Marked, with whom to call instead, until two officers confirm the number, and not after; no other number is."""
    mark = words(locale, DOUBT)
    for yes in (False, True):
        for one in calls(shown(knowledge_of(confirmed(yes)), "help", locale)):
            lines = [bare(line) for line in one.lines]
            assert (mark in lines) is (one.payload == EMBASSY and not yes), (one.title, yes)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_mark_comes_before_the_hours(locale: str) -> None:
    """Where lines give way to room, the last go first: the mark must not."""
    (embassy,) = [one for one in calls(shown(knowledge_of(), "help", locale)) if one.payload == EMBASSY]
    assert bare(embassy.lines[0]) == words(locale, DOUBT)
    assert len(embassy.lines) > 1


@pytest.mark.parametrize("locale", LOCALES)
def test_what_to_say_first_is_in_the_answer(locale: str) -> None:
    """The first sentence of the guidance on the first page, the rest behind the door at the latest."""
    first, *more = bare(EDITION.guidance.text.in_(locale)).split("\n")
    screen = shown(knowledge_of(), "help", locale)
    assert first in answered(screen)
    assert [one for one in more if one not in said(screen)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_card_and_site_lie_behind_the_door(locale: str) -> None:
    """The contact card and the ministry's site with their codes, each with what it is in print; the door names them."""
    screen = shown(knowledge_of(), "help", locale)
    card, site = codes_behind(screen)
    assert (card.payload[:11], bare(card.title)) == ("BEGIN:VCARD", words(locale, "연락처 저장"))
    assert (site.payload, site.number) == ("https://www.0404.go.kr", "www.0404.go.kr")
    (section,) = screen.body.sections
    assert bare(section.title) == words(locale, "연락처 저장, 누리집, 그 밖의 번호")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_stands_in_print(locale: str) -> None:
    """Short numbers and chats too, with where they work."""
    heard = said(shown(knowledge_of(), "help", locale))
    printed = [one for one in EDITION.contacts if one.kind is not ContactKind.NAME]
    assert [one.id for one in printed if (one.printed or one.value) not in heard] == []
    hours = [one for one in printed if one.kind in (ContactKind.SHORT, ContactKind.CHAT, ContactKind.PHONE)]
    assert [one.id for one in hours if bare(one.hours.in_(locale)) not in heard] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_number_stands_without_its_owner(locale: str) -> None:
    """Wherever a number is printed, words stand in the same block."""
    blocks = list(shown(knowledge_of(), "help", locale).body.blocks)
    owners = [one.title for one in blocks if isinstance(one, Call)]
    owners += [one.label for one in blocks if isinstance(one, (Fact, Tile))]
    assert len(owners) >= 8
    assert [one for one in owners if not re.search(r"[^\W\d]", one)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_how_to_scan_is_told(locale: str) -> None:
    """Not everybody has scanned a code: each code to dial says in short how, the door's page at length."""
    how = words(locale, "찍는 법: 카메라를 켜고 QR 코드를 비춘 뒤, 화면에 뜨는 번호나 주소를 누르세요.")
    screen = shown(knowledge_of(), "help", locale)
    assert how in said(screen)
    short = words(locale, "휴대전화 카메라로 찍으세요.")
    assert [one for one in calls(screen) if one.number and bare(one.scan) != short] == []


def test_the_hotline_is_on_every_screen_in_every_state() -> None:
    """Never missing, never another number."""
    centre = next(one for one in EDITION.contacts if one.role is Role.CALL_CENTRE and one.kind is ContactKind.PHONE)
    frames = [shown(knowledge_of(age=age), **choice).frame for age in Freshness for choice in every_choice()]
    assert {(centre.printed, True)} == {(one.hotline_number, centre.printed in one.hotline_spoken) for one in frames}


# --- the contact card -------------------------------------------------------------------------------------------------


def card(locale: str, edition: Edition = EDITION) -> str:
    """The contact card's text."""
    return codes_behind(shown(knowledge_of(edition), "help", locale))[0].payload


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contact_card_is_a_vcard_3(locale: str) -> None:
    """CRLF at the end of every line, none left alone; version 3.0; N and FN present; both numbers in E.164."""
    lines = card(locale).split("\r\n")
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD", "")
    assert not any("\n" in line or "\r" in line for line in lines)
    names = {re.split("[:;]", line)[0] for line in lines if line}
    assert {"BEGIN", "VERSION", "N", "FN", "TEL", "URL", "NOTE", "END"} <= names
    numbers = [line.split(":", 1)[1] for line in lines if line.startswith("TEL")]
    assert {"+82232100404", "+85523211900"} == set(numbers)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_contact_card_says_whose_each_number_is(locale: str) -> None:
    """The card bears the name of its first number, in the five parts of N, no group before TEL; its note names the second."""
    texts = [card(locale), short_vcard(knowledge_of())]
    for text, code in zip(texts, (locale, "en"), strict=True):
        members = dict(line.split(":", 1) for line in reversed(text.split("\r\n")) if line)
        name = bare(call_centre(EDITION).name.in_(code))
        assert (members["FN"], members["N"].split(";")) == (name, [name, "", "", "", ""])
        assert members["TEL;TYPE=WORK,VOICE"] == call_centre(EDITION).value
        assert re.match(r"[^+]*\w[^+]* \+855-23-211-900", members["NOTE"])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_contact_card_too_long_for_a_page_gives_way_to_a_short_one(locale: str) -> None:
    """Whatever officers write, the card's code has a page's room: else names in Latin letters and no more."""
    long = Text(dict.fromkeys(LOCALES, "អ្នកដំណើរ" * 20))
    edition = replace(EDITION, guidance=replace(EDITION.guidance, text=long))
    assert card(locale, edition) == short_vcard(knowledge_of(edition))
    assert len(card(locale).encode()) <= LONGEST


@pytest.mark.parametrize("locale", LOCALES)
def test_where_room_is_short_the_short_card_stands_in(locale: str) -> None:
    """A smaller code that holds the same two numbers."""
    saved = codes_behind(shown(knowledge_of(), "help", locale))[0]
    assert saved.small == short_vcard(knowledge_of())
    assert len(saved.small.encode()) <= len(saved.payload.encode())


@pytest.mark.parametrize("locale", LOCALES)
def test_no_short_number_goes_into_the_contact_card(locale: str) -> None:
    """112 would call somebody else abroad."""
    numbers = [line.split(":", 1)[1] for line in card(locale).split("\r\n") if line.startswith("TEL")]
    short = {one.value for one in EDITION.contacts if one.kind is ContactKind.SHORT}
    assert set() == short & set(numbers)
    assert all(number.startswith("+") for number in numbers)


def test_no_short_number_becomes_a_code() -> None:
    """No code of Help dials 112, 117 or another number that works in its country alone."""
    short = {one.value for one in EDITION.contacts if one.kind is ContactKind.SHORT}
    blocks = shown(knowledge_of(), "help").body.blocks
    dialled = {one.payload.removeprefix("tel:") for one in blocks if isinstance(one, Call)}
    assert short
    assert set() == short & dialled


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60))
def test_the_contact_card_escapes_what_its_grammar_uses(written: str) -> None:
    """Whatever officers write, commas, semicolons, backslashes and line ends read back as they were (RFC 2426)."""
    guidance = replace(EDITION.guidance, text=Text(dict.fromkeys(LOCALES, written)))
    lines = card("ko", replace(EDITION, guidance=guidance)).split("\r\n")
    value = next(line for line in lines if line.startswith("NOTE")).split(":", 1)[1]
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
    whose, _, note = back.partition("\n")
    assert (whose, note) == ("한국 대사관 +855-23-211-900", written.replace("\u200b", ""))
    assert None is re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
