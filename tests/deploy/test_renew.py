"""Gates renewed from a signed archive: real packages, gpg, apt and dpkg in a root of their own, beside a thread that paints.

The display is told by the installed package whether it paints, and with which version, as the environment tells the real one.
"""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli import run as kiosk
from kiosk.deploy import renew
from kiosk.gate import renewal
from kiosk.gate.store import Store
from kiosk.resources import PACKAGE
from kiosk.sync.own_state import Stand, own_state
from tests.deploy.bare import run
from tests.display.panel import wait_for

RENEW = PACKAGE / "deploy" / "renew.py"
CONTROL = "Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: A <a@example.com>\nDescription: d\n"
APT = """Dir "{root}"; Dir::State::status "{root}/var/lib/dpkg/status"; Dir::Cache "{root}/cache"; Dir::Log "{root}/log";
DPkg::Options {{ "--root={root}"; "--force-not-root"; "--force-bad-path"; "--log={root}/dpkg.log"; }};
APT::Sandbox::User "root"; Dir::Bin::dpkg "/usr/bin/dpkg"; APT::Architecture "amd64";
"""


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two folders of gpg with a key each: `ours` and `theirs`."""
    folder = tmp_path_factory.mktemp("g")
    for name in ("ours", "theirs"):
        home = folder / name
        home.mkdir(mode=0o700)
        gpg = ["gpg", "--homedir", home, "--batch", "--no-tty", "--quiet"]
        run(*gpg, "--passphrase", "", "--quick-gen-key", "Gate kiosk packages", "ed25519", "sign", "2y")
        run(*gpg, "--output", folder / f"{name}.gpg", "--export")
    yield folder
    for name in ("ours", "theirs"):
        run("gpgconf", "--homedir", folder / name, "--kill", "gpg-agent")


def packed(folder: Path, version: str, paints: bool = True, name: str = "gate-kiosk") -> Path:
    """A small package of that version, whose display paints or not."""
    tree = folder / f"{name}-{version}"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(CONTROL.format(name=name, version=version), encoding="ascii")
    share = tree / "usr/lib/gate-kiosk"
    share.mkdir(parents=True)
    (share / "program").write_text(f"{version} {'paints' if paints else 'fails'}", encoding="ascii")
    made = folder / f"{name}_{version}_amd64.deb"
    run("dpkg-deb", "--root-owner-group", "--build", tree, made)
    return made


class Gate:
    """A gate that has version 0.1.0 and takes from a suite of the archive. `within`: seconds for a new version's proof."""

    def __init__(self, folder: Path, archive: Path, suite: str, key: Path) -> None:
        self.root, self.state, self.kept = folder / "root", folder / "state", folder / "kept"
        for place in ("var/lib/dpkg/updates", "var/lib/dpkg/info", "cache", "log", "etc/apt/apt.conf.d"):
            (self.root / place).mkdir(parents=True)
        for place in ("etc/apt/preferences.d", "etc/apt/sources.list.d", "var/lib/apt/lists/partial"):
            (self.root / place).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        self.state.mkdir()
        self.kept.mkdir()
        conf, self.source = folder / "apt.conf", folder / "packages.list"
        conf.write_text(APT.format(root=self.root), encoding="ascii")
        self.source.write_text(f"deb [signed-by={key} arch=amd64] copy:{archive} {suite} main\n", encoding="ascii")
        self.environment = {**os.environ, "APT_CONFIG": str(conf), "DPKG_ROOT": str(self.root), "LC_ALL": "C"}
        first = packed(folder, "0.1.0")
        shutil.copy(first, self.kept)
        subprocess.run(["dpkg", "--force-not-root", "-i", first], env=self.environment, check=True, capture_output=True)
        self.hidden, self.within = "", 60
        self._end = threading.Event()
        self._display = threading.Thread(target=self._paint)
        self._display.start()

    def _paint(self) -> None:
        while not self._end.wait(0.05):
            try:
                version, how = (self.root / "usr/lib/gate-kiosk/program").read_text(encoding="ascii").split()
            except (OSError, ValueError):
                continue
            if how == "paints":
                painted = {"edition": 1, "screen": "attract", "program": version, "painted_at": f"{datetime.now(UTC)}"}
                Store(self.state).write_painted(painted | ({"hidden": self.hidden} if self.hidden else {}))

    def close(self) -> None:
        """Ends its display."""
        self._end.set()
        self._display.join()

    @property
    def words(self) -> list[str]:
        """How the unit starts it, in this gate's places."""
        words = ["/usr/bin/python3", "-I", str(RENEW), "--within", str(self.within)]
        return [*words, "--source", str(self.source), "--folder", str(self.kept), "--state", str(self.state)]

    def renew(self) -> tuple[int, str]:
        """Once, as its timer does; exit code and what it said."""
        done = subprocess.run(
            self.words, env=self.environment, capture_output=True, text=True, timeout=100, check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr

    @property
    def version(self) -> str:
        """The installed version."""
        words = ["dpkg-query", "-W", "-f", "${Version}", "gate-kiosk"]
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def archive(tmp_path: Path, keys: Path) -> Path:
    """An archive whose first kiosk is to take 0.2.0."""
    folder = tmp_path / "archive"
    staged(folder, keys, packed(tmp_path, "0.2.0"))
    return folder


@pytest.fixture
def gates(tmp_path: Path, archive: Path, keys: Path) -> Iterator[Callable[[str], Gate]]:
    """Makes gates of a suite."""
    made: list[Gate] = []

    def make(suite: str = "first") -> Gate:
        place = tmp_path / f"gate{len(made)}"
        place.mkdir()
        made.append(Gate(place, archive, suite, keys / "ours.gpg"))
        return made[-1]

    yield make
    for one in made:
        one.close()


def staged(folder: Path, keys: Path, package: Path, whose: str = "ours") -> int:
    """`kiosk deploy stage`; its exit code."""
    return kiosk(["deploy", "stage", str(folder), str(package), "--keys", str(keys / whose)])


def told(gate: Gate) -> tuple[str, str]:
    """Outcome and sentence as the gate tells them."""
    said = Store(gate.state).read_renewal() or {}
    return str(said.get("outcome")), str(said.get("why"))


def test_one_kiosk_takes_it_first_and_the_rest_by_a_word(
    archive: Path, keys: Path, gates: Callable[[str], Gate]
) -> None:
    """What is staged is taken by the first kiosk and proved; all others stay until it is widened, and all come back together."""
    first, other = gates("first"), gates("rest")
    assert (first.renew()[0], first.version) == (0, "0.2.0")
    assert told(first) == ("good", "0.2.0 proved its screen; 0.1.0 was before")
    assert (other.renew(), other.version) == ((0, ""), "0.1.0")
    assert kiosk(["deploy", "widen", str(archive), "--keys", str(keys / "ours")]) == 0
    assert (other.renew()[0], other.version) == (0, "0.2.0")
    assert staged(archive, keys, packed(archive.parent, "0.3.0")) == 0
    assert (first.renew()[0], first.version) == (0, "0.3.0")
    assert kiosk(["deploy", "back", str(archive), "--keys", str(keys / "ours")]) == 0
    assert (first.renew()[0], first.version) == (0, "0.2.0")
    assert (other.renew(), other.version) == ((0, ""), "0.2.0")


def test_a_version_that_does_not_paint_is_taken_back_and_told(
    archive: Path, keys: Path, gates: Callable[[str], Gate], tmp_path: Path
) -> None:
    """Without a proof the version before is back, as doctor and report say; it is not tried again, a newer one is."""
    assert staged(archive, keys, packed(tmp_path, "0.2.1", paints=False)) == 0
    gate = gates("first")
    gate.within = 3
    assert (gate.renew()[0], gate.version) == (2, "0.1.0")
    outcome, why = told(gate)
    assert (outcome, why) == ("back", "0.2.1 was given up: it did not prove its screen within 3 s; 0.1.0 is back")
    found = next(renewal.findings(gate.state))
    assert found.wrong
    assert why in found.said
    assert own_state(Store(gate.state), Stand(), datetime.now(UTC), 1.0)["faults"] == [f"renewal: {why}"]
    assert (gate.renew(), gate.version) == ((0, ""), "0.1.0")
    assert staged(archive, keys, packed(tmp_path, "0.2.2")) == 0
    gate.within = 60
    assert (gate.renew()[0], gate.version) == (0, "0.2.2")
    assert not next(renewal.findings(gate.state)).wrong


def test_a_power_cut_in_between_is_judged_when_the_power_is_back(gates: Callable[[str], Gate]) -> None:
    """Killed while it waits for the proof, the next start goes on judging, and goes back where the proof never comes."""
    gate = gates("first")
    gate.hidden, gate.within = "other", 3
    cut = subprocess.Popen(gate.words, env=gate.environment, stderr=subprocess.DEVNULL)
    assert wait_for(lambda: gate.version == "0.2.0", 30)
    cut.send_signal(signal.SIGKILL)
    cut.wait(60)
    assert (gate.kept / "trial.json").exists()
    assert (gate.renew()[0], gate.version) == (2, "0.1.0")
    assert "either" in told(gate)[1]
    assert not (gate.kept / "trial.json").exists()


def _signed_by_others(archive: Path, keys: Path, folder: Path) -> None:
    foreign = folder / "foreign"
    assert staged(foreign, keys, packed(folder, "0.9.0"), "theirs") == 0
    for part in ("dists", "pool"):
        shutil.rmtree(archive / part)
        shutil.copytree(foreign / part, archive / part)


def _unsigned(archive: Path, keys: Path, folder: Path) -> None:  # noqa: ARG001
    release = archive / "dists/first/InRelease"
    text = release.read_text(encoding="ascii").split("\n\n", 1)[1].split("-----BEGIN")[0]
    release.with_name("Release").write_text(text, encoding="ascii")
    release.unlink()


def _changed(archive: Path, keys: Path, folder: Path) -> None:  # noqa: ARG001
    package = archive / "pool/first/gate-kiosk_0.2.0_amd64.deb"
    shutil.copy(packed(folder, "0.2.0.evil"), package)


@pytest.mark.parametrize("spoil", [_signed_by_others, _unsigned, _changed])
def test_what_the_archives_key_did_not_sign_is_refused(
    spoil: Callable[[Path, Path, Path], None],
    archive: Path,
    keys: Path,
    gates: Callable[[str], Gate],
    tmp_path: Path,
) -> None:
    """Another's signature, none, or a package other than its list says: one line, exit 1, and nothing is taken."""
    gate = gates("first")
    spoil(archive, keys, tmp_path)
    code, said = gate.renew()
    assert (code, gate.version, said.count("\n")) == (1, "0.1.0", 1), said
    assert said.startswith("gate-renew: apt-get: E:")
    assert not (gate.kept / "trial.json").exists()


def test_an_older_list_shown_again_takes_nothing_back(
    archive: Path, keys: Path, gates: Callable[[str], Gate], tmp_path: Path
) -> None:
    """Whoever holds the web server and shows a list that was signed earlier brings no kiosk back to what it offered."""
    gate = gates("first")
    for part in ("dists", "pool"):
        shutil.copytree(archive / part, tmp_path / "before" / part)
    _redated(archive, keys, "2026-01-01 00:00:00 UTC", tmp_path / "before")
    assert staged(archive, keys, packed(tmp_path, "0.3.0")) == 0
    assert (gate.renew()[0], gate.version) == (0, "0.3.0")
    for part in ("dists", "pool"):
        shutil.rmtree(archive / part)
        shutil.copytree(tmp_path / "before" / part, archive / part)
    assert (gate.renew(), gate.version) == ((0, ""), "0.3.0")
    gate.source.write_text(gate.source.read_text(encoding="ascii").replace("copy:", "file:"), encoding="ascii")
    code, said = gate.renew()
    assert (code, gate.version) == (1, "0.3.0")
    assert "file:" in said


def _redated(archive: Path, keys: Path, when: str, place: Path) -> None:
    """Sign the list as of an earlier day."""
    text = (archive / "dists/first/InRelease").read_text(encoding="ascii").split("\n\n", 1)[1].split("-----BEGIN")[0]
    day = datetime.fromisoformat(when.replace(" UTC", "+00:00")).strftime("%a, %d %b %Y %H:%M:%S +0000")
    lines = [f"Date: {day}" if line.startswith("Date:") else line for line in text.splitlines()]
    plain = place / "Release"
    plain.write_text("\n".join(lines) + "\n", encoding="ascii")
    words = ["gpg", "--homedir", keys / "ours", "--batch", "--yes", "--no-tty", "--output"]
    run(*words, place / "dists/first/InRelease", "--clearsign", plain)


def test_no_way_forward_without_a_way_back(gates: Callable[[str], Gate]) -> None:
    """Where the package at work is not kept, or no screen could prove another, nothing is taken, and it says why."""
    gate = gates("first")
    gate.hidden = "unplugged"
    assert wait_for(lambda: (Store(gate.state).read_painted() or {}).get("hidden") == "unplugged", 10)
    assert gate.renew() == (1, "gate-renew: 0.2.0 waits: no screen could prove it now (unplugged)\n")
    gate.hidden = ""
    assert wait_for(lambda: "hidden" not in (Store(gate.state).read_painted() or {"hidden": 1}), 10)
    (gate.kept / "gate-kiosk_0.1.0_amd64.deb").unlink()
    code, said = gate.renew()
    assert (code, gate.version) == (1, "0.1.0")
    assert "no way back" in said


@pytest.mark.parametrize(
    ("name", "version"), [("gate-kiosk-desk", "0.9.0"), ("gate-kiosk", "0.1.9"), ("gate-kiosk", "0.2.0")]
)
def test_a_foreign_or_older_package_is_not_staged(
    archive: Path, keys: Path, tmp_path: Path, name: str, version: str
) -> None:
    """Another package, an older version or the same again: refused with exit 2, and the archive stays as it was."""
    before = (archive / "dists/first/InRelease").read_bytes()
    (tmp_path / "other").mkdir()
    assert staged(archive, keys, packed(tmp_path / "other", version, name=name)) == 2
    assert (archive / "dists/first/InRelease").read_bytes() == before


def test_a_full_disk_takes_nothing(gates: Callable[[str], Gate], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a package and a second environment have no room nothing is begun, and the line says how much is wanted."""
    gate = gates("first")
    for name in ("APT_CONFIG", "DPKG_ROOT"):
        monkeypatch.setenv(name, gate.environment[name])
    monkeypatch.setattr(renew, "ROOM_NEEDED", 2**60)
    with pytest.raises(renew.Stopped, match="are free"):
        renew.renew(renew.Places(gate.source, gate.kept, gate.state))
    assert gate.version == "0.1.0"


def test_there_is_nothing_to_go_back_to_before_the_first(
    archive: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With one package staged, and never another, `back` says so in one line and ends with 1."""
    capsys.readouterr()
    assert kiosk(["deploy", "back", str(archive), "--keys", str(keys / "ours")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
