"""Moving about: what each touch leads to, and what is forgotten."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.choice import MODES, SCREENS, Choice, step
from kiosk.domain.languages import LOCALES
from tests.display.conftest import EDITION

GROUPS = len(EDITION.checklist.groups)
ZONES = tuple(zone.id for zone in EDITION.zones)
SIGNS = tuple(sign.id for sign in EDITION.checklist.signs)

touches = st.one_of(
    st.tuples(
        st.sampled_from(("begin", "home", "back", "forget", "languages", "checklist", "search", "erase")), st.just("")
    ),
    st.tuples(st.sampled_from(("clear", "group", "unfold", "stay", "listen", "no-such-action")), st.just("")),
    st.tuples(st.just("go"), st.sampled_from((*SCREENS, "no-such-screen"))),
    st.tuples(st.just("locale"), st.sampled_from((*LOCALES, "xx"))),
    st.tuples(st.just("mode"), st.sampled_from((*MODES, "sideways"))),
    st.tuples(st.just("place"), st.sampled_from(ZONES)),
    st.tuples(st.just("type"), st.sampled_from("abcㅍㄴកアい")),
    st.tuples(st.just("tick"), st.sampled_from(SIGNS)),
    st.tuples(st.just("dismiss"), st.just("notice-1")),
)
visits = st.lists(touches, max_size=30)


def walked(*taken: tuple[str, str] | str, start: Choice | None = None) -> Choice:
    """The choice after those touches."""
    choice = start or Choice()
    for one in taken:
        action, argument = (one, "") if isinstance(one, str) else one
        choice = step(choice, action, argument, GROUPS)
    return choice


def test_one_touch_begins() -> None:
    """The attract screen's one button leads to the map."""
    assert walked("begin").screen == "map"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_leads_back(screen: str) -> None:
    """From any screen "back" returns to the one before, as it was."""
    before = walked("begin", ("place", "bavet"))
    there = before if screen == "place" else walked(("go", screen), "back", start=before)
    assert before == there


def test_a_place_leads_back_to_the_map_as_it_was() -> None:
    """Back from a place shows the map, not the attract screen."""
    assert walked("begin", ("place", "poipet"), "back") == walked("begin")


def test_back_from_a_found_place_shows_the_search_again() -> None:
    """Somebody who found the wrong place tries another without typing anew."""
    searching = walked("begin", "search", ("type", "a"))
    back = walked(("place", "bavet"), "back", start=searching)
    assert (back.searching, back.query) == (True, "a")


@given(visits, st.sampled_from(LOCALES), st.sampled_from(MODES))
def test_back_keeps_language_and_modes(visit: list[tuple[str, str]], locale: str, mode: str) -> None:
    """What was set for one's own eyes stays when one goes back."""
    choice = walked(*visit, ("locale", locale), ("mode", mode), ("place", "bokor"))
    back = step(choice, "back", "", GROUPS)
    assert (choice.locale, choice.modes) == (back.locale, back.modes)


@given(visits)
def test_back_at_last_reaches_attract(visit: list[tuple[str, str]]) -> None:
    """However one wandered, "back" alone leads out."""
    choice = walked(*visit)
    for _ in range(14):
        choice = step(choice, "back", "", GROUPS)
    assert choice.screen == "attract"


@given(visits)
def test_forget_forgets_everything(visit: list[tuple[str, str]]) -> None:
    """Nothing of a visit is left for the next visitor: neither ticks, place, words, language, nor what was closed."""
    assert Choice() == walked(*visit, "forget")


@given(visits)
def test_home_keeps_only_how_one_reads(visit: list[tuple[str, str]]) -> None:
    """Home shows attract in the same language and modes; ticked signs, place and words are gone."""
    before = walked(*visit)
    home = step(before, "home", "", GROUPS)
    kept = Choice(locale=before.locale, modes=before.modes, dismissed=before.dismissed)
    assert kept == home


