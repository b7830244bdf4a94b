"""Levels and places in words: worst first, then every place with why, since when, and what is decided for later."""

from collections.abc import Iterator
from functools import cache

from kiosk.domain.advisory import Advisory
from kiosk.domain.level import Level
from kiosk.domain.moments import utc_text
from kiosk.domain.standing import Standing, Stretch
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.open_data.phone.markup import tag, words
from kiosk.feed.open_data.source import Source
from kiosk.language.knowledge import Knowledge
from kiosk.language.levels import level_name, rest, seen
from kiosk.language.translator import Translator


def levels(source: Source, said: Translator) -> str:
    """Return the levels in force, worst first, each with what it asks and its places; then the rest of the country."""
    knowledge = source.knowledge
    groups = [
        _group(knowledge, group.advisory, tuple(_anchor(zone, said) for zone in group.places), said)
        for group in source.groups
    ]
    held = rest(knowledge)
    if held.advisory:
        groups.append(_group(knowledge, held.advisory, (words("li", held.zone.name.in_(said.locale)),), said))
    own = knowledge.edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION, ZoneKind.REST)
    return "".join((*(_ahead(source, zone, said, own=True) for zone in own), *groups))


def places(source: Source, said: Translator) -> str:
    """Return every division, locality and band, in the order of its name, folded: all that holds there and will."""
    kinds = (ZoneKind.DIVISION, ZoneKind.LOCALITY, ZoneKind.BAND)
    zones = sorted(source.edition.of_kind(*kinds), key=lambda one: one.name.in_(said.locale))
    return "".join(_place(source, zone, said) for zone in zones)


def badge(held: Standing) -> str:
    """Return the sign of a level on its colour; the words beside it say the same."""
    return _badge(held.level)


@cache
def _badge(level: Level | None) -> str:
    return tag("b", level.sign if level else "?", class_="badge", data_level=str(int(level or 0)), aria_hidden="true")


def _rank(held: Standing) -> str:
    return str(int(held.level or 0))


def _group(knowledge: Knowledge, advisory: Advisory, names: tuple[str, ...], said: Translator) -> str:
    text = knowledge.edition.level_text(advisory)
    asks = dict.fromkeys((text.plan.in_(said.locale), text.there.in_(said.locale)))
    head = tag("h3", _badge(advisory.level), " ", words("span", level_name(knowledge, advisory, said)))
    penalty = words("p", text.penalty.in_(said.locale), class_="penalty") if text.penalty else ""
    asked = "".join(words("p", one) for one in asks)
    return tag("section", head, asked, penalty, tag("ul", *names), class_="level", data_rank=str(int(advisory.level)))


def _anchor(zone: Zone, said: Translator) -> str:
    return tag("li", words("a", zone.brief.in_(said.locale), href=f"#{zone.id}"))


def _place(source: Source, zone: Zone, said: Translator) -> str:
    found = source.held[zone.id]
    head = tag("summary", badge(found[0]), " ", words("span", zone.name.in_(said.locale)))
    lines = "".join(_line(source, zone, one, said) for one in found)
    ahead = "".join(_ahead(source, one.zone, said) for one in found)
    right = "".join(
        words("p", f"{said.say('바로잡습니다')}: {one.right.in_(said.locale)}", class_="correction")
        for one in source.edition.corrections
        if one.zone == zone.id and one.showing(source.signed_at)
    )
    return tag("details", head, right, lines, ahead, id=zone.id, data_rank=_rank(found[0]))


def _line(source: Source, zone: Zone, held: Standing, said: Translator) -> str:
    name, several = held.zone.name.in_(said.locale), len(source.held[zone.id]) > 1
    if several and held.zone is zone and zone.kind is ZoneKind.DIVISION:
        name = said.say("{place}의 그 밖의 지역", place=name)
    if held.advisory is None:
        return words("p", f"{name}: {said.say('단계를 알 수 없음')}")
    head = words("strong", f"{name}: {level_name(source.knowledge, held.advisory, said)}")
    why = said.listed(tuple(_why(source, held, held.advisory, said)))
    return tag("p", head, "<br>", words("span", why), data_rank=_rank(held))


def _why(source: Source, held: Standing, advisory: Advisory, said: Translator) -> Iterator[str]:
    if held.unverified:
        yield said.say("기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요.")
    changed = source.moved[held.zone.id]
    at = changed.at if changed else advisory.effective
    yield seen(advisory, said) or said.say("{when}부터", when=said.full_moment(at))
    if advisory.until:
        yield said.say("{when}까지", when=said.full_moment(advisory.until))
    if advisory.reason:
        yield advisory.reason.in_(said.locale)
    yield from (one.in_(said.locale) for one in advisory.exceptions)
    day = said.full_day(advisory.source.published)
    yield said.say("출처: {who}, {day}", who=advisory.source.publisher.in_(said.locale), day=day)


def _ahead(source: Source, zone: Zone, said: Translator, *, own: bool = False) -> str:
    """What is decided for later; the script lifts it onto the badge when its minute has come, if it is a raise.

    `own`: only what an advisory for the zone itself decides.
    """
    later = source.ahead.get(zone.id)
    if later is None:
        return ""
    decided = (one.standing.advisory.zone if one.standing.advisory else zone.id for one in later)
    return "".join(
        _later(source.knowledge, one, zone, said)
        for one, by in zip(later, decided, strict=True)
        if by == zone.id or not own
    )


def _later(knowledge: Knowledge, one: Stretch, zone: Zone, said: Translator) -> str:
    assert one.start is not None
    advisory = one.standing.advisory
    level = level_name(knowledge, advisory, said) if advisory else said.say("단계를 알 수 없음")
    if one.standing.overdue:
        level = said.say("기간이 지나 확인하고 있습니다. 아직 적용 중인 것으로 보아 주세요.")
    when, name = said.full_moment(one.start), zone.name.in_(said.locale)
    return words(
        "p",
        said.say("{when}부터: {place}, {level}", when=when, place=name, level=level),
        class_="ahead",
        data_for=zone.id,
        data_at=utc_text(one.start),
        data_rank=_rank(one.standing),
        data_sign=advisory.level.sign if advisory else "",
    )
