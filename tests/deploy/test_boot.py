"""A gate that is booted: Debian's own systemd starts the package's units, and the screen is painted, whatever ends.

In place of Xorg, which wants a card, the same unit starts Xvfb; everything else is as it is installed. Needs --long, and the
right to boot a container.
"""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli import VERSION
from kiosk.cli import run as kiosk
from kiosk.feed.publish import ceremony
from kiosk.feed.publish.keys import Keyring
from kiosk.gate.store import Store
from tests.deploy.bare import NAMES, Machine, bare, newer, run
from tests.display.panel import wait_for

pytestmark = [pytest.mark.long, pytest.mark.timeout(3000)]
BOOT_SECONDS = 120.0
CHEAP = 1 << 11
STATE = "var/lib/gate-kiosk"
SCREEN = (
    "[Service]\nExecStart=\nExecStart=/usr/bin/Xvfb :0 -screen 0 1080x1920x24 -nolisten tcp -nocursor -noreset -s 0\n"
)
VOICE = "ExecStart=/bin/sh /etc/voice.sh"
SAYS = f"""{{ echo '{{"say": ["Good morning."], "locale": "en"}}'; sleep 50; }} |
/opt/{NAMES[0]}/current/bin/python -P -m kiosk.display.voice
"""


class Gate:
    """A booted gate: its root folder, and the process that guards the container."""

    def __init__(self, root: Path, guard: int) -> None:
        self.root, self.guard = root, guard

    def type(self, *words: str) -> str:
        """What a root shell inside would answer."""
        enter = ["nsenter", "-t", str(_child(self.guard)), "-m", "-u", "-i", "-n", "-p"]
        done = subprocess.run([*enter, *words], capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.strip()

    def painted_at(self) -> datetime | None:
        """When the screen was last read back."""
        try:
            return datetime.fromisoformat(json.loads((self.root / STATE / "painted.json").read_bytes())["painted_at"])
        except (OSError, ValueError):
            return None

    def painted_anew(self, after: Callable[[], object]) -> bool:
        """Whether the screen is read back again after that was done."""
        before = self.painted_at()
        after()
        return wait_for(lambda: self.painted_at() not in (before, None), BOOT_SECONDS)

    def processes(self, unit: str) -> list[int]:
        """Those of a unit, by the numbers they have inside."""
        groups = self.type("sh", "-c", f"grep -l /{unit}.service /proc/[0-9]*/cgroup").split()
        return sorted(int(one.split("/")[2]) for one in groups)


@contextmanager
def _booted(machine: Machine) -> Iterator[Gate]:
    log = machine.root.parent / f"{machine.root.name}.log"
    words = ["systemd-nspawn", "-q", "-D", machine.root, "--boot", "--register=no", "--keep-unit", "--console=pipe"]
    words += ["--network-veth", "-M", f"{machine.root.parent.name}-{machine.root.name}"]
    with log.open("wb") as out:
        guard = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        assert wait_for(lambda: _child(guard.pid) or guard.poll() is not None, BOOT_SECONDS)
        assert guard.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        yield Gate(machine.root, guard.pid)
    finally:
        if first := _child(guard.pid):
            os.kill(first, signal.SIGKILL)  # with its first process everything inside ends
        guard.terminate()
        guard.wait(30)


def _child(of: int) -> int:
    told = Path(f"/proc/{of}/task/{of}/children").read_text(encoding="ascii").split()
    return int(told[0]) if told else 0


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def gate(
    request: pytest.FixtureRequest, packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gate]:
    """A gate of that Debian, installed by the script and booted."""
    if os.geteuid() != 0 or not shutil.which("systemd-nspawn"):
        pytest.skip("no right or no program to boot a container")
    machine = bare(request.param, tmp_path_factory.mktemp("gates"))
    shutil.copy(packages["gate-kiosk"], machine.root / "checkout")
    machine.run("apt-get -q update && apt-get -q -y install --no-install-recommends systemd systemd-sysv dbus xvfb")
    machine.run(f"cd /checkout && sh kiosk/deploy/install.sh kiosk gate-kiosk_{VERSION}_amd64.deb")
    units = machine.root / "etc/systemd/system"
    (units / "gate-screen.service.d").mkdir(parents=True)
    (units / "gate-screen.service.d/xvfb.conf").write_text(SCREEN, encoding="ascii")
    (units / "kiosk-voiceprobe.service").write_text(_voice_probe(machine.root), encoding="utf-8")
    (machine.root / "etc/voice.sh").write_text(SAYS, encoding="ascii")
    (machine.root / "etc/asound.null").write_text("pcm.!default { type null }\n", encoding="ascii")
    with _booted(machine) as booted:
        assert wait_for(lambda: booted.painted_at() is not None, BOOT_SECONDS), booted.type("journalctl", "-b", "-n80")
        yield booted


def _voice_probe(root: Path) -> str:
    """The display's own unit, in which its voice is started instead."""
    unit = (root / "usr/lib/systemd/system/kiosk-display.service").read_text(encoding="utf-8")
    for pattern, other in (("ExecStart=.*", VOICE), ("Restart=.*", "Restart=no"), ("BindsTo=.*", "")):
        unit = re.sub(f"(?m)^{pattern}", other.replace("\\", r"\\"), unit)
    out = f"StandardOutput=file:/{STATE}/voice\nStandardError=journal\n"
    out += "Environment=ALSA_CONFIG_PATH=/etc/asound.null QT_QPA_PLATFORM=offscreen"
    return (
        unit.replace("kiosk-display\n", "kiosk-voiceprobe\n")
        .replace("[Service]", f"[Service]\n{out}")
        .replace("User=kiosk-voiceprobe", "User=kiosk-display")
    )


def test_the_screen_is_painted_before_anybody_enrolls(gate: Gate) -> None:
    """Display and screen run, the courier waits for its root file without failing, and no unit has failed."""
    states = [gate.type("systemctl", "is-active", one) for one in ("gate-screen", "kiosk-display", "kiosk-sync")]
    assert states == ["active", "active", "inactive"]
    assert gate.type("systemctl", "--failed", "--no-legend", "--plain", "kiosk-*", "gate-*") == ""


def test_from_the_start_of_services_to_paint(gate: Gate, record_property: Callable[[str, object], None]) -> None:
    """The span is told (no clock is judged here): from the first service's start to the first page read back."""
    begun = gate.type("systemctl", "show", "-P", "ActiveEnterTimestamp", "--timestamp=us+utc", "basic.target")
    display = gate.type("systemctl", "show", "-P", "ActiveEnterTimestamp", "--timestamp=us+utc", "kiosk-display")
    record_property("basic.target", begun)
    record_property("kiosk-display", display)
    painted = gate.painted_at()
    assert painted is not None
    print(f"\nbasic.target {begun}, kiosk-display {display}, painted (last) {painted}")
    assert begun
    assert display


def test_a_display_is_no_root_and_behind_its_walls(gate: Gate) -> None:
    """Each of its processes: another user, no new rights, a filter of calls, no interface but loopback, nothing writable."""
    processes = gate.processes("kiosk-display")
    assert len(processes) >= 2
    assert "host0:" in gate.type("cat", "/proc/1/net/dev").replace(" ", "")
    for process in processes:
        status = dict(line.split(":\t", 1) for line in gate.type("cat", f"/proc/{process}/status").splitlines())
        assert (status["NoNewPrivs"], status["Seccomp"], status["CapEff"]) == ("1", "2", "0" * 16)
        assert "0" not in status["Uid"].split()
        network = gate.type("cat", f"/proc/{process}/net/dev").splitlines()[2:]
        assert [line.split(":")[0].strip() for line in network] == ["lo"]
        mounts = [line.split()[1:4] for line in gate.type("cat", f"/proc/{process}/mounts").splitlines()]
        writable = {where for where, kind, how in mounts if "rw" in how.split(",") and kind not in ("proc", "devpts")}
        assert not {where for where in writable if re.match(r"/(etc|usr|opt|boot|srv|home)?$", where)}, writable


def test_a_killed_display_is_painted_again(gate: Gate) -> None:
    """The process that paints is killed: the screen is read back again by itself."""
    painting = gate.processes("kiosk-display")[1]
    assert gate.painted_anew(lambda: gate.type("kill", "-KILL", str(painting)))


def test_a_frozen_display_is_painted_again(gate: Gate) -> None:
    """The process that paints is stopped: it is ended and begun again."""
    painting = gate.processes("kiosk-display")[1]
    assert gate.painted_anew(lambda: gate.type("kill", "-STOP", str(painting)))


def test_a_killed_screen_comes_back_with_its_display(gate: Gate) -> None:
    """The X server is killed: both begin again, and the screen is read back."""
    server = gate.processes("gate-screen")[0]
    assert gate.painted_anew(lambda: gate.type("kill", "-KILL", str(server)))
    assert gate.type("systemctl", "is-active", "kiosk-display") == "active"


def test_a_display_has_a_voice_behind_its_walls(gate: Gate) -> None:
    """In the display's own unit the voice speaks: its daemon starts, and finds a sound card (here one that swallows all)."""
    gate.type("systemctl", "start", "kiosk-voiceprobe")
    said = gate.root / STATE / "voice"
    assert wait_for(lambda: said.exists() and "done" in said.read_text(encoding="ascii"), 60), gate.type(
        "journalctl", "-u", "kiosk-voiceprobe", "-n40"
    )
    assert said.read_text(encoding="ascii").split() == ["speaking", "done"]


def test_the_doctor_of_a_gate_speaks_of_its_units(gate: Gate) -> None:
    """What is not there yet is the root file; the mend for the courier is its unit's own command."""
    told = json.loads(gate.type("kiosk", "doctor", "--state", f"/{STATE}", "--json"))
    wrong = {one["subject"]: one["mend"] for one in told if one["wrong"]}
    assert "kiosk enroll" in wrong.pop("enrolment")
    assert wrong["courier"] == "Type `systemctl restart kiosk-sync.service`."
    assert not {"rights", "room", "fonts", "libraries", "display"} & set(wrong), wrong


def _renewal(gate: Gate) -> dict[str, str]:
    return Store(gate.root / STATE).read_renewal() or {}


def test_a_gate_renews_itself_and_goes_back_by_itself(gate: Gate, packages: dict[str, Path], tmp_path: Path) -> None:
    """From the signed archive: a version that paints is kept, one that does not is taken back within its time, and it is said."""
    keys, archive = tmp_path / "k", gate.root / "srv/archive"
    keys.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", keys, "--batch", "--no-tty", "--quiet"]
    run(*gpg, "--passphrase", "", "--quick-gen-key", "Gate kiosk packages", "ed25519", "sign", "2y")
    run(*gpg, "--output", gate.root / "etc/kiosk/packages.gpg", "--export")
    source = "deb [signed-by=/etc/kiosk/packages.gpg arch=amd64] copy:/srv/archive first main\n"
    (gate.root / "etc/kiosk/packages.list").write_text(source, encoding="ascii")
    _within(gate, 60)
    for revision, paints, outcome, at_work in ((2, True, "good", 2), (3, False, "back", 2)):
        package = newer(packages["gate-kiosk"], tmp_path, revision, paints)
        assert kiosk(["deploy", "stage", str(archive), str(package), "--keys", str(keys)]) == 0
        package.unlink()
        gate.type("systemctl", "start", "--no-block", "gate-renew.service")
        assert wait_for(lambda wanted=outcome: _renewal(gate).get("outcome") == wanted, 8 * BOOT_SECONDS), gate.type(
            "journalctl", "-u", "gate-renew", "-n40"
        )
        print(_renewal(gate))
        assert gate.type("dpkg-query", "-W", "-f", "${Version}", NAMES[0]) == f"{VERSION}+{at_work}"
        assert json.loads((gate.root / STATE / "painted.json").read_bytes())["program"] == f"{VERSION}+{at_work}"
    told = json.loads(gate.type("kiosk", "doctor", "--state", f"/{STATE}", "--json"))
    assert [one["wrong"] for one in told if one["subject"] == "renewal"] == [True]


def _within(gate: Gate, seconds: int) -> None:
    """Have the gate wait for a proof no longer than that."""
    folder = gate.root / "etc/systemd/system/gate-renew.service.d"
    folder.mkdir()
    start = f"/usr/bin/python3 -I /usr/lib/gate-kiosk/renew.py --within {seconds}"
    (folder / "within.conf").write_text(f"[Service]\nExecStart=\nExecStart={start}\n", encoding="ascii")
    gate.type("systemctl", "daemon-reload")


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def desk(
    request: pytest.FixtureRequest, packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gate]:
    """A desk's server of that Debian: installed by the script, founded, set up as its page says, and booted."""
    if os.geteuid() != 0 or not shutil.which("systemd-nspawn"):
        pytest.skip("no right or no program to boot a container")
    folder = tmp_path_factory.mktemp("desks")
    machine = bare(request.param, folder)
    shutil.copy(packages["gate-kiosk-desk"], machine.root / "checkout")
    machine.run("apt-get -q update && apt-get -q -y install --no-install-recommends systemd systemd-sysv dbus")
    machine.run(f"cd /checkout && sh kiosk/deploy/install.sh desk gate-kiosk-desk_{VERSION}_amd64.deb")
    _found(machine.root, folder / "safes")
    machine.run(
        "chown -R kiosk-desk:kiosk-desk /srv/kiosk-feed /var/lib/kiosk-desk && chmod -R go-rwx /var/lib/kiosk-desk/keys &&"
        "runuser -u kiosk-desk -- kiosk desk setup --host desk.example.kr --signing-host sign.example.kr"
        " --feed-url https://feed.example.kr --feed /srv/kiosk-feed --keys /var/lib/kiosk-desk/keys"
        " --data /var/lib/kiosk-desk --config /etc/kiosk/desk.toml --supervisor han=han@example.kr"
        " --supervisor seo=seo@example.kr"
    )
    with _booted(machine) as booted:
        yield booted


def _found(root: Path, safes: Path) -> None:
    """A feed in training, whose online keys alone are on the server."""
    ring = Keyring(safes, b"four words of passphrase", CHEAP)
    ceremony.found(root / "srv/kiosk-feed", ring, "training", datetime.now(UTC))
    online = root / "var/lib/kiosk-desk/keys"
    online.mkdir()
    for path, file in ring.files():
        if file.kind == "online":
            shutil.copy(path, online)


ASK = (
    "import urllib.request as r; print(r.urlopen(r.Request('http://127.0.0.1:8760/account/login/', headers="
    "{'Host': 'desk.example.kr', 'X-Forwarded-Proto': 'https'}), timeout=9).status)"
)


def test_a_desks_services_start_with_the_server(desk: Gate) -> None:
    """Pages, timestamper and alarms run, the comparison has its hour, and the sign-in page answers."""
    python = f"/opt/{NAMES[1]}/current/bin/python"
    assert wait_for(lambda: desk.type(python, "-c", ASK) == "200", BOOT_SECONDS), desk.type(
        "journalctl", "-u", "kiosk-desk", "-n40"
    )
    names = ("kiosk-desk.service", "kiosk-timestamper.service", "kiosk-alarms.service", "kiosk-ministry.timer")
    assert [desk.type("systemctl", "is-active", one) for one in names] == ["active"] * 4
    assert desk.type("systemctl", "start", "kiosk-ministry") == ""
    assert desk.type("systemctl", "is-failed", "kiosk-ministry") == "inactive"


def test_what_a_desk_publishes_is_read_by_the_web_server(desk: Gate) -> None:
    """The timestamp that was signed anew is everybody's to read; the database and the keys are the desk's alone."""
    place = desk.root / "srv/kiosk-feed/metadata/timestamp.json"
    before = place.stat().st_mtime_ns
    desk.type("systemctl", "restart", "kiosk-timestamper")
    assert wait_for(lambda: place.stat().st_mtime_ns > before, BOOT_SECONDS)
    assert stat.S_IMODE(place.stat().st_mode) == 0o644
    assert stat.S_IMODE((desk.root / "var/lib/kiosk-desk").stat().st_mode) == 0o700
