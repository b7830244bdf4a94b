"""The map screen: divisions by level, worst places named, the list beside it, and the search for a place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from kiosk.display.presenters.blocks import Block, Button, LevelLine, PlaceRow, SearchField, Words, pair
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.keyboard import Keys, halves
from kiosk.display.presenters.ladder import TOGETHER, Column, ladders
from kiosk.display.presenters.levels import (
    Rung,
    level_name,
    level_number,
    name_only,
    number_and_korean,
    rest,
    rungs,
    sign_of,
)
from kiosk.display.presenters.screen import CallOut, MapSays
from kiosk.display.presenters.search import KEYBOARDS, found
from kiosk.display.presenters.sight import Sight
from kiosk.display.presenters.tongue import N_, Tongue
from kiosk.domain.edition import Standing, levels_at, standing
from kiosk.domain.freshness import Freshness
from kiosk.domain.level import Level
from kiosk.domain.zone import Zone, ZoneKind

NEIGHBOURS = {"TH": N_("태국"), "LA": N_("라오스"), "VN": N_("베트남")}
TOWN = "KH-17"
CAPITAL = "KH-12"
LENGTHY = ("en", "km", "vi")
"""Names of levels and places take two lines in half the list's width."""
LOW_COLUMNS = {"en": 10, "km": 12, "zh_Hans": 10, "ja": 16, "vi": 10}
"""Keys a row where the keyboard must be low (portrait)."""


def map_says(sight: Sight, tongue: Tongue, interactive: bool = True) -> MapSays:
    """What the map draws: fills by the level of each division's own ground, the bands, the localities as marks."""
    edition = sight.edition
    bands = [(one.id, _sign(sight, one)) for one in edition.of_kind(ZoneKind.BAND) if _held(sight, one)]
    return MapSays(
        fills=tuple((one.id, _sign(sight, one)) for one in edition.of_kind(ZoneKind.DIVISION)),
        bands=tuple(bands),
        marks=tuple((one.id, _sign(sight, one)) for one in edition.of_kind(ZoneKind.LOCALITY)),
        call_outs=tuple(_call_outs(sight, tongue)),
        names=tuple((one.id, one.name.in_(tongue.locale)) for one in edition.of_kind(ZoneKind.DIVISION)),
        neighbours=tuple((code, tongue.say(name)) for code, name in NEIGHBOURS.items()),
        unknown=sight.unknown,
        town=edition.zone(TOWN).name.in_(tongue.locale),
        interactive=interactive,
    )


def _held(sight: Sight, zone: Zone) -> bool:
    return sight.shown(standing(sight.edition, zone.id, sight.view)) is not None


def _sign(sight: Sight, zone: Zone) -> str:
    return sign_of(sight.shown(standing(sight.edition, zone.id, sight.view)))


def _call_outs(sight: Sight, tongue: Tongue) -> Iterable[CallOut]:
    for rung in rungs(sight):
        for zone in rung.places:
            if rung.level > Level.LEVEL_2 or zone.id == CAPITAL:
                yield CallOut(zone.id, zone.brief.in_(tongue.locale), sign_of(rung.level))


def blocks(sight: Sight, choice: Choice, tongue: Tongue) -> tuple[Block, ...]:
    """The list beside the map, worst first: the worst two levels side by side where there is room, then the others."""
    if choice.searching:
        return _search_flow(sight, choice, tongue, tuple(_results(sight, choice, tongue)))
    columns = [(_head(sight, rung, tongue), _rows(sight, rung, tongue)) for rung in rungs(sight)]
    elsewhere = _elsewhere(sight, tongue)
    if isinstance(elsewhere, tuple):
        columns.append(elsewhere)
    last = (*(() if isinstance(elsewhere, tuple) else (elsewhere,)), *_seen(sight, choice, tongue))
    if "large" in choice.modes:
        return (*(block for head, rows in columns for block in (head, *rows)), *last)
    if "lower" in choice.modes:
        return (*_badged(columns), *last)
    crowded = choice.wide and sight.freshness is not Freshness.LIVE
    long = any(len(rows) > TOGETHER for _, rows in columns)
    return (*ladders(columns, apart=crowded or long or sight.unknown or tongue.locale in LENGTHY), *last)


def _seen(sight: Sight, choice: Choice, tongue: Tongue) -> Iterable[Words]:
    """Under the list: that levels of it were only seen in the ministry's data, and when last; each place says it of itself."""
    listed = [standing(sight.edition, zone.id, sight.view) for rung in rungs(sight) for zone in rung.places]
    shown = [held.advisory for held in (*listed, rest(sight)) if held.advisory and sight.shown(held)]
    days = [one.observed_at for one in shown if one.observed_at]
    if days:
        said = tongue.say("일부는 {day} 공개 자료에서 확인, 시작일 미상", day=tongue.day(max(days), sight.now))
        yield Words(said, "small", spare=choice.wide)


def _head(sight: Sight, rung: Rung, tongue: Tongue) -> LevelLine:
    over = number_and_korean(sight, rung.advisory, tongue)
    name = name_only(sight, rung.advisory, tongue)
    if tongue.locale == "ko":
        name, over = f"{over} {name}".strip(), ""
    if sight.unknown:
        over = tongue.say("마지막으로 알려진 {level}", level=over).strip()
    return LevelLine(sign_of(rung.level), name, over, "list", rule=False)


