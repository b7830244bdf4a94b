"""The courier as a real process, and waiting for what it does."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

KIOSK = [sys.executable, "-m", "kiosk"]
ENV = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A command at work; killed afterwards."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENV)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Look again and again until it is so; fails after that many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        select.select([], [], [], 0.01)
