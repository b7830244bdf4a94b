"""A bare machine: what is missing on it is found by loading it, named with its mend, and ends what cannot begin."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.gate.machine import package_of
from kiosk.resources import PACKAGE
from tests.ports import free_ports

ROOT = PACKAGE.parent
LIBRARIES = Path("/usr/lib/x86_64-linux-gnu")
WITHOUT = (
    'mount -t overlay overlay -o "lowerdir=$0,upperdir=$1/upper,workdir=$1/work" "$0" && shift && '
    'while [ "$1" != -- ]; do rm "$0/$1" || exit 99; shift; done; shift; exec "$@"'
)


def _may_hide() -> bool:
    return os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0


hiding = pytest.mark.skipif(not _may_hide(), reason="no right to hide a library from one process")


def without(folder: Path, libraries: tuple[str, ...], *words: str) -> "subprocess.CompletedProcess[str]":
    """One `kiosk` command on a machine that lacks those shared libraries."""
    disk = folder / "disk"
    disk.mkdir()
    made = 'mount -t tmpfs none "$1" && mkdir "$1/upper" "$1/work" && '
    command = ["unshare", "-m", "sh", "-c", made + WITHOUT, str(LIBRARIES), str(disk), *libraries, "--"]
    command += [sys.executable, "-P", "-m", "kiosk", *words]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=120)


@hiding
def test_the_doctor_names_every_library_that_is_missing(tmp_path: Path) -> None:
    """What Qt's network part and its window part want: each library is named once, with its Debian package; exit 1."""
    done = without(tmp_path, ("libgssapi_krb5.so.2", "libxcb-cursor.so.0"), "doctor")
    told = [line for line in done.stdout.splitlines() if " libraries: " in line]
    assert done.returncode == 1, done.stderr
    assert told == [
        "WRONG libraries: libgssapi_krb5.so.2 is missing. Install libgssapi-krb5-2.",
        "WRONG libraries: libxcb-cursor.so.0 is missing. Install libxcb-cursor0.",
    ]


@hiding
def test_a_display_that_cannot_load_says_so_in_one_line(tmp_path: Path) -> None:
    """The library by its name, and who knows the mend; exit 1, no traceback."""
    done = without(tmp_path, ("libgssapi_krb5.so.2",), "display", "--state", str(tmp_path / "s"), "--headless")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("kiosk: libgssapi_krb5.so.2: cannot open shared object file")
    assert done.stderr.endswith("`kiosk doctor` names the package\n")


@hiding
def test_a_demo_whose_display_cannot_load_ends_with_the_mend(tmp_path: Path) -> None:
    """Not after a minute of new beginnings: the display ended once, and the last line names library and package; exit 1."""
    words = ("demo", "--headless", "--dir", "d", "--port", str(free_ports(3)))
    done = without(tmp_path, ("libgssapi_krb5.so.2",), *words)
    *before, last = done.stderr.splitlines()
    assert done.returncode == 1, done.stderr
    assert last == (
        "kiosk: the display cannot start here: libgssapi_krb5.so.2 is missing. Install libgssapi-krb5-2."
    ), done.stderr
    assert sum("names the package" in line for line in before) == 1


def test_a_damaged_library_is_told(tmp_path: Path) -> None:
    """A file that is no library stands in its place: the doctor says whose, and does not call it good."""
    (tmp_path / "libgssapi_krb5.so.2").write_bytes(b"")
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-P", "-m", "kiosk", "doctor"]
    done = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    (told,) = [line for line in done.stdout.splitlines() if " libraries: " in line]
    assert (done.returncode, told.startswith("WRONG ")) == (1, True)
    assert "libgssapi_krb5.so.2: file too short" in told


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libEGL.so.1", "libegl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ],
)
def test_a_library_has_its_package(library: str, package: str) -> None:
    """Debian's own rule of names, and the one library that does not follow it."""
    assert package_of(library) == package


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The set-up's own files in a checkout of nothing else."""
    (tmp_path / "kiosk").mkdir()
    shutil.copy(PACKAGE / "start.sh", tmp_path / "kiosk")
    shutil.copytree(PACKAGE / "deploy", tmp_path / "kiosk" / "deploy")
    for one in tmp_path.glob("kiosk/deploy/system*.txt"):
        one.write_text("", encoding="ascii")
    return tmp_path


def started(checkout: Path, *before: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """The set-up alone."""
    words = [*before, "sh", str(checkout / "kiosk" / "start.sh")]
    environment = {**os.environ, "KIOSK_SETUP_ONLY": "1", **more}
    return subprocess.run(words, env=environment, cwd="/", capture_output=True, text=True, timeout=240)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_set_up_that_root_began_is_not_gone_on_with_by_another(checkout: Path) -> None:
    """Who may not write what an earlier set-up made is told whose it is, in one line of ours; exit 1."""
    (checkout / ".build").mkdir()
    (checkout / ".build" / "setup.lock").touch()
    for folder in (checkout, *checkout.parents):
        folder.chmod(folder.stat().st_mode | 0o055)
    done = started(checkout, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    assert (done.returncode, done.stderr) == (
        1,
        f"kiosk: may not write {checkout}/.build: it is root's; run this as root\n",
    )


def test_an_index_out_of_reach_is_said(checkout: Path) -> None:
    """Without a network pip tells of a version that does not exist; the set-up's last line says what is the matter."""
    shut = {"PIP_" + "INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull}
    shut |= {"PIP_NO_CACHE_DIR": "1", "PIP_FIND_LINKS": ""}
    done = started(checkout, **shut)
    assert done.returncode == 1
    assert "the package index could not be reached" in done.stderr.splitlines()[-1]
