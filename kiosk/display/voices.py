"""Which languages can be read aloud on this machine."""

import shutil

SPOKEN_LOCALES = ("ko", "en", "zh_Hans", "ja", "vi")


def voices() -> tuple[str, ...]:
    """Locales that may be offered: none without speech-dispatcher."""
    return SPOKEN_LOCALES if shutil.which("speech-dispatcher") else ()
