"""What people must be told of the ministry's data: that they say something else, something nobody mapped, or nothing at all.

Told on the board as long as it holds, and mailed once a day. A single time that nothing answered is no alarm: from abroad that
happens; a day and a half without being read is one.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from kiosk.desk.editing.alarms import Alarm
from kiosk.desk.ministry import config, readings
from kiosk.desk.ministry.compare import Difference
from kiosk.desk.ministry.readings import Report
from kiosk.desk.words import SEOUL, Pair, moment
from kiosk.domain.edition import Edition
from kiosk.faults import Fault

LATE = timedelta(hours=36)
NAMED = 5


def of(edition: Edition, now: datetime) -> list[Alarm]:
    """Return what holds now; nothing where this desk has no key for the ministry."""
    try:
        if config.connection(settings.DESK.data).off:
            return []
    except Fault as fault:
        ko = f"외교부 자료 연결의 설정이 잘못되었습니다: {fault}"
        return [_alarm("settings", now, (ko, f"The link to the ministry's data: {fault}"))]
    report = readings.report(edition, now)
    return [_alarm(name, now, pair) for name, pair in (*_late(now), *_of(report))]


def _of(report: Report) -> Iterator[tuple[str, Pair]]:
    comparison = report.comparison
    if comparison.differences:
        yield "differs", _differs(comparison.differences)
    if comparison.unmapped:
        phrases = ", ".join(phrase for _, phrase in comparison.unmapped[:NAMED])
        ko = f"외교부 자료에 어느 지역인지 정해지지 않은 표현이 있습니다: {phrases}"
        yield "unmapped", (ko, f"The ministry's data hold phrases that nobody has mapped: {phrases}")
    yield from (("loose", pair) for pair in comparison.loose)
    if report.outcome == "unreadable" or any(one["outcome"] == "unreadable" for one in report.services):
        why = "; ".join(report.reasons)
        ko = f"외교부 자료를 읽을 수 없었습니다. ‘경보 없음’이 아닙니다: {why}"
        yield "unreadable", (ko, f"The ministry's data could not be read, which is no “all clear”: {why}")


def _differs(differences: tuple[Difference, ...]) -> Pair:
    named, more = differences[:NAMED], len(differences) - NAMED
    ko, en = "; ".join(one.ko for one in named), "; ".join(one.en for one in named)
    rest = (f" 외 {more}곳", f" and {more} more") if more > 0 else ("", "")
    return f"외교부 공개 자료와 다릅니다: {ko}{rest[0]}", f"The ministry's open data differ: {en}{rest[1]}"


def _late(now: datetime) -> list[tuple[str, Pair]]:
    """Not read for a day and a half, or never."""
    newest = readings.newest_read()
    if newest and now - newest.at <= LATE:
        return []
    since = moment(newest.at) if newest else ""
    ko = f"외교부 자료를 {since} 뒤로 읽지 못했습니다." if since else "외교부 자료를 아직 한 번도 읽지 못했습니다."
    en = (
        f"The ministry's data have not been read since {since}."
        if since
        else "The ministry's data were never read yet."
    )
    return [("late", (ko, en))]


def _alarm(name: str, now: datetime, said: Pair) -> Alarm:
    mark = hashlib.sha256(said[1].encode()).hexdigest()[:12]
    return Alarm(f"ministry {name} {mark} {now.astimezone(SEOUL).date()}", *said)
