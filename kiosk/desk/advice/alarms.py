"""Everything that runs out, in words (SIGNING, "Lifetimes")."""

from datetime import datetime, timedelta

from kiosk.desk.words import say
from kiosk.domain.edition import Edition
from kiosk.domain.level import Level
from kiosk.feed.repository import Repository

RENEW_AFTER = timedelta(days=7)
ROLE_ALARM = {"root": 90, "targets": 90, "snapshot": 2, "timestamp": 0.5}
"""Days before its end at which each role is named; root and targets are people's, the others the service's."""


def of(edition: Edition, feed: Repository, now: datetime) -> list[str]:
    """What runs out, in words."""
    found = _roles(feed, now)
    left = edition.valid_until - now
    if left < timedelta(days=10):
        found.append(say(f"이 판의 유효기간이 {left.days}일 남았습니다.", f"This edition ends in {left.days} days."))
    if now - edition.attested_at > RENEW_AFTER:
        found.append(
            say("‘변동 없음’을 확인한 지 일주일이 넘었습니다.", "“Still right” was last confirmed over a week ago.")
        )
    for one in edition.advisories:
        if one.level is Level.SPECIAL and one.until and now < one.until < now + timedelta(days=10):
            name, days = edition.zone(one.zone).name, (one.until - now).days
            found.append(
                say(f"{name.in_('ko')}의 특별여행주의보가 {days}일 뒤 끝납니다.",
                    f"The special advisory for {name.in_('en')} ends in {days} days.")
            )  # fmt: skip
    return found


def _roles(feed: Repository, now: datetime) -> list[str]:
    if not feed.started():
        return [say("아직 피드가 없습니다.", "There is no feed yet.")]
    ends = {
        "root": feed.root().signed.expires,
        "targets": feed.targets().signed.expires,
        "snapshot": feed.snapshot().signed.expires,
        "timestamp": feed.timestamp().signed.expires,
    }
    return [
        say(
            f"{role} 서명이 {(at - now).days}일 뒤 끝납니다.",
            f"The signature of {role} ends in {(at - now).days} days.",
        )
        for role, at in ends.items()
        if at - now < timedelta(days=ROLE_ALARM[role])
    ]
