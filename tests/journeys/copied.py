"""A copy of the program, to be changed where a newcomer would change it, and run as it then stands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.conftest import ROOT


def copied(root: Path) -> Path:
    """Copy what the program is made of into `root`, and return that."""
    for name in ("kiosk", "translations", "assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    return root


def ran(program: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with that program, as the demo's desk would be."""
    around = {
        **os.environ,
        "PYTHONPATH": str(program),
        "DJANGO_SETTINGS_MODULE": "kiosk.desk.settings",
        "KIOSK_DESK": "demo",
    }
    return subprocess.run(
        [sys.executable, "-P", *words],
        cwd=program,
        env=around,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
