"""Enrolment, sneaker-net, the doctor, the report and the cadence."""

import fcntl
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import cli
from kiosk.faults import Fault, Refusal
from kiosk.feed.trust.verification import fingerprint
from kiosk.gate import doctor, enrollment, stick
from kiosk.gate.store import Store
from kiosk.sync import cadence
from kiosk.sync.outcome import Outcome, Refused, Unchanged, Unreachable, Updated, exit_code, of_word, word
from kiosk.sync.report import Report, cut_off
from tests.feed.workshop import Feed, Thief, whole_edition
from tests.sync.bench import Kiosk, changed, publish
from tests.sync.simulator import URL, Reply, only, status
from tests.test_cli import MORTAL

SOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_enrollment_is_told_and_kept(first_feed: Feed, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`kiosk enroll` prints the fingerprint and the code, and writes root, mode, feed and a private key."""
    (tmp_path / "root.json").write_bytes(first_feed.anchor)
    words = ["--state", str(tmp_path / "s"), "--feed", URL, "--root", str(tmp_path / "root.json"), "--mode", "demo"]
    assert cli.run(["enroll", *words]) == 0
    said = capsys.readouterr().out
    code = enrollment.short_code(enrollment.device_key(tmp_path / "s"))
    assert fingerprint(first_feed.anchor) in said
    assert code in said
    assert len(code) == 9
    key = tmp_path / "s" / "trust" / "device.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    made = Store(tmp_path / "s").enrollment()
    assert (made.anchor, made.mode, made.feed) == (first_feed.anchor, "demo", URL)
    assert cli.run(["enroll", *words]) == 1
    assert "enrolled already" in capsys.readouterr().err
    assert enrollment.short_code(enrollment.device_key(tmp_path / "s")) == code


def test_two_kiosks_have_two_codes(first_feed: Feed, tmp_path: Path) -> None:
    """Each kiosk makes its own key."""
    codes = {enrollment.enroll(tmp_path / name, URL, first_feed.anchor, "demo").code for name in "abc"}
    assert len(codes) == 3


@pytest.mark.parametrize(("mode", "code"), [("live", 2), ("training", 2)])
def test_a_root_of_another_mode(first_feed: Feed, tmp_path: Path, mode: str, code: int) -> None:
    """A root whose keys are of another mode cannot be enrolled, and nothing is left behind."""
    with pytest.raises(Refusal) as caught:
        enrollment.enroll(tmp_path / "s", URL, first_feed.anchor, mode)
    assert caught.value.exit_code == code
    assert not (tmp_path / "s" / "trust").exists()


def test_a_file_that_is_no_root(tmp_path: Path) -> None:
    """Rubbish in the place of a root is refused."""
    with pytest.raises(Refusal):
        enrollment.enroll(tmp_path / "s", URL, b"{}", "demo")


def _export(kiosk: Kiosk, tmp_path: Path) -> Path:
    stick.export(kiosk.state, tmp_path / "stick")
    return tmp_path / "stick"


def test_a_stick_updates_a_kiosk_without_network(kiosk: Kiosk, tmp_path: Path) -> None:
    """What one kiosk exports another imports, with its whole proof."""
    enrollment.enroll(tmp_path / "far", URL, kiosk.feed.anchor, "demo")
    held, another = stick.import_(tmp_path / "far", _export(kiosk, tmp_path))
    assert (held.edition.number, another) == (1, True)
    assert stick.import_(tmp_path / "far", tmp_path / "stick")[1] is False
    assert Store(tmp_path / "far").load().source == "bundle"


def test_a_stick_brings_nothing_older(kiosk: Kiosk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An older bundle is refused with exit code 2, and the newer edition stays."""
    stick = _export(kiosk, tmp_path)
    publish(kiosk.feed.later(minutes=1), 2)
    kiosk.visit()
    assert cli.run(["edition", "import", "--state", str(kiosk.state), str(stick)]) == 2
    assert "older" in capsys.readouterr().err
    assert kiosk.shown().edition.number == 2


def test_a_stick_with_one_signature(kiosk: Kiosk, tmp_path: Path) -> None:
    """One officer alone cannot bring an edition on a stick."""
    data, thief = whole_edition(2, kiosk.feed.now), Thief(kiosk.feed)
    one = thief.bundle(edition=data, editions=thief.listing(data, kiosk.feed.signer_of("kim")))
    (tmp_path / "stick").write_bytes(one.to_bytes())
    assert cli.run(["edition", "import", "--state", str(kiosk.state), str(tmp_path / "stick")]) == 2
    assert kiosk.shown().edition.number == 1


@pytest.mark.parametrize("content", [b"", b"rubbish", bytes(9_000_000)])
def test_a_stick_with_rubbish(kiosk: Kiosk, tmp_path: Path, content: bytes) -> None:
    """A damaged file is refused in one line."""
    (tmp_path / "stick").write_bytes(content)
    with pytest.raises(Refusal):
        stick.import_(kiosk.state, tmp_path / "stick")


def test_a_stick_that_is_not_there(kiosk: Kiosk, tmp_path: Path) -> None:
    """A missing file, and an export where nothing is held, are faults, not refusals."""
    with pytest.raises(Fault) as caught:
        stick.import_(kiosk.state, tmp_path / "stick")
    assert caught.value.exit_code == 1
    with pytest.raises(Fault, match="nothing to export"):
        stick.export(tmp_path / "empty", tmp_path / "stick")


def test_an_export_replaces_no_device(kiosk: Kiosk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no plain file stays what it is; the name is told in one line."""
    os.mkfifo(tmp_path / "pipe")
    assert cli.run(["edition", "export", "--state", str(kiosk.state), str(tmp_path / "pipe")]) == 1
    assert capsys.readouterr().err == f"kiosk: {tmp_path / 'pipe'}: Not a plain file\n"
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("way", ["the file", "its folder", "a folder above"])
def test_an_export_writes_through_no_link(
    kiosk: Kiosk, tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    """A prepared stick cannot make an export overwrite the trusted root or a private file: no link on it is followed."""
    trust, stick = tmp_path / "trust" / "deep", tmp_path / "stick"
    trust.mkdir(parents=True)
    stick.mkdir()
    (trust / "root.json").write_text("trusted")
    where = stick / "in" / "root.json"
    if way == "the file":
        (stick / "in").mkdir()
        where.symlink_to(trust / "root.json")
    elif way == "its folder":
        (stick / "in").symlink_to(trust)
    else:
        (stick / "up").symlink_to(trust.parent)
        where = stick / "up" / "deep" / "root.json"
    assert cli.run(["edition", "export", "--state", str(kiosk.state), str(where)]) == 1
    said = capsys.readouterr().err
    assert "link" in said and str(where) in said and len(said.splitlines()) == 1
    assert [(one.name, one.read_text()) for one in trust.iterdir()] == [("root.json", "trusted")]


def test_an_export_replaces_a_hard_link_not_what_it_names(kiosk: Kiosk, tmp_path: Path) -> None:
    """A second name of another file is replaced by a new file; the other file stays as it was."""
    private, carried = tmp_path / "private", tmp_path / "stick"
    private.write_text("private")
    carried.hardlink_to(private)
    stick.export(kiosk.state, carried)
    assert private.read_text() == "private" and carried.read_bytes() != b"private"


def test_an_export_makes_no_folder(kiosk: Kiosk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stick that is not mounted is told, and no folder is made in its place."""
    assert cli.run(["edition", "export", "--state", str(kiosk.state), str(tmp_path / "stick" / "x")]) == 1
    assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "stick").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="no right to mount a disk of its own")
