"""One place: worst first, what the ministry asks, since when; behind the door why, exceptions and the source."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from kiosk.display.presenters.blocks import Block, Button, Call, LevelLine, PlaceHead, Words
from kiosk.display.presenters.choice import Choice
from kiosk.display.presenters.composition import Composition, Section
from kiosk.display.presenters.corrected import corrections
from kiosk.display.presenters.map_state import map_says
from kiosk.domain.advisory import Advisory
from kiosk.domain.level import Level
from kiosk.domain.standing import Standing, levels_at
from kiosk.domain.zone import ZoneKind
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import began, inferred, last_known, level_name, seen, sign_of, since, site
from kiosk.language.translator import Translator


def compose(knowledge: Knowledge, choice: Choice, translator: Translator) -> Composition:
    """Compose the place: the worst level with what it asks and since when, the others in one line each."""
    zone = knowledge.edition.zone(choice.place)
    worst, *others = levels_at(knowledge.edition, zone.id, knowledge.view)
    rest = tuple(_line(knowledge, zone.id, one, translator) for one in others)
    job = translator.say("일자리 제안을 받고 가시나요?")
    return Composition(
        "place",
        zone.brief.in_(translator.locale),
        (_head(knowledge, zone.id, translator), _worst(knowledge, zone.id, worst, translator)),
        (*_since(knowledge, worst, translator), *rest),
        (Button(job, "checklist", primary=False, icon="forward", spare=True),),
        tuple(_doors(knowledge, zone.id, translator)),
    )


def _doors(knowledge: Knowledge, zone_id: str, translator: Translator) -> Iterator[Section]:
    """The door to why and since when; none where no level is known and nothing is corrected."""
    blocks = (*corrections(knowledge, zone_id, translator), *_behind(knowledge, zone_id, translator))
    if blocks:
        yield Section(translator.say("이유, 시작일, 출처"), blocks, translator.say("이유와 시작일"))


def _head(knowledge: Knowledge, zone_id: str, translator: Translator) -> PlaceHead:
    """The place's name, with its name in Latin letters (or Korean) small below, and its shape."""
    zone = knowledge.edition.zone(zone_id)
    other = "en" if translator.locale == "ko" else "ko"
    shape = zone.parent or "" if zone.kind is ZoneKind.LOCALITY else zone.id if zone.kind is ZoneKind.DIVISION else ""
    says = json.dumps(asdict(map_says(knowledge, translator))) if shape else ""
    return PlaceHead(zone.name.in_(translator.locale), zone.name.in_(other), shape, says)


def _worst(knowledge: Knowledge, zone_id: str, held: Standing, translator: Translator) -> LevelLine:
    level, advisory = knowledge.shown(held), held.advisory
    name = _ground_name(held, zone_id, knowledge, translator)
    if level is None or advisory is None:
        ask = translator.say("안전하다는 뜻이 아닙니다. 경찰관에게 문의해 주세요.")
        return LevelLine("", name, translator.say("단계를 알 수 없음"), (ask,), first=True)
    text = knowledge.edition.level_text(advisory)
    return LevelLine(
        sign_of(level),
        name,
        last_known(knowledge, level_name(knowledge, advisory, translator), translator),
        tuple(dict.fromkeys((text.plan.in_(translator.locale), text.there.in_(translator.locale)))),
        text.penalty.in_(translator.locale) if text.penalty and held.penal else "",
        _doubt(held, translator),
        "ink" if level is Level.LEVEL_4 else "paper",
        first=True,
        brief=_ground_name(held, zone_id, knowledge, translator, brief=True),
    )


def _line(knowledge: Knowledge, zone_id: str, held: Standing, translator: Translator) -> LevelLine:
    """Another level of the place, in one line."""
    level, advisory = knowledge.shown(held), held.advisory
    name = _ground_name(held, zone_id, knowledge, translator)
    brief = _ground_name(held, zone_id, knowledge, translator, brief=True)
    if level is None or advisory is None:
        return LevelLine("", name, translator.say("단계를 알 수 없음"), brief=brief)
    over = last_known(knowledge, level_name(knowledge, advisory, translator), translator)
    return LevelLine(sign_of(level), name, over, notes=_doubt(held, translator), brief=brief)


def _doubt(held: Standing, translator: Translator) -> tuple[str, ...]:
    unsure = translator.say("기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요.")
    return (unsure,) if held.unverified else ()


