"""The pages of every screen, laid out without Qt: the answer first, nothing cut, nothing over anything, all in reach."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.display.layout.boxes import Badge, Code, Map, Text, Touch
from kiosk.display.layout.letters import PRIMARY, ROLES, SECOND, size_of
from kiosk.display.layout.setting import Panel
from kiosk.display.presenters.choice import SCREENS
from kiosk.domain.checklist import verdict
from kiosk.domain.contact import Role
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.standing import levels_at
from kiosk.domain.text import Text as Words
from kiosk.domain.zone import ZoneKind
from kiosk.language.catalogues import translator
from kiosk.language.levels import call_centre, level_groups, phone
from tests.display.conftest import EDITION, SHIPPED
from tests.display.layout.conftest import UPRIGHT, WIDE, Asked, asked, meets, written

ZONES = [zone.id for zone in SHIPPED.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION)]
PANELS = (UPRIGHT, WIDE)
EDITIONS = {"shipped": SHIPPED, "june": EDITION}
MODES = ((), ("contrast",), ("lower",), ("large",), ("large", "lower"))
SIGNS = tuple(sign.id for sign in SHIPPED.checklist.signs)

locales, ages, panels = st.sampled_from(LOCALES), st.sampled_from(list(Freshness)), st.sampled_from(PANELS)
modes, zones, editions = st.sampled_from(MODES), st.sampled_from(ZONES), st.sampled_from(list(EDITIONS))
normal = st.sampled_from([(), ("contrast",)])
screens = st.sampled_from(SCREENS)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(locales, ages, normal, panels, st.booleans(), editions)
def test_help_has_both_numbers_both_codes_and_what_to_say(
    locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, edition: str
) -> None:
    """The first page of Help holds embassy and call centre with their codes, and what to say first."""
    found = asked("help", locale, mode, panel, age, demo, EDITIONS[edition])
    here = found.knowledge.edition
    for contact in (phone(here, Role.EMBASSY), call_centre(here)):
        assert contact.printed in found.words
        assert contact.dial in found.codes
    assert here.guidance.text.in_(locale).split("\n")[0] in found.words


@settings(max_examples=8, deadline=None, derandomize=True)
@given(locales, ages, st.sampled_from([("large",), ("large", "contrast")]))
def test_large_help_has_both_numbers_and_codes_on_an_upright_panel(
    locale: str, age: Freshness, mode: tuple[str, ...]
) -> None:
    """At 200 % too, the first page of Help on an upright panel holds both numbers with their codes."""
    found = asked("help", locale, mode, UPRIGHT, age)
    for contact in (phone(SHIPPED, Role.EMBASSY), call_centre(SHIPPED)):
        assert contact.printed in found.words
        assert contact.dial in found.codes


def test_nothing_to_touch_stands_between_a_name_and_its_number() -> None:
    """Where the height allows it, large Help has the embassy's number right under its name, and the way on after it."""
    boxes = asked("help", "ko", ("large",), UPRIGHT).laid.pages[0].boxes
    embassy = phone(SHIPPED, Role.EMBASSY)
    number = next(one for one in boxes if isinstance(one, Text) and one.words == embassy.printed)
    above = [one for one in boxes if isinstance(one, Text | Touch) and one.y + one.h <= number.y + 1]
    nearest = max(above, key=lambda one: one.y)
    assert isinstance(nearest, Text) and nearest.words in (embassy.name.in_("ko"), embassy.brief.in_("ko"))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(locales, ages, normal, panels, st.booleans(), zones, editions)
def test_a_place_says_every_level_and_what_is_asked(
    locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, zone: str, edition: str
) -> None:
    """The first page of a place holds the worst level with all that is asked, and every other level of it.

    On a panel that lies, in aged knowledge, Khmer with a ban has no room for the last of three.
    """
    assume(panel is UPRIGHT or age is Freshness.LIVE)
    found = asked("place", locale, mode, panel, age, demo, EDITIONS[edition], place=zone)
    _levels_are_told(found, zone, locale)


