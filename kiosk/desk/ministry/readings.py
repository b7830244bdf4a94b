"""Reading the ministry and keeping what it says; and what that comes to beside an edition, whenever somebody asks.

A reading is kept, a comparison is not: it is reckoned from the newest reading and the edition in question, so that an edition
that goes out is compared from its first moment.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections

from kiosk.desk.ministry import compare, config, meanings, stated
from kiosk.desk.ministry.compare import Comparison, Difference
from kiosk.desk.ministry.config import Connection
from kiosk.desk.ministry.fetch import PATIENCE, Asker, Heard
from kiosk.desk.ministry.models import Reading
from kiosk.desk.ministry.reply import Unreadable
from kiosk.desk.ministry.services import LEVELS, Service
from kiosk.desk.ministry.stated import Mission, SafetyNotice, Stated
from kiosk.desk.ministry.store import RawStore
from kiosk.desk.words import Pair
from kiosk.domain.edition import Edition
from kiosk.domain.moments import utc_text
from kiosk.faults import Fault
from kiosk.files import LockHeld, locked, told

LOG = logging.getLogger(__name__)
KEPT = 200
NEW_FOR = timedelta(days=3)
"""How long a safety notice that was not there before counts as new."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What the newest reading comes to: an outcome of the contract's. `compared_at` is when the ministry was read."""

    outcome: str
    compared_at: datetime | None = None
    services: list[Json] = field(default_factory=list)
    comparison: Comparison = field(default_factory=Comparison)
    rows: list[Stated] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Return why a service could not be read, one sentence each."""
        return [f"{one['service']}: {one['why']}" for one in self.services if one["why"]]

    def json(self) -> Json:
        """Return as `--json` prints it: what nobody mapped stands among the differences, without a zone."""
        found = [
            {"zone": one.zone, "ours": one.ours, "theirs": one.theirs, "text": one.text}
            for one in self.comparison.differences
        ]
        for level, phrase in self.comparison.unmapped:
            found.append({"zone": None, "ours": None, "theirs": level.name, "text": " · ".join(unmapped(phrase))})
        for pair in self.comparison.loose:
            found.append({"zone": None, "ours": None, "theirs": None, "text": " · ".join(pair)})
        return {
            "outcome": self.outcome,
            "compared_at": utc_text(self.compared_at) if self.compared_at else None,
            "services": self.services,
            "differences": found,
            "proposals": [" · ".join(one) for one in self.comparison.proposals],
        }


def unmapped(phrase: str) -> Pair:
    """Return what is said of a phrase nobody mapped."""
    return (
        f"‘{phrase}’: 어느 지역인지 아직 정해지지 않은 표현입니다.",
        f"“{phrase}”: no two officers have said yet which zones this is.",
    )


def take(connection: Connection, patience: float = PATIENCE) -> Reading | None:
    """Ask the services and keep what they say; None where there is nothing to ask with. Raises Fault."""
    if connection.off:
        return None
    folder = settings.DESK.data / "ministry"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with told(folder), locked(folder / ".asking", patience):
            return _taken(connection, RawStore(folder / "raw"), patience)
    except LockHeld:
        raise Fault("another comparison is under way") from None


def _taken(connection: Connection, store: RawStore, patience: float) -> Reading:
    now = datetime.now(UTC)

    def keep(service: Service, page: int, status: int, data: bytes) -> None:
        store.add(now, service.name, page, status, data)

    asker = Asker(connection.key, keep, patience)
    with asker.session:
        heard = [asker.ask(service) for service in connection.asked]
    store.compact()
    stated_rows = {one.name: _stated(connection, one) for one in heard}
    outcomes = {one.outcome for one in heard}
    outcome = next((one for one in ("unreadable", "unreachable") if one in outcomes), "read")
    kept = _kept(heard, stated_rows, now)
    reading = Reading.objects.create(at=now, outcome=outcome, services=[_told(one) for one in heard], stated=kept)
    if (oldest := Reading.objects.values_list("pk", flat=True)[KEPT : KEPT + 1]) and oldest[0]:
        Reading.objects.filter(pk__lte=oldest[0]).delete()
    return reading


def _kept(heard: list[Heard], rows: Mapping[str, list[Json]], now: datetime) -> Json:
    """What a reading keeps of what was said: the levels only where both services of a level could be read."""
    readable = all(one.outcome == "read" for one in heard if one.name in LEVELS)
    return {
        "levels": [row for name in LEVELS for row in rows[name]] if readable else None,
        "missions": rows.get("missions", []),
        "notices": _seen(rows.get("notices", []), now),
    }


def _told(heard: Heard) -> Json:
    found = {"service": heard.name, "outcome": heard.outcome, "why": heard.why, "rows": len(heard.rows)}
    return {**found, "requests": heard.requests, "sha256": heard.sha256}


def _stated(connection: Connection, heard: Heard) -> list[Json]:
    """What a service's rows say; one that cannot be understood is unreadable after all."""
    if heard.outcome != "read":
        return []
    try:
        return stated.read(connection.services[heard.name], heard.rows)
    except Unreadable as fault:
        heard.outcome, heard.why = "unreadable", str(fault)
        return []


