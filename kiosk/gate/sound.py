"""The sound cards' head-set jacks, and the speaker that a plug silences.

Rules: ALSA's own tool is asked (amixer, Debian's alsa-utils). What a card does not tell (no jack control, a *phantom* jack, an
analogue plug behind an amplifier) is not known, and not guessed: then the module's own switch has to silence the speaker. Nothing
here raises.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

SECONDS = 2.0
MOST_CARDS = 4
JACK = re.compile(
    r"iface=CARD,name='(?:Front )?(?:Headphone|Headset)(?: Front| Mic)? Jack'.*\n\s*;.*\n\s*: values=(on|off)"
)
SPEAKER = re.compile(r"iface=MIXER,name='Speaker Playback Switch'")


@dataclass(frozen=True)
class Card:
    """One card. `plugged`: a head-set is in its jack, None where it does not tell; `speaker`: there is one to be switched."""

    number: int
    plugged: bool | None
    speaker: bool


def cards() -> Iterator[Card]:
    """Ask every card; none where there is no sound or no amixer."""
    for number in range(MOST_CARDS):
        if not (told := _answer("-c", str(number), "contents")):
            return
        yield read(number, told)


def read(number: int, contents: str) -> Card:
    """Read what `amixer contents` says of a card."""
    jacks = JACK.findall(contents)
    return Card(number, "on" in jacks if jacks else None, bool(SPEAKER.search(contents)))


def heed() -> bool:
    """Silence the speakers of every card with a head-set in its jack, and let the others sound; whether there is one."""
    plugged = False
    for card in cards():
        plugged = plugged or bool(card.plugged)
        if card.speaker and card.plugged is not None:
            _answer("-q", "-c", str(card.number), "sset", "Speaker", "mute" if card.plugged else "unmute")
    return plugged


def _answer(*words: str) -> str:
    try:
        done = subprocess.run(("amixer", *words), capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
