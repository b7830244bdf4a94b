"""What comes after: every start, end and legal end that an edition holds, as a calendar and in words. Pure.

Rules: a place is named where an advisory of its own starts or ends; what merely follows the rest is not listed again. An end
after which the level stands as before says so: an older announcement without an end holds again. The legal end of a ban
changes no level by itself: kiosks keep it, to be verified.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.desk.words import Pair, moment
from kiosk.domain import standing as rules
from kiosk.domain.advisory import Advisory
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import View, in_force
from kiosk.domain.zone import Zone, ZoneKind

KINDS = (ZoneKind.DIVISION, ZoneKind.LOCALITY, ZoneKind.BAND, ZoneKind.REST)


class Kind(StrEnum):
    """What happens: the level moves, an end leaves it as it is, a ban's legal end passes."""

    LEVEL = "level"
    SAME = "same"
    LEGAL = "legal"


@dataclass(frozen=True)
class Turn:
    """One moment at one place. `before`, `after`: what stands there; None where nothing is known."""

    kind: Kind
    zone: Zone
    at: datetime
    before: Advisory | None
    after: Advisory | None

    @property
    def what(self) -> tuple[object, ...]:
        """Return what makes it the same as one of another edition."""
        return (
            self.kind,
            self.zone.id,
            self.at,
            *(one and (one.level, one.wording) for one in (self.before, self.after)),
        )


def turns(edition: Edition, now: datetime) -> list[Turn]:
    """Return all that is to come after `now`, the soonest first."""
    found = [turn for zone in edition.of_kind(*KINDS) for turn in _of_zone(edition, zone, now)]
    return sorted(found, key=lambda one: one.at)


def _of_zone(edition: Edition, zone: Zone, now: datetime) -> Iterator[Turn]:
    own = edition.timelines.get(zone.id)
    if own is None:
        return
    ahead = [at for at in own.turns if at > now]
    for earlier, at in zip([now, *ahead], ahead, strict=False):
        before, after = (rules.standing(edition, zone.id, View.at(one)).advisory for one in (earlier, at))
        if _named(before) != _named(after):
            yield Turn(Kind.LEVEL, zone, at, before, after)
        elif own.at(earlier) is not own.at(at) and any(
            one.until == at for one in edition.advisories if one.zone == zone.id
        ):
            yield Turn(Kind.SAME, zone, at, before, after)
    for one in {held for held in (own.at(at) for at in (now, *ahead)) if held and held.level is Level.LEVEL_4}:
        end = one.legally_ends
        if end and end > now and in_force(edition, zone.id, end) is one:
            yield Turn(Kind.LEGAL, zone, end, one, one)


def _named(found: Advisory | None) -> tuple[object, ...] | None:
    return (found.level, found.wording) if found else None


def words(edition: Edition, turn: Turn) -> Pair:
    """Return what happens, without its moment."""
    ko, en = (_words(edition, turn, language) for language in ("ko", "en"))
    return ko, en


def line(edition: Edition, turn: Turn) -> Pair:
    """Return the moment and what happens: `2026-08-01 00:00: Poipet: 4 Do not go → 3 Cancel your trip`."""
    ko, en = words(edition, turn)
    return f"{moment(turn.at)}: {ko}", f"{moment(turn.at)}: {en}"


def _words(edition: Edition, turn: Turn, language: str) -> str:
    name = turn.zone.name.in_(language)
    was, then = (level_name(edition, one, language) for one in (turn.before, turn.after))
    ko = language == "ko"
    match turn.kind:
        case Kind.LEVEL:
            return f"{name}: {was} → {then}"
        case Kind.SAME:
            return (
                f"{name}: 종료되지만 {then} 그대로입니다. 끝이 없는 앞선 발표가 다시 섭니다."
                if ko
                else f"{name}: it ends, and stays {then}: an older announcement without an end holds again."
            )
        case Kind.LEGAL:
            return (
                f"{name}: {was}의 법적 종료. 연장되지 않아도 화면에는 확인 중으로 남습니다."
                if ko
                else f"{name}: legal end of {was}; kiosks keep it, to be verified, until the desk says what followed."
            )


def level_name(edition: Edition, advisory: Advisory | None, language: str) -> str:
    """Return `3 출국권고`, or what is said where nothing is known."""
    if advisory is None:
        return "알 수 없음" if language == "ko" else "unknown"
    return f"{advisory.level.sign} {edition.level_text(advisory).name.in_(language)}"
