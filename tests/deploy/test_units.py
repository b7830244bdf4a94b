"""The services as they are installed: accepted by systemd, locked, and proved from inside a sandbox of the same walls."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.resources import PACKAGE

DEPLOY = PACKAGE / "deploy"
UNITS = {path.name: path for folder in ("gate", "desk") for path in (DEPLOY / folder).glob("kiosk-*.service")}
ROOTS = ("gate-screen.service", "gate-renew.service")
"""Units of a gate that root must run: the X server, and what installs packages."""
MOST = {"kiosk-display": 1.5, "kiosk-timestamper": 1.5, "kiosk-sync": 1.5, "kiosk-watch": 1.5}
"""The highest exposure that `systemd-analyze security` may tell; 2.0 for what the desk runs beside these."""
PROBE = """
import errno, os, pathlib, socket
assert os.getuid() != 0, "runs as root"
for family in (socket.AF_INET, socket.AF_INET6):
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            one.settimeout(5)
            one.connect(("192.0.2.1" if family == socket.AF_INET else "2001:db8::1", 443))
        raise SystemExit("connected")
    except OSError as fault:
        print(family.name, errno.errorcode[fault.errno])
print("interfaces", *{line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]})
for place in ("/etc", "/usr", "/var", "/", "/run"):
    try:
        pathlib.Path(place, "kiosk-probe").write_text("")
        raise SystemExit(f"wrote into {place}")
    except OSError as fault:
        print(place, errno.errorcode[fault.errno])
"""


def _needs(program: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    return found


def _packed(unit: Path) -> str:
    """The unit as the package carries it."""
    words = ["sh", DEPLOY / "unit.sh", unit]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the units as they are packed, and a program in its place."""
    root = tmp_path_factory.mktemp("root")
    units = root / "usr/lib/systemd/system"
    units.mkdir(parents=True)
    for path in UNITS.values():
        (units / path.name).write_text(_packed(path), encoding="utf-8")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/kiosk").symlink_to("/bin/true")
    return root


def _security(root: Path, unit: str) -> str:
    words = [_needs("systemd-analyze"), "security", "--offline=true", "--no-pager", f"--root={root}", unit]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", sorted([*UNITS, *ROOTS]))