def test_an_export_onto_a_full_stick_leaves_nothing(kiosk: Kiosk, tmp_path: Path) -> None:
    """No room: exit 1, one line, and no half a file under any name."""
    words = [sys.executable, "-m", "kiosk", "edition", "export", "--state", str(kiosk.state), str(tmp_path / "m" / "x")]
    (tmp_path / "m").mkdir()
    shell = 'mount -t tmpfs -o size=16k none "$0" && "$@"; code=$?; ls -A "$0"; exit $code'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", shell, str(tmp_path / "m"), *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"kiosk: {tmp_path / 'm' / 'x'}: No space left on device\n"


def _examined(kiosk: Kiosk, after: timedelta = timedelta()) -> dict[str, doctor.Finding]:
    findings = doctor.examine(kiosk.state, kiosk.feed.now + after)
    assert all("\n" not in finding.line() for finding in findings)
    return {finding.subject: finding for finding in findings}


def _report(kiosk: Kiosk) -> Outcome:
    outcome, visitor = kiosk.visit(), kiosk.visitor
    Report(kiosk.store, kiosk.url).tell(outcome, visitor.held, visitor.now, clock_ok=visitor.clock_ok())
    return outcome


def test_the_doctor_finds_a_sound_kiosk_sound(kiosk: Kiosk) -> None:
    """Of a kiosk that works, nothing is said to be wrong."""
    _report(kiosk)
    found = _examined(kiosk)
    about = ("rights", "room", "enrolment", "edition", "freshness", "courier")
    assert not [found[name] for name in about if found[name].wrong]
    assert "signed by kim and lee" in found["edition"].said


