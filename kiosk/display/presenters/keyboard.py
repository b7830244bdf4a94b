"""The small keyboard of the search, as a block: the letters of one script; and in parts, where room is short."""

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.display.presenters.blocks import Block, Ground


@dataclass(frozen=True)
class Keys(Block):
    """A small keyboard: the letters of one script, an erase key and a close key."""

    kind: ClassVar[str] = "keys"
    letters: tuple[str, ...]
    erase: str
    columns: int
    ground: Ground = "paper"


def halves(keys: Keys) -> tuple[Keys, Keys]:
    """A keyboard in two, the erase key with the second."""
    half = -(-len(keys.letters) // 2)
    return replace(keys, letters=keys.letters[:half], erase=""), replace(keys, letters=keys.letters[half:])
