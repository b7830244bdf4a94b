"""Nothing is left out in silence: a test that lacks a program fails the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.conftest import ROOT

SKIPPED = {
    "inside": "import pytest\n\ndef test_one():\n    pytest.skip('nginx is not installed (Debian: nginx)')\n",
    "by mark": "import pytest\n\n@pytest.mark.skipif(True, reason='not installed: import')\ndef test_one():\n    pass\n",
    "whole": "import pytest\n\npytest.importorskip('no_such_package')\n\ndef test_one():\n    pass\n",
}


def tried(folder: Path, source: str) -> "subprocess.CompletedProcess[str]":
    """A run of one test file under the rules of `tests/conftest.py`."""
    (folder / "test_it.py").write_text(source, encoding="ascii")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*words, "--rootdir", str(folder), str(folder)], env=environment, cwd=folder, capture_output=True, text=True
    )


@pytest.mark.parametrize("way", SKIPPED)
def test_what_is_not_installed_fails_the_run(tmp_path: Path, way: str) -> None:
    """However a test says that something is not installed, the run ends red and says what is missing."""
    done = tried(tmp_path, SKIPPED[way])
    assert done.returncode in (1, 2), done.stdout
    assert "see kiosk/deploy/system-test.txt" in done.stdout


def test_a_right_that_is_lacking_may_skip(tmp_path: Path) -> None:
    """A test for another user, or one not asked for, is still skipped."""
    done = tried(tmp_path, "import pytest\n\ndef test_one():\n    pytest.skip('root may write anywhere')\n")
    assert (done.returncode, "1 skipped" in done.stdout) == (0, True), done.stdout
