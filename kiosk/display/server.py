"""Whether the X server that `DISPLAY` names is there: asked before Qt, which would abort the process with five lines.

Rules: a server on this machine is found in the kernel's list of sockets, which costs a tenth of a millisecond; only where it
is not listed (another machine's, another container's, a dead one's) is it truly asked, by the library Qt uses itself.
"""

import os
import re
from pathlib import Path

SOCKETS = Path("/proc/net/unix")


def answers(display: str) -> bool:
    """Whether an X server stands behind that name, such as `:0`; True where that cannot be told."""
    found = re.fullmatch(r"(?:unix)?:([0-9]{1,5})(?:\.[0-9]+)?", display)
    return (found is not None and _listed(f"/.X11-unix/X{found[1]}")) or _asked(display)


def _listed(name: str) -> bool:
    try:
        return any(line.endswith(name) for line in SOCKETS.read_text().splitlines())
    except (OSError, ValueError):
        return False


def _asked(display: str) -> bool:
    import ctypes  # takes as long as all the rest

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
