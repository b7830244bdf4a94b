"""The map screen: divisions by level, worst places named, the list beside it, and the search for a place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from kiosk.display.presenters.blocks import Block, Button, LevelLine, PlaceRow, SearchField, Words, pair
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.keyboard import Keys, halves
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.ladder import TOGETHER, Column, ladders
from kiosk.display.presenters.levels import (
    LevelGroup,
    level_groups,
    level_name,
    level_number,
    name_only,
    number_and_korean,
    rest,
    sign_of,
)
from kiosk.display.presenters.screen import CallOut, MapSays
from kiosk.display.presenters.search import KEYBOARDS, found
from kiosk.display.presenters.translator import N_, Translator
from kiosk.domain.freshness import Freshness
from kiosk.domain.level import Level
from kiosk.domain.standing import Standing, levels_at, standing
from kiosk.domain.zone import Zone, ZoneKind

NEIGHBOURS = {"TH": N_("태국"), "LA": N_("라오스"), "VN": N_("베트남")}
CAPITAL = "KH-12"
LENGTHY = ("en", "km", "vi")
"""Names of levels and places take two lines in half the list's width."""
LOW_COLUMNS = {"en": 10, "km": 12, "zh_Hans": 10, "ja": 16, "vi": 10}
"""Keys a row where the keyboard must be low (portrait)."""


def map_says(knowledge: Knowledge, translator: Translator, interactive: bool = True) -> MapSays:
    """What the map draws: fills by the level of each division's own ground, the bands, the localities as marks."""
    edition = knowledge.edition
    bands = [(one.id, _sign(knowledge, one)) for one in edition.of_kind(ZoneKind.BAND) if _held(knowledge, one)]
    return MapSays(
        fills=tuple((one.id, _sign(knowledge, one)) for one in edition.of_kind(ZoneKind.DIVISION)),
        bands=tuple(bands),
        marks=tuple((one.id, _sign(knowledge, one)) for one in edition.of_kind(ZoneKind.LOCALITY)),
        call_outs=tuple(_call_outs(knowledge, translator)),
        names=tuple((one.id, one.name.in_(translator.locale)) for one in edition.of_kind(ZoneKind.DIVISION)),
        neighbours=tuple((code, translator.say(name)) for code, name in NEIGHBOURS.items()),
        unknown=knowledge.unknown,
        interactive=interactive,
    )


def _held(knowledge: Knowledge, zone: Zone) -> bool:
    return knowledge.shown(standing(knowledge.edition, zone.id, knowledge.view)) is not None


def _sign(knowledge: Knowledge, zone: Zone) -> str:
    return sign_of(knowledge.shown(standing(knowledge.edition, zone.id, knowledge.view)))


def _call_outs(knowledge: Knowledge, translator: Translator) -> Iterable[CallOut]:
    for level_group in level_groups(knowledge):
        for zone in level_group.places:
            if level_group.level > Level.LEVEL_2 or zone.id == CAPITAL:
                yield CallOut(zone.id, zone.brief.in_(translator.locale), sign_of(level_group.level))


