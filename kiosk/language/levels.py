"""Words about levels that several screens share: names, rows worst first, since when, what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.advisory import Advisory, Certainty
from kiosk.domain.contact import Contact, ContactKind, Role
from kiosk.domain.edition import Edition
from kiosk.domain.languages import LANGUAGES
from kiosk.domain.level import Level
from kiosk.domain.standing import Change, Standing, held_since, last_change, newest_changes, standing
from kiosk.domain.text import SOURCE_LOCALE
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.language.knowledge import Knowledge
from kiosk.language.translator import Translator

UNKNOWN_SIGN = ""
UNSPACED = tuple(one.code for one in LANGUAGES if not one.spaced)
"""Languages whose brackets bring their own space."""


@dataclass(frozen=True)
class LevelGroup:
    """All places standing at one level, for the lists: `places` are zones named one by one."""

    level: Level
    advisory: Advisory
    places: tuple[Zone, ...]


def phone(edition: Edition, role: Role) -> Contact:
    """The first phone of that role; the wire refuses an edition without one for embassy and call centre."""
    return next(one for one in edition.contacts if one.role is role and one.kind is ContactKind.PHONE)


def call_centre(edition: Edition) -> Contact:
    """The consular call centre's phone."""
    return phone(edition, Role.CALL_CENTRE)


def site(edition: Edition) -> Contact:
    """The ministry's safety site."""
    return next(one for one in edition.contacts if one.role is Role.SAFETY_SITE)


def sign_of(level: Level | None) -> str:
    """What stands on the badge, or "" for unknown."""
    return level.sign if level else UNKNOWN_SIGN


def level_number(level: Level, translator: Translator) -> str:
    """ "4단계", or nothing for the special advisory, whose name says it."""
    return "" if level is Level.SPECIAL else translator.say("{n}단계", n=level.sign)


def level_name(knowledge: Knowledge, advisory: Advisory, translator: Translator) -> str:
    """ "4단계 여행금지" in Korean; elsewhere the name in that language with the Korean word beside it."""
    text = knowledge.edition.level_text(advisory)
    number = level_number(advisory.level, translator)
    korean = text.name.in_(SOURCE_LOCALE)
    if translator.locale == SOURCE_LOCALE:
        return f"{number} {korean}".strip()
    name = text.name.in_(translator.locale)
    if not number:
        return translator.say("{name} ({korean})", name=name, korean=korean)
    return translator.say("{number} {name} ({korean})", number=number, name=name, korean=korean)


def last_known(knowledge: Knowledge, words: str, translator: Translator) -> str:
    """Say that a level is the last one known, where present levels are not."""
    return translator.say("마지막으로 알려진 {level}", level=words).strip() if knowledge.unknown else words


def name_only(knowledge: Knowledge, advisory: Advisory, translator: Translator) -> str:
    """The level's name in this language."""
    return knowledge.edition.level_text(advisory).name.in_(translator.locale)


def number_and_korean(knowledge: Knowledge, advisory: Advisory, translator: Translator) -> str:
    """ "Level 4 여행금지": what stands small beside a translated name; in Korean only the number."""
    number = level_number(advisory.level, translator)
    if translator.locale == SOURCE_LOCALE:
        return number
    return f"{number} {knowledge.edition.level_text(advisory).name.in_(SOURCE_LOCALE)}".strip()


def level_groups(knowledge: Knowledge) -> tuple[LevelGroup, ...]:
    """Levels in force, worst first, each with the places decided by an advisory of their own.

    Divisions standing at the level of the rest of the country are not named; `rest` is in no group.
    """
    edition, found = knowledge.edition, {}  # type: ignore[var-annotated]
    rest_level = rest(knowledge).level
    for zone in edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.DIVISION):
        held = standing(edition, zone.id, knowledge.view)
        if held.advisory is None or held.advisory.zone != zone.id or knowledge.shown(held) is None:
            continue
        if zone.kind is ZoneKind.DIVISION and held.level == rest_level:
            continue
        found.setdefault(held.level, []).append((zone, held.advisory))
    return tuple(
        LevelGroup(level, places[0][1], tuple(zone for zone, _ in places))
        for level, places in sorted(found.items(), reverse=True)
    )


def rest(knowledge: Knowledge) -> Standing:
    """What holds in every place not named."""
    return standing(knowledge.edition, knowledge.edition.of_kind(ZoneKind.REST)[0].id, knowledge.view)


def inferred(advisory: Advisory) -> bool:
    """Whether the source line must say that the fact was inferred."""
    return advisory.certainty is Certainty.INFERRED