def _since(knowledge: Knowledge, held: Standing, translator: Translator) -> Iterator[Words]:
    """Since when the worst level holds, in one line; the door tells more."""
    if held.advisory is None or knowledge.shown(held) is None:
        return
    if held.advisory.observed:
        yield Words(seen(held.advisory, translator), "second", spare=True, again=True)
        return
    at = began(knowledge, held) or held.advisory.effective
    yield Words(translator.say("{when}부터", when=translator.full_moment(at)), "second", spare=True, again=True)


def _ground_name(
    held: Standing, zone_id: str, knowledge: Knowledge, translator: Translator, brief: bool = False
) -> str:
    zone = held.zone
    own = zone.id == zone_id and zone.kind is ZoneKind.DIVISION
    name = (zone.brief if brief else zone.name).in_(translator.locale)
    if own and len(levels_at(knowledge.edition, zone_id, knowledge.view)) > 1:
        return translator.say("이곳의 그 밖의 지역") if brief else translator.say("{place}의 그 밖의 지역", place=name)
    return name


def _behind(knowledge: Knowledge, zone_id: str, translator: Translator) -> Iterator[Block]:
    """Why and since when each level holds, with its exceptions; then the source."""
    for held in levels_at(knowledge.edition, zone_id, knowledge.view):
        level, advisory = knowledge.shown(held), held.advisory
        if level is None or advisory is None:
            continue
        name = _ground_name(held, zone_id, knowledge, translator)
        exceptions = tuple(one.in_(translator.locale) for one in advisory.exceptions)
        why = _why(knowledge, held, advisory, translator)
        yield LevelLine(sign_of(level), name, "", notes=(why, *exceptions, *_untranslated(advisory, translator)))
    yield from _source(knowledge, zone_id, translator)


def _untranslated(advisory: Advisory, translator: Translator) -> Iterator[str]:
    """The mark of words that went out in Korean and English first."""
    said = (*advisory.exceptions, *([advisory.reason] if advisory.reason else ()))
    if not all(one.speaks(translator.locale) for one in said):
        yield translator.say("아직 이 언어로 번역되지 않아 영어로 보여 드립니다.")


def _why(knowledge: Knowledge, held: Standing, advisory: Advisory, translator: Translator) -> str:
    """Since when and why; of a level that was only seen, that neither is known."""
    if advisory.observed:
        return seen(advisory, translator)
    reason = advisory.reason.in_(translator.locale) if advisory.reason else ""
    changed, at = since(knowledge, held.zone.id), began(knowledge, held) or advisory.effective
    when = translator.say("{when}부터", when=translator.full_moment(at))
    parts = [f"{when} ({translator.ago(at, knowledge.now)})", reason]
    if changed and changed.before and not knowledge.unknown:
        parts.insert(1, _moved(changed.before.level, changed.raised, translator))
    return translator.listed([one for one in parts if one])


def _moved(before: Level, raised: bool, translator: Translator) -> str:
    if before is Level.SPECIAL:
        return translator.say("특별여행주의보에서 상향") if raised else translator.say("특별여행주의보에서 하향")
    if raised:
        return translator.say("{n}단계에서 상향", n=before.sign)
    return translator.say("{n}단계에서 하향", n=before.sign)


def _source(knowledge: Knowledge, zone_id: str, translator: Translator) -> Iterator[Call]:
    levels = levels_at(knowledge.edition, zone_id, knowledge.view)
    known = [one for one in levels if one.advisory and knowledge.shown(one)]
    lines: dict[str, list[str]] = {}
    for held in known:
        assert held.advisory is not None
        doubts = lines.setdefault(_source_line(held.advisory, translator), [])
        if inferred(held.advisory):
            place = held.zone.name.in_(translator.locale)
            doubts.append(translator.say("({place}: 외교부 공지가 불완전하여 추정한 단계)", place=place))
    if lines:
        urls = (one.advisory.source.url for one in known if one.advisory and one.advisory.source.url)
        where = site(knowledge.edition)
        said = tuple(" ".join((line, *doubts)) for line, doubts in lines.items())
        title = translator.say("외교부에서 직접 확인")
        yield Call(next(urls, where.value), title, where.printed, said, ground="paper")


def _source_line(advisory: Advisory, translator: Translator) -> str:
    source = advisory.source
    return translator.say(
        "출처: {who}, {day}", who=source.publisher.in_(translator.locale), day=translator.full_day(source.published)
    )
