"""Everything that runs out, in words and by threshold (`kiosk/docs/signing.md`, "Lifetimes").

An alarm is told on the board as long as it holds, and mailed once for each threshold passed. Root and targets need people
and safes, so they are named a season ahead; the edition and special advisories at 10, 5 and 2 days, one without an end
before its 90 days; a notice a day and two hours before; the legal end of a ban 30, 14, 7, 3 and 1 days before, and every day
after it: kiosks then keep the level without its penalty until the desk says what followed. Snapshot and timestamp are the
service's, and named only when it must have failed: a beat is missed after a quarter of an hour, since kiosks lower nothing
an hour later. "Still right" is asked for every day, an alarm after a week.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kiosk.desk.words import SEOUL, moment, say
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.domain.standing import in_force
from kiosk.domain.zone import Zone
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust.roles import SIGNED_AT

ASK_AFTER, RENEW_AFTER = timedelta(days=1), timedelta(days=7)
SEASON = (90.0, 60.0, 30.0, 14.0, 7.0)
NEAR = (10.0, 5.0, 2.0)
ENDING = (1.0, 2 / 24)
SPECIAL_FOR = timedelta(days=90)
BANS = (30, 14, 7, 3, 1)
"""Days before the legal end of a ban."""
ROLES = {"root": SEASON, "targets": SEASON, "snapshot": (2.0,)}
MISSED_AFTER = timedelta(minutes=15)
"""Without a beat; they come every five minutes."""


@dataclass(frozen=True)
class Alarm:
    """One thing that runs out. `key` names thing, end and threshold passed: equal keys are one mail."""

    key: str
    ko: str
    en: str

    def __str__(self) -> str:
        return say(self.ko, self.en)


def of(edition: Edition, feed: Repository, now: datetime) -> list[Alarm]:
    """Return what the board shows."""
    return [*_roles(feed, now), *_edition(edition, now)]


def to_mail(edition: Edition, feed: Repository, now: datetime) -> list[Alarm]:
    """Return what is mailed, each key once: the board's alarms, and the day's question."""
    found = of(edition, feed, now)
    if now - edition.attested_at > ASK_AFTER:
        day = now.astimezone(SEOUL).date().isoformat()
        ko, en = "오늘 변동이 없는지 확인해 주세요.", "Please check today whether all is still right."
        found.append(Alarm(f"ask {day}", ko, en))
    return found


def _edition(edition: Edition, now: datetime) -> Iterator[Alarm]:
    if edition.number == 0:
        ko = "아직 게시한 판이 없습니다. 아래 단계는 프로그램에 딸린 판의 것입니다. 확인한 뒤 첫 판을 내세요."
        en = "No edition has been published yet; the levels below are those that ship with the program. Check them, then publish."
        yield Alarm("edition none", ko, en)
    else:
        yield from _age(edition, now)
    yield from _bans(edition, now)
    yield from _specials(edition, now)
    yield from _notices(edition, now)
    yield from _untranslated(edition, now)


def _age(edition: Edition, now: datetime) -> Iterator[Alarm]:
    """The end of the edition in force; a week without "still right"."""
    if key := _passed("edition", edition.valid_until, now, NEAR):
        ko, en = _when(edition.valid_until, now)
        yield Alarm(key, f"이 판의 유효기간이 {ko}.", f"This edition {en}.")
    if now - edition.attested_at > RENEW_AFTER:
        key = f"attestation {edition.attested_at:%Y-%m-%dT%H:%M}"
        ko, en = "‘변동 없음’을 확인한 지 일주일이 넘었습니다.", "“Still right” was last confirmed over a week ago."
        yield Alarm(key, ko, en)


def _specials(edition: Edition, now: datetime) -> Iterator[Alarm]:
    """The end of every special advisory in force; of one without an end, or a later one, the 90 days for which it may hold."""
    for zone in edition.zones:
        held = in_force(edition, zone.id, now)
        if held is None or held.level is not Level.SPECIAL:
            continue
        most = held.effective + SPECIAL_FOR
        end = min(held.until or most, most)
        if key := _passed(f"special {zone.id}", end, now, NEAR):
            name, (ko, en) = zone.name, _when(end, now)
            if end == held.until:
                yield Alarm(
                    key,
                    f"{name.in_('ko')}의 특별여행주의보가 {ko}.",
                    f"The special advisory for {name.in_('en')} {en}.",
                )
            else:
                yield Alarm(
                    key,
                    f"{name.in_('ko')}의 특별여행주의보가 90일째가 됩니다({moment(end)}). 연장 발표를 확인하세요.",
                    f"The special advisory for {name.in_('en')} reaches its 90 days at {moment(end)}. Find out what followed.",
                )


def _notices(edition: Edition, now: datetime) -> Iterator[Alarm]:
    """A notice's end, a day and two hours before, once less than half of its time is left; what it still lacks."""
    for one in edition.notices:
        ko, en = one.title.in_("ko"), one.title.in_("en")
        late = one.start <= now < one.end and one.end - now < (one.end - one.start) / 2
        if late and (key := _passed(f"notice {one.id}", one.end, now, ENDING)):
            when_ko, when_en = _when(one.end, now)
            yield Alarm(key, f"공지 ‘{ko}’이(가) {when_ko}.", f"The notice “{en}” {when_en}.")
        if now < one.end and one.text.missing():
            key = f"languages {one.id}"
            yield Alarm(
                key, f"공지 ‘{ko}’에 네 언어의 글이 아직 없습니다.", f"The notice “{en}” still lacks four languages."
            )


