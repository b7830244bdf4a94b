"""Who signs the beat by a clock that cannot be right signs nothing, and says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.faults import Fault
from kiosk.feed.publish.commands import feed as command
from kiosk.feed.publish.pulse import DoubtfulClock, Pulse
from tests.feed.workshop import Feed, edition


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _timestamp(feed: Feed, *more: str) -> Result:
    return CliRunner().invoke(command, ["timestamp", str(feed.folder), "--keys", str(feed.keyring.folder), *more])


def _feed(folder: Path, now: datetime) -> Feed:
    """A feed whose officers and beat all signed at `now`, so that to them our clock is off by the rest."""
    feed = Feed(folder, now=now)
    feed.publish(edition(5, now))
    return feed


@contextmanager
def _untouched(feed: Feed) -> Iterator[None]:
    before = feed.folder / "metadata" / "timestamp.json"
    data = before.read_bytes()
    yield
    assert before.read_bytes() == data


@pytest.mark.parametrize("days", [8, 300, 3652])
def test_a_clock_far_ahead_signs_no_beat(tmp_path: Path, days: int) -> None:
    """A clock more than a week ahead of the newest signed time signs nothing: one line that says both times and the way out."""
    feed = _feed(tmp_path, _now() - timedelta(days=days))
    with _untouched(feed):
        result = _timestamp(feed)
    assert isinstance(result.exception, Fault)
    said = str(result.exception)
    assert f"{days} days after the newest signed time" in said
    assert "--clock-is-right" in said
    assert "\n" not in said


@pytest.mark.parametrize("days", [1, 300, 3652])
def test_a_clock_behind_what_officers_signed_signs_no_beat(tmp_path: Path, days: int) -> None:
    """A clock behind the edition in force is wrong, since two officers signed it: nothing is signed by it."""
    feed = _feed(tmp_path, _now() + timedelta(days=days))
    with _untouched(feed):
        result = _timestamp(feed)
    assert isinstance(result.exception, Fault)
    assert "officers signed the edition in force on" in str(result.exception)


@pytest.mark.parametrize("days", [-3652, 8, 1])
def test_a_person_may_say_that_the_clock_is_right(tmp_path: Path, days: int) -> None:
    """After a restore or a long rest the beat is signed at a person's word."""
    feed = _feed(tmp_path, _now() - timedelta(days=days))
    version = feed.repository.timestamp().signed.version
    result = _timestamp(feed, "--clock-is-right")
    assert (result.exit_code, result.stderr) == (0, "")
    assert feed.repository.timestamp().signed.version == version + 1


def test_a_beat_in_the_future_stops_no_honest_one(tmp_path: Path) -> None:
    """After one beat ten years ahead the next one by a right clock is signed without any word, and a remark is made."""
    feed = _feed(tmp_path, _now())
    feed.later(days=3652).renew()
    result = _timestamp(feed)
    assert (result.exit_code, result.stdout) == (0, "timestamp signed, and snapshot\n")
    assert "later than this machine's clock" in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_honest_beat_is_signed_without_a_word(tmp_path: Path) -> None:
    """The timer's every-day life: nothing on stderr."""
    result = _timestamp(_feed(tmp_path, _now() - timedelta(minutes=5)))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "timestamp signed\n", "")


def test_a_rest_of_days_is_remarked(tmp_path: Path) -> None:
    """Over a day since the last beat is signed, and said."""
    result = _timestamp(_feed(tmp_path, _now() - timedelta(days=3)))
    assert result.exit_code == 0
    assert "more than a day before this machine's clock" in result.stderr


@pytest.mark.parametrize("jump", [timedelta(hours=30), timedelta(minutes=-20)])
def test_a_clock_that_jumps_between_two_beats_is_slept_over(published: Feed, jump: timedelta) -> None:
    """A jump against the steady ticks costs one beat; a clock set right meanwhile signs nothing wrong at all."""
    pulse, now = Pulse(published.repository, published.keyring), published.now
    pulse.beat(now, 100.0)
    with _untouched(published), pytest.raises(DoubtfulClock, match="jumped"):
        pulse.beat(now + timedelta(minutes=5) + jump, 400.0)
    later = now + timedelta(minutes=10) + jump
    pulse.beat(later, 700.0)
    assert published.verified().signed_at == later
