"""What the tests of the ground share: where the checkout is, what git tracks, a tool run and what it said."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def build() -> Path:
    """A folder for what tests build, out of git's sight."""
    folder = ROOT / ".build"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def tracked() -> tuple[str, ...]:
    """Every path that belongs to the project: tracked by git, or about to be; and still there."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nobody knows what belongs to it")
    listed = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True)
    return tuple(name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def said(*command: str | Path, code: int = 0) -> str:
    """What a tool printed; fails the test with it unless the tool ended with `code`."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != code:
        pytest.fail(f"{Path(words[0]).name} ended with {done.returncode}:\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


def tool(name: str) -> Path:
    """A tool that was installed beside this Python."""
    return Path(sys.executable).parent / name
