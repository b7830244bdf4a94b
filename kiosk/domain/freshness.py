"""How old the kiosk's knowledge is, and what time it is when the clock cannot be trusted.

Rules of freshness: age = trusted now minus the newest signed time verified. live up to 10 min, recent to 1 h, delayed to
1 day, old to 7 days, else unknown; also unknown past `valid_until`, when never synced, and when the clock is behind
what has been signed (then no age can be told).

Rules of time: trusted now is the clock, but never earlier than a floor (the build, the newest `issued_at` two officers
signed), nor than what has passed by the machine's steady ticks since clock and signed time last agreed. An online
timestamp raises it by at most 24 h above both floor and clock; that bound is computed anew each time from what officers
signed, so a thief of the online key cannot climb with it.

Rule of expiry: what has ended is judged by clock and floor alone (`expiry_now`). What an online key signed has no say in it,
or one beat dated ahead would have every honest one, which lives a day, called expired.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Freshness(StrEnum):
    """The public ladder; `STEPS` says what holds on each of its steps."""

    LIVE = "live"
    RECENT = "recent"
    DELAYED = "delayed"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Step:
    """What holds on one step of the ladder.

    `longest`: its longest age, inclusive. `sample`: the age a picture of it is painted with. `fresh`: what is known may be
    taken for the present: a lowering counts, and doctor is content. `doubtful`: the first screen names where to check.
    """

    state: Freshness
    longest: timedelta
    sample: timedelta
    fresh: bool = False
    doubtful: bool = False


STEPS: dict[Freshness, Step] = {
    step.state: step
    for step in (
        Step(Freshness.LIVE, timedelta(minutes=10), timedelta(minutes=1), fresh=True),
        Step(Freshness.RECENT, timedelta(hours=1), timedelta(minutes=25), fresh=True),
        Step(Freshness.DELAYED, timedelta(hours=24), timedelta(hours=5)),
        Step(Freshness.OLD, timedelta(days=7), timedelta(days=3), doubtful=True),
        Step(Freshness.UNKNOWN, timedelta.max, timedelta(days=12), doubtful=True),
    )
}
"""All of them, youngest first: each begins where the one before it ends."""

LADDER = tuple((step.longest, step.state) for step in STEPS.values() if step.state is not Freshness.UNKNOWN)
"""(longest age inclusive, state), youngest first; beyond the last it is UNKNOWN."""

SKEW = timedelta(minutes=5)
"""How far a clock may disagree with signed time and still be called right."""

ONLINE_REACH = timedelta(hours=24)
"""How far above floor and clock an online timestamp may lift trusted now."""


@dataclass(frozen=True)
class Anchor:
    """A moment when the clock was believed: its reading, and the steady ticks (seconds, suspend included) then."""

    wall: datetime
    ticks: float


@dataclass(frozen=True)
class Moment:
    """Trusted now, and whether the clock agreed with everything signed and with the steady ticks."""

    now: datetime
    clock_ok: bool
    age_tellable: bool = True


def moment(
    clock: datetime, floor: datetime, signed_at: datetime | None, anchor: Anchor | None = None, ticks: float = 0.0
) -> Moment:
    """Return trusted now, from the clock, the floor officers signed, the newest online signed time and the steady ticks.

    A clock behind the floor or the signed time by more than `SKEW` gives a moment whose age cannot be told, unless the
    ticks since `anchor` carry the time on.
    """
    steady = anchor.wall + timedelta(seconds=max(0.0, ticks - anchor.ticks)) if anchor else clock
    believed = max(clock, steady)
    signed = min(signed_at, max(floor, believed) + ONLINE_REACH) if signed_at else floor
    lowest = max(floor, signed)
    now = max(believed, lowest)
    return Moment(
        now,
        clock_ok=abs(now - clock) <= SKEW and abs(steady - clock) <= SKEW,
        age_tellable=lowest - believed <= SKEW,
    )


def expiry_now(clock: datetime, floor: datetime) -> datetime:
    """Return the moment by which expiry is judged: the clock, but never earlier than what officers signed."""
    return max(clock, floor)


def reanchored(anchor: Anchor, clock: datetime, ticks: float, signed_at: datetime) -> Anchor:
    """Return the anchor after a signed time was verified: moved to now if clock and signed time agree, else unchanged."""
    return Anchor(clock, ticks) if abs(clock - signed_at) <= SKEW else anchor


def freshness(moment: Moment, signed_at: datetime | None, valid_until: datetime) -> Freshness:
    """Return the state of knowledge last signed at `signed_at` (None: never synced) that holds until `valid_until`."""
    if signed_at is None or not moment.age_tellable or moment.now >= valid_until:
        return Freshness.UNKNOWN
    age = moment.now - signed_at
    return next((state for longest, state in LADDER if age <= longest), Freshness.UNKNOWN)


def next_step(now: datetime, signed_at: datetime | None, valid_until: datetime) -> datetime | None:
    """Return the next moment after `now` at which `freshness` changes by time alone, or None."""
    steps = [signed_at + longest + timedelta(microseconds=1) for longest, _ in LADDER] if signed_at else []
    return min((at for at in (*steps, valid_until) if at > now), default=None)
