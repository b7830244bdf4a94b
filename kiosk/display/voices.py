"""Which languages can be read aloud on this machine."""

import shutil
from pathlib import Path

from kiosk.domain.languages import LANGUAGES

SPOKEN_LOCALES = tuple(one.code for one in LANGUAGES if one.voiced)
DICTIONARY = Path("/var/lib/mecab/dic/ipadic-utf8")
"""How Japanese is read: without it (or mecab) its characters could not be spoken."""


def voices() -> tuple[str, ...]:
    """Locales that may be offered: none without speech-dispatcher, Japanese only where its characters can be read."""
    if not shutil.which("speech-dispatcher"):
        return ()
    reads = DICTIONARY.is_dir() and shutil.which("mecab")
    return tuple(one for one in SPOKEN_LOCALES if one != "ja" or reads)
