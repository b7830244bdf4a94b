"""The answer of every screen is on its first page, and no screen has more pages than it may: with the installed typefaces.

What is asked for is laid out as the display lays it out, and read from the boxes. The usual run looks at a sample in which
every screen, language, age, mode and panel stands; --long looks at all of them, with and without the words of a demo.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import combinations, product

import pytest

from kiosk.display.layout.boxes import Badge, Code, Map, Text, Touch
from kiosk.display.layout.setting import Known, Panel
from kiosk.display.paint.measures import FontMeasures
from kiosk.domain.checklist import verdict
from kiosk.domain.contact import Role
from kiosk.domain.edition import Edition
from kiosk.domain.freshness import Freshness
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.notice import Notice, Severity
from kiosk.domain.standing import levels_at
from kiosk.domain.text import Text as Words
from kiosk.language.catalogues import translator
from kiosk.language.levels import call_centre, level_groups, phone
from tests.display.conftest import SHIPPED
from tests.display.layout.conftest import UPRIGHT, WIDE, Asked, asked, meets

MODES = ((), ("lower",), ("large",), ("large", "lower"))
"""High contrast changes colours alone."""
PLACES = ("KH-1", "bavet", "KH-12", "KH-18")
LIMITS = {
    (): {"attract": 1, "map": 1, "verdict": 1, "help": 2, "place": 2, "about": 2},
    ("large",): {"attract": 2, "map": 4, "verdict": 4, "help": 6, "place": 6},
}
SIGNS = frozenset(sign.id for sign in SHIPPED.checklist.signs[:3])
LINES: Known = {}


@cache
def typefaces() -> FontMeasures:
    """The installed typefaces, asked of Qt."""
    from kiosk.display.application import application, prepare

    prepare(offscreen=True)
    application(["kiosk"])
    return FontMeasures()


@cache
def told() -> Edition:
    """The bundled edition with a notice."""
    title = Words({code: translator(code).say("만난 적 없는 사람이 항공권을 보내 줬나요?") for code in LOCALES})
    at = SHIPPED.issued_at
    notice = Notice("sample", Severity.URGENT, title, title, at - timedelta(hours=1), at + timedelta(days=30))
    return replace(SHIPPED, notices=(notice,))


def bare(words: str) -> str:
    """Words without what parts them."""
    return "".join(words.split()).replace("\u200b", "")


class Seen:
    """The first page of a screen: what it says, and what can be touched or scanned on it."""

    def __init__(self, found: Asked) -> None:
        self.found, self.boxes = found, found.laid.pages[0].boxes
        self.locale, self.edition = found.choice.locale, found.knowledge.edition
        self.words = bare("".join(box.words for box in self.boxes if isinstance(box, Text)))
        self.codes = {box.payload for box in self.boxes if isinstance(box, Code)}
        self.actions = {box.action for box in self.boxes if isinstance(box, Touch) and box.name}

    def lacks(self, *said: str) -> Iterator[str]:
        """Tell what of it the page does not say."""
        return (one for one in said if bare(one) not in self.words)


def _help(seen: Seen) -> Iterator[str]:
    for contact in (phone(seen.edition, Role.EMBASSY), call_centre(seen.edition)):
        yield from seen.lacks(contact.printed)
        yield from () if contact.dial in seen.codes else (f"code of {contact.printed}",)
    yield from seen.lacks(seen.edition.guidance.text.in_(seen.locale).split("\n")[0])


def _verdict(seen: Seen) -> Iterator[str]:
    said = seen.edition.checklist.verdict_text(verdict(seen.edition.checklist, seen.found.choice.ticked))
    yield from seen.lacks(said.headline.in_(seen.locale), *said.act.in_(seen.locale).split("\n"))
    upright = max(box.x + box.w for box in seen.boxes) <= UPRIGHT.width
    least = 2 if upright and "large" in seen.found.choice.modes else 1  # beside whom to ask, not in the dock alone
    if seen.words.count(bare(call_centre(seen.edition).printed)) < least:
        yield "the number beside whom to ask"
    yield from () if call_centre(seen.edition).dial in seen.codes else ("its code",)


def _map(seen: Seen) -> Iterator[str]:
    worst = [group for group in level_groups(seen.found.knowledge) if group.level > Level.LEVEL_2]
    yield from seen.lacks(*(zone.brief.in_(seen.locale) for group in worst for zone in group.places))
    yield from () if "search" in seen.actions else ("the search",)
    yield from () if any(isinstance(box, Map) for box in seen.boxes) else ("the country",)


def _attract(seen: Seen) -> Iterator[str]:
    worst = [group for group in level_groups(seen.found.knowledge)[:2] if group.level > Level.LEVEL_2]
    yield from seen.lacks(*(group.places[0].brief.in_(seen.locale) for group in worst))
    yield from () if "begin" in seen.actions else ("the way in",)


def _place(seen: Seen) -> Iterator[str]:
    known, place = seen.found.knowledge, seen.found.choice.place
    held = levels_at(seen.edition, place, known.view)
    speech = translator(seen.locale)
    for one in held:
        names = [one.zone.name.in_(seen.locale), one.zone.brief.in_(seen.locale)]
        if one.zone.id == place and len(held) > 1:
            names = [speech.say("이곳의 그 밖의 지역"), speech.say("{place}의 그 밖의 지역", place=names[0])]
        yield from () if len(list(seen.lacks(*names))) < 2 else (one.zone.id,)
    if held[0].advisory and known.shown(held[0]):
        text = seen.edition.level_text(held[0].advisory)
        yield from seen.lacks(text.plan.in_(seen.locale), text.there.in_(seen.locale))


def _checklist(seen: Seen) -> Iterator[str]:
    """In normal text every sign of the group (in the lower mode all but one at least), in large text one at least."""
    signs = seen.edition.checklist.signs_of(seen.edition.checklist.groups[0].id)
    missing = list(seen.lacks(*(sign.text.in_(seen.locale) for sign in signs)))
    most = len(signs) - 1 if "large" in seen.found.choice.modes else 1 if "lower" in seen.found.choice.modes else 0
    yield from missing if len(missing) > most else ()
    yield from () if seen.actions & {"group", "page"} else ("the way on",)


def _notice(seen: Seen) -> Iterator[str]:
    yield from seen.lacks(seen.edition.notices[0].title.in_(seen.locale))
    yield from () if "dismiss" in seen.actions else ("how to close it",)


def _about(seen: Seen) -> Iterator[str]:
    yield from seen.lacks(translator(seen.locale).say("여행하시는 분에 관한 것은 아무것도 저장하지 않습니다."))


ANSWERS: dict[str, Callable[[Seen], Iterator[str]]] = {
    "attract": _attract,
    "map": _map,
    "place": _place,
    "checklist": _checklist,
    "verdict": _verdict,
    "help": _help,
    "notice": _notice,
    "about": _about,
}


def _wrong(screen: str, locale: str, mode: tuple[str, ...], panel: Panel, age: Freshness, demo: bool) -> Iterator[str]:
    """What a screen's first page lacks, what is one page too many, and what lies over what."""
    edition = told() if screen == "notice" else SHIPPED
    for place in PLACES if screen == "place" else PLACES[:1]:
        choice = {"place": place, "ticked": SIGNS, "measures": typefaces(), "lines": LINES}
        found = asked(screen, locale, mode, panel, age, demo, edition, **choice)  # type: ignore[arg-type]
        name = f"{screen} {place} {locale} {mode} {age.value} {panel} {'DEMO' if demo else ''}"
        yield from (f"{name} lacks {one}" for one in ANSWERS[screen](Seen(found)))
        most = LIMITS[("large",) if "large" in mode else ()].get(screen, 99)
        if len(found.laid.pages) > most + _spared(screen, locale, mode, panel, age, demo):
            yield f"{name} has {len(found.laid.pages)} pages"
        yield from (f"{name}: {one}" for one in _over_another(found))