def since(knowledge: Knowledge, zone_id: str) -> Change | None:
    """When the present level of a zone's own ground began; a lowering that does not count yet is not told."""
    return last_change(
        knowledge.edition, zone_id, _told(knowledge, standing(knowledge.edition, zone_id, knowledge.view))
    )


def began(knowledge: Knowledge, held: Standing) -> datetime | None:
    """From when it has held, by the rule that the desk and the signing page tell too."""
    return held_since(knowledge.edition, held, _told(knowledge, held))


def _told(knowledge: Knowledge, held: Standing) -> datetime:
    return knowledge.view.since if held.lapsed else knowledge.now


def news(knowledge: Knowledge, translator: Translator) -> tuple[str, tuple[str, ...]]:
    """The newest change of levels in words: its date, and one sentence a zone (at most two), the weightiest first."""
    changes = [one for one in newest_changes(knowledge.edition, knowledge.now) if _sayable(knowledge, one)]
    if not changes:
        return "", ()
    return _news_head(knowledge, changes[0], translator), tuple(_sentences(knowledge, changes, translator))


def _news_head(knowledge: Knowledge, change: Change, translator: Translator) -> str:
    """When the levels moved; of what was only seen afterwards, the day it was last seen."""
    if change.after and change.after.observed_at:
        return translator.say(
            "새 소식 · {day} 공개 자료에서 확인", day=translator.day(change.after.observed_at, knowledge.now)
        )
    return translator.say("새 소식 · {when}", when=translator.moment(change.at, knowledge.now))


def seen(advisory: Advisory, translator: Translator) -> str:
    """What is said of an observed level in the place of since when and why; "" for any other."""
    if advisory.observed_at is None:
        return ""
    day = translator.full_day(advisory.observed_at)
    return translator.say("{day} 외교부 공개 자료에서 확인했습니다. 언제부터인지는 알 수 없습니다.", day=day)


def _sayable(knowledge: Knowledge, change: Change) -> bool:
    counts = knowledge.view.may_lower or change.raised or change.at <= knowledge.view.since
    return counts and (not knowledge.unknown or (change.after is not None and change.after.level.kept_when_unknown))


def _sentences(knowledge: Knowledge, changes: list[Change], translator: Translator) -> Iterable[str]:
    for after in sorted({one.after.level for one in changes if one.after}, reverse=True):
        moved = [one for one in changes if one.after and one.after.level is after]
        names = [one.zone.brief.in_(translator.locale) for one in moved]
        said = names[0] if len(names) == 1 else translator.say("{place} 등 {n}곳", place=names[0], n=len(names))
        yield moved_to(said, after, moved[0].raised, translator) + _stays(
            knowledge, [one.zone for one in moved], after, translator
        )


def moved_to(place: str, after: Level, raised: bool, translator: Translator) -> str:
    """Say that a place's level moved: Poipet, raised to level 4."""
    if after is Level.SPECIAL:
        return translator.say("{place}: 특별여행주의보", place=place)
    if raised:
        return translator.say("{place}: {n}단계로 상향", place=place, n=after.sign)
    return translator.say("{place}: {n}단계로 하향", place=place, n=after.sign)


def _stays(knowledge: Knowledge, moved: Sequence[Zone], after: Level, translator: Translator) -> str:
    """The warning that goes with zones that moved: every town and band inside any of them that stays worse, worst first."""
    ids = {one.id for one in moved}
    inside = [one for one in knowledge.edition.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND) if _inside(one, ids)]
    held = [standing(knowledge.edition, one.id, knowledge.view) for one in inside if one.id not in ids]
    worse = sorted((one for one in held if (one.level or 0) > after), key=lambda one: -(one.level or 0))
    if not worse:
        return ""
    gap = "" if translator.locale in UNSPACED else " "
    return gap + translator.say(
        "(그대로: {places})", places=translator.listed([_named(knowledge, one, translator) for one in worse])
    )


def _inside(zone: Zone, ids: set[str]) -> bool:
    """Whether a town or band lies, wholly or in part, in one of those zones."""
    return zone.parent in ids or not ids.isdisjoint((*zone.bands, *(division for division, _ in zone.covers)))


def _named(knowledge: Knowledge, held: Standing, translator: Translator) -> str:
    assert held.advisory is not None
    level = level_number(held.advisory.level, translator) or name_only(knowledge, held.advisory, translator)
    return f"{held.zone.brief.in_(translator.locale)} {level}"