def test_the_doctor_names_the_fault(kiosk: Kiosk) -> None:
    """Of a feed that is down: which host, since when, what is shown meanwhile, what to do."""
    _report(kiosk)
    kiosk.feed.later(hours=3)
    kiosk.simulator.fault = only("", lambda _: Reply(503))
    _report(kiosk)
    found = _examined(kiosk)
    assert found["courier"].said == (
        "unreachable since 2026-11-22T06:00:00Z: feed.test answered 503; edition 1 is shown meanwhile"
    )
    assert found["courier"].mend
    assert "delayed" in found["freshness"].said


@pytest.mark.parametrize(("after", "said"), [(timedelta(days=-900), "clock"), (timedelta(days=30), "unknown")])
def test_the_doctor_knows_the_time(kiosk: Kiosk, after: timedelta, said: str) -> None:
    """A clock that is wrong and knowledge that is old are said."""
    finding = _examined(kiosk, after)["freshness"]
    assert finding.wrong
    assert said in finding.said


def test_the_doctor_of_an_empty_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there is said, not made; the JSON form says the same."""
    assert cli.run(["doctor", "--state", str(tmp_path / "gone"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert next(one for one in told if one["subject"] == "rights")["wrong"]
    assert not (tmp_path / "gone").exists()


def test_the_doctor_names_damage(kiosk: Kiosk) -> None:
    """A damaged bundle is said, and what is shown instead."""
    (kiosk.state / "bundle").write_bytes(b"rubbish")
    assert "edition 0" in _examined(kiosk)["edition"].said
    (kiosk.state / "trust" / "device.key").write_bytes(b"rubbish")
    assert "not a device key" in _examined(kiosk)["enrolment"].said


def test_the_doctor_knows_a_damaged_root(kiosk: Kiosk) -> None:
    """A trusted root that is none: enrollment is wrong and the mend is to enroll anew, for the edition and courier too."""
    _report(kiosk)
    (kiosk.state / "trust" / "root.json").write_bytes(b"{}")
    kiosk.restart()
    _report(kiosk)
    found = _examined(kiosk)
    assert "kiosk enroll" in found["enrolment"].mend
    assert found["edition"].mend == "See the enrollment's line."
    assert found["courier"].mend == "Mend first what is WRONG above."


@pytest.mark.skipif(os.geteuid() != 0, reason="no right to mount a disk of its own")
def test_the_doctor_knows_a_disk_that_is_read_only(kiosk: Kiosk) -> None:
    """The mend is the disk's, not its owner's."""
    words = [sys.executable, "-m", "kiosk", "doctor", "--state", str(kiosk.state), "--json"]
    shell = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && "$@"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", shell, str(kiosk.state), *words], capture_output=True, text=True, check=False
    )
    (rights,) = [one for one in json.loads(done.stdout) if one["subject"] == "rights"]
    assert (rights["wrong"], rights["mend"].startswith("Mount it for writing")) == (True, True), done.stderr


@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_the_doctor_looks_at_a_folder_it_may_not_read(kiosk: Kiosk, mode: int) -> None:
    """Rights and enrollment are wrong, the mend is whose folder it is, and every other check ends in a finding too."""
    kiosk.state.chmod(mode)
    words = [*MORTAL, sys.executable, "-m", "kiosk", "doctor", "--state", str(kiosk.state), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    kiosk.state.chmod(0o700)
    found = {one["subject"]: one for one in json.loads(done.stdout)}
    assert (done.returncode, done.stderr) == (1, "")
    assert [found[name]["wrong"] for name in ("rights", "enrolment", "edition", "courier")] == [True] * 4
    assert f"uid {os.getuid()}" in found["enrolment"]["mend"]


def test_the_doctor_knows_an_address_that_is_none(kiosk: Kiosk) -> None:
    """Rubbish in the place of the feed's address is told, not shown as the feed."""
    (kiosk.state / "trust" / "feed").write_bytes(b"\x00\xff")
    finding = _examined(kiosk)["enrolment"]
    assert (finding.wrong, "holds no web address" in finding.said) == (True, True)


