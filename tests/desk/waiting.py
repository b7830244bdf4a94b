"""Waiting for what another process does: looked for again and again, with an end."""

import time
from collections.abc import Callable
from typing import TypeVar

import requests

PATIENCE = 60.0
STEP_SECONDS = 0.05

Found = TypeVar("Found")


def until(look: Callable[[], Found], said: Callable[[], str] = lambda: "", seconds: float = PATIENCE) -> Found:
    """Look until something is there, and return it. Fails after `seconds` with what `said` says."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited in vain for {seconds:.0f} s: {said()}"
        time.sleep(STEP_SECONDS)
    return found


def answers(address: str) -> bool:
    """Tell whether a desk's sign-in page comes; a connection that nobody takes, or takes long, is no answer yet."""
    try:
        return requests.get(f"{address}/account/login/", timeout=5).status_code == 200
    except (requests.ConnectionError, requests.Timeout):
        return False
