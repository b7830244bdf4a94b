"""A week in a night, with `--soak`."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.display.panel import ROOT
from tests.soak import hours

WATCHED = """
import os, select, threading, time
began, asleep, wall = time.monotonic(), time.clock_gettime(time.CLOCK_BOOTTIME), time.time()
reading, _ = os.pipe()
select.select([reading], [], [], 15)
threading.Event().wait(15)
time.sleep(15)
later = time.clock_gettime(time.CLOCK_BOOTTIME) - asleep
print(time.monotonic() - began >= 45, later > 600, abs(later - (time.time() - wall)) < 1)
"""


@pytest.mark.soak
def test_a_jump_ends_waits_and_moves_clocks(tmp_path: Path) -> None:
    """A program that waits three quarters of a minute is through at once when the hours jump, and finds its clocks moved on."""
    more, step = hours.prepared(tmp_path), 0
    shift, environment = (
        hours.Shift(tmp_path / "world", 3),
        {**more, "SOAK_STEADY": "slept", "PATH": os.environ["PATH"]},
    )
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", WATCHED], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and time.monotonic() - began < 30:
            step += 1
            shift.write(300.0 * step, 20.0 * step, 0.0)
            select.select([process.stdout], [], [], 0.2)
        process.kill()
        assert process.stdout and process.stdout.read() == "True True True\n"
    assert time.monotonic() - began < 15


@pytest.mark.soak
@pytest.mark.timeout(5400)
def test_a_week_in_a_night() -> None:
    """Nothing false, forged or silently old is painted, nothing blank, nothing grows; `soak.txt` says it in figures."""
    folder = ROOT / ".build" / "soak"
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", "--out", str(folder)], cwd=ROOT, timeout=5400, check=False
    )
    assert done.returncode == 0, (folder / "soak.txt").read_text(encoding="utf-8")
