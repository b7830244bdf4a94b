"""What the screen asks of its state reader for the officers' view, and the answer that comes back over the pipe."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the screen imports this before its first page
    from kiosk.gate.pin import Judged


class Try(NamedTuple):
    """A PIN typed at the glass, the try of that `number`, to be judged by the hash of the settings; answered by `Tried`."""

    number: int
    pin: str
    pin_hash: str


class Tried(NamedTuple):
    """What the try of that number came to."""

    number: int
    judged: "Judged"


class Examine(NamedTuple):
    """Look at this kiosk as `kiosk doctor` does; answered by `Examined`."""


class Examined(NamedTuple):
    """What was found, in doctor's words: whether it is wrong, what about, and the sentence with its mend."""

    findings: tuple[tuple[bool, str, str], ...]
