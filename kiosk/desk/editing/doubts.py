"""What an officer may have overlooked in a draft: warnings in words, never a refusal. Pure.

- The most specific zone wins. So an announcement may change nothing (a band's or a locality's level stands before it), or
  leave a town at a lower level than the province around it. Both are said: does the announcement mean that place too?
- An announcement rarely takes effect before it was made, or two months after; it rarely announces the level that stands. One
  digit of a date typed wrong looks so.
- A text that changed in some languages only may now say something else in the others.
- An edition of which much is gone (advisories, signs, contacts, zones) is rarely meant.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from kiosk.desk.editing import parts
from kiosk.desk.editing.part import Json, Part
from kiosk.desk.editing.parts_table import PARTS, TRANSLATORS
from kiosk.desk.editing.trace import Trace
from kiosk.domain import standing as rules
from kiosk.domain.advisory import KOREA, Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.standing import View
from kiosk.domain.text import LOCALES
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document import door

FAR = timedelta(days=60)
HALF_YEARS = ((1, 31), (7, 31))
BLOCK = timedelta(days=190)
"""Half a year and a little: how long a ban is decided for at most."""
Said = tuple[str, str]
"""Korean, English."""


def of_sizes(live: Edition, draft: Edition) -> Iterator[Said]:
    """Name parts of which much is gone."""
    for name, before, after in (
        ("advisories", len(live.advisories), len(draft.advisories)),
        ("signs", len(live.checklist.signs), len(draft.checklist.signs)),
        ("contacts", len(live.contacts), len(draft.contacts)),
        ("zones", len(live.zones), len(draft.zones)),
    ):
        if after * 100 < before * door.rules()["shrunken"]:
            part = PARTS[name]
            yield (
                f"{part.ko}: {before}개에서 {after}개로 많이 줄었습니다. 다시 확인하세요.",
                f"{part.en}: much is gone, {before} before and {after} now. Check that it is meant.",
            )


def of_levels(live: Edition, draft: Edition, now: datetime) -> Iterator[Said]:
    """Name new advisories that another one stands before, or that leave a place inside at a lower level."""
    known = {one.id for one in live.advisories}
    for one in draft.advisories:
        if one.id not in known:
            yield from _of_dates(draft, one)
            yield from _of_legal_end(draft, one)
            yield from _of_no_change(live, draft, one, now)
            yield from _of_advisory(draft, one, View.at(max(now, one.effective)))


def _of_dates(draft: Edition, new: Advisory) -> Iterator[Said]:
    zone, days = draft.zone(new.zone), abs(new.effective - new.announced).days
    if new.effective < new.announced:
        yield (
            f"{zone.name.in_('ko')}: 효력 시작이 발표보다 앞섭니다. 날짜를 다시 확인하세요.",
            f"{zone.name.in_('en')}: it takes effect before it was announced. Check the dates.",
        )
    elif new.effective - new.announced > FAR:
        yield (
            f"{zone.name.in_('ko')}: 발표한 지 {days}일 뒤에야 효력이 시작됩니다. 날짜를 다시 확인하세요.",
            f"{zone.name.in_('en')}: it takes effect only {days} days after it was announced. Check the dates.",
        )


def _of_legal_end(draft: Edition, new: Advisory) -> Iterator[Said]:
    """A ban is decided for half a year at most, to 31 January or 31 July."""
    if new.legal_end is None:
        return
    zone, end = draft.zone(new.zone), new.legal_end
    if (end.month, end.day) not in HALF_YEARS or end - new.effective.astimezone(KOREA).date() > BLOCK:
        yield (
            f"{zone.name.in_('ko')}: 금지의 법적 종료일이 {end}입니다. 보통 1월 31일이나 7월 31일입니다. 확인하세요.",
            f"{zone.name.in_('en')}: the ban's legal end is {end}; it is rarely another than 31 January or 31 July. Check.",
        )


def _of_no_change(live: Edition, draft: Edition, new: Advisory, now: datetime) -> Iterator[Said]:
    """The level announced stands there already, and whatever comes later is as it was."""
    zone, start = draft.zone(new.zone), max(now, new.effective)
    turns = {at for edition in (live, draft) for one in edition.advisories for at in (one.effective, one.until) if at}
    for at in (start, *(at for at in turns if at > start)):
        before, after = (rules.standing(edition, zone.id, View.at(at)).advisory for edition in (live, draft))
        if not before or not after or (before.level, before.wording) != (after.level, after.wording):
            return
        if at == start and after.id != new.id:
            return
    ko, en = _named(draft, new, zone)
    yield (
        f"{ko}: 단계가 그대로입니다. 이미 그 단계로 나가 있습니다. 지역과 단계를 다시 확인하세요.",
        f"{en}: the level stays as it is; it stands there already. Check zone and level.",
    )


def _of_advisory(draft: Edition, new: Advisory, view: View) -> Iterator[Said]:
    zone = draft.zone(new.zone)
    found = rules.standing(draft, zone.id, view).advisory
    if found and found.level != new.level:
        ko, en = _named(draft, found, draft.zone(found.zone))
        yield (
            f"{zone.name.in_('ko')}: 옮겨 적은 단계가 보이지 않습니다. {ko}이(가) 앞섭니다. 발표를 다시 확인하세요.",
            f"{zone.name.in_('en')}: the level transcribed will not show; {en} stands before it. Check the announcement.",
        )
    for inner in _inside(draft, zone):
        lower = rules.standing(draft, inner.id, view).advisory
        if lower and lower.level < new.level:
            ko, en = _named(draft, lower, inner)
            yield (
                f"{zone.name.in_('ko')} 안에서 더 낮게 남는 곳: {ko}. 발표가 그곳도 포함하면 함께 고르세요.",
                f"Inside {zone.name.in_('en')}, a place stays lower: {en}. If the announcement means it too, pick it too.",
            )


def _inside(draft: Edition, zone: Zone) -> Iterator[Zone]:
    """Localities in a division or band, and bands over a part of a division."""
    for one in draft.of_kind(ZoneKind.LOCALITY, ZoneKind.BAND):
        if one.parent == zone.id or zone.id in one.bands or one.cover_of(zone.id):
            yield one


def _named(draft: Edition, advisory: Advisory, zone: Zone) -> Said:
    sign, name = advisory.level.sign, draft.level_text(advisory).name
    return f"{zone.name.in_('ko')} {sign} {name.in_('ko')}", f"{zone.name.in_('en')} {sign} {name.in_('en')}"


def of_texts(found: Iterable[Trace], draft: dict[str, Any], zones: dict[str, dict[str, str]]) -> Iterator[Said]:
    """Name texts that changed in some of their languages only; `zones`: the names of zones by language."""
    changed: dict[tuple[str, str, str], set[str]] = {}
    for trace in found:
        name, _, code = trace.field.rpartition(".")
        if code in LOCALES:
            changed.setdefault((trace.part, trace.item, name), set()).add(code)
    for (place, key, name), codes in changed.items():
        part = PARTS[place]
        item = parts.items(draft, part)[key]
        left = [code for code in LOCALES if code in item.get(name, {}) and code not in codes]
        if left:
            yield _left(part, item, name, left, zones)


def _left(part: Part, item: Json, name: str, codes: list[str], zones: dict[str, dict[str, str]]) -> Said:
    """A text that stays as it was in these languages."""
    left = ", ".join(TRANSLATORS[code] for code in codes)
    ko, en = (
        f"{parts.title(item, language, zones[language])} · {parts.label(part, name, language)}"
        for language in ("ko", "en")
    )
    return (
        f"{ko}: {left}는 옛글 그대로입니다. 뜻이 아직 같은지 확인하세요.",
        f"{en}: unchanged in {left}. Check that they still say the same.",
    )
