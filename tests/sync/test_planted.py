"""Twenty-five faults of a gate's box, planted one by one: the doctor finds each and names its mend."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.gate import commands, doctor, machine, saver
from kiosk.sync.report import Report
from tests.feed.workshop import whole_edition
from tests.sync.bench import Kiosk, publish
from tests.sync.simulator import Reply, only

Plant = Callable[[Kiosk, pytest.MonkeyPatch], timedelta | None]


def _program(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, name: str, says: str) -> None:
    """Put in a program's place one that says something else."""
    folder = kiosk.state.parent / "bin"
    folder.mkdir()
    (folder / name).write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def _no_khmer(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(kiosk, monkeypatch, "fc-list", "echo 'Noto Sans CJK KR'; echo 'Noto Sans'")


def _no_fontconfig(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(kiosk, monkeypatch, "fc-list", "exit 127")


def _clock_by_nobody(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(kiosk, monkeypatch, "timedatectl", "echo no")


def _blanking(_: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(saver, "read", lambda _: saver.Saver(600, False))


def _sleeping(_: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setattr(saver, "read", lambda _: saver.Saver(0, True))


def _damaged_library(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    (kiosk.state.parent / "libgssapi_krb5.so.2").write_bytes(b"")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(kiosk.state.parent))


def _gone(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(kiosk.state)


def _a_file(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(kiosk.state)
    kiosk.state.touch()


def _full(_: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM_NEEDED", 2**62)


def _without(name: str) -> Plant:
    def plant(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
        (kiosk.state / name).unlink()

    return plant


def _rubbish(name: str) -> Plant:
    def plant(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
        (kiosk.state / name).write_bytes(b"rubbish \xff")

    return plant


def _never_enrolled(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(kiosk.state / "trust")


def _later(**spans: float) -> Plant:
    def plant(*_: object) -> timedelta:
        return timedelta(**spans)

    return plant


def _told(kiosk: Kiosk) -> None:
    outcome, visitor = kiosk.visit(), kiosk.visitor
    Report(kiosk.store, kiosk.url).tell(outcome, visitor.held, visitor.now, clock_ok=visitor.clock_ok())


def _down(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    kiosk.feed.later(minutes=1)
    kiosk.simulator.fault = only("", lambda _: Reply(503))
    _told(kiosk)


def _forged(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    publish(kiosk.feed.later(minutes=1), 2)
    other = whole_edition(3, kiosk.feed.now)
    kiosk.simulator.fault = only("targets/", lambda _: Reply(200, body=other))
    _told(kiosk)


def _painted(kiosk: Kiosk, **members: object) -> None:
    now = kiosk.feed.now.isoformat().replace("+00:00", "Z")
    told = {"edition": 1, "painted_at": now, **members}
    (kiosk.state / "painted.json").write_text(json.dumps(told), encoding="utf-8")


def _paints_the_old_one(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    publish(kiosk.feed.later(minutes=1), 2)
    _told(kiosk)


def _frozen(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    _painted(kiosk, painted_at=(kiosk.feed.now - timedelta(minutes=4)).isoformat())


def _not_presented(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    _painted(kiosk, unpresented=["edition 2 could not be presented: KeyError"])


def _boxes(kiosk: Kiosk, _: pytest.MonkeyPatch) -> None:
    _painted(kiosk, faults=["Khmer is drawn as boxes"])


PLANTED: Mapping[str, tuple[Plant, str, str]] = {
    "no typeface of Khmer": (_no_khmer, "fonts", "Install fonts-noto-core."),
    "no fontconfig": (_no_fontconfig, "fonts", "Install fontconfig."),
    "a damaged library": (_damaged_library, "libraries", "kiosk/start.sh|reinstall"),
    "a clock that nobody sets": (_clock_by_nobody, "clock", "systemd-timesyncd"),
    "a panel that goes black": (_blanking, "panel", "xset s off"),
    "a panel that sleeps": (_sleeping, "panel", "xset -dpms"),
    "no folder": (_gone, "rights", "kiosk enroll"),
    "a file in the folder's place": (_a_file, "rights", "mv "),
    "a full disk": (_full, "room", "Free some space."),
    "never enrolled": (_never_enrolled, "enrolment", "kiosk enroll|bundled"),
    "no device key": (_without("trust/device.key"), "enrolment", "kiosk enroll"),
    "a damaged device key": (_rubbish("trust/device.key"), "enrolment", "kiosk enroll"),
    "a damaged root": (_rubbish("trust/root.json"), "enrolment", "kiosk enroll"),
    "a feed's address that is none": (_rubbish("trust/feed"), "enrolment", "feed.url"),
    "a damaged edition": (_rubbish("bundle"), "edition", "stick"),
    "a clock years behind": (_later(days=-900), "freshness", "Set the clock."),
    "knowledge of a month ago": (_later(days=30), "freshness", "courier's line"),
    "editions that ended": (_later(days=60), "validity", "duty room"),
    "no courier": (_without("status.json"), "courier", "kiosk sync"),
    "a courier that stopped": (_later(minutes=6), "courier", "kiosk sync"),
    "a status that is none": (_rubbish("status.json"), "courier", "rm -r"),
    "a feed that is down": (_down, "courier", "cable"),
    "a feed that forges": (_forged, "courier", "duty room"),
    "no display": (_without("painted.json"), "display", "kiosk display"),
    "a display of the edition before": (_paints_the_old_one, "display", "kiosk display"),
    "a display that is frozen": (_frozen, "display", "kiosk display"),
    "an edition that cannot be presented": (_not_presented, "display", "duty room"),
    "letters that are boxes": (_boxes, "display", "fonts-noto"),
}


@pytest.fixture
def sound(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """A kiosk of which nothing is wrong, on a machine without a screen of its own."""
    monkeypatch.delenv("DISPLAY", raising=False)
    _told(kiosk)
    _painted(kiosk)
    return kiosk


def _wrong(kiosk: Kiosk, after: timedelta = timedelta()) -> list[machine.Finding]:
    return [one for one in doctor.examine(kiosk.state, kiosk.feed.now + after) if one.wrong]


@pytest.mark.long
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(sound: Kiosk, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """What was sound before is wrong in the fault's own subject, in one line that names the mend."""
    plant, subject, mend = PLANTED[fault]
    before = {one.subject for one in _wrong(sound)} - {"clock"}  # a machine of tests may set its clock by no network
    found = [one for one in _wrong(sound, plant(sound, monkeypatch) or timedelta()) if one.subject == subject]
    assert before == set()
    assert found, fault
    assert any(word in one.mend for one in found for word in mend.split("|")), [one.line() for one in found]
    assert all("\n" not in one.line() for one in found)


def test_settings_that_cannot_be_read_are_a_finding(tmp_path: Path) -> None:
    """File, key and what was wanted; the rest is looked at all the same; exit 1."""
    (tmp_path / "kiosk.toml").write_text("[feed]\npoll_seconds = 'often'\n", encoding="utf-8")
    words = ["--settings", str(tmp_path / "kiosk.toml"), "--json"]
    done = CliRunner().invoke(commands.doctor, words)
    first, *others = json.loads(done.stdout)
    assert (done.exit_code, first["subject"], first["wrong"]) == (1, "settings", True)
    assert first["said"].startswith(f"{tmp_path / 'kiosk.toml'}: feed.poll_seconds: wanted ")
    assert "fonts" in {one["subject"] for one in others}


@pytest.mark.skipif(os.geteuid() != 0, reason="no right to become another user")
def test_root_looks_at_the_packages_kiosk_with_the_couriers_rights(tmp_path: Path) -> None:
    """A folder that belongs to root is wrong for the courier, though root could write there."""
    words = ["unshare", "-m", "sh", "-ec"]
    shell = (
        "mount -t tmpfs none /var/lib && mkdir /var/lib/gate-kiosk && cp /etc/passwd $0 && "
        "echo kiosk-sync:x:4711:4711::/nonexistent:/usr/sbin/nologin >>$0 && mount --bind $0 /etc/passwd && "
        f"cd {Path(commands.__file__).parents[2]} && {shutil.which('python3')} -P -c "
        "'from kiosk.gate import doctor; doctor.become_courier(doctor.PACKAGED); "
        "print(next(doctor._kiosk(doctor.PACKAGED, None)).line())'"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(commands.__file__).parents[2])}
    done = subprocess.run(
        [*words, shell, str(tmp_path / "passwd")], env=environment, capture_output=True, text=True, timeout=60
    )
    assert "chown kiosk-sync:kiosk /var/lib/gate-kiosk" in done.stdout, done.stderr
    assert done.stdout.startswith("WRONG rights: nothing new can be kept")
