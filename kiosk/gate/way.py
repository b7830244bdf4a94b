"""What `kiosk doctor --network` asks of the way to feed and desk, step by step, of a process that may reach the network.

Rules: the steps are the courier's to go (`kiosk.sync.way`, run as a program, as nothing here stands on it); what hangs is ended
after WAY_SECONDS and said.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kiosk.faults import Fault
from kiosk.gate.machine import Finding
from kiosk.gate.settings import Settings
from kiosk.gate.store import Store

WAY_SECONDS = 60.0


def findings(state: Path | None, settings: Settings, seconds: float = WAY_SECONDS) -> Iterator[Finding]:
    """Go the way to the feed (settings, else the one enrolled with) and to the desk; every step a finding. Raises nothing."""
    feed = settings.feed.url or _enrolled(state)
    if not feed:
        yield Finding(
            "network", True, "feed: no address is known", "Give --state of an enrolled kiosk, or set `feed.url`."
        )
    ways = {"feed": feed, "desk": settings.desk.report_url}
    for name, url in ways.items():
        if url:
            yield from _gone(name, url, seconds)
    if not settings.desk.report_url:
        yield Finding("network", False, "desk: no `desk.report_url` is set, so nothing is reported")


def _enrolled(state: Path | None) -> str:
    try:
        return Store(state).enrollment().feed if state else ""
    except Fault:
        return ""


def _gone(name: str, url: str, seconds: float) -> Iterator[Finding]:
    words = [sys.executable, "-P", "-m", "kiosk.sync.way", f"{name}={url}"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=seconds, check=False)
        said, broken = done.stdout, done.returncode != 0
    except subprocess.TimeoutExpired as late:
        said = late.stdout.decode() if isinstance(late.stdout, bytes) else ""
        broken = True
    except OSError:
        said, broken = "", True
    for line in said.splitlines():
        yield Finding(**json.loads(line))
    if broken:
        what = "the way was not gone to its end: a name server or host that never answers"
        yield Finding("network", True, f"{name}: {what}", "Tell the airport's IT what stands above.")
