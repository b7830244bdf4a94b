"""The map screen: divisions by level, worst places named, the list beside it, and the search for a place."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from kiosk.display.presenters.blocks import (
    Block,
    Button,
    Keys,
    LevelLine,
    LevelList,
    MapBox,
    PlaceRow,
    SearchField,
    Words,
)
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition
from kiosk.display.presenters.screen import CallOut, MapSays
from kiosk.display.presenters.search import KEYBOARDS, found
from kiosk.domain.level import Level
from kiosk.domain.standing import Standing, levels_at, standing
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document import door
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import (
    LevelGroup,
    last_known,
    level_groups,
    level_name,
    level_number,
    name_only,
    number_and_korean,
    rest,
    sign_of,
)
from kiosk.language.translator import Translator


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
        neighbours=tuple((code, translator.cldr.territories[code]) for code in door.rules()["neighbours"]),
        unknown=knowledge.unknown,
        town=edition.zone(door.rules()["town"]).name.in_(translator.locale),
        interactive=interactive,
    )


def _held(knowledge: Knowledge, zone: Zone) -> bool:
    return knowledge.shown(standing(knowledge.edition, zone.id, knowledge.view)) is not None


def _sign(knowledge: Knowledge, zone: Zone) -> str:
    return sign_of(knowledge.shown(standing(knowledge.edition, zone.id, knowledge.view)))


def _call_outs(knowledge: Knowledge, translator: Translator) -> Iterator[CallOut]:
    for level_group in level_groups(knowledge):
        for zone in level_group.places:
            if level_group.level > Level.LEVEL_2 or zone.id == door.rules()["capital"]:
                yield CallOut(zone.id, zone.brief.in_(translator.locale), sign_of(level_group.level))


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose the map: the search, the country, and the list of all levels, worst first."""
    if choice.searching:
        return _search(knowledge, choice, translator)
    asked = translator.say("어디로 가시나요?")
    job = translator.say("일자리 제안을 받고 가시나요?")
    offer = Button(translator.say("일자리 제안?"), "checklist", name=job)
    says = json.dumps(asdict(map_says(knowledge, translator)))
    return Composition(
        "map",
        translator.say("지도"),
        (SearchField(asked, translator.say("도시·지역 이름"), action="search", beside=offer), MapBox(says)),
        tuple(_levels(knowledge, translator)),
    )


def _levels(knowledge: Knowledge, translator: Translator) -> Iterator[Block]:
    groups = [(_head(knowledge, one, translator), _rows(knowledge, one, translator)) for one in level_groups(knowledge)]
    everywhere = rest(knowledge)
    shown = knowledge.shown(everywhere)
    if shown is None or everywhere.advisory is None:
        yield LevelList(tuple(groups))
        yield PlaceRow(translator.say("그 밖의 지역은 단계를 알 수 없습니다."), "search", level="?")
        return
    said = level_name(knowledge, everywhere.advisory, translator)
    row = PlaceRow(everywhere.zone.brief.in_(translator.locale), "search", said=said)
    signs = [head.level for head, _ in groups]
    if shown.sign in signs:
        groups = [(head, (*rows, row) if head.level == shown.sign else rows) for head, rows in groups]
    else:
        groups.append((_head(knowledge, LevelGroup(shown, everywhere.advisory, ()), translator), (row,)))
    yield LevelList(tuple(groups))
    yield from _seen(knowledge, translator)


def _seen(knowledge: Knowledge, translator: Translator) -> Iterator[Words]:
    """Under the list: that levels of it were only seen in the ministry's data, and when last; each place says it of itself."""
    listed = [
        standing(knowledge.edition, zone.id, knowledge.view)
        for group in level_groups(knowledge)
        for zone in group.places
    ]
    shown = [held.advisory for held in (*listed, rest(knowledge)) if held.advisory and knowledge.shown(held)]
    days = [one.observed_at for one in shown if one.observed_at]
    if days:
        day = translator.day(max(days), knowledge.now)
        yield Words(translator.say("일부는 {day} 공개 자료에서 확인, 시작일 미상", day=day), "second", spare=True)


def _head(knowledge: Knowledge, group: LevelGroup, translator: Translator) -> LevelLine:
    over = number_and_korean(knowledge, group.advisory, translator)
    name = name_only(knowledge, group.advisory, translator)
    if translator.locale == "ko":
        name, over = f"{over} {name}".strip(), ""
    return LevelLine(sign_of(group.level), name, last_known(knowledge, over, translator))


def _rows(knowledge: Knowledge, group: LevelGroup, translator: Translator) -> tuple[PlaceRow, ...]:
    said = last_known(knowledge, level_name(knowledge, group.advisory, translator), translator)
    return tuple(PlaceRow(zone.brief.in_(translator.locale), "place", zone.id, said=said) for zone in group.places)


def _search(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose the search: what was typed, the keys of this language's script, and what is found."""
    asked = translator.say("어디로 가시나요?")
    letters, columns = KEYBOARDS[translator.locale]
    field = SearchField(asked, translator.say("도시·지역 이름"), choice.query)
    keys = Keys(letters, translator.say("지우기"), columns)
    return Composition("map", asked, (field,), tuple(_results(knowledge, choice, translator)), (keys,), typing=True)


def _results(knowledge: Knowledge, choice: Choice, translator: Translator) -> Iterator[Block]:
    zones = found(knowledge.edition, choice.query, translator.locale)
    if not zones:
        yield Words(translator.say("찾는 이름이 없습니다. 다른 글자로 찾아보세요."))
    for zone in zones:
        held, *others = levels_at(knowledge.edition, zone.id, knowledge.view)
        over = "" if held.zone.id == zone.id else _where(knowledge, held, others, zone, translator)
        level = knowledge.shown(held)
        known = held.advisory is not None and level is not None
        unsaid = translator.say("단계를 알 수 없음")
        said = level_name(knowledge, held.advisory, translator) if known and held.advisory else unsaid
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
