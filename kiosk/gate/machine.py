"""What the machine must have for the display: typefaces, libraries, a clock set by the network, a panel that stays lit.

Rules: it only looks; every check ends in a finding, also a good one, and none raises.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.gate import saver

FONTS = (
    ("Noto Sans CJK KR", "fonts-noto-cjk"),
    ("Noto Sans Khmer", "fonts-noto-core"),
    ("Noto Sans", "fonts-noto-core"),
)
"""(family, Debian package) of every typeface the display names."""

PACKAGES = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0"}
"""Debian's package of a shared library, where it is not named as Debian names them."""

LOADING_SECONDS = 60


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `said` about `subject`, and the `mend` where it is `wrong`."""

    subject: str
    wrong: bool
    said: str
    mend: str = ""

    @property
    def sentence(self) -> str:
        """What was found, and the mend after it."""
        return f"{self.said}. {self.mend}" if self.mend else self.said

    def line(self) -> str:
        """For a person."""
        return f"{'WRONG' if self.wrong else 'good '} {self.subject}: {self.sentence}"

    def told(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)


def findings() -> Iterator[Finding]:
    """Look at everything a machine must have."""
    yield from _fonts()
    yield from libraries()
    yield _clock_set()
    yield from _lit()


def _fonts() -> Iterator[Finding]:
    installed = _answer("fc-list", ":", "family")
    if installed is None:
        yield Finding("fonts", True, "fc-list does not run, so the typefaces cannot be checked", "Install fontconfig.")
        return
    families = {family.strip() for line in installed.splitlines() for family in line.split(",")}
    for family, package in FONTS:
        if family in families:
            yield Finding("fonts", False, f"{family} is installed")
        else:
            yield Finding("fonts", True, f"{family} is missing: some languages would show boxes", f"Install {package}.")


def libraries() -> Iterator[Finding]:
    """Have a child load what the display loads: only that tells what is missing."""
    words = [sys.executable, "-P", "-m", "kiosk.display.loads"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=LOADING_SECONDS)
    except (OSError, subprocess.SubprocessError) as fault:
        yield Finding("libraries", True, f"what the display loads cannot be tried: {type(fault).__name__}")
        return
    missing = done.stdout.splitlines()
    for name in missing:
        yield _lack(name)
    if not missing and done.returncode:
        said = (done.stderr.split("\n")[-2:-1] or [""])[0] or f"ended with {done.returncode}"
        yield Finding(
            "libraries", True, f"what the display loads cannot be loaded: {said}", "Run kiosk/start.sh again."
        )
    elif not missing:
        yield Finding("libraries", False, "all that the display loads can be loaded")


def _lack(name: str) -> Finding:
    """Says what is wrong where a shared library is not there, or anything else keeps the display from loading."""
    if not re.fullmatch(r"lib\S+\.so[\w.]*", name):
        return Finding("libraries", True, f"the display cannot start: {name}", "Run kiosk/start.sh again.")
    return Finding("libraries", True, f"{name} is missing", f"Install {package_of(name)}.")


def package_of(library: str) -> str:
    """Tell the Debian package of a shared library: its name and number, parted by a hyphen where the name ends in a digit."""
    stem, _, number = library.lower().replace("_", "-").partition(".so")
    number = number.lstrip(".")
    return PACKAGES.get(library) or f"{stem}{'-' if stem[-1:].isdigit() and number else ''}{number}"


def _clock_set() -> Finding:
    if Path("/run/systemd/timesync/synchronized").exists():
        return Finding("clock", False, "set by the network")
    answer = _answer("timedatectl", "show", "--property=NTPSynchronized", "--value")
    if answer is None:
        return Finding("clock", False, "whether it is set by the network cannot be told here")
    if answer.strip() == "yes":
        return Finding("clock", False, "set by the network")
    return Finding("clock", True, "not set by the network", "Turn on systemd-timesyncd or chrony.")


def _lit() -> Iterator[Finding]:
    """Whether X leaves the panel lit, where there is an X server to ask."""
    display = os.environ.get("DISPLAY", "")
    found = saver.read(display) if display else None
    if found is None:
        return
    if found.blank_seconds:
        said = f"X server {display} blanks the panel after {found.blank_seconds} s without a touch"
        yield Finding("panel", True, said, "Type `xset s off`; `kiosk display` does so, full screen.")
    if found.power_saving:
        said = f"X server {display} sends the panel to sleep when nobody touches it"
        yield Finding("panel", True, said, "Type `xset -dpms`; `kiosk display` does so, full screen.")
    if not found.blank_seconds and not found.power_saving:
        yield Finding("panel", False, f"X server {display} leaves it lit")


def _answer(*command: str) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
