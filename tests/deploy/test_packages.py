"""The packages: what goes in, and on bare Debian 12 and 13 their whole life. Building takes minutes, so most needs --long."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.cli import VERSION
from kiosk.deploy.wanted import wanted
from tests.deploy.bare import DEPLOY, NAMES, bare, newer, run

SCRIPTS = ["package.sh", "unit.sh", "install.sh", "environment.sh", "debian/postinst", "debian/prerm", "debian/postrm"]
STATE = "/var/lib/gate-kiosk"
PLACE = f"/opt/{NAMES[0]}"


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_read_by_debians_shell(script: str) -> None:
    """dash finds no fault in its grammar."""
    run("dash", "-n", DEPLOY / script)


@pytest.mark.parametrize("words", [("install.sh",), ("install.sh", "gate"), ("package.sh", "--what")])
def test_a_script_that_is_misused_says_how_it_is_used(words: tuple[str, ...]) -> None:
    """Exit 64 and its own head on stderr; nothing is done."""
    done = subprocess.run(
        ["sh", DEPLOY / words[0], *words[1:]], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (64, "")
    assert f"sh kiosk/deploy/{words[0]}" in done.stderr


def test_only_wheels_of_the_lock_are_packed(tmp_path: Path) -> None:
    """A wheel whose hash no lock names, such as one left from the lock before, stays out."""
    import hashlib

    (tmp_path / "good.whl").write_bytes(b"good")
    (tmp_path / "stale.whl").write_bytes(b"stale")
    lock = tmp_path / "lock.txt"
    lock.write_text(f"good==1 --hash=sha256:{hashlib.sha256(b'good').hexdigest()}\n", encoding="ascii")
    assert wanted(lock, tmp_path) == ["good.whl"]


def test_every_unit_is_started_by_its_package() -> None:
    """The units that a package's scripts name are those that it carries and that somebody wants."""
    for folder, name in (("gate", "gate-kiosk"), ("desk", "gate-kiosk-desk")):
        units = {path.name for path in (DEPLOY / folder).iterdir() if "[Install]" in path.read_text(encoding="utf-8")}
        for script in ("postinst", "prerm", "postrm"):
            part = (DEPLOY / "debian" / script).read_text(encoding="utf-8").split(f"    {name})")[1].split(";;")[0]
            found = re.search(r"units='([^']+)'", part)
            assert found
            assert set(found[1].split()) == units, script


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_lintian_finds_no_error(packages: dict[str, Path], name: str) -> None:
    """No tag of severity error."""
    if not shutil.which("lintian"):
        pytest.skip("lintian is not installed")
    run("lintian", "--allow-root", "--fail-on", "error", packages[name])


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_package_carries_wheels_for_both_pythons(packages: dict[str, Path], name: str) -> None:
    """Each compiled package comes for 3.11 and 3.13, and nothing of one machine comes along."""
    listed = run("dpkg-deb", "--contents", packages[name])
    wheels = re.findall(r"\./usr/lib/[\w-]+/wheels/(\S+\.whl)", listed)
    assert (
        {re.sub("-.*", "", one) for one in wheels if "cp311-cp311" in one}
        == {re.sub("-.*", "", one) for one in wheels if "cp313-cp313" in one}
        != set()
    )
    assert not [line for line in listed.splitlines() if " root/root " not in line]


PAINTED = (
    f"runuser -u kiosk-display -- env QT_QPA_PLATFORM=offscreen QV4_FORCE_INTERPRETER=1 "
    f"kiosk display --state {STATE} --settings /etc/kiosk/kiosk.toml --self-test"
)


@pytest.mark.long
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("release", ["bookworm", "trixie"])
def test_the_life_of_a_gates_package(packages: dict[str, Path], release: str, tmp_path: Path) -> None:
    """Bare system, install, painted; upgrade and downgrade keep state and settings; removal too; purge leaves nothing."""
    gate = bare(release, tmp_path)
    for package in (packages["gate-kiosk"], newer(packages["gate-kiosk"], tmp_path)):
        shutil.copy(package, gate.root / "checkout" / package.name)
    gate.run(f"cd /checkout && sh kiosk/deploy/install.sh kiosk gate-kiosk_{VERSION}_amd64.deb")
    assert gate.run(PAINTED) == "painted 8 screens of edition 0\n"
    assert gate.run(f"stat -c '%U %G %a' {STATE} {STATE}/painted.json") == (
        "kiosk-sync kiosk 3770\nkiosk-display kiosk 644\n"
    )
    gate.run(f"runuser -u kiosk-sync -- touch {STATE}/kept && echo '# ours' >>/etc/kiosk/kiosk.toml")
    denied = f"! runuser -u kiosk-display -- rm -f {STATE}/kept 2>/dev/null && echo denied"
    assert gate.run(denied) == "denied\n"
    kept = f"test -e {STATE}/kept && tail -n 1 /etc/kiosk/kiosk.toml"
    for version in (f"{VERSION}+2", VERSION):
        gate.run(f"cd /checkout && sh kiosk/deploy/install.sh kiosk gate-kiosk_{version}_amd64.deb")
        assert gate.run(kept) == "# ours\n"
        assert gate.run("dpkg-query -W -f '${Version}' gate-kiosk") == version
        assert gate.run(f"ls {PLACE} | wc -l; kiosk --version") == f"2\nkiosk {VERSION}\n"
        assert gate.run(PAINTED) == "painted 8 screens of edition 0\n"
    gate.run("dpkg --remove gate-kiosk")
    assert gate.run(f"{kept}; ! test -e {PLACE}") == "# ours\n"
    gate.run("dpkg --purge gate-kiosk")
    assert gate.run(f"ls -d {STATE} /etc/kiosk {PLACE} 2>/dev/null || :; getent passwd | grep -c kiosk || :") == "0\n"
