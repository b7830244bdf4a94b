"""The list of levels with their places: in two columns beside or under the map, a long one in parts that further pages hold."""

import re
from collections.abc import Iterator, Sequence

from kiosk.display.layout.boxes import Badge, Box
from kiosk.display.layout.levels import large_list, row
from kiosk.display.layout.piece import Piece, column, drawn
from kiosk.display.layout.setting import Setting
from kiosk.display.presenters.blocks import LevelLine, LevelList, PlaceRow

Line = tuple[LevelLine, PlaceRow | None]
"""A line of the list: the head of a level, or a place that stands at it."""

SHARES = (1.0, 0.9, 0.86, 1.14)
"""Of half the width: the first of two columns, less or more where one of them needs room."""
MOST_LINES = 18
"""Of a list that is kept together, in both columns."""
MOST_HEIGHT = 460
"""Of a part of a longer one: what stands under the map."""
SHORTER = 0.75
"""What parting a level must leave of the height where the list could be parted between two."""


@drawn.register
def _(block: LevelList, width: float, setting: Setting) -> Sequence[Piece]:
    if setting.large:
        return large_list(block, width, setting)
    each = (width - 40) / 2
    lines: list[Line] = [(head, row) for head, rows in block.groups for row in (None, *rows)]
    if len(lines) > MOST_LINES or (setting.parted and len(lines) > MOST_LINES // 2):
        return list(
            _parts(lines, min(each, (setting.column - 40) / 2), setting)
        )  # those of further pages have less room
    if setting.parted and len(block.groups) > 2:  # in two parts, the worse first: the other may go on to a next page
        second = sum(1 + len(rows) for _, rows in block.groups[:2])
        return [_listed(some, each, setting) for some in (lines[:second], lines[second:])]
    return [_listed(lines, each, setting)]


def _parts(lines: list[Line], each: float, setting: Setting) -> Iterator[Piece]:
    """The lines in pieces that stand under a map; no head ends one."""
    while lines:
        end = len(lines)
        while (piece := _listed(lines[:end], each, setting)).height > MOST_HEIGHT and end > 2:
            end -= 1 + (lines[end - 2][1] is None)
        yield piece
        lines = lines[end:]


def _listed(lines: list[Line], each: float, setting: Setting) -> Piece:
    """Some lines in two columns."""
    left, right = _sides(lines, each, setting)
    between, within = _cuts(lines)

    def laid(cut: int) -> tuple[Piece, Piece]:
        return _column(lines[:cut], left, setting), _column(lines[cut:], right, setting)

    def least(cuts: Sequence[int]) -> tuple[Piece, Piece]:
        return min((laid(cut) for cut in cuts), key=_height)

    both = least(between or within)
    if (
        between
        and within
        and len(lines) > MOST_LINES // 2
        and _height(shorter := least(within)) < SHORTER * _height(both)
    ):
        both = shorter
    boxes = [*both[0].boxes, *both[1].at(left + 40, 0)]
    return Piece(_height(both), tuple(boxes), touched=True, gap=setting.gap)


def _height(columns: tuple[Piece, Piece]) -> float:
    return max(one.height for one in columns)


def _cuts(lines: list[Line]) -> tuple[list[int], list[int]]:
    """Where the lines may be parted in two columns: before a level, or within one, where no head is left alone."""
    between = [at for at, (_, row) in enumerate(lines) if row is None and at]
    if not between:
        places = sum(row is not None for _, row in lines)
        half = len(lines) - places // 2
        return [], [half if places > 1 else len(lines)]
    return between, [at for at in range(2, len(lines)) if lines[at][1] is not None and lines[at - 1][1] is not None]


def _sides(lines: list[Line], each: float, setting: Setting) -> tuple[float, float]:
    """How wide the two columns are: alike, unless a word of one of them would then be torn."""
    between, within = _cuts(lines)
    if between:
        return each, each
    cut = within[0]
    sides = [(each * share, each * (2 - share)) for share in SHARES]
    return min(sides, key=lambda pair: _torn(lines[:cut], pair[0], setting) + _torn(lines[cut:], pair[1], setting))


def _torn(lines: list[Line], width: float, setting: Setting) -> int:
    """How many words of a column are wider than it leaves beside a badge, or without one under their level's head."""
    badge = 0.0 if lines and lines[0][1] is None else 100 - 8 * setting.squeeze
    words = [word for _, row in lines if row for word in re.split("[ \u200b]", row.name) if word]
    return sum(not setting.fitting(word, "strong", width - badge - 48) for word in words)


def _column(lines: list[Line], width: float, setting: Setting) -> Piece:
    """Lines one under another; places whose level's head stands elsewhere have its badge."""
    parts, headed = [], None
    for head, place in lines:
        if place is None:
            headed = head
            parts.append(level_head(head, width, setting))
        else:
            parts.append(row(place, width, setting, "" if head is headed else head.level))
    return _stacked(parts)


def level_head(head: LevelLine, width: float, setting: Setting) -> Piece:
    """Draw the head of a level in the list: its badge, its name, number and Korean word."""
    side = 80 - 4 * setting.squeeze
    room = width - side - 18
    px = setting.fitting(head.name, "strong", room)
    texts = [setting.text(head.name, "strong", room, px=px)]
    texts += [
        setting.text(one, "second", room, "ink2", px=setting.fitting(one, "second", room))
        for one in (head.over,)
        if one
    ]
    _, tall = column(texts)
    height = max(tall, side) + 10
    boxes, _ = column(texts, side + 18, (height - 6 - tall) / 2)
    return Piece(height, (Badge(0, (height - 6 - side) / 2, side, side, head.level), *boxes), gap=2)


def _stacked(parts: Sequence[Piece]) -> Piece:
    boxes: list[Box] = []
    y = 0.0
    for number, part in enumerate(parts):
        y += 14 if number and isinstance(part.boxes[0], Badge) else 0
        boxes += part.at(0, y)
        y += part.height
    return Piece(y, tuple(boxes), touched=any(part.touched for part in parts))