def _seen(notices: list[Json], now: datetime) -> list[Json]:
    """Each with when it was first seen; what the first reading finds was there before."""
    before = Reading.objects.filter(stated__notices__isnull=False).first()
    known = {one["id"]: one["seen"] for one in before.stated["notices"]} if before else {}
    first = utc_text(now) if known else ""
    return [{**one, "seen": known.get(one["id"], first)} for one in notices]


def report(edition: Edition, now: datetime, reading: Reading | None = None) -> Report:
    """Return what the newest reading (or that one) comes to beside the edition."""
    reading = reading or Reading.objects.first()
    if reading is None:
        return Report("off")
    kept = reading.stated
    rows = [Stated.of(row) for row in kept["levels"] or ()]
    comparison = Comparison()
    if kept["levels"] is not None:
        comparison = compare.levels(edition, rows, meanings.current(), now)
    more = compare.missions(edition, [Mission(**mission) for mission in kept["missions"]])
    proposals = (*more.proposals, *_new(kept["notices"], now))
    differences = (*comparison.differences, *more.differences)
    comparison = replace(comparison, differences=differences, proposals=proposals)
    outcome = comparison.outcome if reading.outcome == "read" or comparison.outcome != "same" else reading.outcome
    return Report(outcome, reading.at, reading.services, comparison, rows)


def notices(reading: Reading) -> list[SafetyNotice]:
    """Return the safety notices a reading found."""
    return [SafetyNotice(**{name: one[name] for name in one if name != "seen"}) for one in reading.stated["notices"]]


def _new(kept: list[Json], now: datetime) -> list[Pair]:
    fresh, found = utc_text(now - NEW_FOR), []
    for one in kept:
        if one["seen"] > fresh:
            said = f"{one['title']} ({one['written'][:10]})"
            found.append((f"외교부 안전공지: {said}", f"A safety notice of the ministry's: {said}"))
    return found


def soon() -> None:
    """Read the ministry from a thread, now that something went out; what goes wrong there is what the next reading says."""

    def read() -> None:
        try:
            take(config.connection(settings.DESK.data))
        except (Fault, DatabaseError) as fault:
            LOG.warning("the ministry could not be read after a publication: %s", fault)
        finally:
            connections.close_all()

    try:
        off = config.connection(settings.DESK.data).off
    except Fault:
        off = True  # the alarms say what is wrong
    if not off:
        threading.Thread(target=read, name="ministry", daemon=True).start()


def attested(edition: Edition, now: datetime) -> Mapping[str, Any]:
    """Return what an edition says of the last time the ministry could be read and compared with it: fields of it."""
    found = newest_read()
    if found is None:
        return {}
    return {
        "compared_at": found.at.replace(microsecond=0),
        "comparison": report(edition, now, found).comparison.outcome,
    }


def newest_read() -> Reading | None:
    """Return the last reading in which the levels could be read."""
    return Reading.objects.exclude(stated__levels=None).first()


def offered(found: Report, edition: Edition, now: datetime) -> list[Difference]:
    """Return the fewest differences to be put into a draft."""
    return compare.needed(edition, found.comparison, now)