def _untranslated(edition: Edition, now: datetime) -> Iterator[Alarm]:
    """What went out at night in Korean and English: told until the other four languages follow."""
    for zone in edition.zones:
        held = in_force(edition, zone.id, now)
        if held and held.untranslated:
            yield Alarm(
                f"languages {held.id}",
                f"{zone.name.in_('ko')}: 이유나 예외에 네 언어가 아직 없습니다. ‘시행 중인 내용에서 시작’으로 적어 내세요.",
                f"{zone.name.in_('en')}: four languages are still to follow. Write them: begin from what is in force.",
            )


def _bans(edition: Edition, now: datetime) -> Iterator[Alarm]:
    """The legal end of every ban in force, by Korean days; one without an end can never be told, so it is told at once."""
    today = now.astimezone(SEOUL).date()
    for zone in edition.zones:
        ban = in_force(edition, zone.id, now)
        if ban is None or ban.level is not Level.LEVEL_4:
            continue
        if ban.legal_end is None:
            yield Alarm(
                f"ban {zone.id} {ban.id} endless",
                f"{zone.name.in_('ko')}의 여행금지에 법적 종료일이 없습니다. 종료일과 함께 다시 적어 주세요.",
                f"The ban for {zone.name.in_('en')} carries no legal end. Write it anew with one.",
            )
        else:
            yield from _ban(zone, ban.legal_end, today)


def _ban(zone: Zone, end: date, today: date) -> Iterator[Alarm]:
    ko, en, days = zone.name.in_("ko"), zone.name.in_("en"), (end - today).days
    if days < 0:
        yield Alarm(
            f"ban {zone.id} {end} over {today}",
            f"{ko}의 여행금지가 {-days}일 전에({end}) 법적으로 끝났습니다. 연장되었는지 확인해 옮겨 적어 주세요.",
            f"The ban for {en} legally ended {_days(-days)} ago ({end}). Find out what followed and transcribe it.",
        )
    elif passed := [one for one in BANS if days <= one]:
        when_ko, when_en = (f"{days}일 뒤", f"in {_days(days)}") if days else ("오늘", "today")
        yield Alarm(
            f"ban {zone.id} {end} {passed[-1]}",
            f"{ko}의 여행금지가 {when_ko}({end}) 법적으로 끝납니다. 연장되는지 확인하세요.",
            f"The ban for {en} legally ends {when_en} ({end}). Find out whether it is prolonged.",
        )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _roles(feed: Repository, now: datetime) -> Iterator[Alarm]:
    if not feed.started():
        yield Alarm("no feed", "아직 피드가 없습니다.", "There is no feed yet.")
        return
    signed = (feed.root().signed, feed.targets().signed, feed.snapshot().signed)
    for role, expires in zip(ROLES, (one.expires for one in signed), strict=True):
        if key := _passed(role, expires, now, ROLES[role]):
            ko, en = _when(expires, now)
            yield Alarm(key, f"{role} 서명이 {ko}.", f"The signature of {role} {en}.")
    yield from _beat(feed, now)


def _beat(feed: Repository, now: datetime) -> Iterator[Alarm]:
    beat = datetime.fromtimestamp(feed.timestamp().signed.unrecognized_fields[SIGNED_AT], UTC)
    if now - beat > MISSED_AFTER:
        ko, en = _span(now - beat)
        yield Alarm(
            f"timestamp {beat:%Y-%m-%dT%H:%M} missed",
            f"timestamp가 {ko} 동안 서명되지 않았습니다({moment(beat)}부터). `kiosk desk timestamper`가 도는지 확인하세요.",
            f"The timestamp has not been signed for {en} (since {moment(beat)}). See whether `kiosk desk timestamper` runs.",
        )


def _when(end: datetime, now: datetime) -> tuple[str, str]:
    """When it ends, or ended, in whole days or hours, the smaller count: nothing sounds later than it is."""
    ko, en = _span(abs(end - now))
    return (f"{ko} 뒤 끝납니다", f"ends in {en}") if end > now else (f"{ko} 전에 끝났습니다", f"ended {en} ago")


def _span(span: timedelta) -> tuple[str, str]:
    for seconds, ko, en in ((86400, "일", "day"), (3600, "시간", "hour"), (60, "분", "minute")):
        if (count := int(span.total_seconds()) // seconds) or seconds == 60:
            return f"{count}{ko}", f"{count} {en}{'' if count == 1 else 's'}"
    raise AssertionError("a minute is the least")


def _passed(thing: str, end: datetime, now: datetime, days: tuple[float, ...]) -> str:
    """The key for the nearest threshold passed, or "" while all are ahead; `days` fall."""
    passed = [one for one in days if end - now < timedelta(days=one)]
    return f"{thing} {end:%Y-%m-%dT%H:%M} {passed[-1]:g}" if passed else ""