def test_systemd_accepts_every_unit_of_a_gate(installed: Path, tmp_path: Path, name: str) -> None:
    """`systemd-analyze verify` as it is packed, with a program in the place of the installed one."""
    units = tmp_path / "units"
    shutil.copytree(installed / "usr/lib/systemd/system", units)
    for path in [*UNITS.values(), *(DEPLOY / "gate" / one for one in ROOTS)]:
        text = _packed(path)
        (units / path.name).write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text), encoding="utf-8")
    words = [_needs("systemd-analyze"), "verify", "--man=no", str(units / name)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    said = [line for line in done.stderr.splitlines() if "kiosk" in line or "gate-" in line]
    assert (done.returncode, said) == (0, []), done.stderr


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_is_locked(installed: Path, unit: str) -> None:
    """`systemd-analyze security` finds gate and courier at 1.5 or less, the desk at 2.0 or less."""
    found = re.search(r"exposure level for \S+: ([\d.]+)", _security(installed, unit))
    assert found
    assert float(found[1]) <= MOST.get(unit.removesuffix(".service"), 2.0)


def test_the_page_tells_the_scores_as_they_are(installed: Path) -> None:
    """Every unit stands with its exposure on the page for operators."""
    page = (PACKAGE / "docs" / "appliance.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"(?m)^\| `(kiosk-\w+\.service)` \| ([\d.]+) \|", page))
    found = {unit: re.findall(r"exposure level for \S+: ([\d.]+)", _security(installed, unit))[0] for unit in UNITS}
    assert told == found


def _values(unit: str, key: str) -> list[str]:
    return re.findall(rf"(?m)^{key}=(.*)$", _packed(UNITS[unit]))


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_has_bounds_and_a_user(unit: str) -> None:
    """Nothing runs as root, without a bound on memory and tasks, with a capability or with leave to gain rights."""
    assert _values(unit, "User")[-1] in {"kiosk-sync", "kiosk-display", "kiosk-watch", "kiosk-desk"}
    assert all(_values(unit, key)[-1] for key in ("MemoryMax", "TasksMax"))
    assert _values(unit, "CapabilityBoundingSet") == [""]
    assert _values(unit, "NoNewPrivileges") == ["yes"]


def test_the_display_has_no_network() -> None:
    """A network namespace of its own, unix sockets alone, and no address allowed."""
    unit = "kiosk-display.service"
    assert _values(unit, "RestrictAddressFamilies") == ["AF_UNIX"]
    assert (_values(unit, "PrivateNetwork"), _values(unit, "IPAddressDeny")) == (["yes"], ["any"])


def _sandbox(state: Path, *seen: Path) -> list[str]:
    """The walls of kiosk-display.service as bubblewrap builds them: read-only system, one folder, no network, nobody's uid."""
    see = [word for path in seen for word in ("--ro-bind", str(path), str(path))]
    walls = (
        "--unshare-all --uid 65534 --gid 65534 --cap-drop ALL --new-session --die-with-parent --ro-bind /usr /usr "
        "--symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 --ro-bind /etc /etc --ro-bind /var /var "
        "--proc /proc --dev /dev --dir /run --tmpfs /home"
    )
    around = "--remount-ro / --clearenv --setenv QT_QPA_PLATFORM offscreen --setenv QV4_FORCE_INTERPRETER 1 --setenv LANG C.UTF-8"
    folder = ["--bind", str(state), str(state), "--chdir", str(state)]
    return [
        _needs("bwrap"),
        *walls.split(),
        *see,
        *folder,
        *around.split(),
        "--setenv",
        "PYTHONPATH",
        str(PACKAGE.parent),
    ]


def _seen() -> list[Path]:
    """Folders of this checkout and its interpreter that lie outside /usr."""
    prefixes = (Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve())
    folders = {PACKAGE.parent, *(one for one in prefixes if not one.is_relative_to("/usr"))}
    return sorted(folders)


def test_from_inside_there_is_no_network_and_nowhere_to_write(tmp_path: Path) -> None:
    """What runs within the display's walls reaches no network, writes outside its folder nowhere, and is not root."""
    words = [*_sandbox(tmp_path, *_seen()), sys.executable, "-I", "-c", PROBE]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said = dict(line.split() for line in done.stdout.splitlines())
    assert (said.pop("AF_INET"), said.pop("AF_INET6"), said.pop("interfaces")) == ("ENETUNREACH", "ENETUNREACH", "lo")
    assert set(said.values()) <= {"EROFS", "EACCES"}
    assert len(said) == 5


def test_the_display_paints_within_its_walls(state: Path) -> None:
    """Read-only system, no network, nobody's uid, no memory both written and run: every screen is painted and proved."""
    for path in (state, *state.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o644)
    denied = "import ctypes,os,sys; assert ctypes.CDLL(None).prctl(65,1,0,0,0)==0; os.execv(sys.argv[1],sys.argv[1:])"
    words = [sys.executable, "-P", "-m", "kiosk", "display", "--state", str(state), "--self-test"]
    inside = [*_sandbox(state, *_seen()), sys.executable, "-I", "-c", denied, *words]
    done = subprocess.run(inside, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stdout) == (0, "painted 8 screens of edition 1\n"), done.stderr
    assert json.loads((state / "painted.json").read_bytes())["edition"] == 1


@pytest.mark.parametrize(
    ("unit", "key", "value"),
    [
        ("kiosk-timestamper.service", "UMask", "0022"),
        ("kiosk-desk.service", "UMask", "0022"),
        ("kiosk-desk.service", "TasksMax", "256"),
        ("kiosk-display.service", "PrivateDevices", "no"),
        ("kiosk-sync.service", "UMask", "0027"),
    ],
)
def test_what_a_unit_says_itself_wins(unit: str, key: str, value: str) -> None:
    """The lock comes first: what the desk writes is read by the web server, the display has its sound card."""
    assert _values(unit, key)[-1] == value