def _levels_are_told(found: Asked, zone: str, locale: str) -> None:
    here = found.knowledge
    held = levels_at(here.edition, zone, here.view)
    for one in held:
        assert one.zone.name.in_(locale) in found.words
    worst = held[0]
    if worst.advisory and here.shown(worst):
        text = here.edition.level_text(worst.advisory)
        for ask in (text.plan, text.there):
            assert ask.in_(locale) in found.words
        if text.penalty and worst.penal:
            assert text.penalty.in_(locale) in found.words


@settings(max_examples=10, deadline=None, derandomize=True)
@given(locales, ages, normal, panels, st.booleans(), editions)
def test_the_map_names_every_place_worse_than_level_2(
    locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, edition: str
) -> None:
    """The map, all places at 3, 4 and SPECIAL by name and the search stand on the first page."""
    assume(not demo or age is Freshness.LIVE)
    found = asked("map", locale, mode, panel, age, demo, EDITIONS[edition])
    boxes = found.laid.pages[0].boxes
    worst = [zone for group in level_groups(found.knowledge) if group.level > Level.LEVEL_2 for zone in group.places]
    assert [zone.id for zone in worst if zone.brief.in_(locale) not in found.words] == []
    assert any(isinstance(box, Map) for box in boxes)
    assert any(isinstance(box, Touch) and box.action == "search" for box in boxes)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(locales, ages, normal, panels, st.booleans(), st.frozensets(st.sampled_from(SIGNS), max_size=4))
def test_a_verdict_says_what_to_do_and_whom_to_ask(
    locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, ticked: frozenset[str]
) -> None:
    """Verdict, what to do now, and the call centre with number and code are one page."""
    found = asked("verdict", locale, mode, panel, age, demo, ticked=ticked)
    text = SHIPPED.checklist.verdict_text(verdict(SHIPPED.checklist, ticked))
    assert text.headline.in_(locale) in found.words
    assert [one for one in text.act.in_(locale).split("\n") if one not in found.words] == []
    assert call_centre(SHIPPED).dial in found.codes
    assert len(found.laid.pages) == 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("age", list(Freshness))
def test_a_large_verdict_says_the_number_on_its_first_page(locale: str, age: Freshness) -> None:
    """At 200 % on an upright panel the call centre's number stands with the verdict and the first thing to do."""
    found = asked("verdict", locale, ("large",), UPRIGHT, age, ticked=frozenset({"ticket-paid"}))
    text = SHIPPED.checklist.verdict_text(verdict(SHIPPED.checklist, frozenset({"ticket-paid"})))
    first = found.laid.pages[0].boxes
    words = [box.words for box in first if isinstance(box, Text)]
    assert text.headline.in_(locale) in words
    assert [one for one in text.act.in_(locale).split("\n") if one not in found.words] == []
    assert call_centre(SHIPPED).dial in found.codes
    assert words.count(call_centre(SHIPPED).printed) == 2  # beside whom to ask, and in the dock


@settings(max_examples=10, deadline=None, derandomize=True)
@given(locales, ages, modes, panels, st.booleans(), editions)
def test_attract_asks_warns_and_lets_in(
    locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, edition: str
) -> None:
    """The idle screen has its question and the way in on one page in any mode, and in normal text the worst levels too."""
    found = asked("attract", locale, mode, panel, age, demo, EDITIONS[edition])
    touches = [box.action for box in found.laid.pages[0].boxes if isinstance(box, Touch) and box.name]
    assert "begin" in touches
    if "large" not in mode:
        worst = [one for one in level_groups(found.knowledge) if one.level > Level.LEVEL_2][:2]
        assert [one for one in worst if one.places[0].brief.in_(locale) not in found.words] == []
        assert len(found.laid.pages) == 1


@pytest.mark.parametrize(("locale", "panel"), list(product(("ko", "zh_Hans"), PANELS)))
def test_a_large_place_says_each_of_its_levels_with_a_badge(locale: str, panel: Panel) -> None:
    """At 200 % the first page of a place has a badge for each level of it that fits, the worst with all that is asked."""
    found = asked("place", locale, ("large",), panel, place="KH-1")
    first = found.laid.pages[0].boxes
    badges = [box for box in first if isinstance(box, Badge)]
    assert len(badges) >= (3 if panel is UPRIGHT else 2)
    worst = levels_at(SHIPPED, "KH-1", found.knowledge.view)[0]
    assert worst.advisory is not None
    text = SHIPPED.level_text(worst.advisory)
    assert all(ask.in_(locale) in found.words for ask in (text.plan, text.there))


