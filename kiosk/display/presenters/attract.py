"""The idle screen: one question, the worst levels with their places, newest notice and change, "touch to begin"."""

from dataclasses import replace

from kiosk.display.presenters.blocks import Block, Button, Languages, LevelLine, PlaceRow, Words
from kiosk.display.presenters.corrected import corrections
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.levels import LevelGroup, level_groups, level_name, news, sign_of
from kiosk.display.presenters.translator import LANGUAGE_NAMES, Translator
from kiosk.domain.freshness import Freshness
from kiosk.domain.level import Level
from kiosk.domain.standing import notices_showing

WORST_SHOWN = 2


def blocks(knowledge: Knowledge, translator: Translator, lower: bool, tight: bool) -> tuple[Block, ...]:
    """What is read: the question, the worst two levels with places, what changed last, the newest notice.

    In knowledge not fresh what changed last steps back where it would take a page: the levels and the start stay on the first.
    """
    question: list[Block] = [
        Words(translator.say("지금 가시는 곳, 안전한가요?"), "title" if tight else "question"),
    ]
    right, noticed = [*corrections(knowledge, "", translator)], _notice(knowledge, translator, lower)
    told = [*right, *noticed]
    changed = [] if right else _news(knowledge, translator, 1 if noticed else 2)
    if knowledge.freshness not in (Freshness.LIVE, Freshness.RECENT):
        changed = [replace(one, spare=True) for one in changed]
    if not told:
        question.append(
            Words(translator.say("외교부 여행경보와 취업사기 징후를 여기서 바로 확인하세요."), "second", spare=True)
        )
    return (*question, *_levels(knowledge, translator), *told, *changed)


def large_blocks(knowledge: Knowledge, translator: Translator, lower: bool, wide: bool) -> tuple[Block, ...]:
    """The same in large text: the bans first, each place with its badge.

    The button stands fixed below; on a `wide` panel it follows the question, in the `lower` mode the first ban.
    """
    question = Words(translator.say("지금 가시는 곳, 안전한가요?"), "title", keep=True)
    badged = _badged(knowledge, translator)
    worst, others = badged[:1], badged[1:]
    start = begin(translator)
    right, noticed = [*corrections(knowledge, "", translator)], _notice(knowledge, translator, lower)
    told = [*right, *noticed, *([] if right else _news(knowledge, translator, 1 if noticed else 2))]
    if lower:
        return (question, *worst, start, *others, *told)
    return (
        (replace(question, keep=False), start, *worst, *others, *told) if wide else (question, *worst, *others, *told)
    )


def _badged(knowledge: Knowledge, translator: Translator) -> list[LevelLine]:
    """The places of the worst levels, the first of each with the level's name."""
    found: list[LevelLine] = []
    for level_group in _shown(knowledge):
        over = _over(knowledge, level_name(knowledge, level_group.advisory, translator), translator)
        for zone in level_group.places:
            name = zone.brief.in_(translator.locale)
            found.append(
                LevelLine(sign_of(level_group.level), name, over if zone is level_group.places[0] else "", keep=False)
            )
    return found


def _shown(knowledge: Knowledge) -> tuple[LevelGroup, ...]:
    found = level_groups(knowledge)
    return (tuple(level_group for level_group in found if level_group.level > Level.LEVEL_2) or found)[:WORST_SHOWN]


def _levels(knowledge: Knowledge, translator: Translator) -> list[Block]:
    """The worst levels with their places side by side."""
    shown = _shown(knowledge)
    found: list[Block] = []
    for level_group in shown:
        names = [zone.brief.in_(translator.locale) for zone in level_group.places]
        over = _over(knowledge, level_name(knowledge, level_group.advisory, translator), translator)
        found.append(
            LevelLine(
                sign_of(level_group.level), translator.listed(names), over, "attract", keep=level_group is not shown[-1]
            )
        )
    return found


def _over(knowledge: Knowledge, name: str, translator: Translator) -> str:
    return translator.say("마지막으로 알려진 {level}", level=name) if knowledge.unknown else name


def _notice(knowledge: Knowledge, translator: Translator, read_only: bool) -> list[Block]:
    showing = notices_showing(knowledge.edition, knowledge.now, knowledge.terminal, knowledge.gate)
    if not showing:
        return []
    title, head = showing[0].title.in_(translator.locale), translator.say("경찰 알림")
    if len(showing) > 1:
        head = f"{head} ({len(showing)})"
    return [Words(f"{head}: {title}", "strong")] if read_only else [PlaceRow(title, "go", "notice", over=head)]


def _news(knowledge: Knowledge, translator: Translator, most: int) -> list[Words]:
    when, sentences = news(knowledge, translator)
    if not when:
        return []
    return [Words(when, "strong", keep=True), *(Words(one, spare=one is not sentences[0]) for one in sentences[:most])]


def begin(translator: Translator) -> Button:
    """The one touch to begin."""
    return Button(translator.say("화면을 눌러 시작하세요"), "begin", icon="touch")


def foot(locale: str, translator: Translator, short: bool) -> tuple[Block, ...]:
    """What is touched: begin, and the language row (where room is short the dock's language cell serves instead)."""
    start = begin(translator)
    return (start,) if short else (start, Languages(tuple(LANGUAGE_NAMES), tuple(LANGUAGE_NAMES.values()), locale))
