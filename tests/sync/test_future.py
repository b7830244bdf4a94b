"""One wrong beat: a timestamp signed by a clock that was wrong, or by a thief, locks no kiosk out and tells no lie."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.freshness import Freshness, freshness, moment
from kiosk.sync.outcome import Refused, Unchanged, Updated
from kiosk.sync.report import Report
from tests.feed.workshop import Thief
from tests.sync.bench import Kiosk, publish

AHEAD = [timedelta(minutes=20), timedelta(hours=5), timedelta(hours=30), timedelta(days=6), timedelta(days=3652)]


def _jump(kiosk: Kiosk, ahead: timedelta) -> None:
    """The server's clock jumps once, a beat is signed by it, and the kiosk takes it."""
    kiosk.feed.now += ahead
    kiosk.feed.renew()
    kiosk.feed.now -= ahead
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now + ahead


def _seen(kiosk: Kiosk) -> Freshness:
    held = kiosk.shown()
    return freshness(moment(kiosk.clock.wall(), held.floor, held.signed_at), held.signed_at, held.edition.valid_until)


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("restarted", [False, True])
def test_the_next_honest_beat_ends_a_beat_in_the_future(kiosk: Kiosk, ahead: timedelta, restarted: bool) -> None:
    """However far ahead one beat was signed, the next honest one is taken, and travellers see `live` again."""
    _jump(kiosk, ahead)
    assert _seen(kiosk) is Freshness.UNKNOWN
    if restarted:
        kiosk.restart()
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now
    assert _seen(kiosk) is Freshness.LIVE


@pytest.mark.parametrize("ahead", AHEAD)
def test_the_next_edition_ends_a_beat_in_the_future(kiosk: Kiosk, ahead: timedelta) -> None:
    """A new edition of two officers is taken by a kiosk that holds a beat of the future."""
    _jump(kiosk, ahead)
    publish(kiosk.feed.later(minutes=5), 2)
    assert isinstance(kiosk.visit(), Updated)
    assert (kiosk.shown().edition.number, _seen(kiosk)) == (2, Freshness.LIVE)


def test_new_online_keys_end_a_beat_in_the_future(kiosk: Kiosk) -> None:
    """New keys for timestamp and snapshot are taken, too."""
    _jump(kiosk, AHEAD[-1])
    kiosk.feed.later(minutes=5).rotate("timestamp", "snapshot")
    assert isinstance(kiosk.visit(full=True), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now


@pytest.mark.parametrize("days", [1, 3, 20])
def test_days_later_it_is_still_taken(kiosk: Kiosk, days: int) -> None:
    """A kiosk that was switched off after the wrong beat comes back whenever it is switched on again."""
    _jump(kiosk, AHEAD[-1])
    kiosk.feed.later(days=days).renew()
    kiosk.restart()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now


def test_a_snapshot_of_the_future_is_signed_anew(kiosk: Kiosk) -> None:
    """What a clock ten years ahead signed until then does not stay: the next honest beat replaces the snapshot."""
    _jump(kiosk, AHEAD[-1])
    kiosk.feed.later(minutes=5).renew()
    expires = kiosk.feed.repository.snapshot().signed.expires
    assert expires == kiosk.feed.now + timedelta(days=7)


def test_supervisors_who_signed_by_a_clock_ahead_lock_nobody_out(kiosk: Kiosk) -> None:
    """Targets, snapshot and timestamp signed ten years ahead in one ceremony: the next honest beat is taken."""
    kiosk.feed.now += AHEAD[-1]
    kiosk.feed.admit("choi")
    kiosk.feed.now -= AHEAD[-1]
    kiosk.visit()
    assert kiosk.shown().signed_at == kiosk.feed.now + AHEAD[-1]
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now


@pytest.mark.parametrize("back", [timedelta(minutes=20), timedelta(hours=30), timedelta(days=900)])
def test_a_beat_of_the_past_is_got_over(kiosk: Kiosk, back: timedelta) -> None:
    """A server whose clock was behind for one beat: the age is never younger for it, and the next honest beat is taken."""
    kiosk.feed.now -= back
    kiosk.feed.renew()
    kiosk.feed.now += back
    kiosk.visit()
    signed = kiosk.shown().signed_at
    assert signed is not None
    assert signed <= kiosk.feed.now
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now


def _forge(kiosk: Kiosk, **more: object) -> None:
    """A thief of the online keys offers something once, and the kiosk takes it; then the feed is honest again."""
    forged = Thief(kiosk.feed).bundle(**more)
    number = json.loads(forged.snapshot)["signed"]["version"]
    kiosk.simulator.overlay = {
        "/metadata/timestamp.json": forged.timestamp, f"/metadata/{number}.snapshot.json": forged.snapshot,
    }  # fmt: skip
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.simulator.overlay = {}


@pytest.mark.parametrize("version", [6, 10**9])
def test_a_stolen_key_that_signs_the_future_is_outranked(kiosk: Kiosk, version: int) -> None:
    """Ten years ahead, good for ten years and with any version: the next edition of two officers is taken all the same."""
    far = kiosk.feed.now + AHEAD[-1]
    _forge(kiosk, version=version, expires=far, extra={"x-signed-at": int(far.timestamp())})
    publish(kiosk.feed.later(minutes=5), 2)
    assert isinstance(kiosk.visit(), Updated)
    assert (kiosk.shown().edition.number, kiosk.shown().signed_at) == (2, kiosk.feed.now)
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)


