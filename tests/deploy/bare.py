"""Bare Debian systems in folders, and a gate of one of them that is booted with its own systemd."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.cli import VERSION
from tests.architecture.conftest import ROOT

DEPLOY = ROOT / "kiosk" / "deploy"
NAMES = ("gate-kiosk", "gate-kiosk-desk")
ROOTS = Path(os.environ.get("KIOSK_ROOTS", ROOT / ".build" / "roots"))
"""Where bare systems are kept for the next time, made by debootstrap."""
LIMIT = 900


def run(*words: object, limit: float = LIMIT) -> str:
    """Run it in the checkout; its output. Fails where it fails."""
    done = subprocess.run(
        [str(word) for word in words], cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False
    )
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


class Machine:
    """A bare Debian in a folder, entered in namespaces of its own, so that nothing stays mounted."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, line: str) -> str:
        """Run a line of shell inside as root; its output. Fails where it fails."""
        mounts = "mount -t proc proc $0/proc && mount --rbind /dev $0/dev && mount -t tmpfs tmpfs $0/run"
        clean = "env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root"
        shell = f'{mounts} && exec chroot $0 {clean} sh -ec "$1"'
        return run("unshare", "--mount", "--pid", "--fork", "sh", "-ec", shell, self.root, line)


def bare(release: str, folder: Path) -> Machine:
    """Return a fresh copy of that release, with this checkout's way of installing in it."""
    base, root = ROOTS / release, folder / release
    if not (base / "etc/debian_version").exists():
        if not shutil.which("debootstrap"):
            pytest.skip("debootstrap is not installed")
        base.parent.mkdir(parents=True, exist_ok=True)
        run("debootstrap", "--variant=minbase", "--include=ca-certificates", release, base)
    run("cp", "-a", base, root)
    for name in ("etc/resolv.conf", "etc/hosts", "etc/ssl/certs/ca-certificates.crt"):
        shutil.copy(f"/{name}", root / name)
    shutil.copytree("/etc/apt/apt.conf.d", root / "etc/apt/apt.conf.d", dirs_exist_ok=True)
    (root / "checkout/kiosk").mkdir(parents=True)
    shutil.copytree(DEPLOY, root / "checkout/kiosk/deploy")
    return Machine(root)


def newer(package: Path, folder: Path, revision: int = 2, paints: bool = True) -> Path:
    """Return the same package under a higher version; one whose display never paints, if not `paints`."""
    tree, version = folder / "newer", f"{VERSION}+{revision}"
    run("dpkg-deb", "--raw-extract", package, tree)
    for file in ("control", "postinst"):
        text = (tree / "DEBIAN" / file).read_text(encoding="utf-8").replace(VERSION, version)
        (tree / "DEBIAN" / file).write_text(text, encoding="utf-8")
    if not paints:
        unit = tree / "usr/lib/systemd/system/kiosk-display.service"
        unit.write_text(unit.read_text(encoding="utf-8").replace("/usr/bin/kiosk run", "/bin/sleep 9999 #"), "utf-8")
    made = folder / f"gate-kiosk_{version}_amd64.deb"
    run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, made)
    shutil.rmtree(tree)
    return made
