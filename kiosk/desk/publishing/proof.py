"""Does the record still stand as it was signed? Its lines against each other, and against the head in the edition in force.

Rule: every edition of this desk carries the hash of the record's newest line, and two officers signed it. A database restored
from before that line does not hold it; whoever asks is told so. An edition proposed by hand carries none, or an older one.
"""

import json
from dataclasses import dataclass

from django.core.cache import cache

from kiosk.desk.audit import chain
from kiosk.desk.audit.models import Audit
from kiosk.desk.editing.alarms import Alarm
from kiosk.desk.editing.compose import AUDIT_HEAD
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.words import Pair

KEPT = "record-broken-at"


@dataclass(frozen=True)
class Proof:
    """What a whole look came to. `broken`: the first line that does not rest on the one before, or None; `edition`: the number of
    the edition in force; `head`: the line that it names, 0 where it names none, None where the record does not hold it."""

    lines: int
    broken: int | None
    edition: int
    head: int | None

    @property
    def holds(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.broken is None and self.head is not None


def prove() -> Proof:
    """Look at every line, and keep what came of it for the board."""
    broken = chain.broken()
    cache.set(KEPT, broken, None)
    number, head = _head()
    return Proof(Audit.objects.count(), broken, number, head)


def _head() -> tuple[int, int | None]:
    edition = json.loads(live())
    named = edition.get(AUDIT_HEAD) or chain.GENESIS
    line = 0 if named == chain.GENESIS else Audit.objects.filter(hash=named).values_list("pk", flat=True).first()
    return int(edition["number"]), line


def alarms() -> list[Alarm]:
    """Tell that the record is older than what is signed, or that the last whole look found it broken."""
    number, head = _head()
    found = [Alarm(f"record older {number}", *_older(number))] if head is None else []
    broken = cache.get(KEPT)
    return [*found, *([Alarm(f"record broken {broken}", *_broken(int(broken)))] if broken else [])]


def _older(number: int) -> Pair:
    return (
        f"기록이 게시 중인 제{number}판보다 오래되었습니다. 예전 데이터베이스를 되돌린 것 같습니다: 그 뒤의 기록이 없습니다.",
        f"The record is older than edition {number}, which is in force: an older database seems to have been restored, and what"
        " was done since is missing from it.",
    )


def _broken(line: int) -> Pair:
    ko = f"기록의 {line}번 줄이 앞 줄과 이어지지 않습니다. 누가 데이터베이스를 고쳤습니다."
    return ko, f"Line {line} of the record does not rest on the one before: somebody changed the database."
