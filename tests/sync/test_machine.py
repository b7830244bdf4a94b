"""A random life of a kiosk: officers publish, thieves forge, clocks jump, the power fails; one invariant after each step.

*What the display would show is signed by two admitted people (or is the bundled edition), is never older than what it
showed before, and its stated age is never less than the truth.*

The oracle: python-tuf's own verification, and a list of what was published. Our trust module is not asked. Two limits are
written into it: damage to a file may bring back what the other file holds, and a machine that *starts* with its clock
behind cannot know by how much (what it then lags is allowed for; a clock that jumps while it runs is not).
"""

import contextlib
import hashlib
import json
import random
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from kiosk.domain.freshness import ONLINE_REACH, SKEW, Freshness, freshness
from kiosk.faults import Fault
from kiosk.feed.trust import webauthn
from kiosk.feed.trust.bundle import Bundle
from kiosk.gate.store import Held
from kiosk.gate.timekeeper import Timekeeper
from tests.feed.workshop import Feed, Thief, whole_edition
from tests.sync.bench import Kiosk, changed, copied, publish
from tests.sync.disks import MemoryDisk, PowerCutError
from tests.sync.test_faults import FAULTS

QUICK = [name for name in FAULTS if "bomb" not in name and "endless" not in name]


@cache
def _template() -> Feed:
    feed = Feed(Path(tempfile.mkdtemp(prefix="kiosk-machine-")))
    publish(feed, 1)
    return feed


@cache
def _stranger() -> Feed:
    feed = Feed(Path(tempfile.mkdtemp(prefix="kiosk-stranger-")))
    publish(feed, 99)
    return feed


