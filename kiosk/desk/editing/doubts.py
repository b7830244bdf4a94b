"""What an officer may have overlooked in a draft: warnings in words, never a refusal. Pure.

- The most specific zone wins. So an announcement may change nothing: a band's or a locality's level stands before it. (What it
  leaves lower than the ground around: `lower`.)
- An announcement rarely takes effect before it was made, two months after, or most of a year ago; it rarely announces the
  level that stands, or what is over. One digit of a date typed wrong looks so.
- A special advisory holds for 90 days at most.
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
from kiosk.desk.words import moment
from kiosk.domain import standing as rules
from kiosk.domain.advisory import KOREA, Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.languages import LOCALES
from kiosk.domain.level import Level
from kiosk.domain.standing import View
from kiosk.domain.zone import Zone
from kiosk.feed.document import door

FAR = timedelta(days=60)
LONG_AGO = timedelta(days=300)
SPECIAL_FOR = timedelta(days=90)
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
            yield from _of_dates(draft, one, now)
            yield from _of_special(draft, one)
            yield from _of_legal_end(draft, one)
            yield from _of_no_change(live, draft, one, now)
            if one.until is None or one.until > now:
                yield from _of_advisory(draft, one, View.at(max(now, one.effective)))


def _of_dates(draft: Edition, new: Advisory, now: datetime) -> Iterator[Said]:
    zone, days = draft.zone(new.zone), abs(new.effective - new.announced).days
    if now - new.effective > LONG_AGO:
        ago = (now - new.effective).days
        yield (
            f"{zone.name.in_('ko')}: 효력 시작이 {ago}일 전입니다. 연도를 다시 확인하세요.",
            f"{zone.name.in_('en')}: it took effect {ago} days ago. Check the year.",
        )
    if new.until and new.until <= now:
        yield (
            f"{zone.name.in_('ko')}: 종료가 이미 지났습니다({moment(new.until)}). 아무것도 바뀌지 않습니다. 날짜를 확인하세요.",
            f"{zone.name.in_('en')}: its end has passed already ({moment(new.until)}): it changes nothing. Check the dates.",
        )
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


def _of_special(draft: Edition, new: Advisory) -> Iterator[Said]:
    """A special advisory holds for 90 days at most, and lapses unless it is renewed."""
    if new.level is not Level.SPECIAL or (new.until and new.until - new.effective <= SPECIAL_FOR):
        return
    zone = draft.zone(new.zone)
    ko, en = (
        (f"{(new.until - new.effective).days}일 동안입니다", f"holds for {(new.until - new.effective).days} days")
        if new.until
        else ("종료가 없습니다", "has no end")
    )
    yield (
        f"{zone.name.in_('ko')}: 특별여행주의보에 {ko}. 최대 90일입니다. 발표의 종료를 확인하세요.",
        f"{zone.name.in_('en')}: the special advisory {en}; it may hold for 90 days. Check the announcement's end.",
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
        if at == start and (after.id != new.id or _takes_in(live, draft, new, View.at(at))):
            return
    ko, en = _named(draft, new, zone)
    yield (
        f"{ko}: 단계가 그대로입니다. 이미 그 단계로 나가 있습니다. 지역과 단계를 다시 확인하세요.",
        f"{en}: the level stays as it is; it stands there already. Check zone and level.",
    )


def _takes_in(live: Edition, draft: Edition, new: Advisory, view: View) -> bool:
    """Whether a place that was put back under it stands at another level by it."""
    stood = ([rules.standing(edition, zone.id, view).advisory for edition in (live, draft)] for zone in draft.zones)
    return any(then and then.id == new.id and was and was.level is not then.level for was, then in stood)


def _of_advisory(draft: Edition, new: Advisory, view: View) -> Iterator[Said]:
    zone = draft.zone(new.zone)
    found = rules.standing(draft, zone.id, view).advisory
    if found and found.level != new.level:
        ko, en = _named(draft, found, draft.zone(found.zone))
        yield (
            f"{zone.name.in_('ko')}: 옮겨 적은 단계가 보이지 않습니다. {ko}이(가) 앞섭니다. 발표를 다시 확인하세요.",
            f"{zone.name.in_('en')}: the level transcribed will not show; {en} stands before it. Check the announcement.",
        )


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
