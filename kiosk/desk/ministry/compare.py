"""What we show beside what the ministry's data say, zone by zone, in words. Pure: no network, no database, no clock.

Rules:

- Places are compared as a kiosk decides them, the most specific zone first: the ministry's rows become an edition of their own.
- What a phrase means is what two officers said it means (`Meanings`). A phrase nobody mapped says nothing: while there is one,
  or the rest leaves out other levels than have rows, only places that are named themselves are compared, for a place not
  named might be the one nobody understood; and no lowering is offered.
- The penalty of an error is not the same both ways: of two levels for one zone the worse counts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kiosk.desk.ministry.spelling import levels_named, normal
from kiosk.desk.ministry.stated import LEVELS, Mission, Stated
from kiosk.desk.words import Pair
from kiosk.domain import standing as rules
from kiosk.domain.advisory import Advisory, Announcement, Certainty
from kiosk.domain.contact import Contact, Role
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import View
from kiosk.domain.text import Text
from kiosk.domain.zone import Zone, ZoneKind
from kiosk.feed.document import door

Meanings = Mapping[str, tuple[str, ...]]
"""Zones by normalised phrase."""
KINDS = (ZoneKind.REST, ZoneKind.BAND, ZoneKind.DIVISION, ZoneKind.LOCALITY)
"""From the widest to the most specific: an advisory for the one may settle the others."""
NO_REST = (
    "자료에 나머지 지역의 행이 없습니다. 적혀 있지 않은 곳이 무엇인지 말하지 않습니다.",
    "No row stands for the rest of the country: of places that are not named nothing is said.",
)
NOBODY = Announcement(Text({}), datetime.min.replace(tzinfo=UTC))


@dataclass(frozen=True)
class Difference:
    """One zone (or contact) where the two do not say the same. `offered`: whether it may be put into a draft. `areas`: the
    ministry's raw words at that level."""

    zone: str
    ours: str | None
    theirs: str | None
    ko: str
    en: str
    offered: bool = False
    areas: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return both languages on one line."""
        return f"{self.ko} · {self.en}"


@dataclass(frozen=True)
class Comparison:
    """`unmapped`: phrases nobody mapped, with their level. `loose`: why the rows do not fit each other, in words, or none.
    `proposals`: what an officer may look at; nothing is taken."""

    differences: tuple[Difference, ...] = ()
    unmapped: tuple[tuple[Level, str], ...] = ()
    loose: tuple[Pair, ...] = ()
    proposals: tuple[Pair, ...] = ()

    @property
    def outcome(self) -> str:
        """Return `same`, `differs` or `unmapped`; what differs goes before what is not understood."""
        return "differs" if self.differences else "unmapped" if self.unmapped or self.loose else "same"


def levels(edition: Edition, stated: Iterable[Stated], meanings: Meanings, now: datetime) -> Comparison:
    """Compare every zone's level here and there."""
    rows, known = list(stated), {zone.id for zone in edition.zones}
    named, unmapped, loose = _named(edition, rows, meanings, known)
    if not unmapped and not any(edition.zone(zone).kind is ZoneKind.REST for zone in named):
        loose.append(NO_REST)
    whole = not unmapped and not loose
    theirs = replace(edition, advisories=tuple(_advisory(zone, level, now) for zone, level in named.items()))
    differences = _differences(edition, theirs, rows, set(known if whole else named), whole, now)
    return Comparison(tuple(differences), tuple(unmapped), tuple(loose))


def _named(
    edition: Edition, rows: list[Stated], meanings: Meanings, known: set[str]
) -> tuple[dict[str, Level], list[tuple[Level, str]], list[Pair]]:
    """The level of each zone that the rows name; the phrases that nobody mapped; what does not fit."""
    named: dict[str, Level] = {}
    unmapped: list[tuple[Level, str]] = []
    loose: list[Pair] = []
    for row, phrase in ((stated, phrase) for stated in rows for phrase in stated.phrases):
        zones = [zone for zone in meanings.get(normal(phrase), ()) if zone in known]
        if not zones:
            unmapped.append((row.level, phrase))
        named |= {zone: max(named.get(zone, row.level), row.level) for zone in zones}
        if any(edition.zone(zone).kind is ZoneKind.REST for zone in zones):
            loose += _loose(row, phrase, rows)
    return named, unmapped, loose


def needed(edition: Edition, comparison: Comparison, now: datetime) -> list[Difference]:
    """Return the fewest of the offered differences that make ours theirs.

    What settles the rest settles the places that rest on it. None that would lower a place, unless lowering it was offered."""
    wanted = {one.zone: one for one in comparison.differences if one.offered}
    draft, found, at = edition, [], View.at(now)
    for kind in KINDS:
        for zone in edition.of_kind(kind):
            one = wanted.get(zone.id)
            if one is None or one.theirs is None:
                continue
            held = rules.standing(draft, zone.id, at).level
            if held is not None and held.name == one.theirs:
                continue
            new = _advisory(zone.id, Level[one.theirs], now)
            then = replace(draft, advisories=(*draft.advisories, new))
            if lowered(draft, then, now) <= set(wanted):
                found.append(one)
                draft = then
    return found


def lowered(before: Edition, after: Edition, now: datetime) -> set[str]:
    """Return the zones whose own ground stands lower in the second."""
    at, found = View.at(now), set()
    for zone in before.of_kind(*KINDS):
        was, then = (rules.standing(one, zone.id, at).level or 0 for one in (before, after))
        if then < was:
            found.add(zone.id)
    return found


