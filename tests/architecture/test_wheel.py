"""The wheel carries everything: installed in an empty environment, away from the checkout, the program works."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.conftest import ROOT, said


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed here; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    said(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_assets_translations_and_qml(wheel: Path) -> None:
    """Package data where `kiosk.resources` looks first; catalogues compiled; no shell script, no test."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [f"kiosk/data/{one.relative_to(ROOT)}" for one in (ROOT / "assets").rglob("*.json")]
    wanted += [
        f"kiosk/data/{one.relative_to(ROOT).with_suffix('.mo')}"
        for one in (ROOT / "translations").rglob("LC_MESSAGES/*.po")
    ]
    wanted += [str(one.relative_to(ROOT)) for one in (ROOT / "kiosk").rglob("*.qml")]
    wanted += ["kiosk/cli.py", "kiosk/feed/document/edition.schema.json", "kiosk/display/qml/Kiosk/qmldir"]
    assert set(wanted) - names == set()
    assert [name for name in names if name.endswith(".sh") or name.startswith("tests")] == []


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an empty environment with the wheel in it, which sees this one's packages but not the checkout."""
    folder = tmp_path_factory.mktemp("empty")
    said(sys.executable, "-m", "venv", "--without-pip", folder)
    (site,) = folder.glob("lib/python3*/site-packages")
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-index"]
    said(*pip, "--no-compile", "--prefix", folder, "--ignore-installed", wheel)
    # a plain path: the .pth files of that environment, the checkout's among them, are not followed
    (site / "packages.pth").write_text(packages + "\n", encoding="utf-8")
    return folder / "bin"


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [str(folder / "python"), "-I", "-m", "kiosk", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "HOME": str(folder)}
    )


def test_the_installed_wheel_speaks(installed: Path) -> None:
    """The command answers, from the installed package and not from the checkout."""
    where = said(installed / "python", "-I", "-c", "import kiosk.resources as r; print(r.PACKAGE, r.bundled_edition())")
    assert str(ROOT) not in where
    assert "/data/assets/" in where
    done = _run(installed, "edition", "check", where.split()[1])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_installed_wheel_renders(installed: Path, tmp_path: Path) -> None:
    """One screen in a translated language, from the package's own assets, catalogues and QML."""
    edition = said(installed / "python", "-I", "-c", "import kiosk.resources as r; print(r.bundled_edition())").strip()
    words = ("--edition", edition, "--out", str(tmp_path), "--screen", "help", "--locale", "vi", "--mode", "normal")
    done = _run(installed, "render", *words, "--size", "1080x1920")
    assert (done.returncode, done.stderr) == (0, "")
    pictures = list(tmp_path.glob("help*-vi-normal-1080x1920.png"))
    assert pictures
    assert all(picture.stat().st_size > 10_000 for picture in pictures)
