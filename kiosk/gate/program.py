"""Which program this is: the version of the package it was installed from, with its revision; else the wheel's."""

import sys
from functools import cache
from pathlib import Path

NOTE = "program"
"""Written into a package's environment by `kiosk/deploy/environment.sh`."""


@cache
def packaged() -> str:
    """Return the package's version, "" where it was not installed from one."""
    try:
        return (Path(sys.prefix) / NOTE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def program() -> str:
    """Return the version; "source" where it runs from a checkout."""
    return packaged() or _wheel()


def _wheel() -> str:
    from importlib.metadata import PackageNotFoundError, version  # takes as long to import as a page to lay out

    try:
        return version("kiosk")
    except PackageNotFoundError:
        return "source"