@given(visits)
def test_every_screen_reached_is_a_screen(visit: list[tuple[str, str]]) -> None:
    """No touch leads nowhere."""
    choice = walked(*visit)
    assert (choice.screen in SCREENS, choice.locale in LOCALES, 0 <= choice.group < GROUPS) == (True, True, True)


@given(visits, st.text(max_size=8), st.text(max_size=8))
def test_an_unknown_touch_changes_nothing(visit: list[tuple[str, str]], action: str, argument: str) -> None:
    """A name that is no action is ignored."""
    choice = walked(*visit)
    assert choice == step(choice, f"?{action}", argument, GROUPS)


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_is_a_switch(mode: str) -> None:
    """Touched twice, all is as before."""
    once = walked("begin", ("mode", mode))
    assert ({mode}, frozenset()) == (once.modes, walked(("mode", mode), start=once).modes)


def test_modes_join() -> None:
    """Large text and strong contrast hold together."""
    assert {"large", "contrast"} == walked(("mode", "large"), ("mode", "contrast")).modes


def test_choosing_a_language_closes_the_list_and_stays_on_the_page() -> None:
    """Language changes where one is, not where one stands."""
    choice = walked("begin", ("place", "bavet"), "languages", ("locale", "vi"))
    assert (choice.screen, choice.place, choice.locale, choice.languages_open) == ("place", "bavet", "vi", False)


def test_back_closes_the_open_language_list_first() -> None:
    """Back takes away what lies on top."""
    assert walked("begin", ("place", "bavet")) == walked("begin", ("place", "bavet"), "languages", "back")


def test_a_sign_is_unticked_by_touching_it_again() -> None:
    """Undo is the same touch."""
    assert frozenset() == walked("checklist", ("tick", SIGNS[0]), ("tick", SIGNS[0])).ticked


def test_the_checklist_goes_through_its_groups_to_the_verdict() -> None:
    """As many steps as there are groups, then the verdict."""
    seen = [walked("checklist", *["group"] * n) for n in range(GROUPS + 1)]
    assert [("checklist", n) for n in range(GROUPS)] == [(one.screen, one.group) for one in seen[:GROUPS]]
    assert seen[GROUPS].screen == "verdict"


def test_back_from_the_verdict_keeps_the_ticks() -> None:
    """One may look again at the last group and change a tick."""
    choice = walked("checklist", ("tick", SIGNS[0]), *["group"] * GROUPS, "back")
    assert ("checklist", GROUPS - 1, {SIGNS[0]}) == (choice.screen, choice.group, choice.ticked)


def test_clear_unticks_all_and_starts_over() -> None:
    """Clear leaves no tick and shows the first group."""
    choice = walked("checklist", ("tick", SIGNS[0]), *["group"] * GROUPS, "unfold", "clear")
    assert ("checklist", 0, frozenset(), False) == (choice.screen, choice.group, choice.ticked, choice.unfolded)


def test_the_signs_start_folded() -> None:
    """Whoever stands behind sees no list of what was ticked, even if it was opened before."""
    opened = walked("checklist", *["group"] * GROUPS, "unfold")
    assert (opened.unfolded, walked("back", "group", start=opened).unfolded) == (True, False)


@given(st.text(max_size=40))
def test_typing_then_erasing_leaves_nothing(typed: str) -> None:
    """As many erasures as letters empty the field, whatever was typed."""
    choice = walked("begin", "search", *[("type", letter) for letter in typed], *["erase"] * len(typed))
    assert choice.query == ""


def test_closing_a_notice_opened_from_about_goes_back_there() -> None:
    """Close is "back" for whoever asked for the notice."""
    choice = walked("begin", ("go", "about"), ("go", "notice"), ("dismiss", "notice-1"))
    assert choice.screen == "about"


def test_a_notice_over_attract_closes_to_attract() -> None:
    """Nobody asked for it, so closing it leads to where it lay."""
    choice = walked(("dismiss", "notice-1"), start=replace(Choice(), screen="notice"))
    assert ("attract", {"notice-1"}) == (choice.screen, choice.dismissed)
