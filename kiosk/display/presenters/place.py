"""One place: worst first, what the ministry asks, since when and why, exceptions, penalty, source."""

from collections.abc import Iterable

from kiosk.display.presenters.blocks import Block, Button, LevelCard, LevelLine, PlaceHead, QrCard, Words
from kiosk.display.presenters.corrected import corrections
from kiosk.display.presenters.knowledge import Knowledge
from kiosk.display.presenters.levels import inferred, level_name, seen, sign_of, since, site
from kiosk.display.presenters.paragraphs import room
from kiosk.display.presenters.phrases import letters
from kiosk.display.presenters.translator import Translator
from kiosk.domain.advisory import Advisory
from kiosk.domain.level import Level
from kiosk.domain.standing import Standing, levels_at
from kiosk.domain.zone import ZoneKind


def title(knowledge: Knowledge, zone_id: str, translator: Translator) -> tuple[Block, ...]:
    """The place's name, with its name in Latin letters (or Korean) small below, and its shape."""
    zone = knowledge.edition.zone(zone_id)
    other = "en" if translator.locale == "ko" else "ko"
    shape = zone.parent or "" if zone.kind is ZoneKind.LOCALITY else zone.id if zone.kind is ZoneKind.DIVISION else ""
    return (PlaceHead(zone.name.in_(translator.locale), zone.name.in_(other), shape),)


def blocks(
    knowledge: Knowledge, zone_id: str, translator: Translator, spread: bool, brief: bool = False
) -> tuple[Block, ...]:
    """Everything that holds at the place, worst first, then corrections and the source; `brief`: since when, not how long ago."""
    found: list[Block] = []
    for held in levels_at(knowledge.edition, zone_id, knowledge.view):
        card = _card(knowledge, zone_id, held, translator, brief)
        heavy = letters(" ".join((*card.asks, card.penalty, *card.notes, card.when))) > room(
            translator.locale, False, False
        )
        found += _spread(card) if spread or heavy or card.ground == "ink" else [card]
    found += corrections(knowledge, zone_id, translator)
    found += _source(knowledge, zone_id, translator)
    return tuple(found)


def _card(knowledge: Knowledge, zone_id: str, held: Standing, translator: Translator, brief: bool) -> LevelCard:
    level, advisory = knowledge.shown(held), held.advisory
    name = _ground_name(held, zone_id, knowledge, translator)
    if level is None or advisory is None:
        ask = translator.say("안전하다는 뜻이 아닙니다. 경찰관에게 문의해 주세요.")
        return LevelCard("", name, translator.say("단계를 알 수 없음"), (ask,), "", (), "")
    text = knowledge.edition.level_text(advisory)
    over = level_name(knowledge, advisory, translator)
    notes = [one.in_(translator.locale) for one in advisory.exceptions]
    if held.unverified:
        notes.insert(0, translator.say("기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요."))
    return LevelCard(
        sign_of(level),
        name,
        translator.say("마지막으로 알려진 {level}", level=over) if knowledge.unknown else over,
        tuple(dict.fromkeys((text.plan.in_(translator.locale), text.there.in_(translator.locale)))),
        text.penalty.in_(translator.locale) if text.penalty and held.penal else "",
        tuple(notes),
        _why(knowledge, held, advisory, translator, brief),
        "ink" if level is Level.LEVEL_4 else "paper",
    )


def _spread(card: LevelCard) -> Iterable[Block]:
    """The card where room is short: one statement a block, kept together as far as a page holds them.

    The penalty of a ban comes right after what is asked.
    """
    behind = [one for one in (card.penalty, *card.notes, card.when) if one]
    yield LevelLine(card.level, card.name, card.over, "place", card.ground)
    for ask in card.asks:
        last = ask is card.asks[-1]
        yield Words(ask, "ask" if card.ground == "ink" else "body", card.ground, keep=not last or bool(behind))
    if card.penalty:
        yield Words(card.penalty, "body", card.ground, keep=len(behind) > 1)
    for note in card.notes:
        yield Words(note, "strong", card.ground, keep=bool(card.when) or note is not card.notes[-1])
    if card.when:
        yield Words(card.when, "small", card.ground)


def _ground_name(held: Standing, zone_id: str, knowledge: Knowledge, translator: Translator) -> str:
    zone = held.zone
    if (
        zone.id == zone_id
        and zone.kind is ZoneKind.DIVISION
        and len(levels_at(knowledge.edition, zone_id, knowledge.view)) > 1
    ):
        return translator.say("{place}의 그 밖의 지역", place=zone.name.in_(translator.locale))
    return zone.name.in_(translator.locale)


def _why(knowledge: Knowledge, held: Standing, advisory: Advisory, translator: Translator, brief: bool) -> str:
    """Since when and why; of a level that was only seen, that neither is known."""
    if advisory.observed:
        return seen(advisory, translator)
    reason = advisory.reason.in_(translator.locale) if advisory.reason else ""
    changed = since(knowledge, held.zone.id)
    at = changed.at if changed else advisory.effective
    when = translator.say("{when}부터", when=translator.full_moment(at))
    if brief:
        return translator.listed((when, reason))
    parts = [f"{when} ({translator.ago(at, knowledge.now)})", reason]
    if changed and changed.before and not knowledge.unknown:
        parts.insert(1, _moved(changed.before.level, changed.raised, translator))
    return translator.listed(parts)


def _moved(before: Level, raised: bool, translator: Translator) -> str:
    if before is Level.SPECIAL:
        return translator.say("특별여행주의보에서 상향") if raised else translator.say("특별여행주의보에서 하향")
    if raised:
        return translator.say("{n}단계에서 상향", n=before.sign)
    return translator.say("{n}단계에서 하향", n=before.sign)


def _source(knowledge: Knowledge, zone_id: str, translator: Translator) -> Iterable[Block]:
    held = [
        one for one in levels_at(knowledge.edition, zone_id, knowledge.view) if one.advisory and knowledge.shown(one)
    ]
    lines: dict[str, list[str]] = {}
    for one in held:
        assert one.advisory is not None
        found = lines.setdefault(_source_line(one.advisory, translator), [])
        if inferred(one.advisory):
            found.append(
                translator.say(
                    "({place}: 외교부 공지가 불완전하여 추정한 단계)", place=one.zone.name.in_(translator.locale)
                )
            )
    if lines:
        address = next((one.advisory.source.url for one in held if one.advisory and one.advisory.source.url), "")
        where = site(knowledge.edition)
        yield QrCard(
            address or where.value,
            translator.say("외교부에서 직접 확인"),
            where.printed,
            tuple(" ".join((line, *doubts)) for line, doubts in lines.items()),
            module=7,
        )


def _source_line(advisory: Advisory, translator: Translator) -> str:
    source = advisory.source
    return translator.say(
        "출처: {who}, {day}", who=source.publisher.in_(translator.locale), day=translator.full_day(source.published)
    )


def foot(translator: Translator) -> tuple[Block, ...]:
    """Below: the way to the checklist."""
    return (Button(translator.say("일자리 제안을 받고 가시나요?"), "checklist", primary=False, icon="forward"),)