class Life(RuleBasedStateMachine):
    """One kiosk's life."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-life-"))
        self.feed = copied(_template(), self.folder / "of-feed")
        self.disk = MemoryDisk()
        self.kiosk = Kiosk(self.feed, self.folder / "state", disk=self.disk)
        self.published = {hashlib.sha256(self.feed.bundle().edition).hexdigest(): 1}
        self.past = [self.kiosk.simulator.files()]
        self.sticks = [self.feed.bundle()]
        self.least = 0
        self.display = Timekeeper(self.kiosk.clock)
        self.seen_signed: datetime | None = None
        self.foreign = copied(_stranger(), self.folder / "of-stranger")

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(pair=st.sampled_from([("kim", "lee"), ("lee", "park"), ("park", "kim")]), skip=st.integers(1, 3))
    def publish(self, pair: tuple[str, str], skip: int) -> None:
        """Two officers publish the next edition."""
        number = max(self.published.values()) + skip
        data = whole_edition(number, self.feed.now)
        self.feed.publish(data, *pair)
        self.published[hashlib.sha256(data).hexdigest()] = number
        self._remember()

    @rule()
    def renew(self) -> None:
        """The timer signs a new timestamp."""
        self.feed.renew()
        self._remember()

    @rule(names=st.sampled_from([(), ("timestamp",), ("root-1", "snapshot"), ("supervisor-1", "supervisor-2")]))
    def rotate(self, names: tuple[str, ...]) -> None:
        """A ceremony replaces keys."""
        self.feed.rotate(*names)
        self._remember()

    @rule(how=st.sampled_from([{"minutes": 4}, {"minutes": 50}, {"hours": 7}, {"days": 2}, {"days": 20}]))
    def time_passes(self, how: dict[str, float]) -> None:
        """The world goes on."""
        self.feed.later(**how)

    @rule(hours=st.sampled_from([-20_000, -30, -1, -0.05, 0, 0, 0.05, 1, 30, 20_000]))
    def the_clock_jumps(self, hours: float) -> None:
        """The kiosk's clock is off by that much from now on."""
        self.kiosk.clock.error = timedelta(hours=hours)

    @rule(full=st.booleans())
    def visit(self, full: bool) -> None:
        """The courier visits."""
        self.kiosk.visit(full=full)

    @rule(name=st.sampled_from(QUICK), full=st.booleans())
    def visit_under_a_fault(self, name: str, full: bool) -> None:
        """The courier visits while the network misbehaves."""
        self.kiosk.simulator.fault = FAULTS[name][0]
        self.kiosk.visit(full=full)
        self.kiosk.simulator.fault = None

    @rule(data=st.data())
    def the_feed_goes_back(self, data: st.DataObject) -> None:
        """The server serves an older state of itself, or files of several states mixed."""
        if data.draw(st.booleans()):
            chosen = data.draw(st.sampled_from(self.past))
            self._overlay(chosen)
        else:
            names = sorted({name for files in self.past for name in files})
            self._overlay({name: data.draw(st.sampled_from(self.past)).get(name) for name in names})

    @rule()
    def the_feed_is_honest(self) -> None:
        """The server serves what is in force."""
        self.kiosk.simulator.overlay = {}

    @rule()
    def another_feed_answers(self) -> None:
        """The address leads to a feed of somebody else."""
        files = {f"/{p.relative_to(self.foreign.folder)}": p.read_bytes() for p in self.foreign.folder.rglob("*.json")}
        self._overlay({**dict.fromkeys(self.past[-1]), **files})

    @rule(
        how=st.sampled_from(
            ["one", "twice", "stranger", "future", "ahead", "lasting", "forward", "version", "number", "older"]
        ),
        stick=st.booleans(),
    )
    def a_thief_forges(self, how: str, stick: bool) -> None:
        """Whoever holds the online keys offers something, over the network or on a stick."""
        bundle = self._forged(how)
        self.sticks.append(bundle)
        if not stick:
            self._overlay(_as_files(bundle))

    @rule(hours=st.sampled_from([30, 87_600]))
    def the_servers_clock_jumps_once(self, hours: int) -> None:
        """The timer signs one timestamp, and the snapshot if due, by a clock that is ahead."""
        self.feed.later(hours=hours).renew()
        self.feed.later(hours=-hours)
        self._remember()

    @rule()
    def all_is_honest_again(self) -> None:
        """By a clock that is right the next beat is taken; where the online keys were stolen, the next edition at the latest."""
        self.kiosk.simulator.overlay = {}
        self.kiosk.clock.error = timedelta()
        self.feed.later(minutes=1)
        self.renew()
        self.kiosk.visit(full=True)
        if self.kiosk.shown().signed_at != self.feed.now:
            self.feed.later(minutes=1)
            self.publish(("kim", "lee"), 1)
            outcome = self.kiosk.visit(full=True)
            assert self.kiosk.shown().signed_at == self.feed.now, outcome
        assert self.kiosk.visitor.clock_ok()

    @rule(place=st.integers(0, 50))
    def a_stick_arrives(self, place: int) -> None:
        """Somebody imports a bundle, honest or forged, new or old."""
        with contextlib.suppress(Fault):
            self.kiosk.store.accept(self.sticks[place % len(self.sticks)])

    @rule(after=st.integers(0, 9), cut_at=st.integers(0, 200_000))
    def killed(self, after: int, cut_at: int) -> None:
        """The courier is killed in the middle of a visit."""
        self._blown(after, cut_at)
        self.disk.come_up()
        self.kiosk.restart()

    @rule(after=st.integers(0, 9), cut_at=st.integers(0, 200_000), seed=st.integers(0, 10**6))
    def power_cut(self, after: int, cut_at: int, seed: int) -> None:
        """The power fails in the middle of a visit."""
        self._blown(after, cut_at)
        self.disk.power_cut(random.Random(seed))
        self._boot()

    @rule()
    def boot(self) -> None:
        """The machine is switched off and on."""
        self._boot()

    @rule(which=st.sampled_from(["bundle", "bundle.previous", "both"]))
    def damage(self, which: str) -> None:
        """Something on the disk goes bad."""
        names = ("bundle", "bundle.previous") if which == "both" else (which,)
        for name in names:
            if self.kiosk.state / name in self.disk.names:
                self.disk.damage(self.kiosk.state / name, b"kiosk-bundle 1 damaged\n{}\n")
        self.least = self.kiosk.shown().edition.number

    @invariant()
    def what_is_shown_is_true(self) -> None:
        """The invariant."""
        held = self.kiosk.shown()
        if held.source == "bundled":
            assert (held.edition.number, held.signed_at, held.verified) == (0, None, None)
        else:
            assert held.bundle is not None
            self._signed_and_published(held.bundle, held)
        assert held.edition.number >= self.least
        self.least = held.edition.number
        self._age_is_true(held)

    def _signed_and_published(self, bundle: Bundle, held: Held) -> None:
        _verified_by_tuf(self.feed.anchor, bundle)
        assert held.edition.number == self.published[hashlib.sha256(bundle.edition).hexdigest()]

    def _age_is_true(self, held: Held) -> None:
        if held.signed_at is not None and held.signed_at != self.seen_signed:
            self.seen_signed = held.signed_at
            self.display.learn(held.signed_at)
        moment = self.display.moment(held.floor, held.signed_at)
        believed = max(self.kiosk.clock.wall(), self._steady(), held.floor)
        assert moment.now <= believed + ONLINE_REACH
        state = freshness(moment, held.signed_at, held.edition.valid_until)
        if held.signed_at is None:
            assert state is Freshness.UNKNOWN
            return
        assert held.bundle is not None
        signed_at = datetime.fromtimestamp(json.loads(held.bundle.timestamp)["signed"]["x-signed-at"], UTC)
        if state is not Freshness.UNKNOWN:
            assert moment.now - signed_at >= self.feed.now - signed_at - SKEW - self._lag()

    def _steady(self) -> datetime:
        anchor = self.display.anchor
        return anchor.wall + timedelta(seconds=self.kiosk.clock.ticks() - anchor.ticks)

    def _lag(self) -> timedelta:
        """By how much the clock was behind when it was last believed."""
        return max(timedelta(), self.feed.now - self._steady())

    def _blown(self, after: int, cut_at: int) -> None:
        self.disk.fuse, self.disk.done, self.disk.cut_at = after, 0, cut_at
        with contextlib.suppress(PowerCutError):
            self.kiosk.visit(full=True)

    def _boot(self) -> None:
        self.kiosk.restart()
        self.display = Timekeeper(self.kiosk.clock)
        self.seen_signed = None

    def _remember(self) -> None:
        self.past = [*self.past[-5:], self.kiosk.simulator.files()]
        self.sticks = [*self.sticks[-5:], self.feed.bundle()]

    def _overlay(self, files: dict[str, Any]) -> None:
        self.kiosk.simulator.overlay = dict(files)

    def _forged(self, how: str) -> Bundle:
        thief, feed = Thief(self.feed), self.feed
        version = feed.repository.editions().signed.version + 1  # type: ignore[union-attr]
        top = max(self.published.values())
        data = changed(whole_edition(top + 1, feed.now), contacts=[])
        one = feed.signer_of("kim")
        match how:
            case "one":
                return thief.bundle(edition=data, editions=thief.listing(data, one, version=version))
            case "twice":
                twice = thief.listing(data, one, one, version=version)
                return thief.bundle(edition=data, editions=twice)
            case "stranger":
                other = self.foreign.signer_of("lee")
                return thief.bundle(edition=data, editions=thief.listing(data, one, other, version=version))
            case "future":
                return thief.bundle(extra={"x-signed-at": int(feed.now.timestamp()) + 70 * 365 * 86400})
            case "ahead":
                return thief.bundle(extra={"x-signed-at": int(feed.now.timestamp()) + 30 * 3600})
            case "lasting":
                return thief.bundle(expires=feed.now + timedelta(days=3650))
            case "forward":
                return thief.bundle(version=feed.repository.snapshot().signed.version + 10**6)  # type: ignore[union-attr]
            case "version":
                return thief.bundle(extra={})
            case "number":
                return thief.bundle(edition=changed(feed.repository.edition() or b"", number=top + 7))
            case _:
                old = self.sticks[0]
                return thief.bundle(edition=old.edition, editions=Metadata[Targets].from_bytes(old.editions))


