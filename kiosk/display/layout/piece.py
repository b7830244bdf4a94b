"""A block drawn at a width: its boxes, its height, and whether it is touched; what draws each kind is registered with `drawn`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch

from kiosk.display.layout.boxes import Box, Text, Touch, moved
from kiosk.display.layout.setting import Setting
from kiosk.display.presenters.blocks import (
    Block,
)

TARGET_GAP = 12.0


ICON = 52.0
LONGEST = 0.14
"""The share of a panel's height that a paragraph may take in one piece."""


@dataclass(frozen=True)
class Piece:
    """Boxes from (0, 0) with a height. `keep`: never the last of a page; `flex`: takes the room that is left, at least `height`.

    `left_out`: what a squeezed piece no longer says and a later page must. `whole`: the paragraph of whose parts this is the
    first, in so many `parts`. `readable`: in the lower mode it may stand out of reach, and is only read there.
    """

    height: float
    boxes: tuple[Box, ...]
    touched: bool = False
    keep: bool = False
    flex: bool = False
    gap: float = 24.0
    left_out: tuple[Block, ...] = ()
    whole: Text | None = None
    parts: int = 1
    readable: bool = False

    @property
    def untouched(self) -> float:
        """How far from its top nothing is touched."""
        return min((box.y for box in self.boxes if isinstance(box, Touch) and box.name), default=0.0)

    def at(self, x: float, y: float) -> list[Box]:
        """Give the boxes moved to (x, y)."""
        return [moved(box, x, y) for box in self.boxes]


def column(parts: Iterable[Text], x: float = 0, y: float = 0, gap: float = 2) -> tuple[list[Box], float]:
    """Set texts one below another from (x, y); the boxes, and where they end."""
    boxes: list[Box] = []
    for part in parts:
        boxes.append(moved(part, x, y))
        y += part.h + gap
    return boxes, y - gap if boxes else y


def joined(sentences: Iterable[str]) -> str:
    """Join sentences to one paragraph: with a space, but where a script ends them with a wide sign."""
    said = ""
    for one in sentences:
        said += one if not said or said.endswith("。") else f" {one}"
    return said


def parts_of(text: Text, most: float) -> Iterator[Text]:
    """Give a long paragraph in parts of at most so much height, parted between lines."""
    lines, count = text.text.split("\n"), max(2, int(most // text.line))
    if len(lines) <= count + 1:
        yield text
        return
    left = text.words.replace("\u200b", "")
    for start in range(0, len(lines), count):
        part = lines[start : start + count]
        said, left = _begun(left, part)
        yield replace(text, text="\n".join(part), words=said, h=text.line * len(part))


def paragraph(text: Text, most: float, indent: float, gap: float, boxes: Sequence[Box] = ()) -> Iterator[Piece]:
    """Give a long paragraph in pieces that may be parted over pages; `boxes` stand beside its first lines."""
    parts = list(parts_of(text, most))
    whole = moved(text, indent, 0)
    for number, part in enumerate(parts):
        words = moved(part, indent, 0)
        if number:
            yield Piece(part.h, (words,), gap=5.0)
        else:
            yield Piece(part.h, (words, *boxes), gap=gap, whole=whole, parts=len(parts))


def _begun(words: str, lines: Sequence[str]) -> tuple[str, str]:
    """Part words after these lines; between two lines stands a space only where the words have one."""
    at = 0
    for line in lines:
        bare = line.replace("\u200b", "")
        found = words.find(bare, at)
        if found < 0:  # a line that was parted within a word
            return " ".join(lines), words
        at = found + len(bare)
    return words[:at].strip(), words[at:]


@singledispatch
def drawn(block: Block, width: float, setting: Setting) -> Sequence[Piece]:  # noqa: ARG001
    """Draw a block at a width: one piece, or several where it may be parted over pages."""
    raise TypeError(f"nothing draws {type(block).__name__}")
