"""Pictures of the real kiosk's screens, painted from a draft by `kiosk render`: what is approved is what will be seen.

Painted in a process of its own, once per frozen edition; the page shows what is there already.
"""

import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from kiosk.desk.advice.models import Version

NAME = re.compile(r"[A-Za-z0-9_.+-]{1,120}\.png")


def _folder(version: Version) -> Path:
    return Path(settings.DESK.data) / "pictures" / version.frozen.sha256[:32]


def of(version: Version, data: bytes) -> list[str]:
    """Names of the pictures painted so far; starts the painting on first call."""
    if not hasattr(version, "frozen"):
        return []
    folder = _folder(version)
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return sorted(path.name for path in folder.glob("*.png"))
    (folder / "edition.json").write_bytes(data)
    screens = ["attract", "place"] + (["notice"] if version.kind == "notice" else [])
    words = ["render", "--edition", str(folder / "edition.json"), "--out", str(folder), "--mode", "normal"]
    words += ["--size", "1080x1920", *(word for one in screens for word in ("--screen", one))]
    zones = sorted({one["zone"] for one in version.change.get("add", {}).get("advisories", ())})
    words += [word for zone in zones[:4] for word in ("--place", zone) if not zone.startswith("rest")]
    subprocess.Popen(
        ["nice", sys.executable, "-m", "kiosk", *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return []


def read(version: Version, name: str) -> bytes | None:
    """One picture's bytes, or None."""
    path = _folder(version) / name
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None
