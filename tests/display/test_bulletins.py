"""What the police say, in words: corrections where the wrong text stood, notices in the reader's language."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kiosk.display.presenters.blocks import Words
from kiosk.domain.edition import Edition
from kiosk.domain.languages import LOCALES
from kiosk.domain.notice import Audience, Correction, Notice, Severity
from kiosk.domain.text import Text
from tests.display.conftest import EDITION, NOW, knowledge_of
from tests.display.reading import answer, answered, buttons, said, shown, words

HOUR = timedelta(hours=1)


def _text(written: str, *locale: str) -> Text:
    return Text({code: f"{written} {code}" for code in (locale or LOCALES)})


def corrected(zone: str = "", start: timedelta = -HOUR, end: timedelta = HOUR) -> Edition:
    """The edition with one correction."""
    one = Correction("c", _text("wrong"), _text("right"), NOW + start, NOW + end, zone)
    return replace(EDITION, corrections=(one,))


def noticed(*locale: str, **members: Any) -> Edition:
    """The edition with one urgent notice that speaks those languages."""
    one = Notice("n", Severity.URGENT, _text("title", *locale), _text("body", *locale), NOW - HOUR, NOW + HOUR)
    return replace(EDITION, notices=(replace(one, **members),))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_correction_says_what_was_wrong_and_what_is_right(locale: str) -> None:
    """Both stand on the page where the wrong text stood, the right one first."""
    heard = said(shown(knowledge_of(corrected("KH-12")), "place", locale, place="KH-12"))
    assert 0 <= heard.find(f"right {locale}") < heard.find(f"wrong {locale}")


def test_a_correction_stands_only_where_and_while_it_is_meant() -> None:
    """Not elsewhere, not before its start, not from its end on."""
    assert "right ko" not in said(shown(knowledge_of(corrected("KH-12")), "place", place="KH-3"))
    assert "right ko" in said(shown(knowledge_of(corrected("")), "place", place="KH-3"))
    assert "right ko" in said(shown(knowledge_of(corrected("", start=timedelta(0))), "place", place="KH-3"))
    assert "right ko" not in said(shown(knowledge_of(corrected("", end=timedelta(0))), "place", place="KH-3"))


def test_a_withdrawn_notice_is_corrected_where_it_stood() -> None:
    """A correction for no zone stands on the idle screen, one for a zone does not; both leave when they end."""
    assert "right ko" in answered(shown(knowledge_of(corrected("")), "attract"))
    assert "right ko" not in said(shown(knowledge_of(corrected("KH-12")), "attract"))
    assert "right ko" not in said(shown(knowledge_of(corrected("", end=timedelta(0))), "attract"))


def test_a_withdrawal_is_told_to_those_the_notice_meant() -> None:
    """On the idle screen of that terminal's kiosks, on no other's, and on no page of a place, which never showed the notice."""
    one = replace(corrected("").corrections[0], notice="n", audience=Audience(terminal="2"))
    there, elsewhere = (
        replace(knowledge_of(replace(EDITION, corrections=(one,))), terminal=name) for name in ("T2", "1")
    )
    assert "right ko" in answered(shown(there, "attract"))
    assert "right ko" not in said(shown(elsewhere, "attract"))
    assert "right ko" not in said(shown(there, "place", place="KH-3"))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_notice_is_read_in_its_language(locale: str) -> None:
    """Title and text as the police wrote them, in the answer; the title first, and none of it gives way to room."""
    screen = shown(knowledge_of(noticed()), "notice", locale)
    heard = answered(screen)
    assert 0 <= heard.find(f"title {locale}") < heard.find(f"body {locale}")
    written = [one for one in answer(screen) if isinstance(one, Words) and one.text.endswith(f" {locale}")]
    assert [one.spare for one in written] == [False, False]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_notice_can_be_closed_and_leads_to_the_checklist(locale: str) -> None:
    """A button with words closes the notice that is read, another checks one's own offer."""
    found = {one.action: one for one in buttons(shown(knowledge_of(noticed()), "notice", locale).body.controls)}
    assert set(found) == {"dismiss", "checklist"}
    assert (found["dismiss"].argument, bool(found["dismiss"].text)) == ("n", True)


@pytest.mark.parametrize("locale", ["km", "zh_Hans", "ja", "vi"])
def test_a_notice_that_lacks_a_language_shows_the_english_and_says_so(locale: str) -> None:
    """A frame sentence in the reader's language, then the English, marked."""
    heard = said(shown(knowledge_of(noticed("ko", "en")), "notice", locale))
    frame = words(locale, "아직 이 언어로 번역되지 않아 영어로 보여 드립니다.")
    assert 0 <= heard.find(frame) < heard.find("body en")
    assert "body ko" not in heard


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sample_says_that_it_is_one(locale: str) -> None:
    """A notice made up for show says so, and no other does."""
    sample = words(locale, "예시로 만든 알림입니다.")
    found = [sample in said(shown(knowledge_of(noticed(sample=made)), "notice", locale)) for made in (True, False)]
    assert found == [True, False]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_urgent_notice_says_that_it_is_urgent(locale: str) -> None:
    """Above its title, and above no other."""
    urgent = words(locale, "긴급 경찰 알림")
    found = [
        urgent in answered(shown(knowledge_of(noticed(severity=one)), "notice", locale))
        for one in (Severity.URGENT, Severity.IMPORTANT)
    ]
    assert found == [True, False]


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_notice_the_screen_says_so(locale: str) -> None:
    """Never an empty page."""
    assert words(locale, "지금은 알림이 없습니다.") in answered(shown(knowledge_of(), "notice", locale))


def test_the_newest_notice_is_on_attract() -> None:
    """A notice that is not urgent lies not over attract, but its title stands there."""
    edition = noticed(severity=Severity.IMPORTANT)
    assert "title ko" in answered(shown(knowledge_of(edition), "attract"))
