"""What one visit to an honest feed does."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.sync.outcome import Refused, Unchanged, Updated
from kiosk.sync.scratch import MEMORY, _name
from tests.feed.workshop import Feed, Thief, whole_edition
from tests.sync.bench import Kiosk, changed, copied, publish
from tests.sync.simulator import Reply


def test_the_first_visit_fetches_the_edition(fresh: Kiosk) -> None:
    """An enrolled kiosk's first visit brings the newest edition, verified."""
    outcome = fresh.visit()
    assert isinstance(outcome, Updated)
    assert (fresh.shown().edition.number, fresh.shown().source) == (1, "bundle")


def test_an_unchanged_poll_is_one_conditional_request(kiosk: Kiosk) -> None:
    """When nothing is new, one request is made, it is answered 304, and no file is touched."""
    before = {path: path.stat().st_mtime_ns for path in kiosk.state.rglob("*")}
    kiosk.simulator.asked.clear()
    kiosk.simulator.sent = 0
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.simulator.asked == ["/metadata/timestamp.json"]
    assert kiosk.simulator.sent <= 300
    assert {path: path.stat().st_mtime_ns for path in kiosk.state.rglob("*")} == before


def test_the_same_bytes_without_an_etag_are_unchanged(kiosk: Kiosk) -> None:
    """A server without ETags costs bytes, not work: the same timestamp means nothing is new."""
    kiosk.simulator.fault = lambda _, reply: Reply(200, reply.body, {})
    kiosk.restart()
    kiosk.simulator.asked.clear()
    assert isinstance(kiosk.visit(), Unchanged)
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.simulator.asked == ["/metadata/timestamp.json"] * 2


def test_a_new_edition_is_fetched_once(kiosk: Kiosk) -> None:
    """A published edition is held after one visit, and no file is asked for twice in it."""
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.simulator.asked.clear()
    assert kiosk.visit() == Updated(2, "edition 2, proof of 2026-11-22T03:01:00Z")
    assert len(kiosk.simulator.asked) == len(set(kiosk.simulator.asked))
    assert kiosk.shown().edition.number == 2


def test_a_new_timestamp_alone_is_unchanged_and_kept(kiosk: Kiosk) -> None:
    """A timestamp signed anew makes the knowledge younger: the bundle is rewritten, the edition is not fetched again."""
    kiosk.feed.later(minutes=5).renew()
    kiosk.simulator.asked.clear()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now
    assert not [path for path in kiosk.simulator.asked if "edition" in path]


def test_skipped_editions_do_not_matter(kiosk: Kiosk) -> None:
    """A kiosk that missed editions goes straight to the newest."""
    for number in (2, 5, 9):
        publish(kiosk.feed.later(minutes=1), number)
    assert kiosk.visit() == Updated(9, "edition 9, proof of 2026-11-22T03:03:00Z")


def test_the_previous_bundle_is_kept(kiosk: Kiosk) -> None:
    """After an update the bundle before it still lies beside it, whole."""
    before = (kiosk.state / "bundle").read_bytes()
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.visit()
    assert (kiosk.state / "bundle.previous").read_bytes() == before


def test_a_feed_without_an_edition_is_refused(tmp_path: Path) -> None:
    """A feed that was founded and has published nothing yet leaves the bundled edition, and says so."""
    outcome = Kiosk(Feed(tmp_path / "f"), tmp_path / "state").visit()
    assert isinstance(outcome, Refused)
    assert outcome.edition == 0


def test_nothing_stays_in_the_scratch_folder(kiosk: Kiosk) -> None:
    """What python-tuf wrote on the way is gone after the visit."""
    assert [place for place in (kiosk.state / "scratch", MEMORY / _name(kiosk.state)) if place.exists()] == []


def test_an_edition_that_makes_no_sense_is_refused(kiosk: Kiosk) -> None:
    """Two officers' signatures do not make an empty edition an all-clear: it is refused, the last good one stays."""
    kiosk.feed.publish(changed(whole_edition(2, kiosk.feed.now), advisories=[]))
    outcome = kiosk.visit()
    assert isinstance(outcome, Refused)
    assert "makes no sense" in outcome.why
    assert kiosk.shown().edition.number == 1


def test_a_new_bundle_laid_by_hand_is_noticed(kiosk: Kiosk) -> None:
    """What an import brought while the courier ran is what the courier goes on from."""
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.store.accept(kiosk.feed.bundle())
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.visitor.number == 2


def test_three_rotations_are_slept_through(kiosk: Kiosk) -> None:
    """A kiosk switched on after three rotations of root, with every key replaced by then, follows by itself."""
    for name in ("root-1", "root-2", "root-3"):
        kiosk.feed.later(days=100).rotate(name, "timestamp", "snapshot", "supervisor-1", "supervisor-2")
    kiosk.feed.rotate()
    publish(kiosk.feed, 2)
    kiosk.restart()
    assert isinstance(kiosk.visit(), Updated)
    verified = kiosk.shown().verified
    assert verified is not None
    assert verified.root_version == 5


def test_a_root_rotation_without_a_new_timestamp_is_found(kiosk: Kiosk) -> None:
    """The chain of roots is looked at from time to time, even while the timestamp does not change."""
    kiosk.simulator.asked.clear()
    assert isinstance(kiosk.visit(full=True), Unchanged)
    assert kiosk.simulator.asked == ["/metadata/timestamp.json", "/metadata/2.root.json"]


def test_a_feed_that_never_changes_again_is_refused_when_it_expires(kiosk: Kiosk) -> None:
    """An attacker who freezes the feed at its last honest state is found out when the timestamp expires."""
    kiosk.feed.later(hours=23)
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.feed.later(hours=2)
    outcome = kiosk.visit()
    assert isinstance(outcome, Refused)
    assert "expired" in outcome.why