def _spared(screen: str, locale: str, mode: tuple[str, ...], panel: Panel, age: Freshness, demo: bool) -> int:
    """One page more: help in Khmer, upright, where no level is known and the screen is a demo's."""
    where = (screen, locale, panel, age, demo, "large" in mode)
    return int(where == ("help", "km", UPRIGHT, Freshness.UNKNOWN, True, False))


def _over_another(found: Asked) -> Iterator[str]:
    for page in found.laid.pages:
        texts = [(box, _ink(box)) for box in page.boxes if isinstance(box, Text)]
        for (one, mine), (other, its) in combinations(texts, 2):
            if meets(mine, its):
                yield f"{one.words[:20]} lies over {other.words[:20]}"
        for box in (box for box in page.boxes if isinstance(box, Code | Badge)):
            yield from (f"{one.words[:20]} lies over a sign" for one, mine in texts if meets(box, mine))


def _ink(text: Text) -> Text:
    """A text's box without the air of its lines, as wide as its longest line."""
    wide = max(typefaces().width(line, text.face, text.bold) for line in text.text.split("\n")) * text.px
    x = text.x + (text.w - wide) * {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
    air = max(0.0, (text.line - text.px) / 2)
    return replace(text, x=x, y=text.y + air, w=wide, h=text.h - 2 * air)


SAMPLE = [
    ("attract", "km", ("large",), WIDE, Freshness.OLD, True),
    ("attract", "en", (), UPRIGHT, Freshness.UNKNOWN, True),
    ("map", "en", ("large",), UPRIGHT, Freshness.DELAYED, True),
    ("map", "ko", ("large", "lower"), WIDE, Freshness.LIVE, False),
    ("map", "vi", (), WIDE, Freshness.OLD, True),
    ("place", "km", ("large",), UPRIGHT, Freshness.UNKNOWN, True),
    ("place", "ja", ("large",), WIDE, Freshness.LIVE, True),
    ("place", "vi", (), WIDE, Freshness.RECENT, False),
    ("checklist", "zh_Hans", (), UPRIGHT, Freshness.LIVE, False),
    ("checklist", "vi", ("large",), WIDE, Freshness.OLD, True),
    ("verdict", "km", ("large",), UPRIGHT, Freshness.DELAYED, True),
    ("verdict", "vi", ("large", "lower"), WIDE, Freshness.RECENT, False),
    ("help", "en", ("large",), UPRIGHT, Freshness.OLD, True),
    ("help", "km", ("large",), WIDE, Freshness.LIVE, False),
    ("help", "vi", (), UPRIGHT, Freshness.UNKNOWN, True),
    ("notice", "ko", ("large",), UPRIGHT, Freshness.LIVE, False),
    ("about", "ja", ("lower",), WIDE, Freshness.LIVE, False),
]


@pytest.mark.parametrize(("screen", "locale", "mode", "panel", "age", "demo"), SAMPLE)
def test_a_first_page_has_its_answer(
    screen: str, locale: str, mode: tuple[str, ...], panel: Panel, age: Freshness, demo: bool
) -> None:
    """A screen of the sample says its answer on page 1, keeps to its pages, and nothing of it lies over another."""
    assert list(_wrong(screen, locale, mode, panel, age, demo)) == []


def test_the_sample_has_everything() -> None:
    """Every screen, language, mode, panel and age stands in the sample, with the words of a demo and without."""
    columns = [set(column) for column in zip(*SAMPLE, strict=True)]
    assert columns == [set(ANSWERS), set(LOCALES), set(MODES), {UPRIGHT, WIDE}, set(Freshness), {True, False}]


@pytest.mark.long
@pytest.mark.parametrize(("screen", "locale", "mode"), list(product(ANSWERS, LOCALES, MODES)))
def test_every_first_page_has_its_answer(screen: str, locale: str, mode: tuple[str, ...]) -> None:
    """Every screen on both panels, at every age, as a demo or not: its answer on page 1, and no page too many."""
    asked_for = product((UPRIGHT, WIDE), Freshness, (False, True))
    assert [one for panel, age, demo in asked_for for one in _wrong(screen, locale, mode, panel, age, demo)] == []


@pytest.mark.parametrize("mode", [(), ("lower",)])
@pytest.mark.parametrize("panel", [UPRIGHT, WIDE])
@pytest.mark.parametrize("age", list(Freshness))
def test_no_word_of_the_map_is_torn(mode: tuple[str, ...], panel: Panel, age: Freshness) -> None:
    """Names in the Latin script break between words only, however narrow the columns of the list."""
    for locale, demo in product(("en", "vi"), (False, True)):
        for page in asked("map", locale, mode, panel, age, demo, measures=typefaces(), lines=LINES).laid.pages:
            lines = [(one.text, one.words) for one in page.boxes if isinstance(one, Text)]
            assert [said for broken, said in lines if broken.split() != said.split()] == [], locale
