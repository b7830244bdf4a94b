"""The courier as a process of its own with a short deadline: `python -m tests.sync.driver once|forever STATE URL SECONDS`.

With `deaf` as a fifth word the resolver never answers, inside C and holding Python's lock: the worst that can happen.
"""

import ctypes
import json
import socket
import sys
from pathlib import Path
from typing import Any

from kiosk.sync import courier
from kiosk.sync.outcome import word


def _never(*_: Any, **__: Any) -> Any:
    ctypes.PyDLL(None).sleep(1000)


def main() -> None:
    """Run, and print the outcome as JSON."""
    how, state, url, seconds, *more = sys.argv[1:]
    if "deaf" in more:
        socket.getaddrinfo = _never
    errand = courier.Errand(Path(state), url, 1.0, float(seconds))
    if how == "forever":
        courier.forever(errand)
    outcome = courier.once(errand)
    print(json.dumps([word(outcome), outcome.edition, outcome.why]))


if __name__ == "__main__":
    main()