@pytest.mark.parametrize("years", [-30, -3, 3, 30])
def test_a_wrong_clock_does_not_lose_the_edition(kiosk: Kiosk, years: int) -> None:
    """With a clock years off, the kiosk keeps what it has; behind, it goes on updating; ahead, it says what is wrong."""
    kiosk.clock.error = timedelta(days=365 * years)
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.restart()
    outcome = kiosk.visit()
    assert isinstance(outcome, Updated if years < 0 else Refused)
    assert kiosk.shown().edition.number == (2 if years < 0 else 1)
    assert years < 0 or "clock" in outcome.why
    assert kiosk.visitor.clock_ok() is (years > 0)  # ahead, it may as well have been switched off for years


def test_a_clock_set_right_again_mends_itself(kiosk: Kiosk) -> None:
    """A clock that was years ahead at the start and is then set right needs no restart."""
    kiosk.clock.error = timedelta(days=3000)
    kiosk.restart()
    assert isinstance(kiosk.visit(), Refused)
    kiosk.clock.error = timedelta()
    publish(kiosk.feed.later(minutes=1), 2)
    assert isinstance(kiosk.visit(), Updated)
    assert kiosk.visitor.clock_ok()


def _poison(kiosk: Kiosk) -> None:
    """A thief of the online keys announces version 10^9, and the kiosk takes it; then the feed is honest again."""
    forged = Thief(kiosk.feed).bundle(version=10**9)
    kiosk.simulator.overlay = {
        "/metadata/timestamp.json": forged.timestamp,
        f"/metadata/{10**9}.snapshot.json": forged.snapshot,
    }
    assert isinstance(kiosk.visit(), Unchanged)
    kiosk.simulator.overlay = {}


def test_fast_forward_ends_with_the_next_edition(kiosk: Kiosk) -> None:
    """A poisoned kiosk refuses honest timestamps, but the next edition of two officers brings it back by itself."""
    _poison(kiosk)
    kiosk.feed.later(minutes=1).renew()
    assert isinstance(kiosk.visit(), Refused)
    publish(kiosk.feed.later(minutes=1), 2)
    assert isinstance(kiosk.visit(), Updated)
    assert kiosk.shown().edition.number == 2
    kiosk.feed.later(minutes=1).renew()
    assert isinstance(kiosk.visit(), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now


def test_fast_forward_ends_with_the_stolen_keys(kiosk: Kiosk) -> None:
    """Where no new edition comes, new online keys under a new root bring a poisoned kiosk back."""
    _poison(kiosk)
    kiosk.feed.later(minutes=1).rotate("timestamp", "snapshot")
    assert isinstance(kiosk.visit(full=True), Unchanged)
    assert kiosk.shown().signed_at == kiosk.feed.now


def test_a_poisoned_kiosk_takes_no_old_edition(kiosk: Kiosk) -> None:
    """Asked without what it holds, python-tuf would take yesterday's feed; the door does not."""
    yesterday = kiosk.simulator.files()
    publish(kiosk.feed.later(minutes=1), 2)
    assert isinstance(kiosk.visit(), Updated)
    _poison(kiosk)
    kiosk.simulator.overlay = {**dict.fromkeys(kiosk.simulator.files()), **yesterday}
    assert isinstance(kiosk.visit(), Refused)
    assert kiosk.shown().edition.number == 2


def test_a_new_timestamp_alone_costs_one_request(kiosk: Kiosk) -> None:
    """What is held already is not asked for again, not even whether there is a newer root."""
    kiosk.feed.later(minutes=5).renew()
    kiosk.simulator.asked.clear()
    assert isinstance(kiosk.visit(), Unchanged)
    assert len(kiosk.simulator.asked) == 1
    assert kiosk.shown().signed_at == kiosk.feed.now


def test_a_new_timestamp_of_another_key_is_refused(kiosk: Kiosk, tmp_path: Path) -> None:
    """The short way asks the same of a timestamp as the long one: its key, its version, its expiry."""
    other = Feed(tmp_path / "other", now=kiosk.feed.now)
    publish(other, 1)
    other.later(minutes=5).renew()
    before = kiosk.shown().signed_at
    kiosk.simulator.overlay = {"/metadata/timestamp.json": other.bundle().timestamp}
    assert isinstance(kiosk.visit(), Refused)
    kiosk.simulator.overlay = {"/metadata/timestamp.json": kiosk.feed.later(minutes=5).renew().timestamp}
    kiosk.feed.later(days=3)
    assert isinstance(kiosk.visit(), Refused)
    assert kiosk.shown().signed_at == before


def test_another_feed_is_refused(kiosk: Kiosk, tmp_path: Path) -> None:
    """A feed founded by somebody else, correct in itself, is not this kiosk's."""
    other = Feed(tmp_path / "other", now=kiosk.feed.now)
    publish(other, 7)
    kiosk.simulator.folder = other.folder
    assert isinstance(kiosk.visit(), Refused)
    assert kiosk.shown().edition.number == 1


def test_a_training_feed_is_refused_by_a_demo_kiosk(first_feed: Feed, tmp_path: Path) -> None:
    """A root of another mode cannot even be enrolled."""
    from kiosk.faults import Refusal
    from kiosk.gate import enrollment

    with pytest.raises(Refusal):
        enrollment.enroll(tmp_path / "state", "http://feed.test", first_feed.anchor, "live")
    assert copied(first_feed, tmp_path / "x").mode == "demo"