def test_the_doctor_knows_a_kiosk_without_its_key(kiosk: Kiosk) -> None:
    """Without its device key the kiosk has no name for the desk; what travellers see is as before, and so it is said."""
    _report(kiosk)
    (kiosk.state / "trust" / "device.key").unlink()
    found = _examined(kiosk)
    assert found["enrolment"].wrong
    assert "what is shown does not change" in found["enrolment"].mend
    assert not found["edition"].wrong


def test_the_doctor_misses_a_courier(kiosk: Kiosk) -> None:
    """No courier at work and no report for minutes is wrong; one at work that found nothing new is good."""
    _report(kiosk)
    late = timedelta(minutes=6)
    assert not _examined(kiosk)["courier"].wrong
    missed = _examined(kiosk, late)["courier"]
    assert (missed.wrong, missed.mend) == (True, "Start `kiosk sync` again.")
    assert "has not reported since 2026-11-22T03:00:00Z" in missed.said
    with (kiosk.state / ".courier.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not _examined(kiosk, late)["courier"].wrong


@pytest.mark.parametrize(
    "content", [b'{"outcome": 5}', b'{"outcome": "updated", "why": "", "since": "yesterday"}', None]
)
def test_the_doctor_knows_a_status_that_is_none(kiosk: Kiosk, content: bytes | None) -> None:
    """Values of other types, a time that is none, a folder in the file's place: the courier's line is wrong."""
    place = kiosk.state / "status.json"
    place.mkdir() if content is None else place.write_bytes(content)
    assert _examined(kiosk)["courier"].wrong


@pytest.mark.parametrize("name", ["bundle", "bundle.previous"])
def test_a_folder_in_the_bundles_place_is_set_aside(kiosk: Kiosk, name: str) -> None:
    """The courier keeps what it fetched all the same, and deletes nothing."""
    (kiosk.state / name).unlink(missing_ok=True)
    (kiosk.state / name / "full").mkdir(parents=True)
    publish(kiosk.feed.later(minutes=1), 2)
    assert isinstance(kiosk.visit(), Updated)
    assert (kiosk.shown().edition.number, kiosk.shown().source) == (2, "bundle")
    assert (kiosk.state / f"{name}.set-aside" / "full").is_dir()


def test_the_status_tells_what_happened(kiosk: Kiosk) -> None:
    """status.json carries outcome, edition, the times that were signed and verified, and the clock."""
    publish(kiosk.feed.later(minutes=1), 2)
    _report(kiosk)
    found = kiosk.store.read_status()
    assert found is not None
    wanted = {"outcome": "updated", "edition": 2, "clock_ok": True, "source": "bundle", "feed": URL, "faults": []}
    assert {key: found[key] for key in wanted} == wanted
    assert found["signed_at"] == found["checked_at"] == found["since"] == "2026-11-22T03:01:00Z"
    assert found["expires"]["timestamp"] == "2026-11-23T03:01:00Z"


def test_a_quiet_feed_writes_no_status(kiosk: Kiosk) -> None:
    """Nothing new after something good is not written; a change for the worse and back is, once each."""
    report, visitor, written = Report(kiosk.store, URL), kiosk.visitor, []
    for code in (0, 0, 0, 503, 503, 503, 0, 0):
        kiosk.simulator.fault = only("", status(code)) if code else None
        outcome = kiosk.visit()
        written.append(report.tell(outcome, visitor.held, visitor.now, clock_ok=True))
    assert written == [True, False, False, True, False, False, True, False]


def test_since_is_the_beginning(kiosk: Kiosk) -> None:
    """`since` is when the trouble began, not when it was last seen, also across a restart and another trouble."""
    held = kiosk.visitor.held
    Report(kiosk.store, URL).tell(Updated(1, ""), held, SOON, clock_ok=True)
    Report(kiosk.store, URL).tell(Unreachable(1, "a"), held, SOON + timedelta(hours=1), clock_ok=True)
    Report(kiosk.store, URL).tell(Refused(1, "b"), held, SOON + timedelta(hours=2), clock_ok=True)
    cut_off(kiosk.store, "c", SOON + timedelta(hours=3))
    found = kiosk.store.read_status()
    assert found is not None
    assert (found["outcome"], found["why"], found["since"]) == ("unreachable", "c", "2026-11-22T04:00:00Z")
    assert found["signed_at"] == "2026-11-22T03:00:00Z"


@pytest.mark.parametrize(
    ("outcome", "said", "code"),
    [(Updated(1, ""), "updated", 0), (Unchanged(1, ""), "unchanged", 0), (Unreachable(1, ""), "unreachable", 1),
     (Refused(1, ""), "refused", 2)],
)  # fmt: skip
def test_the_words_of_the_outcomes(outcome: Outcome, said: str, code: int) -> None:
    """Each outcome has its word and its exit code."""
    assert (word(outcome), exit_code(outcome), of_word(said)) == (said, code, type(outcome))


chances = st.floats(0, 1)


@given(poll=st.floats(1, 3600), chance=chances)
def test_the_pause_is_never_longer_than_asked(poll: float, chance: float) -> None:
    """After a good visit the pause is the settings' or up to a fifth shorter."""
    assert poll * 0.8 <= cadence.next_wait(0, poll, chance) <= poll


@given(failures=st.integers(1, 10**6), poll=st.floats(1, 3600), chance=chances)
def test_failures_space_out(failures: int, poll: float, chance: float) -> None:
    """After failures the pause grows to a minute (or the settings' own), and no further."""
    wait = cadence.next_wait(failures, poll, chance)
    assert 0.5 * min(poll, 60) <= wait <= max(60, poll)


@given(outcomes=st.lists(st.sampled_from([Updated(1, ""), Unreachable(1, ""), Refused(1, "")])))
def test_failures_are_counted_in_a_row(outcomes: Iterable[Outcome]) -> None:
    """One good visit begins the count anew."""
    count, last = 0, 0
    for outcome in outcomes:
        count = cadence.failures_after(outcome, count)
        last = 0 if isinstance(outcome, Updated) else last + 1
    assert count == last


@given(chance=chances)
def test_roots_are_looked_at(chance: float) -> None:
    """Every 10 to 15 minutes."""
    assert 600 <= cadence.next_full(chance) <= 900


def test_changed_is_another_edition() -> None:
    """The tests' own tool changes what it says it does."""
    assert json.loads(changed(b'{"a": 1}', b=2)) == {"a": 1, "b": 2}
