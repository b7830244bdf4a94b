"""The idle screen: one question, the worst levels with their places, newest notice and change, "touch to begin"."""

from collections.abc import Iterator

from kiosk.display.presenters.blocks import Block, Button, Buttons, Call, LevelLine, PlaceRow, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition
from kiosk.display.presenters.corrected import corrections
from kiosk.domain.freshness import STEPS
from kiosk.domain.level import Level
from kiosk.domain.standing import notices_showing
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import LevelGroup, last_known, level_groups, level_name, news, sign_of, site
from kiosk.language.translator import LANGUAGE_NAMES, Translator

WORST_SHOWN = 2


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose the idle screen: the worst two levels with places, the newest notice, else what changed last."""
    asked = translator.say("지금 가시는 곳, 안전한가요?")
    told = [*corrections(knowledge, "", translator), *_notice(knowledge, translator)]
    changed = () if told else tuple(_news(knowledge, translator))
    purpose = translator.say("외교부 여행경보와 취업사기 징후를 여기서 바로 확인하세요.")
    return Composition(
        "attract",
        "",
        (Words(asked, "question"), Words(purpose, "second", spare=True, again=True)),
        (*_levels(knowledge, translator), *told, *changed, *_where_to_check(knowledge, translator)),
        (begin(translator), _languages(choice.locale)),
        faint=True,
    )


def _where_to_check(knowledge: Knowledge, translator: Translator) -> Iterator[Call]:
    """The ministry's site with its code, where what is known is old: the band names it in print."""
    if STEPS[knowledge.freshness].doubtful:
        web = site(knowledge.edition)
        yield Call(web.value, web.name.in_(translator.locale), web.printed, (), "paper", spare=True, again=True)


def begin(translator: Translator) -> Button:
    """Make the one button to begin."""
    return Button(translator.say("화면을 눌러 시작하세요"), "begin", icon="touch")


def _languages(current: str) -> Buttons:
    row = tuple(
        Button(name, "locale", code, primary=False, chosen=code == current, face=code)
        for code, name in LANGUAGE_NAMES.items()
    )
    return Buttons(row, across=6, spare=True, again=True)


def _shown(knowledge: Knowledge) -> tuple[LevelGroup, ...]:
    found = level_groups(knowledge)
    return (tuple(group for group in found if group.level > Level.LEVEL_2) or found)[:WORST_SHOWN]


def _levels(knowledge: Knowledge, translator: Translator) -> Iterator[LevelLine]:
    for group in _shown(knowledge):
        names = tuple(zone.brief.in_(translator.locale) for zone in group.places)
        over = last_known(knowledge, level_name(knowledge, group.advisory, translator), translator)
        yield LevelLine(sign_of(group.level), translator.listed(names), over, action="begin", names=names)


def _notice(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    showing = notices_showing(knowledge.edition, knowledge.now, knowledge.terminal, knowledge.gate)
    if showing:
        head = translator.say("경찰 알림") + (f" ({len(showing)})" if len(showing) > 1 else "")
        yield PlaceRow(showing[0].title.in_(translator.locale), "go", "notice", over=head)


def _news(knowledge: Knowledge, translator: Translator) -> Iterator[Words]:
    when, sentences = news(knowledge, translator)
    if sentences:
        yield Words(when, "second")
        yield Words(sentences[0], "strong")
        yield from (Words(one, spare=True, again=True) for one in sentences[1:2])
