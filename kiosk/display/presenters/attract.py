"""The idle screen: one question, the worst levels with their places, newest notice and change, "touch to begin"."""

from dataclasses import replace

from kiosk.display.presenters.blocks import Block, Button, Languages, LevelLine, PlaceRow, Words
from kiosk.display.presenters.corrected import corrections
from kiosk.display.presenters.levels import Rung, level_name, news, rungs, sign_of
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import LANGUAGE_NAMES, Tongue
from kiosk.domain.edition import notices_showing
from kiosk.domain.freshness import Freshness
from kiosk.domain.level import Level

WORST_SHOWN = 2


def blocks(sight: Sight, tongue: Tongue, lower: bool, tight: bool) -> tuple[Block, ...]:
    """What is read: the question, the worst two levels with places, what changed last, the newest notice.

    In knowledge not fresh what changed last steps back where it would take a page: the levels and the start stay on the first.
    """
    question: list[Block] = [
        Words(tongue.say("지금 가시는 곳, 안전한가요?"), "title" if tight else "question"),
    ]
    right, noticed = [*corrections(sight, "", tongue)], _notice(sight, tongue, lower)
    told = [*right, *noticed]
    changed = [] if right else _news(sight, tongue, 1 if noticed else 2)
    if sight.freshness not in (Freshness.LIVE, Freshness.RECENT):
        changed = [replace(one, spare=True) for one in changed]
    if not told:
        question.append(
            Words(tongue.say("외교부 여행경보와 취업사기 징후를 여기서 바로 확인하세요."), "second", spare=True)
        )
    return (*question, *_levels(sight, tongue), *told, *changed)


def large_blocks(sight: Sight, tongue: Tongue, lower: bool, wide: bool) -> tuple[Block, ...]:
    """The same in large text: the bans first, each place with its badge.

    The button stands fixed below; on a `wide` panel it follows the question, in the `lower` mode the first ban.
    """
    question = Words(tongue.say("지금 가시는 곳, 안전한가요?"), "title", keep=True)
    badged = _badged(sight, tongue)
    worst, others = badged[:1], badged[1:]
    start = begin(tongue)
    right, noticed = [*corrections(sight, "", tongue)], _notice(sight, tongue, lower)
    told = [*right, *noticed, *([] if right else _news(sight, tongue, 1 if noticed else 2))]
    if lower:
        return (question, *worst, start, *others, *told)
    return (
        (replace(question, keep=False), start, *worst, *others, *told) if wide else (question, *worst, *others, *told)
    )


def _badged(sight: Sight, tongue: Tongue) -> list[LevelLine]:
    """The places of the worst levels, the first of each with the level's name."""
    found: list[LevelLine] = []
    for rung in _shown(sight):
        over = _over(sight, level_name(sight, rung.advisory, tongue), tongue)
        for zone in rung.places:
            name = zone.brief.in_(tongue.locale)
            found.append(LevelLine(sign_of(rung.level), name, over if zone is rung.places[0] else "", keep=False))
    return found


def _shown(sight: Sight) -> tuple[Rung, ...]:
    found = rungs(sight)
    return (tuple(rung for rung in found if rung.level > Level.LEVEL_2) or found)[:WORST_SHOWN]


def _levels(sight: Sight, tongue: Tongue) -> list[Block]:
    """The worst levels with their places side by side."""
    shown = _shown(sight)
    found: list[Block] = []
    for rung in shown:
        names = [zone.brief.in_(tongue.locale) for zone in rung.places]
        over = _over(sight, level_name(sight, rung.advisory, tongue), tongue)
        found.append(LevelLine(sign_of(rung.level), tongue.listed(names), over, "attract", keep=rung is not shown[-1]))
    return found


def _over(sight: Sight, name: str, tongue: Tongue) -> str:
    return tongue.say("마지막으로 알려진 {level}", level=name) if sight.unknown else name


def _notice(sight: Sight, tongue: Tongue, read_only: bool) -> list[Block]:
    showing = notices_showing(sight.edition, sight.now, sight.terminal, sight.gate)
    if not showing:
        return []
    title, head = showing[0].title.in_(tongue.locale), tongue.say("경찰 알림")
    if len(showing) > 1:
        head = f"{head} ({len(showing)})"
    return [Words(f"{head}: {title}", "strong")] if read_only else [PlaceRow(title, "go", "notice", over=head)]


def _news(sight: Sight, tongue: Tongue, most: int) -> list[Words]:
    when, sentences = news(sight, tongue)
    if not when:
        return []
    return [Words(when, "strong", keep=True), *(Words(one, spare=one is not sentences[0]) for one in sentences[:most])]


def begin(tongue: Tongue) -> Button:
    """The one touch to begin."""
    return Button(tongue.say("화면을 눌러 시작하세요"), "begin", icon="touch")


def foot(locale: str, tongue: Tongue, short: bool) -> tuple[Block, ...]:
    """What is touched: begin, and the language row (where room is short the dock's language cell serves instead)."""
    start = begin(tongue)
    return (start,) if short else (start, Languages(tuple(LANGUAGE_NAMES), tuple(LANGUAGE_NAMES.values()), locale))
