"""Levels: one with its place and what it asks, rows of places, the list in large text, the map itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.display.layout.boxes import Area, Badge, Box, Icon, Map, Text, Touch, moved
from kiosk.display.layout.letters import size
from kiosk.display.layout.piece import LONGEST, Piece, column, drawn, joined, paragraph
from kiosk.display.layout.setting import ON, Setting
from kiosk.display.presenters.blocks import (
    LevelLine,
    LevelList,
    MapBox,
    PlaceRow,
)


@drawn.register
def _(block: LevelLine, width: float, setting: Setting) -> Sequence[Piece]:
    return _large_level(block, width, setting) if setting.large else [_level(block, width, setting)]


def _level(block: LevelLine, width: float, setting: Setting) -> Piece:
    words, second = ON[block.ground]
    side = (112 if block.first else 96 if block.action else 84) - 12 * setting.squeeze
    room = width - side - 24
    roles = [("head" if block.first or block.action else "strong", block.name, words), ("second", block.over, second)]
    if block.first:
        roles += [("strong" if n else "ask", one, words) for n, one in enumerate(block.asks)]
    else:
        roles += [("strong", one, words) for one in block.asks]
    roles += [("body" if setting.squeeze < 1 else "second", one, words) for one in (block.penalty,) if one]
    roles += [("strong" if block.first else "second", one, words if block.first else second) for one in block.notes]
    texts = [setting.text(said, role, room, colour) for role, said, colour in roles if said]
    boxes, height = column(texts, side + 24)
    height = max(height, side)
    badge = Badge(0, 4, side, side, block.level, block.ground == "ink")
    if len(texts) == 1:
        boxes = [replace(boxes[0], y=(height - texts[0].h) / 2)]
    ground: list[Box] = []
    if block.action:
        ground = [Touch(-16, -4, width + 32, height + 8, block.spoken, block.action, block.argument, inset=8)]
    gap = setting.gap + (10 if block.action else 0)
    return Piece(height, (*ground, badge, *boxes), touched=bool(block.action), gap=gap)


TIGHT = 112.0
"""The side of a badge in large text where room is short."""
TALLEST = 0.36
"""The share of a panel's height that a level with its place and what it asks may take in one piece."""


def _large_level(block: LevelLine, width: float, setting: Setting) -> list[Piece]:
    """In large text: the badge with the place and what to do; each further statement a piece of its own."""
    if setting.squeeze == 1 and (not block.names or setting.panel.wide):
        return _tight_level(block, width, setting)
    words, second = ON[block.ground]
    side = 132.0
    room = width - side - 24
    ask, *asks = block.asks or ("",)
    texts = [setting.text(block.name, "head", room, words)]
    first = setting.text(ask, "strong", room, words) if ask else None
    if first and texts[0].h + first.h > setting.panel.height * TALLEST:
        asks, first = [ask, *asks], None
    further: list[Piece] = []
    if setting.squeeze == 1 and block.names:  # the list may go on to a next page: each place has the badge
        texts[0] = setting.text(block.names[0], "head", room, words)
        further = [_named(one, block, width, setting) for one in block.names[1:]]
    texts += [first] if first else []
    boxes, height = column(texts, side + 24)
    height = max(height, side)
    ground: list[Box] = []
    if block.action:
        ground = [Touch(-16, -2, width + 32, height + 4, block.spoken, block.action, block.argument, inset=8)]
    more = [(one, "strong", words) for one in asks]
    more += [(block.over, "second", second)] if block.over else []
    more += [(block.penalty, "body", words)] if block.penalty else []
    more += [(one, "second", second) for one in block.notes]
    texts = [setting.text(said, role, width, colour) for said, role, colour in more]
    badge = Badge(0, 4, side, side, block.level, block.ground == "ink")
    kept = bool(texts) and (bool(asks) or not ask) and not further
    main = Piece(height, (*ground, badge, *boxes), touched=bool(block.action), keep=kept, gap=setting.gap)
    return [main, *further, *(piece for text in texts for piece in _alone(text, setting))]


