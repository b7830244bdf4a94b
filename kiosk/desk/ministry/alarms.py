"""What people must be told of the ministry's data: that they say something else, something nobody mapped, or nothing at all.

Told on the board as long as it holds, and mailed once a day. A single time that nothing answered is no alarm: from abroad that
happens; a day and a half without being read is one.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings

from kiosk.desk.advice.alarms import Alarm
from kiosk.desk.ministry import config, readings
from kiosk.desk.ministry.readings import Report
from kiosk.desk.words import SEOUL, Pair, moment
from kiosk.domain.edition import Edition
from kiosk.faults import Fault

LATE = timedelta(hours=36)
NAMED = 5


def of(edition: Edition, now: datetime) -> list[Alarm]:
    """What holds now; nothing where this desk has no key for the ministry."""
    try:
        if config.connection(settings.DESK.data).off:
            return []
    except Fault as fault:
        return [
            _alarm(
                "settings",
                now,
                (f"외교부 자료 연결의 설정이 잘못되었습니다: {fault}", f"The link to the ministry's data: {fault}"),
            )
        ]
    found = readings.report(edition, now)
    return [_alarm(name, now, said) for name, said in (*_late(now), *_of(found)) if said]


def _of(found: Report) -> list[tuple[str, Pair]]:
    told: list[tuple[str, Pair]] = []
    comparison = found.comparison
    if comparison.differences:
        named = comparison.differences[:NAMED]
        more = len(comparison.differences) - len(named)
        ko, en = "; ".join(one.ko for one in named), "; ".join(one.en for one in named)
        rest = (f" 외 {more}곳", f" and {more} more") if more else ("", "")
        told.append(
            (
                "differs",
                (f"외교부 공개 자료와 다릅니다: {ko}{rest[0]}", f"The ministry's open data differ: {en}{rest[1]}"),
            )
        )
    if comparison.unmapped:
        said = ", ".join(phrase for _, phrase in comparison.unmapped[:NAMED])
        told.append(
            (
                "unmapped",
                (
                    f"외교부 자료에 어느 지역인지 정해지지 않은 표현이 있습니다: {said}",
                    f"The ministry's data hold phrases that nobody has mapped: {said}",
                ),
            )
        )
    told += [("loose", pair) for pair in comparison.loose]
    if found.outcome == "unreadable" or any(one["outcome"] == "unreadable" for one in found.services):
        why = "; ".join(found.reasons)
        told.append(
            (
                "unreadable",
                (
                    f"외교부 자료를 읽을 수 없었습니다. ‘경보 없음’이 아닙니다: {why}",
                    f"The ministry's data could not be read, which is no “all clear”: {why}",
                ),
            )
        )
    return told  # fmt: skip


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
