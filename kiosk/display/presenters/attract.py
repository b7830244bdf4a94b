"""The idle screen: one question, the worst levels with their places, newest notice and change, "touch to begin"."""

from kiosk.display.presenters.blocks import Block, Button, Languages, LevelLine, PlaceRow, Words
from kiosk.display.presenters.corrected import corrections
from kiosk.display.presenters.levels import level_name, news, rungs, sign_of
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import LANGUAGE_NAMES, Tongue
from kiosk.domain.edition import notices_showing
from kiosk.domain.level import Level

WORST_SHOWN = 2


def blocks(sight: Sight, tongue: Tongue, large: bool, lower: bool, tight: bool) -> tuple[Block, ...]:
    """What is read: the question, the worst two levels with places, what changed last, the newest notice."""
    question: list[Block] = [
        Words(tongue.say("지금 가시는 곳, 안전한가요?"), "title" if tight else "question", keep=large),
    ]
    right, noticed = [*corrections(sight, "", tongue)], _notice(sight, tongue, lower)
    told = [*right, *noticed]
    changed = [] if right else _news(sight, tongue, 1 if noticed else 2)
    if not told:
        question.append(
            Words(tongue.say("외교부 여행경보와 취업사기 징후를 여기서 바로 확인하세요."), "second", spare=True)
        )
    if large:
        question.insert(1, begin(tongue))
    return (*question, *_levels(sight, tongue, large), *told, *changed)


def _levels(sight: Sight, tongue: Tongue, apart: bool) -> list[Block]:
    """The worst levels with their places side by side; in large text each place is `apart`."""
    shown = [rung for rung in rungs(sight) if rung.level > Level.LEVEL_2][:WORST_SHOWN] or rungs(sight)[:WORST_SHOWN]
    found: list[Block] = []
    for rung in shown:
        names = [zone.name.in_(tongue.locale) for zone in rung.places]
        over = _over(sight, level_name(sight, rung.advisory, tongue), tongue)
        if apart:
            found.append(LevelLine(sign_of(rung.level), over, "", "list"))
            found += [Words(name, "strong") for name in names]
        else:
            found.append(
                LevelLine(sign_of(rung.level), tongue.listed(names), over, "attract", keep=rung is not shown[-1])
            )
    return found


def _over(sight: Sight, name: str, tongue: Tongue) -> str:
    return tongue.say("마지막으로 알려진 {level}", level=name) if sight.unknown else name


def _notice(sight: Sight, tongue: Tongue, read_only: bool) -> list[Block]:
    showing = notices_showing(sight.edition, sight.now, sight.terminal, sight.gate)
    if not showing:
        return []
    title, head = showing[0].title.in_(tongue.locale), tongue.say("경찰 알림")
    return [Words(f"{head}: {title}", "strong")] if read_only else [PlaceRow(title, "go", "notice", over=head)]


def _news(sight: Sight, tongue: Tongue, most: int) -> list[Block]:
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
