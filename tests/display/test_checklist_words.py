"""The checklist and its verdict, in words: when the result is offered, that it keeps no score, what it tells to do."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.display.presenters.blocks import Buttons, Call, SignRow, Steps, Words
from kiosk.domain.checklist import Finding, Weight, verdict
from kiosk.domain.languages import LOCALES
from kiosk.language.levels import call_centre
from tests.display.conftest import EDITION, knowledge_of
from tests.display.reading import SIGNS, answer, answered, badges, bare, buttons, said, shown

CHECKLIST = EDITION.checklist
TICKS = st.frozensets(st.sampled_from(SIGNS))
ONE_OF_EACH = {verdict(CHECKLIST, ticked): ticked for ticked in (frozenset(), *(frozenset({sign}) for sign in SIGNS))}
"""Signs that lead to each finding that one sign or none can lead to."""

locales = st.sampled_from(LOCALES)


def offers_result(ticked: frozenset[str], group: int = 0) -> bool:
    """Whether the checklist's page has a button that leads straight to the verdict."""
    found = buttons(shown(knowledge_of(), "checklist", ticked=ticked, group=group).body.blocks)
    return any((one.action, one.argument) == ("go", "verdict") and not one.waiting for one in found)


@given(TICKS, st.integers(0, 2))
def test_the_result_is_offered_once_no_further_tick_can_change_it(ticked: frozenset[str], group: int) -> None:
    """Nobody who would hear worse after one more page is sent to the verdict early; who cannot hear worse may go now."""
    certain = verdict(CHECKLIST, ticked) is verdict(CHECKLIST, frozenset(SIGNS))
    assert certain is offers_result(ticked, group)


def test_the_way_to_the_result_moves_nothing() -> None:
    """Before and after, the foot holds the same buttons in the same places, and "next" stays the main one."""
    strong = next(one.id for one in CHECKLIST.signs if one.weight is Weight.STRONG)
    feet = []
    for ticked in ((), (strong,)):
        (foot,) = shown(knowledge_of(), "checklist", ticked=frozenset(ticked)).body.controls
        assert isinstance(foot, Buttons)
        feet.append(foot)
    before, after = ([(one.action, one.primary) for one in foot.row] for foot in feet)
    assert before == after == [("clear", False), ("go", False), ("group", True)]
    assert [foot.row[1].waiting for foot in feet] == [True, False]
    assert (feet[0].row[1].spoken, bool(feet[1].row[1].spoken)) == ("", True)


@pytest.mark.parametrize("group", range(len(CHECKLIST.groups)))
@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_of_the_checklist_holds_its_group(locale: str, group: int) -> None:
    """Title, where one is, all signs of the group in the answer; the way on and "clear" at its foot."""
    screen = shown(knowledge_of(), "checklist", locale, group=group)
    blocks = answer(screen)
    wanted = [one.id for one in CHECKLIST.signs_of(CHECKLIST.groups[group].id)]
    assert [one.argument for one in blocks if isinstance(one, SignRow)] == wanted
    (steps,) = [one for one in blocks if isinstance(one, Steps)]
    assert (steps.current, len(steps.names)) == (group, len(CHECKLIST.groups))
    assert bare(CHECKLIST.groups[group].title.in_(locale)) in answered(screen)
    assert {"clear", "group"} <= {one.action for one in buttons(screen.body.controls)}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_ear_is_told_of_a_tick(locale: str) -> None:
    """What is read aloud says which sign is ticked: there a word stands before it that no other sign has."""
    plain, ticked = (
        [row.spoken for row in shown(knowledge_of(), "checklist", locale, ticked=frozenset(some)).body.rest]
        for some in ((), SIGNS[:1])
    )
    changed = [(before, after) for before, after in zip(plain, ticked, strict=True) if before != after]
    assert [after.endswith(f": {before}") for before, after in changed] == [True]


# --- verdict ----------------------------------------------------------------------------------------------------------


@given(TICKS, locales)
def test_the_verdict_has_no_score(ticked: frozenset[str], locale: str) -> None:
    """No count, no percentage, no level colour; the signs ticked are folded away."""
    screen = shown(knowledge_of(), "verdict", locale, ticked=ticked)
    heard = said(screen)
    allowed = {"112", "24", "7", "+82-2-3210-0404", "0404"}
    numbers = re.findall(r"\+?[\d-]*\d", heard)
    assert set() == {number for number in numbers if number not in allowed}
    assert ("%" in heard, badges(screen.body.blocks)) == (False, [])
    texts = [bare(sign.text.in_(locale)) for sign in CHECKLIST.signs]
    assert [text for text in texts if text in heard] == []


def test_each_finding_can_be_reached() -> None:
    """One sign or none leads to every finding there is, so that the tests below see each."""
    assert set(ONE_OF_EACH) == set(Finding)


@pytest.mark.parametrize("finding", ONE_OF_EACH)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_verdict_says_what_to_do_and_whom_to_ask(locale: str, finding: Finding) -> None:
    """Its headline, what to do now, and the call centre's number with its code are in the answer, in this order."""
    screen = shown(knowledge_of(), "verdict", locale, ticked=ONE_OF_EACH[finding])
    text, heard = CHECKLIST.verdict_text(finding), answered(screen)
    act = bare(text.act.in_(locale)).split("\n")[0]
    at = [heard.find(one) for one in (bare(text.headline.in_(locale)), act, call_centre(EDITION).printed)]
    assert -1 not in at
    assert at == sorted(at)
    assert [one.payload for one in answer(screen) if isinstance(one, Call)] == [call_centre(EDITION).dial]
    asked = [one for one in answer(screen) if isinstance(one, Words) and one.role in ("ask", "title", "strong")]
    assert [one for one in asked if one.spare] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_unfolded_page_shows_each_ticked_sign_and_why_it_matters(locale: str) -> None:
    """In plain words, only those ticked."""
    heard = said(shown(knowledge_of(), "verdict", locale, ticked=frozenset(SIGNS[:3]), unfolded=True))
    for number, sign in enumerate(CHECKLIST.signs):
        text, why = bare(sign.text.in_(locale)), bare(sign.why.in_(locale))
        assert (number < 3, number < 3) == (text in heard, why in heard), sign.id


@pytest.mark.parametrize("unfolded", [False, True])
@pytest.mark.parametrize("locale", LOCALES)
def test_signs_can_be_cleared_and_folded_from_the_verdict(locale: str, unfolded: bool) -> None:
    """Nothing is kept: "clear" can be touched, in large text perhaps on a later page, and so can the signs and the way back."""
    chosen: dict[str, Any] = {"ticked": frozenset(SIGNS[:3]), "unfolded": unfolded}
    found = buttons(shown(knowledge_of(), "verdict", locale, **chosen).body.controls)
    assert [one.action for one in found] == ["unfold", "clear"]
    assert [one for one in found if not one.text] == []


def test_the_verdict_says_that_one_may_still_decide_not_to_board() -> None:
    """The sentence the order asks for, when a strong sign is ticked."""
    heard = said(shown(knowledge_of(), "verdict", "ko", ticked=frozenset({"passport-taken"})))
    assert "지금이라도 탑승하지 않을 수 있습니다." in heard
