"""Everything that runs out, in words and by threshold (SIGNING, "Lifetimes").

An alarm is told on the board as long as it holds, and mailed once for each threshold passed. Root and targets need people
and safes, so they are named a season ahead; the edition and special advisories at 10, 5 and 2 days; the legal end of a ban
30, 14, 7, 3 and 1 days before, and every day after it: kiosks then keep the level without its penalty until the desk says
what followed. Snapshot and timestamp are the service's, and named only when it must have failed. "Still right" is asked for
every day, and an alarm after a week.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.desk.words import SEOUL, say
from kiosk.domain.edition import Edition, in_force
from kiosk.domain.level import Level
from kiosk.feed.repository import Repository

ASK_AFTER, RENEW_AFTER = timedelta(days=1), timedelta(days=7)
SEASON = (90.0, 60.0, 30.0, 14.0, 7.0)
NEAR = (10.0, 5.0, 2.0)
BANS = (30, 14, 7, 3, 1)
"""Days before the legal end of a ban."""
ROLES = {"root": SEASON, "targets": SEASON, "snapshot": (2.0,), "timestamp": (0.5,)}


@dataclass(frozen=True)
class Alarm:
    """One thing that runs out. `key` names thing, end and threshold passed: equal keys are one mail."""

    key: str
    ko: str
    en: str

    def __str__(self) -> str:
        return say(self.ko, self.en)


def of(edition: Edition, feed: Repository, now: datetime) -> list[Alarm]:
    """What the board shows."""
    return [*_roles(feed, now), *_edition(edition, now)]


def to_mail(edition: Edition, feed: Repository, now: datetime) -> list[Alarm]:
    """What is mailed, each key once: the board's alarms, and the day's question."""
    found = of(edition, feed, now)
    if now - edition.attested_at > ASK_AFTER:
        day = now.astimezone(SEOUL).date().isoformat()
        ko, en = "오늘 변동이 없는지 확인해 주세요.", "Please check today whether all is still right."
        found.append(Alarm(f"ask {day}", ko, en))
    return found


def _edition(edition: Edition, now: datetime) -> Iterator[Alarm]:
    if key := _passed("edition", edition.valid_until, now, NEAR):
        days = (edition.valid_until - now).days
        yield Alarm(key, f"이 판의 유효기간이 {days}일 남았습니다.", f"This edition ends in {days} days.")
    if now - edition.attested_at > RENEW_AFTER:
        key = f"attestation {edition.attested_at:%Y-%m-%dT%H:%M}"
        yield Alarm(
            key, "‘변동 없음’을 확인한 지 일주일이 넘었습니다.", "“Still right” was last confirmed over a week ago."
        )
    yield from _bans(edition, now)
    for one in edition.advisories:
        if one.level is not Level.SPECIAL or not one.until or one.until <= now:
            continue
        if key := _passed(f"special {one.zone}", one.until, now, NEAR):
            name, days = edition.zone(one.zone).name, (one.until - now).days
            yield Alarm(
                key,
                f"{name.in_('ko')}의 특별여행주의보가 {days}일 뒤 끝납니다.",
                f"The special advisory for {name.in_('en')} ends in {days} days.",
            )


def _bans(edition: Edition, now: datetime) -> Iterator[Alarm]:
    """The legal end of every ban in force, by Korean days; one without an end can never be told, so it is told at once."""
    today = now.astimezone(SEOUL).date()
    for zone in edition.zones:
        ban = in_force(edition, zone.id, now)
        if ban is None or ban.level is not Level.LEVEL_4:
            continue
        ko, en = zone.name.in_("ko"), zone.name.in_("en")
        if ban.legal_end is None:
            yield Alarm(
                f"ban {zone.id} {ban.id} endless",
                f"{ko}의 여행금지에 법적 종료일이 없습니다. 종료일과 함께 다시 적어 주세요.",
                f"The ban for {en} carries no legal end. Write it anew with one.",
            )
            continue
        days = (ban.legal_end - today).days
        if days < 0:
            yield Alarm(
                f"ban {zone.id} {ban.legal_end} over {today}",
                f"{ko}의 여행금지가 {-days}일 전에({ban.legal_end}) 법적으로 끝났습니다. 연장되었는지 확인해 옮겨 적어 주세요.",
                f"The ban for {en} legally ended {_days(-days)} ago ({ban.legal_end}). Find out what followed and transcribe it.",
            )
        elif passed := [one for one in BANS if days <= one]:
            when_ko, when_en = (f"{days}일 뒤", f"in {_days(days)}") if days else ("오늘", "today")
            yield Alarm(
                f"ban {zone.id} {ban.legal_end} {passed[-1]}",
                f"{ko}의 여행금지가 {when_ko}({ban.legal_end}) 법적으로 끝납니다. 연장되는지 확인하세요.",
                f"The ban for {en} legally ends {when_en} ({ban.legal_end}). Find out whether it is prolonged.",
            )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _roles(feed: Repository, now: datetime) -> Iterator[Alarm]:
    if not feed.started():
        yield Alarm("no feed", "아직 피드가 없습니다.", "There is no feed yet.")
        return
    ends = {
        "root": feed.root().signed.expires,
        "targets": feed.targets().signed.expires,
        "snapshot": feed.snapshot().signed.expires,
        "timestamp": feed.timestamp().signed.expires,
    }
    for role, at in ends.items():
        if key := _passed(role, at, now, ROLES[role]):
            days = (at - now).days
            yield Alarm(key, f"{role} 서명이 {days}일 뒤 끝납니다.", f"The signature of {role} ends in {days} days.")


def _passed(thing: str, end: datetime, now: datetime, days: tuple[float, ...]) -> str:
    """The key for the nearest threshold passed, or "" while all are ahead; `days` fall."""
    passed = [one for one in days if end - now < timedelta(days=one)]
    return f"{thing} {end:%Y-%m-%dT%H:%M} {passed[-1]:g}" if passed else ""
