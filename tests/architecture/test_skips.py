"""Nothing is left out in silence: a test that lacks a program fails the run."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.conftest import ROOT

SKIPPED = {
    "inside": "import pytest\n\ndef test_one():\n    pytest.skip('nginx is not installed (Debian: nginx)')\n",
    "marked": "import pytest\n\n@pytest.mark.skipif(True, reason='not installed: import')\ndef test_one():\n    pass\n",
    "whole": "import pytest\n\npytest.importorskip('no_such_package')\n\ndef test_one():\n    pass\n",
}
ALLOWED = "import pytest\n\ndef test_one():\n    pytest.skip('root may write anywhere')\n"


def tried(folder: Path, sources: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A run of test files under the rules of `tests/conftest.py`."""
    for name, source in sources.items():
        (folder / f"test_{name}.py").write_text(source, encoding="ascii")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull]
    words += ["--continue-on-collection-errors", "--import-mode=importlib", "-rA"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*words, "--rootdir", str(folder), str(folder)], env=environment, cwd=folder, capture_output=True, text=True
    )


def test_what_is_not_installed_fails_the_run(tmp_path: Path) -> None:
    """However a test says that something is not installed, the run ends red and says what is missing."""
    done = tried(tmp_path, SKIPPED)
    assert done.returncode in (1, 2), done.stdout
    red = re.findall(r"(?m)^(?:FAILED|ERROR) test_(\w+)\.py", done.stdout)
    assert sorted(red) == sorted(SKIPPED), done.stdout
    assert done.stdout.count("see kiosk/deploy/system-test.txt") >= len(SKIPPED)


def test_a_right_that_is_lacking_may_skip(tmp_path: Path) -> None:
    """A test for another user, or one not asked for, is still skipped."""
    done = tried(tmp_path, {"it": ALLOWED})
    assert (done.returncode, "1 skipped" in done.stdout) == (0, True), done.stdout
