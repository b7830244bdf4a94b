"""Time and age: what the kiosk may believe of clocks, ticks and signatures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.freshness import (
    LADDER,
    ONLINE_REACH,
    SKEW,
    STEPS,
    Anchor,
    Freshness,
    Moment,
    expiry_now,
    freshness,
    moment,
    next_step,
    reanchored,
)

TRUTH = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FAR = TRUTH + timedelta(days=29)

LIFE = timedelta(days=1)

times = st.integers(0, 180 * 365 * 86400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ages = st.timedeltas(timedelta(), timedelta(days=400))
errors = st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000))


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(), "live"),
        (timedelta(minutes=10), "live"),
        (timedelta(minutes=10, microseconds=1), "recent"),
        (timedelta(minutes=60), "recent"),
        (timedelta(minutes=60, microseconds=1), "delayed"),
        (timedelta(hours=24), "delayed"),
        (timedelta(hours=24, microseconds=1), "old"),
        (timedelta(days=7), "old"),
        (timedelta(days=7, microseconds=1), "unknown"),
    ],
)
def test_the_ladder(age: timedelta, state: str) -> None:
    """The five states and their borders are those of the design."""
    assert freshness(Moment(TRUTH, clock_ok=True), TRUTH - age, FAR) == state


def test_every_state_is_a_step() -> None:
    """Each has its row, in the order of age, and a picture of it is painted with an age at which it holds."""
    assert list(STEPS) == list(Freshness)
    painted = {
        state: freshness(Moment(TRUTH, clock_ok=True), TRUTH - step.sample, FAR) for state, step in STEPS.items()
    }
    assert painted == {state: state for state in Freshness}


def test_never_synced_is_unknown() -> None:
    """Knowledge nobody signed online has no age."""
    assert freshness(Moment(TRUTH, clock_ok=True), None, FAR) is Freshness.UNKNOWN


@given(late=ages)
def test_past_its_end_is_unknown(late: timedelta) -> None:
    """From `valid_until` on, the freshest knowledge is unknown."""
    assert freshness(Moment(TRUTH + late, clock_ok=True), TRUTH + late, TRUTH) is Freshness.UNKNOWN


@given(clock=times, floor=times, signed=times | st.none(), ticks=st.floats(0, 1e9))
def test_never_earlier_than_clock_and_floor(
    clock: datetime, floor: datetime, signed: datetime | None, ticks: float
) -> None:
    """Trusted now is never before the clock, never before what two officers signed."""
    found = moment(clock, floor, signed, Anchor(clock, ticks), ticks)
    assert found.now >= clock
    assert found.now >= floor


@given(clock=times, floor=times, signed=times)
def test_an_online_key_reaches_one_day(clock: datetime, floor: datetime, signed: datetime) -> None:
    """A stolen online key moves trusted now by at most a day above both clock and floor, whatever it signs."""
    assert moment(clock, floor, signed).now <= max(clock, floor) + ONLINE_REACH


@given(clock=times, floor=times, signed=st.lists(times, min_size=2, max_size=9))
def test_an_online_key_cannot_climb(clock: datetime, floor: datetime, signed: list[datetime]) -> None:
    """Signing again and again gets no further: the reach is measured from clock and floor, not from the last time."""
    assert max(moment(clock, floor, at).now for at in signed) <= max(clock, floor) + ONLINE_REACH


@given(floor=ages, ahead=st.timedeltas(-LIFE, timedelta(days=30_000)), latency=st.timedeltas(timedelta(), LIFE))
def test_a_beat_in_the_future_ends_no_honest_one(floor: timedelta, ahead: timedelta, latency: timedelta) -> None:
    """Where clock and officers are right, an honest beat is good for its day, whatever time a beat before it claimed."""
    assume(latency < LIFE)
    honest, held = TRUTH - latency, TRUTH + ahead
    assert honest + LIFE > expiry_now(TRUTH, TRUTH - floor)
    assert moment(TRUTH, TRUTH - floor, held).now >= TRUTH


@given(clock=times, floor=times)
def test_expiry_is_judged_no_earlier_than_clock_and_officers(clock: datetime, floor: datetime) -> None:
    """What has ended by the clock, or by what officers signed, has ended."""
    assert expiry_now(clock, floor) == max(clock, floor)


@given(age=ages, error=errors)
def test_the_stated_age_is_never_too_young_for_a_clock_behind(age: timedelta, error: timedelta) -> None:
    """A clock that is behind what was signed tells no age; otherwise it errs by no more than it is behind."""
    signed = TRUTH - age
    found = moment(TRUTH + error, signed, signed)
    state = freshness(found, signed, FAR)
    if error < -age - SKEW:
        assert state is Freshness.UNKNOWN
    if state is not Freshness.UNKNOWN and error >= timedelta():
        assert found.now - signed >= age


@given(age=ages, error=errors, passed=ages)
def test_a_jump_of_the_clock_never_hides_the_age(age: timedelta, error: timedelta, passed: timedelta) -> None:
    """Once the clock was right, the steady ticks carry the age on, whatever the wall clock then says."""
    signed, anchor = TRUTH - age, Anchor(TRUTH, 1000.0)
    now = TRUTH + passed
    found = moment(now + error, signed, signed, anchor, 1000.0 + passed.total_seconds())
    assert found.now - signed >= age + passed - timedelta(milliseconds=1)
    assert found.clock_ok is (abs(error) <= SKEW) or abs(abs(error) - SKEW) < timedelta(milliseconds=1)


@given(asleep=ages)
def test_a_suspended_machine_wakes_old(asleep: timedelta) -> None:
    """The ticks count sleep: a machine that slept for days does not wake up fresh, even with its clock stopped."""
    found = moment(TRUTH, TRUTH, TRUTH, Anchor(TRUTH, 5.0), 5.0 + asleep.total_seconds())
    assert abs((found.now - TRUTH) - asleep) < timedelta(milliseconds=1)


@given(error=errors)
def test_ticks_that_start_anew_do_no_harm(error: timedelta) -> None:
    """After a restart of the machine the ticks begin at zero: an anchor with larger ticks adds nothing."""
    assert moment(TRUTH + error, TRUTH, TRUTH, Anchor(TRUTH, 1e6), 3.0).now == max(TRUTH, TRUTH + error)


@given(ahead=st.timedeltas(SKEW + timedelta(seconds=1), timedelta(days=30_000)))
def test_a_time_signed_far_ahead_is_not_live(ahead: timedelta) -> None:
    """A timestamp from the future tells no age: a thief cannot make a kiosk live for years to come."""
    found = moment(TRUTH, TRUTH - timedelta(days=1), TRUTH + ahead)
    assert freshness(found, TRUTH + ahead, TRUTH + timedelta(days=40_000)) is Freshness.UNKNOWN


@given(error=errors, signed=times)
def test_the_anchor_moves_only_where_both_agree(error: timedelta, signed: datetime) -> None:
    """A clock is believed anew only when a verified signed time agrees with it."""
    before = Anchor(TRUTH, 7.0)
    clock = signed + error
    after = reanchored(before, clock, 99.0, signed)
    assert after == (Anchor(clock, 99.0) if abs(error) <= SKEW else before)


@given(now=times, age=ages, valid=times)
def test_nothing_changes_before_the_next_step(now: datetime, age: timedelta, valid: datetime) -> None:
    """Between now and the next step the state stays; at the step it changes or the ladder is at its end."""
    signed = now - age
    step = next_step(now, signed, valid)
    state = freshness(Moment(now, clock_ok=True), signed, valid)
    if step is None:
        assert state is Freshness.UNKNOWN
        return
    assume(step < datetime(2200, 1, 1, tzinfo=UTC))
    assert step > now
    assert freshness(Moment(step - timedelta(microseconds=1), clock_ok=True), signed, valid) is state


def test_the_next_steps_of_fresh_knowledge() -> None:
    """The screen must look again right after each rung of the ladder, and at the end of validity."""
    steps, now = [], TRUTH
    while (step := next_step(now, TRUTH, FAR)) is not None:
        steps.append(step)
        now = step
    level_groups = [TRUTH + longest + timedelta(microseconds=1) for longest, _ in LADDER]
    assert steps == [*level_groups, FAR]
