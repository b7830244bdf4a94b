"""Ports of loopback that belong to one test process: asked of nobody else, and never lent by the kernel.

A port that was only seen to be free is another's a moment later. Here each is held by a name (an abstract unix socket,
gone with its process) before it is looked at, and all lie below those that the kernel hands to clients. Other test runs
on the machine keep out of the way too.
"""

import os
import socket
from contextlib import closing

FIRST, LAST = 20_000, 32_000
_held: list[socket.socket] = []


def free_ports(wanted: int = 1) -> int:
    """Return the first of `wanted` neighbouring ports that nobody listens on; they are this process's until it ends."""
    for tried in range(LAST - FIRST):
        first = FIRST + (os.getpid() * 8 + tried * wanted) % (LAST - FIRST - wanted)
        ours = [held for port in range(first, first + wanted) if (held := _hold(port))]
        if len(ours) == wanted:
            _held.extend(ours)
            return first
        for held in ours:
            held.close()
    raise AssertionError(f"no {wanted} free ports side by side")


def _hold(port: int) -> socket.socket | None:
    held = socket.socket(socket.AF_UNIX)
    try:
        held.bind(f"\0kiosk-test-port-{port}")
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", port))
    except OSError:
        held.close()
        return None
    return held