def _rows(sight: Sight, rung: Rung, tongue: Tongue) -> list[PlaceRow]:
    said = level_name(sight, rung.advisory, tongue)
    if sight.unknown:
        said = tongue.say("마지막으로 알려진 {level}", level=said)
    return [PlaceRow(zone.brief.in_(tongue.locale), "place", zone.id, said=said) for zone in rung.places]


def _badged(columns: list[Column]) -> Iterable[Block]:
    """Where little room can be reached: no heads, each place with its badge, two side by side."""
    known = [replace(row, level=head.level) for head, rows in columns for row in rows]
    return (pair(*both) for both in zip_longest(known[::2], known[1::2]))


def _elsewhere(sight: Sight, tongue: Tongue) -> Column | PlaceRow:
    """The level of all places not named; where it is not known, one row that says so."""
    everywhere = rest(sight)
    shown = sight.shown(everywhere)
    if shown is None or everywhere.advisory is None:
        return PlaceRow(tongue.say("그 밖의 지역은 단계를 알 수 없습니다."), "search", level="?")
    head = _head(sight, Rung(shown, everywhere.advisory, ()), tongue)
    said = level_name(sight, everywhere.advisory, tongue)
    return head, [PlaceRow(everywhere.zone.brief.in_(tongue.locale), "search", said=said)]


def tools(choice: Choice, tongue: Tongue) -> tuple[Block, ...]:
    """The search field and the way to the checklist; while searching, the keys of this language's script."""
    asked = tongue.say("어디로 가시나요?")
    if choice.searching:
        return _typing(choice, tongue)
    job = tongue.say("일자리 제안을 받고 가시나요?")
    if "large" in choice.modes:
        return (SearchField(asked, ""), Button(job, "checklist", primary=False, icon="forward"))
    return (
        SearchField(asked, "", "", beside=tongue.say("일자리 제안?"), beside_spoken=job, beside_action="checklist"),
    )


def _typing(choice: Choice, tongue: Tongue) -> tuple[Block, ...]:
    """What of the search stands fixed: the field, unless it is only read, and the keys, unless they flow."""
    low = "lower" in choice.modes
    field = () if low else (_field(choice, tongue),)
    return field if _flowing(choice) else (*field, _keys(choice, tongue))


def _flowing(choice: Choice) -> bool:
    """Whether the keys flow with what is found: low they leave no room below, on a wide panel it lies beside them."""
    return "large" not in choice.modes and choice.wide is not ("lower" in choice.modes)


def _keys(choice: Choice, tongue: Tongue) -> Keys:
    letters, columns = KEYBOARDS[tongue.locale]
    low = LOW_COLUMNS.get(tongue.locale, columns)
    return Keys(letters, tongue.say("지우기"), low if "lower" in choice.modes else columns)


def typed(choice: Choice, tongue: Tongue) -> tuple[Block, ...]:
    """In the lower mode what was typed is only read, so it stands above."""
    return (_field(choice, tongue),) if choice.searching and "lower" in choice.modes else ()


def _field(choice: Choice, tongue: Tongue) -> SearchField:
    asked = tongue.say("어디로 가시나요?")
    return SearchField(asked, tongue.say("도시·지역 이름"), choice.query, action="", touched=False)


def _search_flow(sight: Sight, choice: Choice, tongue: Tongue, results: tuple[Block, ...]) -> tuple[Block, ...]:
    """The keys and what is found. Low, the best answer stands over the keys as soon as something was typed."""
    if not _flowing(choice):
        return results
    first = 1 if choice.query and not choice.wide else 0
    keys = _keys(choice, tongue)
    low_band = choice.wide and sight.freshness in (Freshness.OLD, Freshness.UNKNOWN)
    return (*results[:first], *(halves(keys) if low_band else (keys,)), *results[first:])


def _results(sight: Sight, choice: Choice, tongue: Tongue) -> Iterable[Block]:
    zones = found(sight.edition, choice.query, tongue.locale)
    if not zones:
        yield Words(tongue.say("찾는 이름이 없습니다. 다른 글자로 찾아보세요."), "body")
    for zone in zones:
        held, *others = levels_at(sight.edition, zone.id, sight.view)
        tight = "lower" in choice.modes and (choice.wide or "large" in choice.modes)
        over = "" if tight or held.zone.id == zone.id else _where(sight, held, others, zone, tongue)
        level = sight.shown(held)
        known = held.advisory is not None and level is not None
        said = level_name(sight, held.advisory, tongue) if known and held.advisory else tongue.say("단계를 알 수 없음")
        yield PlaceRow(zone.name.in_(tongue.locale), "place", zone.id, sign_of(level) or "?", over, said)


def _where(sight: Sight, held: Standing, others: Sequence[Standing], zone: Zone, tongue: Tongue) -> str:
    """Which part of a place stands at the level on its badge; then the levels of its other parts, where they are known."""
    parts = [held.zone.name.in_(tongue.locale)]
    for one in others:
        level = sight.shown(one)
        if level is None or one.advisory is None:
            continue
        words = level_number(level, tongue) or name_only(sight, one.advisory, tongue)
        name = one.zone.name.in_(tongue.locale)
        parts.append(tongue.say("그 밖은 {level}", level=words) if one.zone is zone else f"{name} {words}")
    return tongue.listed(parts)
