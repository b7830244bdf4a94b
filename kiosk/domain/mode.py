"""What an edition is for."""

from enum import StrEnum


class Mode(StrEnum):
    """What an edition is for; a kiosk shows only the mode it was enrolled for."""

    LIVE = "live"
    TRAINING = "training"
    DEMO = "demo"


MODES = tuple(mode.value for mode in Mode)
"""Their words, as files and commands spell them."""