def _as_files(bundle: Bundle) -> dict[str, bytes]:
    """A bundle as a web server would serve it."""
    found = {"/metadata/timestamp.json": bundle.timestamp}
    for role in ("snapshot", "targets", "editions"):
        data: bytes = getattr(bundle, role)
        found[f"/metadata/{json.loads(data)['signed']['version']}.{role}.json"] = data
    for root in bundle.roots:
        found[f"/metadata/{json.loads(root)['signed']['version']}.root.json"] = root
    for target in json.loads(bundle.editions)["signed"]["targets"].values():
        found[f"/targets/{target['hashes']['sha256']}.edition.json"] = bundle.edition
    return found


def _verified_by_tuf(anchor: bytes, bundle: Bundle) -> None:
    """python-tuf's own rules, role by role; raises where one is broken."""
    webauthn.register()
    root = Metadata[Root].from_bytes(anchor)
    for data in bundle.roots:
        following = Metadata[Root].from_bytes(data)
        if following.signed.version > root.signed.version:
            assert following.signed.version == root.signed.version + 1
            root.signed.verify_delegate("root", following.signed_bytes, following.signatures)
            following.signed.verify_delegate("root", following.signed_bytes, following.signatures)
            root = following
    timestamp = Metadata[Timestamp].from_bytes(bundle.timestamp)
    snapshot = Metadata[Snapshot].from_bytes(bundle.snapshot)
    targets = Metadata[Targets].from_bytes(bundle.targets)
    editions = Metadata[Targets].from_bytes(bundle.editions)
    for role, document in (("timestamp", timestamp), ("snapshot", snapshot), ("targets", targets)):
        root.signed.verify_delegate(role, document.signed_bytes, document.signatures)
    targets.signed.verify_delegate("editions", editions.signed_bytes, editions.signatures)
    timestamp.signed.snapshot_meta.verify_length_and_hashes(bundle.snapshot)
    snapshot.signed.meta["targets.json"].verify_length_and_hashes(bundle.targets)
    snapshot.signed.meta["editions.json"].verify_length_and_hashes(bundle.editions)
    editions.signed.targets["edition.json"].verify_length_and_hashes(bundle.edition)


def _live(examples: int, steps: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet)
    run_state_machine_as_test(Life, settings=chosen)


def test_a_short_life() -> None:
    """The invariant holds after each of some two hundred random steps."""
    _live(8, 25)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_long_life() -> None:
    """The invariant holds after each of ten thousand random steps."""
    _live(200, 50)
