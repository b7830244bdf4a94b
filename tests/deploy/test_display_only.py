"""`kiosk run --display-only`, as the display's unit starts it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.display.panel import wait_for


@pytest.mark.parametrize("settings", ["", "[feed]\npoll_seconds = 'often'\n"])
def test_the_display_is_tended_without_a_courier(state: Path, tmp_path: Path, settings: str) -> None:
    """It paints, whatever the settings; no courier takes its lock, and a stop ends both processes with exit code 0."""
    (tmp_path / "kiosk.toml").write_text(settings, encoding="utf-8")
    words = [sys.executable, "-P", "-m", "kiosk", "run", "--display-only", "--state", str(state)]
    words += ["--settings", str(tmp_path / "kiosk.toml")]
    running = subprocess.Popen(words, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.DEVNULL)
    try:
        assert wait_for((state / "painted.json").exists, 60)
        assert not (state / ".courier.lock").exists()
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    finally:
        running.kill()
        running.wait(60)