@pytest.mark.parametrize(("locale", "panel", "mode"), list(product(LOCALES, PANELS, (("large",), ("large", "lower")))))
def test_the_large_map_leads_on_and_has_few_pages(locale: str, panel: Panel, mode: tuple[str, ...]) -> None:
    """The map at 200 % has the way to its next page on each page but the last, and at most four pages."""
    pages = asked("map", locale, mode, panel).laid.pages
    onward = [any(isinstance(box, Touch) and box.action == "page" for box in page.boxes) for page in pages[:-1]]
    assert all(onward)
    assert len(pages) <= 4


@pytest.mark.parametrize(("locale", "panel", "age"), list(product(LOCALES, PANELS, (Freshness.LIVE, Freshness.OLD))))
def test_large_attract_warns_and_large_signs_are_signs(locale: str, panel: Panel, age: Freshness) -> None:
    """At 200 % the idle screen names the first place of the worst level, and the checklist a sign where fresh, on page 1."""
    found = asked("attract", locale, ("large",), panel, age)
    worst = level_groups(found.knowledge)[0]
    assert worst.places[0].brief.in_(locale) in found.words
    assert any(isinstance(box, Badge) for box in found.laid.pages[0].boxes)
    signs = asked("checklist", locale, ("large",), panel).words
    assert any(sign.text.in_(locale) in signs for sign in SHIPPED.checklist.signs)


@pytest.mark.parametrize(("locale", "panel"), list(product(LOCALES, PANELS)))
def test_a_large_notice_is_read_and_closed_on_its_first_page(locale: str, panel: Panel) -> None:
    """At 200 % too a notice's first words and the way to close it stand together."""
    title = Words({code: translator(code).say("만난 적 없는 사람이 항공권을 보내 줬나요?") for code in LOCALES})
    at = SHIPPED.issued_at
    notice = Notice("sample", Severity.URGENT, title, title, at - timedelta(hours=1), at + timedelta(days=1))
    found = asked("notice", locale, ("large",), panel, edition=replace(SHIPPED, notices=(notice,)))
    assert title.in_(locale).replace("\u200b", "")[:12] in found.words.replace("\u200b", "")
    assert any(isinstance(box, Touch) and box.action == "dismiss" for box in found.laid.pages[0].boxes)


MOST = {"attract": 1, "map": 1, "verdict": 1, "help": 2, "place": 2, "about": 2}


@pytest.mark.parametrize(("screen", "panel"), list(product(MOST, PANELS)))
def test_a_screen_has_few_pages(screen: str, panel: Panel) -> None:
    """In normal text and fresh knowledge no screen has more pages than its answer and what lies behind its doors."""
    long = {
        locale: len(asked(screen, locale, (), panel, place="KH-1", ticked=frozenset(SIGNS[:3])).laid.pages)
        for locale in LOCALES
    }
    assert {locale: pages for locale, pages in long.items() if pages > MOST[screen]} == {}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(screens, locales, ages, modes, panels, st.booleans(), zones)
def test_nothing_lies_over_anything(
    screen: str, locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, zone: str
) -> None:
    """On every page no text lies over another, over a code or a badge, and no control comes nearer than a finger's gap."""
    assume("large" not in mode or (not demo and locale != "km"))
    found = asked(screen, locale, mode, panel, age, demo, place=zone, ticked=frozenset(SIGNS[:3]))
    for page in found.laid.pages:
        letters = [written(box) for box in page.boxes if isinstance(box, Text)]
        signs = [box for box in page.boxes if isinstance(box, Code | Badge)]
        touches = [box for box in page.boxes if isinstance(box, Touch) and box.name]
        assert [(one, other) for one, other in combinations(letters, 2) if meets(one, other)] == []
        assert [(one, other) for one, other in product(letters, signs) if meets(one, other)] == []
        assert [(one.name, other.name) for one, other in combinations(touches, 2) if _near(one, other)] == []


