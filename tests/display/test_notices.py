"""Several notices at once: each in force can be read and closed, and the one being read stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.choice import Choice, step
from kiosk.display.presenters.screens import present
from kiosk.display.showing import interrupted
from kiosk.domain.edition import Edition
from kiosk.domain.languages import LOCALES
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.text import Text
from kiosk.language.catalogues import translator
from kiosk.language.knowledge import Knowledge
from tests.display.conftest import EDITION, NOW, knowledge_of
from tests.display.reading import buttons

HOUR = timedelta(hours=1)


def notice(name: str, severity: Severity = Severity.URGENT, age: int = 1) -> Notice:
    """A notice called that, begun so many hours ago."""
    words = Text({code: f"{name} {code}" for code in LOCALES})
    return Notice(name, severity, words, words, NOW - age * HOUR, NOW + HOUR)


def with_notices(*found: Notice) -> Edition:
    """The edition with those notices."""
    return replace(EDITION, notices=found)


def touched(knowledge: Knowledge, *taken: tuple[str, str], start: Choice | None = None) -> Choice:
    """The choice after those touches, each presented before the next."""
    choice = interrupted(start or Choice(), knowledge)
    for action, argument in taken:
        choice = interrupted(step(choice, action, argument), knowledge)
    return choice


def title(knowledge: Knowledge, choice: Choice, locale: str = "ko") -> str:
    """What the notice screen says."""
    return "\n".join(present(knowledge, replace(choice, locale=locale), translator(locale)).body.spoken)


@given(st.lists(st.sampled_from(Severity), min_size=1, max_size=5))
def test_each_urgent_notice_opens_and_closes_until_the_idle_screen_is_there(severities: list[Severity]) -> None:
    """Closing one shows the next urgent one; when each was closed the first screen is there, with all its ways."""
    found = [notice(f"n{number}", severity, number + 1) for number, severity in enumerate(severities)]
    knowledge = knowledge_of(with_notices(*found))
    choice, read = interrupted(Choice(), knowledge), []
    while choice.screen == "notice" and len(read) < 9:
        read.append(choice.notice)
        choice = interrupted(step(choice, "dismiss", choice.notice), knowledge)
    assert read == [one.id for one in found if one.severity is Severity.URGENT]
    assert touched(knowledge, ("begin", ""), start=choice).screen == "map"


@pytest.mark.parametrize("way", ["home", "back"])
def test_home_and_back_leave_an_urgent_notice_too(way: str) -> None:
    """Neither leads to the same notice again: what was left is closed, and language and modes stay."""
    knowledge = knowledge_of(with_notices(notice("a"), notice("b", age=2)))
    start = Choice(locale="vi", modes=frozenset({"large"}))
    second = touched(knowledge, (way, ""), start=start)
    assert (second.screen, second.notice, second.locale, second.modes) == ("notice", "b", "vi", {"large"})
    assert touched(knowledge, (way, ""), (way, ""), start=start).screen == "attract"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_notice_can_be_reached_from_every_other(locale: str) -> None:
    """Whatever their severity: a button leads to the next, says which of how many, and comes round."""
    found = [
        notice("a", Severity.IMPORTANT),
        notice("b", Severity.INFORMATION, 2),
        notice("c", Severity.INFORMATION, 3),
    ]
    knowledge = knowledge_of(with_notices(*found))
    choice, read = touched(knowledge, ("go", "notice")), []
    for number in (2, 3, 1):
        read.append(choice.notice)
        screen = present(knowledge, replace(choice, locale=locale), translator(locale))
        assert f"{choice.notice} {locale}" in "\n".join(screen.body.spoken)
        (following,) = [one for one in buttons(screen.body.controls) if one.action == "notice"]
        assert f"{number}/3" in following.text
        choice = touched(knowledge, ("notice", following.argument), start=choice)
    assert read == ["a", "b", "c"]
    assert step(choice, "back").screen == "attract"


def test_a_single_notice_has_no_next() -> None:
    """No button that leads to itself."""
    knowledge = knowledge_of(with_notices(notice("a", Severity.IMPORTANT)))
    screen = present(knowledge, touched(knowledge, ("go", "notice")), translator("ko"))
    assert "notice" not in [one.action for one in buttons(screen.body.controls)]


@pytest.mark.parametrize("severity", [Severity.URGENT, Severity.IMPORTANT])
def test_a_newer_notice_does_not_take_the_readers_place(severity: Severity) -> None:
    """The one being read stays, page and all, while it is in force; closing it shows the newer one if that is urgent."""
    before = knowledge_of(with_notices(notice("a", severity, 2)))
    reading = touched(before, *(() if severity is Severity.URGENT else (("go", "notice"),)))
    after = knowledge_of(with_notices(notice("newer"), notice("a", severity, 2)))
    assert interrupted(reading, after) == reading
    assert "a ko" in title(after, reading)
    key = present(before, reading, translator("ko")).key
    assert present(after, reading, translator("ko")).key == key
    closed = interrupted(step(reading, "dismiss", "a"), after)
    assert (closed.screen, closed.notice) == ("notice", "newer")
    assert present(after, closed, translator("ko")).key != key


def test_a_notice_withdrawn_under_the_reader_gives_way_to_page_one_of_another() -> None:
    """Another key, so that the screen begins at its first page; without another the first screen is there."""
    before = knowledge_of(with_notices(notice("a"), notice("b", age=2)))
    reading = touched(before)
    after = knowledge_of(with_notices(notice("b", age=2)))
    moved = interrupted(reading, after)
    assert (reading.notice, moved.notice) == ("a", "b")
    assert present(before, reading, translator("ko")).key != present(after, moved, translator("ko")).key
    assert interrupted(moved, knowledge_of()).screen == "attract"


def test_a_closed_notice_is_not_opened_again_for_the_same_visitor() -> None:
    """Until the visit is forgotten; the next visitor is told anew."""
    knowledge = knowledge_of(with_notices(notice("a")))
    closed = touched(knowledge, ("dismiss", "a"))
    assert closed.screen == "attract"
    assert touched(knowledge, ("begin", ""), ("home", ""), start=closed).screen == "attract"
    assert touched(knowledge, ("begin", ""), ("forget", ""), start=closed).screen == "notice"
