"""How the picture stands: turned as `panel.turned` says, and with it what touch screens tell, by X's own `xrandr` and `xinput`.

Rules: where `panel.turned` is empty nothing is touched: X's own configuration counts. A touch screen that comes later is told the
next time; where a tool is not installed or refuses, nothing is done: the picture stays as it stands, and the window meets that.
Every pointer of a hand is told, a mouse too: X does not say which of them is a touch screen, and a kiosk has no mouse.
"""

import re
import subprocess

from kiosk.gate.monitor import Monitor, x_tool

PATIENCE_SECONDS = 5.0
_POINTER = re.compile(r"(?P<name>\S.*?)\s+id=(?P<id>\d+)\s+\[slave +pointer", re.MULTILINE)
"""A line of `xinput list`, behind what is drawn before the name."""


def stand(monitor: Monitor, turned: str) -> list[str]:
    """Turn each picture that stands otherwise than `turned`, a word of `xrandr`'s, and have each pointer of a hand follow.

    Returns the outputs whose picture still stands otherwise.
    """
    shown = [one for one in monitor.outputs() if one.mode]
    for one in shown:
        if one.turned != turned:
            x_tool(["xrandr", "--output", one.name, "--rotate", turned])
    for pointer in pointers() if shown else ():
        x_tool(["xinput", "map-to-output", pointer, shown[0].name])
    return [one.name for one in monitor.outputs() if one.mode and one.turned != turned]


def pointers() -> list[str]:
    """Return X's numbers of the pointers that a hand moves; none where it does not say."""
    try:
        listed = subprocess.run(
            ["xinput", "list"], capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [found["id"] for found in _POINTER.finditer(listed.stdout) if "XTEST" not in found["name"]]