def _near(one: Touch, other: Touch) -> bool:
    gap = 2.5 / 0.37 - 0.3
    across = max(one.x - other.x - other.w, other.x - one.x - one.w)
    down = max(one.y - other.y - other.h, other.y - one.y - one.h)
    return across < gap and down < gap


@settings(max_examples=25, deadline=None, derandomize=True)
@given(screens, locales, ages, modes, panels, st.booleans(), zones)
def test_nothing_is_cut(
    screen: str, locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool, zone: str
) -> None:
    """Every line fits its box, and every box the panel."""
    found = asked(screen, locale, mode, panel, age, demo, place=zone, ticked=frozenset(SIGNS[:3]))
    for page in found.laid.pages:
        for text in (box for box in page.boxes if isinstance(box, Text)):
            ink = written(text)
            assert ink.w <= text.w + 2, text
            assert ink.x >= -1, text
            assert ink.x + ink.w <= panel.width + 1, text
            assert ink.y >= -1, text
            assert ink.y + ink.h <= panel.height + 1, text


@settings(max_examples=15, deadline=None, derandomize=True)
@given(screens, locales, ages, st.sampled_from([("lower",), ("large", "lower")]), panels, zones)
def test_lower_keeps_every_control_in_reach(
    screen: str, locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, zone: str
) -> None:
    """In the lower mode every control of the first page lies in the lower 65 % of the panel."""
    found = asked(screen, locale, mode, panel, age, place=zone, ticked=frozenset(SIGNS[:3]))
    touches = [box for box in found.laid.pages[0].boxes if isinstance(box, Touch) and box.name]
    assert [box.name for box in touches if box.y < panel.height * 0.35] == []


@settings(max_examples=15, deadline=None, derandomize=True)
@given(screens, locales, ages, modes, panels, st.booleans())
def test_no_text_is_under_what_the_law_asks(
    screen: str, locale: str, age: Freshness, mode: tuple[str, ...], panel: Panel, demo: bool
) -> None:
    """Text has 9 mm of glyph height at least, twice that in large text; bold text, which says levels and what to do, 12 mm."""
    found = asked(screen, locale, mode, panel, age, demo, place="KH-1", ticked=frozenset(SIGNS[:3]))
    times = 2 if "large" in mode else 1
    for page in found.laid.pages:
        for text in (box for box in page.boxes if isinstance(box, Text)):
            least = (PRIMARY if text.bold else SECOND)[size_of(text.face)]
            assert text.px >= least * times - 0.5, text


@settings(max_examples=10, deadline=None, derandomize=True)
@given(screens, locales, ages, panels, st.booleans())
def test_the_dock_of_large_text_leaves_room(screen: str, locale: str, age: Freshness, panel: Panel, demo: bool) -> None:
    """At 200 % the dock has home, back, the call centre and settings, on at most 26 % of the height."""
    found = asked(screen, locale, ("large",), panel, age, demo, place="KH-1")
    for page in found.laid.pages:
        dock = [box for box in page.boxes if isinstance(box, Touch) and box.steady]
        assert {(box.action, box.argument) for box in dock} == {
            ("home", ""),
            ("back", ""),
            ("go", "help"),
            ("settings", ""),
        }
        assert panel.height - min(box.y for box in dock) <= panel.height * 0.26


def test_every_role_has_sizes_for_every_script() -> None:
    """No role's least size is above its best one, and large text never under its normal size twice for what is read."""
    for name, role in ROLES.items():
        for best, least, large, large_least in zip(role.best, role.least, role.large, role.large_least, strict=True):
            assert least <= best, name
            assert large_least <= large, name
            assert large_least >= 2 * min(best, 44), name


@pytest.mark.parametrize(("locale", "age"), list(product(LOCALES, Freshness)))
def test_a_number_is_never_broken_on_a_wide_panel(locale: str, age: Freshness) -> None:
    """However a wide page of large text is parted, the number beside whom to ask stands on one line."""
    found = asked("verdict", locale, ("large",), WIDE, age, ticked=frozenset({"ticket-paid"}))
    numbers = [
        box for box in found.laid.pages[0].boxes if isinstance(box, Text) and box.words == call_centre(SHIPPED).printed
    ]
    assert numbers
    assert [box for box in numbers if box.h > box.line * 1.5] == []
