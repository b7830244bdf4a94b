"""Branch coverage of a test run, room by room: `sh tests/run.sh --cover [arguments of pytest]`.

Processes that tests start are measured too. It is no part of the usual run, since it costs half as much time again under
Python 3.11 (measured: 47 s of CPU become 75): each room has a floor, and a room below it ends the run with 1. What was
not reached is written line by line to `.build/coverage/missing.txt`. What a test kills by SIGKILL tells nothing.
"""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoDataError

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".build" / "coverage"
FLOORS = {"domain": 95, "language": 95, "feed": 95, "gate": 95, "sync": 95, "display": 90, "desk": 90}
"""The least share of lines and branches, in per cent, that a whole run must reach in each room."""
SETTINGS = ROOT / "pyproject.toml"


def main(words: list[str], folder: Path = FOLDER) -> int:
    """Run pytest with those words, measured into `folder`; print each room's share. Returns the exit code."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    data = folder / "data"
    measured = [sys.executable, "-m", "coverage", "run", f"--rcfile={SETTINGS}", f"--data-file={data}", "-m", "pytest"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    code = subprocess.run([*measured, *words], cwd=ROOT, env=environment, check=False).returncode
    if low := report(Coverage(config_file=str(SETTINGS), data_file=str(data)), folder / "missing.txt"):
        print(f"below its floor: {', '.join(low)}; what was not reached: {folder / 'missing.txt'}")
    return code or bool(low)


def report(coverage: Coverage, listed: Path) -> list[str]:
    """Print each room's share, and into `listed` what was not reached; the rooms below their floor."""
    coverage.combine()
    low, missing = [], io.StringIO()
    for room, floor in FLOORS.items():
        try:
            share = coverage.report(include=[f"kiosk/{room}/*"], show_missing=True, skip_covered=True, file=missing)
        except NoDataError:
            share = 0.0
        print(f"{room:8} {share:5.1f} %   (floor {floor} %)")
        if share < floor:
            low.append(room)
    listed.write_text(missing.getvalue(), encoding="utf-8")
    return low


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