def blocks(knowledge: Knowledge, choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """The list beside the map, worst first: the worst two levels side by side where there is room, then the others."""
    if choice.searching:
        return _search_flow(knowledge, choice, translator, tuple(_results(knowledge, choice, translator)))
    columns = [
        (_head(knowledge, level_group, translator), _rows(knowledge, level_group, translator))
        for level_group in level_groups(knowledge)
    ]
    elsewhere = _elsewhere(knowledge, translator)
    if isinstance(elsewhere, tuple):
        columns.append(elsewhere)
    last = (*(() if isinstance(elsewhere, tuple) else (elsewhere,)), *_seen(knowledge, choice, translator))
    if "large" in choice.modes:
        return (*(block for head, rows in columns for block in (head, *rows)), *last)
    if "lower" in choice.modes:
        return (*_badged(columns), *last)
    crowded = choice.wide and knowledge.freshness is not Freshness.LIVE
    long = any(len(rows) > TOGETHER for _, rows in columns)
    return (*ladders(columns, apart=crowded or long or knowledge.unknown or translator.locale in LENGTHY), *last)


def _seen(knowledge: Knowledge, choice: Choice, translator: Translator) -> Iterable[Words]:
    """Under the list: that levels of it were only seen in the ministry's data, and when last; each place says it of itself."""
    listed = [
        standing(knowledge.edition, zone.id, knowledge.view)
        for level_group in level_groups(knowledge)
        for zone in level_group.places
    ]
    shown = [held.advisory for held in (*listed, rest(knowledge)) if held.advisory and knowledge.shown(held)]
    days = [one.observed_at for one in shown if one.observed_at]
    if days:
        said = translator.say(
            "일부는 {day} 공개 자료에서 확인, 시작일 미상", day=translator.day(max(days), knowledge.now)
        )
        yield Words(said, "small", spare=choice.wide)


def _head(knowledge: Knowledge, level_group: LevelGroup, translator: Translator) -> LevelLine:
    over = number_and_korean(knowledge, level_group.advisory, translator)
    name = name_only(knowledge, level_group.advisory, translator)
    if translator.locale == "ko":
        name, over = f"{over} {name}".strip(), ""
    if knowledge.unknown:
        over = translator.say("마지막으로 알려진 {level}", level=over).strip()
    return LevelLine(sign_of(level_group.level), name, over, "list", rule=False)


def _rows(knowledge: Knowledge, level_group: LevelGroup, translator: Translator) -> list[PlaceRow]:
    said = level_name(knowledge, level_group.advisory, translator)
    if knowledge.unknown:
        said = translator.say("마지막으로 알려진 {level}", level=said)
    return [PlaceRow(zone.brief.in_(translator.locale), "place", zone.id, said=said) for zone in level_group.places]


def _badged(columns: list[Column]) -> Iterable[Block]:
    """Where little room can be reached: no heads, each place with its badge, two side by side."""
    known = [replace(row, level=head.level) for head, rows in columns for row in rows]
    return (pair(*both) for both in zip_longest(known[::2], known[1::2]))


def _elsewhere(knowledge: Knowledge, translator: Translator) -> Column | PlaceRow:
    """The level of all places not named; where it is not known, one row that says so."""
    everywhere = rest(knowledge)
    shown = knowledge.shown(everywhere)
    if shown is None or everywhere.advisory is None:
        return PlaceRow(translator.say("그 밖의 지역은 단계를 알 수 없습니다."), "search", level="?")
    head = _head(knowledge, LevelGroup(shown, everywhere.advisory, ()), translator)
    said = level_name(knowledge, everywhere.advisory, translator)
    return head, [PlaceRow(everywhere.zone.brief.in_(translator.locale), "search", said=said)]


def tools(choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """The search field and the way to the checklist; while searching, the keys of this language's script."""
    asked = translator.say("어디로 가시나요?")
    if choice.searching:
        return _typing(choice, translator)
    job = translator.say("일자리 제안을 받고 가시나요?")
    if "large" in choice.modes:
        return (SearchField(asked, ""), Button(job, "checklist", primary=False, icon="forward"))
    return (
        SearchField(asked, "", "", beside=translator.say("일자리 제안?"), beside_spoken=job, beside_action="checklist"),
    )


def _typing(choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """What of the search stands fixed: the field, unless it is only read, and the keys, unless they flow."""
    low = "lower" in choice.modes
    field = () if low else (_field(choice, translator),)
    return field if _flowing(choice) else (*field, _keys(choice, translator))


def _flowing(choice: Choice) -> bool:
    """Whether the keys flow with what is found: low they leave no room below, on a wide panel it lies beside them."""
    return "large" not in choice.modes and choice.wide is not ("lower" in choice.modes)


def _keys(choice: Choice, translator: Translator) -> Keys:
    letters, columns = KEYBOARDS[translator.locale]
    low = LOW_COLUMNS.get(translator.locale, columns)
    return Keys(letters, translator.say("지우기"), low if "lower" in choice.modes else columns)


def typed(choice: Choice, translator: Translator) -> tuple[Block, ...]:
    """In the lower mode what was typed is only read, so it stands above."""
    return (_field(choice, translator),) if choice.searching and "lower" in choice.modes else ()


def _field(choice: Choice, translator: Translator) -> SearchField:
    asked = translator.say("어디로 가시나요?")
    return SearchField(asked, translator.say("도시·지역 이름"), choice.query, action="", touched=False)


def _search_flow(
    knowledge: Knowledge, choice: Choice, translator: Translator, results: tuple[Block, ...]
) -> tuple[Block, ...]:
    """The keys and what is found. Low, the best answer stands over the keys as soon as something was typed."""
    if not _flowing(choice):
        return results
    first = 1 if choice.query and not choice.wide else 0
    keys = _keys(choice, translator)
    low_band = choice.wide and knowledge.freshness in (Freshness.OLD, Freshness.UNKNOWN)
    return (*results[:first], *(halves(keys) if low_band else (keys,)), *results[first:])


def _results(knowledge: Knowledge, choice: Choice, translator: Translator) -> Iterable[Block]:
    zones = found(knowledge.edition, choice.query, translator.locale)
    if not zones:
        yield Words(translator.say("찾는 이름이 없습니다. 다른 글자로 찾아보세요."), "body")
    for zone in zones:
        held, *others = levels_at(knowledge.edition, zone.id, knowledge.view)
        tight = "lower" in choice.modes and (choice.wide or "large" in choice.modes)
        over = "" if tight or held.zone.id == zone.id else _where(knowledge, held, others, zone, translator)
        level = knowledge.shown(held)
        known = held.advisory is not None and level is not None
        said = (
            level_name(knowledge, held.advisory, translator)
            if known and held.advisory
            else translator.say("단계를 알 수 없음")
        )
        yield PlaceRow(zone.name.in_(translator.locale), "place", zone.id, sign_of(level) or "?", over, said)


def _where(knowledge: Knowledge, held: Standing, others: Sequence[Standing], zone: Zone, translator: Translator) -> str:
    """Which part of a place stands at the level on its badge; then the levels of its other parts, where they are known."""
    parts = [held.zone.name.in_(translator.locale)]
    for one in others:
        level = knowledge.shown(one)
        if level is None or one.advisory is None:
            continue
        words = level_number(level, translator) or name_only(knowledge, one.advisory, translator)
        name = one.zone.name.in_(translator.locale)
        parts.append(translator.say("그 밖은 {level}", level=words) if one.zone is zone else f"{name} {words}")
    return translator.listed(parts)