def _tight_level(block: LevelLine, width: float, setting: Setting) -> list[Piece]:
    """In large text where room is short: badge and short name, then all that is asked in one paragraph.

    The badge says the level, whose name stands where there is room.
    """
    words, second = ON[block.ground]
    name = setting.text(block.brief or block.name, "head", width - TIGHT - 20, words)
    height = max(name.h, TIGHT)
    boxes: list[Box] = [
        Badge(0, (height - TIGHT) / 2, TIGHT, TIGHT, block.level, block.ground == "ink"),
        moved(name, TIGHT + 20, (height - name.h) / 2),
    ]
    if block.action:
        touch = Touch(-16, -2, width + 32, height + 4, block.spoken, block.action, block.argument, inset=8)
        boxes.insert(0, touch)
    more = [(joined(block.asks), "strong", words)] if block.asks else []
    more += [(block.over, "second", second)] if block.names else []
    more += [(block.penalty, "body", words)] if block.penalty else []
    more += [(one, "second", second) for one in block.notes]
    texts = [setting.least_lines(said, role, width, colour) for said, role, colour in more]
    main = Piece(height, tuple(boxes), touched=bool(block.action), keep=bool(block.asks), gap=setting.gap)
    return [main, *(piece for text in texts for piece in _alone(text, setting))]


def brief_width(block: LevelLine, setting: Setting) -> float:
    """Tell how wide a level is that stands as badge and short name on one line."""
    return TIGHT + 20 + setting.advance(block.brief or block.name, "head") * 1.05


def _named(name: str, block: LevelLine, width: float, setting: Setting) -> Piece:
    side, indent = 100.0, 156.0
    text = setting.text(name, "head", width - indent, ON[block.ground][0])
    badge = Badge(16, (text.h - side) / 2, side, side, block.level, block.ground == "ink")
    return Piece(text.h, (badge, moved(text, indent, 0)), gap=4)


def _alone(text: Text, setting: Setting) -> Iterator[Piece]:
    return paragraph(text, setting.panel.height * LONGEST, 0, setting.gap * 0.5)


@drawn.register
def _(block: PlaceRow, width: float, setting: Setting) -> Sequence[Piece]:
    return [row(block, width, setting, block.level)]


def row(block: PlaceRow, width: float, setting: Setting, level: str = "", badge: float = 0) -> Piece:
    """Draw a row to touch: a badge where it stands alone, its name, and a chevron."""
    large = setting.large
    tight = large and setting.squeeze == 1
    badge = badge or (104 - 16 * setting.squeeze if large else 80 - 8 * setting.squeeze)
    arrow = 64.0 if large else 40.0
    indent = badge + 20 if level else 0
    room = width - indent - arrow - 8
    px = setting.fitting(block.name, "strong", room) or size("strong", setting.locale, large, 1)
    texts = [setting.text(block.name, "strong", room, px=px)]
    if block.over:
        texts.insert(0, setting.text(block.over, "second", room, "ink2"))
    _, tall = column(texts)
    least = (116 if large else 88) - (20 if large else 22) * setting.squeeze
    height = max(least, tall + (4 if tight else 12), badge + 8 if level else 0)
    boxes, _ = column(texts, indent, (height - tall) / 2)
    if level:
        boxes.append(Badge(0, (height - badge) / 2, badge, badge, "" if level == "?" else level))
    boxes.append(Icon(width - arrow, (height - arrow) / 2, arrow, arrow, "chevron", "accent"))
    edge = 2 if tight else 4
    touch = Touch(0, edge, width, height - 2 * edge, block.spoken, block.action, block.argument, radius=8, inset=12)
    line = Area(0, 0, width, 2, fill="line")
    return Piece(height, (line, touch, *boxes), touched=True, gap=3 if tight else 8, readable=tight)


def large_list(block: LevelList, width: float, setting: Setting) -> list[Piece]:
    """In large text every row carries its badge; the level's name stands over the first, where there is room."""
    found: list[Piece] = []
    for head, rows in block.groups:
        if setting.squeeze < 1:
            found.append(Piece(*_said(setting, head.name, width), keep=True, gap=10))
        found += [row(one, width, setting, head.level) for one in rows]
    return found


def _said(setting: Setting, words: str, width: float) -> tuple[float, tuple[Box, ...]]:
    text = setting.text(words, "second", width, "ink2")
    return text.h, (text,)


@drawn.register
def _(block: MapBox, width: float, setting: Setting) -> Sequence[Piece]:
    least = 520 - 300 * setting.squeeze if setting.large else 620 - 80 * setting.squeeze
    return [
        Piece(
            least,
            (Map(0, 0, width, least, says=block.says, interactive=not setting.reach, bare=setting.large),),
            flex=True,
            gap=setting.gap * 0.6,
        )
    ]