def missions(edition: Edition, stated: Iterable[Mission]) -> Comparison:
    """Compare the embassy's number here and there, and what is said of an urgent one.

    Other missions that also cover the country are not it.
    """
    ours, centre = (_numbers(edition, role) for role in (Role.EMBASSY, Role.CALL_CENTRE))
    shown = next((one for one in edition.contacts if one.role is Role.EMBASSY and one.value), None)
    differences: list[Difference] = []
    proposals: list[Pair] = []
    country = edition.zone(door.rules()["country"]).name.in_("ko")
    for mission in stated:
        if country not in mission.name or "대사관" not in mission.name:
            continue
        if mission.phone and _digits(mission.phone) not in ours and shown:
            differences.append(_other_number(shown, mission))
        proposals += _urgent(mission, ours, centre)
    return Comparison(tuple(differences), proposals=tuple(proposals))


def _numbers(edition: Edition, role: Role) -> set[str]:
    return {_digits(contact.value) for contact in edition.contacts if contact.role is role}


def _other_number(shown: Contact, mission: Mission) -> Difference:
    phone = mission.phone
    return Difference(
        shown.id,
        shown.value,
        phone,
        f"대사관 전화: 우리 {shown.value}, 외교부 자료 {phone} ({mission.name}). 확인한 뒤에만 고치세요.",
        f"The embassy's telephone: ours {shown.value}, the ministry's data {phone}. Check before it is changed.",
    )


def _urgent(one: Mission, ours: set[str], centre: set[str]) -> Iterator[Pair]:
    number = _digits(one.urgent)
    if not number or number in ours:
        return
    if number in {*centre, _digits(one.centre)}:
        yield (
            f"외교부 자료의 긴급 전화 {one.urgent}은(는) 영사콜센터 번호입니다. 대사관 당직 전화가 아닙니다.",
            f"The urgent number in the ministry's data, {one.urgent}, is the call centre's own, not the embassy's.",
        )
    else:
        yield (
            f"외교부 자료의 긴급 전화 {one.urgent}은(는) 우리 화면에 없습니다. 대사관에 확인한 뒤에만 쓰세요.",
            f"The ministry's data name an urgent number that we do not show, {one.urgent}. Ask the embassy before it is used.",
        )


def _digits(number: str) -> str:
    return "".join(re.findall("[0-9]", number))


def _loose(row: Stated, phrase: str, rows: list[Stated]) -> list[Pair]:
    """What does not fit where the rest names the levels it leaves out."""
    left_out = levels_named(phrase)
    numbers = {level: int(said) for said, level in LEVELS.items()}
    others = {numbers[one.level] for one in rows if one.service == row.service and one.level is not row.level}
    if left_out is None or left_out == others:
        return []
    said, held = (", ".join(map(str, sorted(one))) or "–" for one in (left_out, others))
    return [
        (
            f"‘{phrase}’은(는) {said}단계를 빼는데, 자료에는 {held}단계의 행이 있습니다. 나머지 지역의 뜻이 확실하지 않습니다.",
            f"“{phrase}” leaves out levels {said}, but rows stand for {held}: what the rest means is not certain.",
        )
    ]


def _differences(
    ours: Edition, theirs: Edition, rows: list[Stated], zones: set[str], whole: bool, now: datetime
) -> Iterator[Difference]:
    at = View.at(now)
    for zone in ours.of_kind(*KINDS):
        if zone.id not in zones:
            continue
        held, there = rules.standing(ours, zone.id, at).advisory, rules.standing(theirs, zone.id, at).advisory
        if (held and held.level) is not (there and there.level):
            yield _difference(ours, zone, held, there, rows, whole)


def _difference(
    ours: Edition, zone: Zone, held: Advisory | None, there: Advisory | None, rows: list[Stated], whole: bool
) -> Difference:
    before, after = held.level if held else None, there.level if there else None
    raised = after is not None and (before is None or after > before)
    told = [_said(ours, one, language) for language in ("ko", "en") for one in (held, there)]
    itself = there is not None and there.zone == zone.id
    named = ("", "") if itself else (" (따로 적혀 있지 않음)", " (not named itself)")
    return Difference(
        zone.id,
        before.name if before else None,
        after.name if after else None,
        f"{zone.name.in_('ko')}: 우리 {told[0]}, 외교부 자료 {told[1]}{named[0]}",
        f"{zone.name.in_('en')}: ours {told[2]}, the ministry's data {told[3]}{named[1]}",
        offered=raised or (whole and after is not None),
        areas=tuple(row.area for row in rows if row.level is after),
    )


def _said(edition: Edition, advisory: Advisory | None, language: str) -> str:
    if advisory is None:
        return "알 수 없음" if language == "ko" else "unknown"
    if not advisory.wording:
        sign = {Level.SPECIAL: ("특별여행주의보", "special advisory")}.get(
            advisory.level, (f"{advisory.level.sign}단계", f"level {advisory.level.sign}")
        )
        return sign[language != "ko"]
    return f"{advisory.level.sign} {edition.level_text(advisory).name.in_(language)}"


def _advisory(zone: str, level: Level, now: datetime) -> Advisory:
    return Advisory(zone, zone, level, now, now, None, Certainty.OBSERVED, "", NOBODY, observed_at=now)