def test_a_timestamp_ends_a_day_after_it_was_signed(kiosk: Kiosk) -> None:
    """A stolen key cannot freeze the feed for ten years: what it signed once is refused a day later, as ever."""
    _forge(kiosk, expires=kiosk.feed.now + AHEAD[-1])
    kiosk.simulator.overlay = {"/metadata/timestamp.json": kiosk.visitor._timestamp_held()}
    kiosk.feed.later(hours=23)
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.feed.later(hours=2)
    outcome = kiosk.visit()
    assert isinstance(outcome, Refused)
    assert "timestamp expired" in outcome.why


@pytest.mark.parametrize("seconds", [0, -(10**9), 253402300799, 10**11, -62135596800])
def test_a_time_out_of_this_world_is_refused(kiosk: Kiosk, seconds: int) -> None:
    """A signed time with which nobody could reckon is no signed time: refused, and forgotten with the next honest beat."""
    before = kiosk.shown().signed_at
    forged = Thief(kiosk.feed).bundle(extra={"x-signed-at": seconds})
    number = json.loads(forged.snapshot)["signed"]["version"]
    kiosk.simulator.overlay = {
        "/metadata/timestamp.json": forged.timestamp, f"/metadata/{number}.snapshot.json": forged.snapshot,
    }  # fmt: skip
    assert isinstance(kiosk.visit(), Refused)
    assert kiosk.shown().signed_at == before
    kiosk.simulator.overlay = {}
    kiosk.feed.later(minutes=5).renew()
    assert isinstance(kiosk.visit(), Unchanged)


def _told(kiosk: Kiosk) -> dict[str, str]:
    visitor = kiosk.visitor
    report = Report(kiosk.store, kiosk.url)
    report.tell(kiosk.visit(), visitor.held, visitor.now, clock_ok=visitor.clock_ok())
    found = kiosk.store.read_status()
    assert found is not None
    return found


@pytest.mark.parametrize("ahead", AHEAD)
def test_the_report_of_a_beat_in_the_future_is_of_today(kiosk: Kiosk, ahead: timedelta) -> None:
    """`since`, `checked_at` and `reported_at` are never later than the clock, whatever a beat claims."""
    _jump(kiosk, ahead)
    told = _told(kiosk)
    now = f"{kiosk.feed.now:%Y-%m-%dT%H:%M:%SZ}"
    assert [told[name] for name in ("since", "checked_at", "reported_at")] == [now] * 3


def test_a_clock_that_was_proven_right_is_not_blamed(kiosk: Kiosk) -> None:
    """Where an honest beat agreed with the clock before, a beat in the future is the server's fault, and is told so."""
    kiosk.feed.later(minutes=5).renew()
    kiosk.visit()
    _jump(kiosk, AHEAD[-1])
    told = _told(kiosk)
    assert told["clock_ok"] is True
    assert "the clock of the feed's server was wrong" in told["why"]


def test_a_clock_nobody_has_proven_may_be_wrong(kiosk: Kiosk) -> None:
    """Right after the start either clock may be wrong: both are named, neither is blamed."""
    kiosk.restart()
    _jump(kiosk, AHEAD[-1])
    told = _told(kiosk)
    assert told["clock_ok"] is False
    assert "that clock or the feed's was wrong" in told["why"]


def _kiosk(*words: object) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "kiosk", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=60, check=False)


def test_the_whole_of_it_with_real_processes(served: tuple[Kiosk, str]) -> None:
    """Real courier, real server: the beat of 2036 is taken, dated today in status.json, and the next honest beat ends it."""
    kiosk, url = served
    feed = kiosk.feed
    visit = ("sync", "--state", kiosk.state, "--feed", url, "--once")
    assert _kiosk(*visit).returncode == 0
    feed.now += AHEAD[-1]
    feed.renew()
    done = _kiosk(*visit)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (0, "unchanged")
    status = kiosk.store.read_status()
    assert status is not None
    latest = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert max(status["since"], status["checked_at"], status["reported_at"]) <= latest
    signed = _kiosk("feed", "timestamp", feed.folder, "--keys", feed.keyring.folder)
    assert (signed.returncode, signed.stdout) == (0, "timestamp signed, and snapshot\n")
    assert "later than this machine's clock" in signed.stderr
    done = _kiosk(*visit)
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (0, "unchanged"), done.stdout
    held = kiosk.shown()
    assert held.signed_at is not None
    assert held.signed_at <= datetime.now(UTC)


def test_the_doctor_blames_no_clock_for_a_beat_in_the_future(kiosk: Kiosk) -> None:
    """Where a beat is later than the clock, the doctor names both times and lets a person look which is right."""
    from kiosk.gate import doctor

    _jump(kiosk, AHEAD[-1])
    _told(kiosk)
    found = {one.subject: one for one in doctor.examine(kiosk.state, kiosk.feed.now)}
    assert found["freshness"].wrong
    assert "2036-" in found["freshness"].said
    assert "If it is right, the feed's server had a wrong one" in found["freshness"].mend
    assert not found["courier"].wrong
    assert f"since {kiosk.feed.now:%Y-%m-%d}" in found["courier"].said
