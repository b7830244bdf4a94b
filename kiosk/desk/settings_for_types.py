"""The settings that mypy's Django plugin reads: the demo's, so that checking types needs no desk of its own."""

import os

os.environ.setdefault("KIOSK_DESK", "demo")

from kiosk.desk.settings import *  # noqa: F403
